import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { PlantedBug } from "./bug.ts";
import { bugNamed, plantedBugs } from "./bugs.ts";
import { listFailing, tryBug } from "./trial.ts";
import type { Trial } from "./verdict.ts";

/**
 * `npm run planted [-- --only NAME] [--json FILE]`: takes one guard away at a time and must see a test fail on mail, rows
 * or pages; prints which one noticed. Exit status 1 when nothing did, or when the tests fail without a bug.
 */
const options = {
  only: { type: "string", multiple: true },
  json: { type: "string" },
  "at-once": { type: "string", default: "2" },
} as const;

type Tried = { bug: PlantedBug; trial: Trial; tookMs: number };

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const bugs = values.only?.map(bugNamed) ?? plantedBugs;
  const killers = [...new Set(bugs.flatMap((bug) => bug.killers))];
  console.log(`First ${killers.length} test files as they are, for only then a failure says anything.`);
  const failing = new Set(await listFailing(killers));
  for (const file of failing) console.log(`${file} FAILS WITHOUT A BUG, so it can catch none.`);
  const tried = await tryAll(bugs, { atOnce: Number(values["at-once"]), failing });
  tell(tried);
  const caught = tried.filter(({ trial }) => trial.kind === "caught").length;
  const figures = { planted: tried.length, caught, missed: tried.length - caught };
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures)}\n`);
  process.exitCode = figures.missed === 0 ? 0 : 1;
}

type Trying = { atOnce: number; failing: ReadonlySet<string> };

async function tryAll(bugs: readonly PlantedBug[], { atOnce, failing }: Trying): Promise<Tried[]> {
  const waiting = [...bugs];
  const tried: Tried[] = [];
  const lane = async () => {
    for (let bug = waiting.shift(); bug !== undefined; bug = waiting.shift()) {
      const startedAt = performance.now();
      const killers = bug.killers.filter((file) => !failing.has(file));
      const trial: Trial = killers.length > 0 ? await tryBug({ ...bug, killers }) : { kind: "missed" };
      const one = { bug, trial, tookMs: performance.now() - startedAt };
      console.log(`${tried.push(one)} of ${bugs.length}: ${spoken(one)}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return tried;
}

function spoken({ bug, trial, tookMs }: Tried): string {
  const begin = `${bug.name} (${Math.round(tookMs / 1000)} s)`;
  if (trial.kind === "caught") return `${begin} was caught by ${trial.by}`;
  if (trial.kind === "missed") return `${begin} WAS MISSED. Gone: ${bug.gone}`;
  return `${begin} BROKE THE RUN, which says nothing of behavior: ${trial.message.slice(0, 2_000)}`;
}

function tell(tried: readonly Tried[]): void {
  const missed = tried.filter(({ trial }) => trial.kind !== "caught").map(({ bug }) => bug.name);
  const list = missed.length === 0 ? "" : `: ${missed.join(", ")}`;
  console.log(`${tried.length} planted, ${tried.length - missed.length} caught, ${missed.length} missed${list}.`);
}

await main();
