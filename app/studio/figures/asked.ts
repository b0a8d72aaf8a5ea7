import { type SpanName, spanNames } from "../../../domain/figures/span.ts";

export const figuresPath = "/studio/figures";

/** What the form above the figures asks for. */
export type AskedFigures = { about: string; spanName: SpanName };

/** Reads the form's fields; what makes no sense is the last thirty days. */
export function readAskedFigures(value: (field: string) => string): AskedFigures {
  const spanName = spanNames.find((name) => name === value("span")) ?? "30";
  return { about: value("about"), spanName };
}

/** Beside a picture, by its name: where its file is, and where its table is opened or closed. */
export type Beside = (name: string) => { file: string; table: { href: string; isOpen: boolean } };

/** One table is open at a time; the address says which, so that it needs no script and can be shared. */
export function besideOf(asked: AskedFigures, open: string): Beside {
  const query = queryOf(asked);
  return (name) => {
    const isOpen = name === open;
    const href = isOpen ? `${figuresPath}?${query}#${name}` : `${figuresPath}?${query}&table=${name}#${name}`;
    return { file: `${figuresPath}/numbers?of=${name}&${query}`, table: { href, isOpen } };
  };
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
