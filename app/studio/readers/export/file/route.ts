import { readerFilterSchema } from "../../../../../domain/reader-filter.ts";
import { exportFormats, exportReaders, noteExport } from "../../../../../engine/export/export-readers.ts";
import { answerPage } from "../../../../answer-page.ts";
import { authorPress } from "../../../author.ts";
import { fileAnswer } from "../../file-answer.ts";

const types = { csv: "text/csv; charset=utf-8", jsonl: "application/jsonl; charset=utf-8" } as const;

/** Hands the readers out as a file. A POST, because it is noted who took them. */
export async function POST(request: Request): Promise<Response> {
  const press = await authorPress(request, "owner");
  if (press.kind === "answer") return press.response;
  const { context, author, form } = press;
  const format = exportFormats.find((one) => one === form.get("format"));
  const filter = readerFilterSchema.safeParse(parsed(String(form.get("filter") ?? "{}")));
  if (format === undefined || !filter.success) return answerPage(unclear);
  await noteExport(context, { filter: filter.data, format, author });
  const { calendarAt } = await context.clocks.read(context.db);
  const name = `readers-${calendarAt.toISOString().slice(0, 10)}.${format}`;
  return fileAnswer({ pieces: exportReaders(context, { filter: filter.data, format }), name, type: types[format] });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const unclear = {
  status: 400,
  title: "It is not clear which readers are meant",
  words: "Open the page of the export again and choose there.",
  forward: { href: "/studio/readers/export", words: "Export readers" },
};
