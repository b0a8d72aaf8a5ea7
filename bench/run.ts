import { fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Figure, isMet, type Measured, spokenDemand } from "./figure.ts";

/**
 * `npm run bench`: runs every suite in a process of its own, so that none warms up or litters another's, and prints one
 * table of medians. Exit status 1 when a figure falls short of what it must reach. `-- --json FILE` writes the figures.
 */
const suites: Record<string, () => Promise<{ measure(say: (line: string) => void): Promise<Measured[]> }>> = {
  fill: () => import("./fill.ts"),
  deliver: () => import("./deliver.ts"),
  tallies: () => import("./tallies.ts"),
  redirect: () => import("./redirect.ts"),
  pages: () => import("./pages.ts"),
  import: () => import("./import.ts"),
  studio: () => import("./studio.ts"),
};

const options = {
  json: { type: "string" },
  only: { type: "string", multiple: true },
  within: { type: "string" },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.within !== undefined) return measureOne(values.within);
  const measured: Measured[] = [];
  for (const name of values.only ?? Object.keys(suites)) measured.push(...(await measureApart(name)));
  console.table(measured.map(rowOf));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(measured.map(figureOf), null, 2)}\n`);
  const short = measured.filter((one) => !isMet(one));
  for (const { figure, demand } of short)
    console.log(`Short of it: "${figure}" must be ${demand && spokenDemand(demand)}.`);
  process.exitCode = short.length === 0 ? 0 : 1;
}

/** In the suite's own process: what it measured goes to the runner, what it says to the terminal. */
async function measureOne(name: string): Promise<void> {
  const suite = suites[name];
  if (!suite) throw new Error(`There is no suite "${name}". There are: ${Object.keys(suites).join(", ")}.`);
  const { measure } = await suite();
  const measured = await measure((line) => console.log(line));
  process.send?.(measured, () => process.disconnect());
}

function measureApart(name: string): Promise<Measured[]> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, ["--within", name], { env: { ...process.env, NODE_ENV: "production" } });
    child.once("message", (measured) => resolve(measured as Measured[])); // Our own process says nothing else.
    child.once("exit", (code) => reject(new Error(`The suite ${name} ended with status ${code}; see above.`)));
  });
}

function figureOf({ suite, figure, unit, median, toFloor, toPeer }: Measured): Figure {
  return { suite, figure, unit, median, toFloor, toPeer };
}

function rowOf(one: Measured) {
  const rounded = (value: number | null) => (value === null ? "" : Number(value.toPrecision(3)));
  const { suite, figure, unit, demand } = one;
  return {
    suite,
    figure,
    median: rounded(one.median),
    unit,
    "to floor": rounded(one.toFloor),
    "to peer": rounded(one.toPeer),
    must: demand ? spokenDemand(demand) : "",
  };
}

await main();
