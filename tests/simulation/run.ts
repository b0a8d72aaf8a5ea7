import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { simulate } from "./simulate.ts";

/** From so many seeds on every cell of the tables has to be reached; fewer cannot reach the rarest. */
const seedsThatReachAll = 5_000;

/** Fewer must reach every row of the tables, somewhere. */
const seedsThatReachEveryRow = 500;

/** `npm run simulate -- --seeds N [--seed S] [--processes P] [--json FILE]`; status 1 when something fell short. */
async function main(): Promise<void> {
  const options = {
    seeds: { type: "string" },
    seed: { type: "string" },
    processes: { type: "string" },
    json: { type: "string" },
  } as const;
  const { values } = parseArgs({ options });
  const firstSeed = whole(values.seed ?? "1");
  // A single seed that somebody names is one that they want to see again.
  const seeds = whole(values.seeds ?? (values.seed === undefined ? "100" : "1"));
  const processes = values.processes === undefined ? {} : { processes: whole(values.processes) };
  let isOver = false;
  // The first Ctrl-C asks for the report of what was played so far, the second one ends it.
  process.once("SIGINT", () => {
    isOver = true;
    console.error("no more seeds are begun; the report follows");
  });
  const told = { say: console.log, progress: console.error, isOver: () => isOver };
  const report = await simulate({ seeds, firstSeed, ...processes, ...told });
  const { coverage, steps, faults, violations, firstFailingSeed, tookMs } = report;
  console.log(`\n${coverage.print()}\n`);
  for (const reason of coverage.reasons()) console.log(`- ${reason}`);
  const seconds = tookMs / 1_000;
  console.log(
    `\n${report.seeds} seeds, ${steps} steps, ${faults} faults in ${seconds.toFixed(0)} s (${(report.seeds / seconds).toFixed(2)} seeds a second): ${violations} violations`,
  );
  const holes = report.seeds >= seedsThatReachAll ? coverage.holes() : [];
  if (report.seeds >= seedsThatReachEveryRow) holes.push(...coverage.emptyRows());
  if (holes.length > 0) console.log(`never reached:\n${holes.join("\n")}`);
  if (values.json !== undefined) {
    await writeFile(values.json, `${JSON.stringify({ seeds: report.seeds, violations, firstFailingSeed })}\n`);
  }
  if (violations > 0 || holes.length > 0) process.exitCode = 1;
}

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${text} is not a whole number from 1 on`);
  return number;
}

await main();
