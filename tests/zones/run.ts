import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { zoneNames } from "../../domain/calendar.ts";
import { type Followed, followZone } from "./follow.ts";

/**
 * `npm run zones`: a reader in every zone that Node knows, at every hour of the day, followed for ten years. Exit status 1
 * at the first lesson that is doubled, missed or at another instant than the oracle says. `-- --from 2021 --years 10`.
 */
const options = { from: { type: "string", default: "2021" }, years: { type: "string", default: "10" } } as const;

const minutes = Array.from({ length: 24 }, (_, hour) => hour * 60);

type Share = { zones: readonly string[]; fromDay: string; days: number };

async function main(): Promise<void> {
  const { from, years } = parseArgs({ options }).values;
  const fromDay = `${from}-01-01`;
  const days = Math.round((Date.parse(`${Number(from) + Number(years)}-01-01`) - Date.parse(fromDay)) / 86_400_000);
  const zones = zoneNames();
  const threads = Math.min(availableParallelism(), zones.length);
  const shares = Array.from({ length: threads }, (_, at) => zones.filter((_, index) => index % threads === at));
  const followed = (await Promise.all(shares.map((share) => followApart({ zones: share, fromDay, days })))).flat();
  const sum = (count: (one: Followed) => number) => followed.reduce((total, one) => total + count(one), 0);
  console.table({
    zones: followed.length,
    "years from": `${years} from ${fromDay}`,
    "send times": minutes.length,
    "moves of the clock": sum(({ moves }) => moves),
    "days that no clock showed": sum(({ skippedDays }) => skippedDays),
    "lessons followed": sum(({ lessons }) => lessons),
    "doubled, missed or misplaced": followed.filter(({ wrong }) => wrong !== null).length,
    "Node's zone data": process.versions.tz,
  });
  const wrong = followed.flatMap((one) => one.wrong ?? []);
  if (wrong.length > 0) console.error(wrong.join("\n"));
  process.exitCode = wrong.length === 0 ? 0 : 1;
}

function followApart(share: Share): Promise<Followed[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(import.meta.filename, { workerData: share, argv: process.argv.slice(2) });
    thread.once("message", (followed) => resolve(followed as Followed[])); // Our own thread says nothing else.
    thread.once("error", reject);
  });
}

/** In a thread: one zone after the other, up to the first that goes wrong. */
function followShare({ zones, ...asked }: Share): Followed[] {
  const followed: Followed[] = [];
  for (const zone of zones) {
    const one = followZone({ zone, ...asked, minutes });
    followed.push(one);
    if (one.wrong !== null) break;
  }
  return followed;
}

if (isMainThread) await main();
else parentPort?.postMessage(followShare(workerData as Share)); // Given by main, above.
