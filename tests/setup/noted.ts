import postgres from "postgres";

/** What was noted of one reader's letters, the oldest first and in few words: "clicked 1 person", "opened prefetch". */
export async function readNoted({ url, address }: { url: string; address: string }): Promise<string[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const events = await sql<{ kind: string; link: number | null; verdict: string }[]>`
      select event.kind, event.link, event.verdict from event
        join delivery on delivery.id = event.delivery_id
        join reader on reader.id = delivery.reader_id
      where reader.address = ${address} order by event.seen_at, event.id`;
    return events.map(({ kind, link, verdict }) => [kind, link, verdict].filter((word) => word !== null).join(" "));
  } finally {
    await sql.end();
  }
}
