import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../bin/environment.ts";
import type { PlantedBug } from "./bug.ts";
import { plantedVariable } from "./bugs.ts";
import { failingFiles, simulationTrialOf, type Trial, trialOf } from "./verdict.ts";

/** Runs the tests that should notice this bug on code that has it, and the simulation where it is to. */
export async function tryBug(bug: PlantedBug): Promise<Trial> {
  let trial: Trial = { kind: "missed" };
  for (let tries = bug.tries ?? 1; tries > 0 && bug.killers.length > 0 && trial.kind === "missed"; tries -= 1) {
    trial = await tryFiles(bug);
  }
  return trial.kind === "missed" && bug.seeds !== undefined ? simulate(bug, bug.seeds) : trial;
}

async function tryFiles(bug: PlantedBug): Promise<Trial> {
  const { report, said } = await runTests({ bug, files: bug.killers });
  if (report === null) return { kind: "broken", message: said };
  const trial = trialOf(report, root);
  // A setup that failed leaves a report in which nothing failed, and nothing ran.
  return trial.kind === "missed" && said.includes("Unhandled Error") ? { kind: "broken", message: said } : trial;
}

/** Plays the simulation on code with the bug: a violation is one of mail or rows, seen in the midst of it. */
async function simulate(bug: PlantedBug, seeds: number): Promise<Trial> {
  const { report, said } = await withReport((file) => {
    const loader = ["--import", join(root, "tests", "planted", "loader.ts")];
    const simulation = join(root, "tests", "simulation", "run.ts");
    return sayingOf([...loader, simulation, "--seeds", String(seeds), "--json", file], bug);
  });
  if (report === null) return { kind: "broken", message: said };
  return simulationTrialOf(report);
}

/** Runs test files on the code as it is, and returns those that fail: of them a failure with a bug would say nothing. */
export async function listFailing(files: readonly string[]): Promise<string[]> {
  const { report, said } = await runTests({ bug: null, files });
  if (report === null) throw new Error(said);
  return failingFiles(report, root);
}

type Run = { bug: PlantedBug | null; files: readonly string[] };

function runTests({ bug, files }: Run): Promise<Reported> {
  return withReport((file) => sayingOf([vitest, ...optionsOf(bug, file), ...files], bug));
}

type Reported = { report: unknown; said: string };

async function withReport(run: (file: string) => Promise<string>): Promise<Reported> {
  const folder = mkdtempSync(join(tmpdir(), "dayletter-planted-"));
  const file = join(folder, "report.json");
  try {
    const said = await run(file);
    return { said, report: existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs Node with the bug named, to its end, and returns all that it said. */
async function sayingOf(args: readonly string[], bug: PlantedBug | null): Promise<string> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, [plantedVariable]: bug?.name ?? "", VITEST: "", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => said.push(text));
  await once(child, "close");
  return said.join("");
}

const vitest = join(root, "node_modules", "vitest", "vitest.mjs");

/** With a bug one file after the other, for the first that fails is the one that noticed. */
function optionsOf(bug: PlantedBug | null, file: string): string[] {
  const config = join("tests", "planted", "vitest.config.ts");
  const order = bug === null ? ["--fileParallelism"] : ["--no-file-parallelism", "--bail", "1"];
  const named = bug?.named === undefined ? [] : ["--testNamePattern", bug.named];
  return ["run", "--config", config, ...order, ...named, "--reporter", "json", "--outputFile", file];
}
