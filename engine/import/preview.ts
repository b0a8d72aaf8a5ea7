import { existsSync } from "node:fs";
import type { ReaderImport } from "../../db/imports.ts";
import { importDraftSchema, importPlanSchema } from "../../domain/import/plan.ts";
import type { Judged } from "../../domain/import/row.ts";
import type { Context } from "../context.ts";
import { readSample, type Sample } from "./sample.ts";
import { openJudge } from "./step.ts";
import { importFile } from "./take-in.ts";

export type Preview = Sample & {
  /** How the first rows would be read; null while the columns are not all clear, and then `complaint` says what is not. */
  judged: readonly { line: number; judged: Judged }[] | null;
  complaint: string | null;
};

/** The beginning of an import's file by its plan, or null where the file does not lie on this machine any more. */
export async function previewImport(context: Context, row: ReaderImport): Promise<Preview | null> {
  const draft = importDraftSchema.safeParse(row.plan);
  if (!draft.success || row.fileKey === null || !existsSync(importFile(context, row.fileKey))) return null;
  const sample = await readSample(importFile(context, row.fileKey), draft.data);
  const plan = importPlanSchema.safeParse(draft.data);
  if (!plan.success) return { ...sample, judged: null, complaint: plan.error.issues[0]?.message ?? null };
  const judge = await openJudge(context, { plan: plan.data, headings: sample.headings });
  const rows = sample.rows.map((one) => ({ line: one.line, judged: judge.row(one) }));
  const broken = sample.faults.map(({ text: _, ...fault }) => ({
    line: fault.line,
    judged: { kind: "fault", fault, address: null } as const,
  }));
  return {
    ...sample,
    judged: [...rows, ...broken].sort((one, other) => one.line - other.line).slice(0, 20),
    complaint: null,
  };
}
