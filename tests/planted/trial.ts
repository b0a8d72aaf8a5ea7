import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../bin/environment.ts";
import type { PlantedBug } from "./bug.ts";
import { plantedVariable } from "./bugs.ts";
import { type Trial, trialOf } from "./verdict.ts";

/** Runs test files on code with this bug, or on the code as it is where it is null. */
export async function tryBug(bug: PlantedBug | null, files: readonly string[]): Promise<Trial> {
  const folder = mkdtempSync(join(tmpdir(), "dayletter-planted-"));
  const report = join(folder, "report.json");
  try {
    const said = await runTests({ bug, files, report });
    if (!existsSync(report)) return { kind: "broken", message: said };
    const trial = trialOf(JSON.parse(readFileSync(report, "utf8")), root);
    // A setup that failed leaves a report in which nothing failed, and nothing ran.
    return trial.kind === "missed" && said.includes("Unhandled Error") ? { kind: "broken", message: said } : trial;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Run = { bug: PlantedBug | null; files: readonly string[]; report: string };

async function runTests({ bug, files, report }: Run): Promise<string> {
  const child = spawn(process.execPath, [vitest, ...optionsOf(bug, report), ...files], {
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
function optionsOf(bug: PlantedBug | null, report: string): string[] {
  const config = join("tests", "planted", "vitest.config.ts");
  const order = bug === null ? "--fileParallelism" : "--no-file-parallelism";
  const named = bug?.named === undefined ? [] : ["--testNamePattern", bug.named];
  return ["run", "--config", config, "--bail", "1", order, ...named, "--reporter", "json", "--outputFile", report];
}
