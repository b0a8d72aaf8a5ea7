import { sql } from "drizzle-orm";
import { readClocks } from "../../db/clock.ts";
import { connect, type Database } from "../../db/connect.ts";

/** What a mail cannot be addressed to, so that every way out refuses it. No form would have taken it. */
const noMailbox = (address: string) => address.replace("@", ".at.");

/** Makes a reader's address one that is refused, as if a provider had found a fault in it; `mend` gives it back. */
export async function refuseReader({ url, address }: { url: string; address: string }) {
  await withDatabase(url, (db) => setAddress(db, { from: address, to: noMailbox(address) }));
  return { mend: () => withDatabase(url, (db) => setAddress(db, { from: noMailbox(address), to: address })) };
}

function setAddress(db: Database, { from, to }: { from: string; to: string }) {
  return db.execute(sql`update reader set address = ${to} where address = ${from}`);
}

/** Makes of the reader's newest lesson one whose answer from the provider was lost for good: nobody knows if it came. */
export function loseAnswer({ url, address }: { url: string; address: string }) {
  return withDatabase(url, (db) =>
    db.execute(sql`
      update delivery set state = 'uncertain', provider_id = null, reason = 'application_error'
      where id = (select max(d.id) from delivery d join reader r on r.id = d.reader_id
        where r.address = ${address} and d.kind = 'lesson' and d.state = 'accepted')`),
  );
}

/** Whole minutes of calendar time until the reader's next lesson is due. */
export function minutesUntilLesson({ url, address }: { url: string; address: string }): Promise<number> {
  return withDatabase(url, async (db) => {
    const { calendarAt } = await readClocks(db);
    const [row] = await db.execute<{ at: string }>(sql`
      select next_send_at as at from enrolment e join reader r on r.id = e.reader_id where r.address = ${address}`);
    return Math.ceil((new Date(row?.at ?? "").getTime() - calendarAt.getTime()) / 60_000) + 1;
  });
}

async function withDatabase<Result>(url: string, use: (db: Database) => Promise<Result>): Promise<Result> {
  const { db, close } = connect({ url, poolSize: 1, name: "refused reader" });
  return use(db).finally(close);
}
