import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { readerFilterSchema } from "../../domain/reader-filter.ts";
import { exportFormats, exportReaders } from "../../engine/export/export-readers.ts";
import { Trouble } from "../trouble.ts";
import { type Command, WrongUsage, withContext } from "./command.ts";

export const exportCommand: Command = {
  usage: 'export [--format csv|jsonl] [--filter \'{"course": "<slug>"}\'] [--to <file>]',
  summary:
    "Write the readers as CSV, safe to open in a spreadsheet, or as lines of JSON; without --to, to the terminal",
  async run(args) {
    const { to, ...asked } = read(args);
    await withContext(async (context) => {
      const pieces = exportReaders(context, asked);
      if (to !== undefined) {
        await pipeline(pieces, createWriteStream(to, { mode: 0o600 })).catch((error: Error) => {
          throw new Trouble(`${to} could not be written: ${error.message}`);
        });
        return console.log(`The readers are in ${to}.`);
      }
      for await (const piece of pieces) if (!process.stdout.write(piece)) await once(process.stdout, "drain");
    });
  },
};

function read(args: readonly string[]) {
  const options = {
    format: { type: "string", default: "csv" },
    filter: { type: "string" },
    to: { type: "string" },
  } as const;
  try {
    const { format, filter, to } = parseArgs({ args: [...args], options }).values;
    const known = exportFormats.find((one) => one === format);
    if (known === undefined) throw new WrongUsage(`--format is "${format}". It is csv or jsonl.`);
    const parsed = readerFilterSchema.safeParse(filter === undefined ? {} : JSON.parse(filter));
    if (!parsed.success) throw new WrongUsage(`--filter: ${parsed.error.issues[0]?.message}`);
    return { format: known, filter: parsed.data, to };
  } catch (error) {
    throw error instanceof WrongUsage ? error : new WrongUsage((error as Error).message);
  }
}
