import { createReadStream } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import type { ReaderImport } from "../../db/imports.ts";
import { readImport } from "../../db/imports.ts";
import type { Context } from "../../engine/context.ts";
import {
  beginImport,
  type Changed,
  checkImport,
  discardImport,
  planImport,
  startImport,
} from "../../engine/import/desk.ts";
import { faultsFile } from "../../engine/import/faults.ts";
import { readSample } from "../../engine/import/sample.ts";
import { importFile, takeIn } from "../../engine/import/take-in.ts";
import { forkImporter } from "../fork-importer.ts";
import { Trouble } from "../trouble.ts";
import { type Command, WrongUsage, withContext, withDatabase } from "./command.ts";
import { choicesOf, type ImportOptions, importOptions } from "./import-choices.ts";

export const importCommand: Command = {
  usage:
    "import <file.csv> [--consent <words>] [--columns email=address,town=skip] [--course <slug>] [--next-lesson <n>] [--newsletter <slug>] [--tag <tag>] [--zone <zone>] [--send-time <hh:mm>] [--change name,zone,sendTime,tags,course,newsletter] [--faults <file.csv>]",
  summary:
    "Take readers over from a CSV file. Without --consent it only checks; with it, these words are kept as the proof of their consent",
  async run(args) {
    const { file, options } = read(args);
    await withContext((context) => run(context, file, options));
  },
};

const lookEveryMs = 1_000;
const hand = { id: null, name: "the command line" } as const;

async function run(context: Context, file: string, options: ImportOptions): Promise<void> {
  const id = await begin(context, file);
  const row = await look(context, id);
  const path = importFile(context, row.fileKey ?? "");
  const { headings } = await readSample(path, row.plan ?? { delimiter: ",", hasHeadings: true });
  try {
    must(await planImport(context, { id, plan: { ...row.plan, ...choicesOf({ options, plan: row.plan, headings }) } }));
    must(await checkImport(context, { id }));
    await work(context, id);
    console.log(spoken("Checked", await look(context, id)));
    if (options.consent === undefined) {
      await writeFaults(context, { id, headings, to: options.faults });
      console.log(
        "Nobody was taken over. To do it, say in --consent how and where these people asked for your letters.",
      );
      return;
    }
    must(
      await startImport(context, {
        id,
        statement: options.consent,
        isConfirmed: true,
        welcome: options.welcome ?? false,
        hand,
      }),
    );
    await work(context, id);
    console.log(spoken("Taken over", await look(context, id)));
    await writeFaults(context, { id, headings, to: options.faults });
  } finally {
    await forgetUnfinished(context, id);
  }
}

/** What was only checked, or did not come so far, leaves nothing behind. What has begun can go on in the studio. */
async function forgetUnfinished(context: Context, id: number): Promise<void> {
  const row = await readImport(context.db, { id });
  if (row && row.startedAt === null) await discardImport(context, { id, hand });
}

async function begin(context: Context, file: string): Promise<number> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new Trouble(`There is no file ${file}.`);
  const taken = await takeIn(context, { source: createReadStream(file) });
  if (taken.kind === "refused") throw new Trouble(taken.message);
  const begun = await beginImport(context, { file: taken, fileName: basename(file), hand });
  if (begun.kind === "refused") throw new Trouble(begun.message);
  return begun.id;
}

/**
 * Until this import rests. The same process does it that a worker starts, so that its memory is bounded and the rest can
 * go on should this one be closed; one that a running start has begun meanwhile does as well.
 */
async function work(context: Context, id: number): Promise<void> {
  const importer = await withDatabase(async ({ environment, databaseUrl }) =>
    forkImporter({ ...process.env, ...environment.variables, DATABASE_URL: databaseUrl }),
  );
  try {
    for (;;) {
      const { state, counts, trouble } = await look(context, id);
      if (state === "failed") throw new Trouble(trouble ?? "The import failed.");
      if (state === "stopped") throw new Trouble("The import was stopped in the studio. It can go on there.");
      if (state !== "checking" && state !== "running") return;
      if (counts.rows > 0)
        console.log(`${state === "checking" ? "Checked" : "Taken over"}: ${spokenCount(counts.rows)} rows.`);
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
  } finally {
    importer.kill("SIGTERM");
  }
}

async function look(context: Context, id: number): Promise<ReaderImport> {
  const row = await readImport(context.db, { id });
  if (row === null) throw new Trouble("The import was thrown away in the studio.");
  return row;
}

function must(changed: Changed): void {
  if (changed.kind !== "ok") throw new Trouble(changed.kind === "wrong" ? changed.message : "The import is gone.");
}

async function writeFaults(
  context: Context,
  { id, headings, to }: { id: number; headings: readonly string[]; to: string | undefined },
): Promise<void> {
  const { counts } = await look(context, id);
  if (counts.faulty + counts.twice + counts.suppressed === 0) return;
  if (to === undefined) return console.log("Which rows, and what helps, goes into a file with --faults <file.csv>.");
  await writeFile(to, faultsFile(context, { importId: id, headings }), { mode: 0o600 });
  console.log(`Which rows, and what helps, stands in ${to}.`);
}

function spoken(what: string, { counts }: ReaderImport): string {
  const parts = [
    [counts.added, "new"],
    [counts.changed, "read here already and are changed"],
    [counts.known, "read here already and stay as they are"],
    [counts.stopped, "will not be written to, as the file says"],
    [counts.suppressed, "stay out, because they left, bounced or complained"],
    [counts.twice, "stand in the file twice"],
    [counts.faulty, "cannot be read"],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, words]) => `  ${spokenCount(count)} ${words}`);
  return [`${what}: ${spokenCount(counts.rows)} rows.`, ...told, ...unknownZones(counts)].join("\n");
}

function unknownZones({ unknownZones: unknown }: ReaderImport["counts"]): string[] {
  if (unknown === undefined || unknown.readers === 0) return [];
  return [
    `  ${spokenCount(unknown.readers)} of the new have --zone, for nobody knows a zone called ${unknown.words.join(", ")}`,
  ];
}

function spokenCount(count: number): string {
  return count.toLocaleString("en-US");
}

function read(args: readonly string[]): { file: string; options: ImportOptions } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: importOptions, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new WrongUsage("Give one file.");
    return { file, options: values };
  } catch (error) {
    throw error instanceof WrongUsage ? error : new WrongUsage((error as Error).message);
  }
}
