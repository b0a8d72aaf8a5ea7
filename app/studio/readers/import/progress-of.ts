import type { ReaderImport } from "../../../../db/imports.ts";

export type Progress = { state: ReaderImport["state"]; percent: number; rows: number };

/** How far an import is through its file. Only its end is a hundred. */
export function progressOf({ state, offsetBytes, sizeBytes, counts }: ReaderImport): Progress {
  const percent = Math.min(99, Math.floor((offsetBytes * 100) / Math.max(1, sizeBytes)));
  return { state, percent, rows: counts.rows };
}
