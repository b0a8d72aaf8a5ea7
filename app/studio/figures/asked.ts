import { type SpanName, spanNames } from "../../../domain/figures/span.ts";

export const figuresPath = "/studio/figures";

/** What the form above the figures asks for. */
export type AskedFigures = { about: string; spanName: SpanName };

/** Reads the form's fields; what makes no sense is the last thirty days. */
export function readAskedFigures(value: (field: string) => string): AskedFigures {
  const spanName = spanNames.find((name) => name === value("span")) ?? "30";
  return { about: value("about"), spanName };
}

export function queryOf({ about, spanName }: AskedFigures): string {
  return new URLSearchParams({ about, span: spanName }).toString();
}

export const spanWords: Readonly<Record<SpanName, string>> = {
  "7": "Last 7 days",
  "30": "Last 30 days",
  "90": "Last 90 days",
  "365": "Last 365 days",
  all: "Since the beginning",
};
