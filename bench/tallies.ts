import { sql } from "drizzle-orm";
import { connect } from "../db/connect.ts";
import { addDueReaders, beginDueMorning } from "../tests/factories/due-readers.ts";
import { sendingEnvironment } from "../tests/factories/sending-environment.ts";
import { openPublishedDatabase, type PublishedDatabase } from "../tests/setup/published-database.ts";
import { type Standin, startStandin } from "../tests/standin/start.ts";
import { type Hand, hire } from "./crew.ts";
import { type Measured, median } from "./figure.ts";
import { serverProcessorMs } from "./processor-time.ts";

const readers = 10_000;
const rounds = 3;

/**
 * What the figures cost those who send: ten thousand due readers planned, handed over and settled by one worker, with
 * the triggers that note what is counted and with none. The two take turns, each beginning every other round. Told in
 * processor time, of the worker and of PostgreSQL together.
 */
export async function measure(say: (line: string) => void): Promise<Measured[]> {
  const published = await openPublishedDatabase();
  const [hand] = await hire(1);
  const standin = await startStandin({ hashOnly: true, keepBodies: false });
  try {
    if (!hand) throw new Error("there is nobody to measure");
    await enrolReaders(published.url);
    const stage = { published, hand, standin };
    await send(stage, { name: "warm", isCounted: true });
    const ratios: number[] = [];
    const costs: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const took = { counted: 0, uncounted: 0 };
      const order = round % 2 === 0 ? [true, false] : [false, true];
      for (const isCounted of order)
        took[isCounted ? "counted" : "uncounted"] = await send(stage, { name: `${isCounted}_${round}`, isCounted });
      ratios.push(took.counted / took.uncounted);
      costs.push((took.counted * 1000) / readers);
      say(`tallies: round ${round} of ${rounds} ${JSON.stringify(took)}`);
    }
    return [
      {
        suite: "tallies",
        figure: "processor time of sending with the figures counted, to sending without",
        unit: "µs/message",
        median: median(costs),
        toFloor: median(ratios),
        toPeer: null,
        demand: { of: "toFloor", atMost: 1.1 },
      },
    ];
  } finally {
    hand?.dismiss();
    await standin.stop();
    await published.stop();
  }
}

async function enrolReaders(url: string): Promise<void> {
  const { db, close } = connect({ url, poolSize: 1, name: "bench" });
  try {
    await beginDueMorning(db);
    await addDueReaders(db, { count: readers, course: "runner-core" });
  } finally {
    await close();
  }
}

async function send(
  { published, hand, standin }: { published: PublishedDatabase; hand: Hand; standin: Standin },
  { name, isCounted }: { name: string; isCounted: boolean },
): Promise<number> {
  const databaseUrl = await published.copy(name);
  if (!isCounted) await stopCounting(databaseUrl);
  await hand.getReady({ kind: "send", databaseUrl, environment: sendingEnvironment(standin) });
  const postmasterPid = await readPostmasterPid(databaseUrl);
  const beforeMs = serverProcessorMs({ postmasterPid });
  const { cpuMs } = await hand.go();
  const serverMs = serverProcessorMs({ postmasterPid }) - beforeMs;
  await published.drop(name);
  return cpuMs + serverMs;
}

async function readPostmasterPid(url: string): Promise<number> {
  const { db, close } = connect({ url, poolSize: 1, name: "bench" });
  try {
    const [row] = await db.execute<{ file: string }>(sql`select pg_read_file('postmaster.pid') as file`);
    return Number(row?.file.split("\n")[0]);
  } finally {
    await close();
  }
}

async function stopCounting(url: string): Promise<void> {
  const { db, close } = connect({ url, poolSize: 1, name: "bench" });
  try {
    for (const table of ["enrolment", "delivery", "completion", "consent"])
      await db.execute(sql`alter table ${sql.identifier(table)} disable trigger user`);
  } finally {
    await close();
  }
}
