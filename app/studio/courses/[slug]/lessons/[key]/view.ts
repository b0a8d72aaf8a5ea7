import {
  type SampleName,
  type SampleProgress,
  type SeenAs,
  sampleNames,
  sampleProgress,
} from "../../../../../../engine/courses/preview.ts";

export type LessonQuery = Readonly<Record<string, string | string[] | undefined>>;

/** How a lesson is looked at. */
export type View = {
  show: "letter" | "text";
  width: "desktop" | "phone";
  scheme: "light" | "dark";
  name: SampleName;
  progress: SampleProgress;
  /** A reader of this site to look as, in place of somebody made up. */
  reader: number | null;
};

const usual: View = {
  show: "letter",
  width: "desktop",
  scheme: "light",
  name: "named",
  progress: "every day done",
  reader: null,
};

export function readView(query: LessonQuery): View {
  const text = (field: string) => [query[field]].flat().at(-1) ?? "";
  const raw = text("reader");
  return {
    show: text("show") === "text" ? "text" : "letter",
    width: text("width") === "phone" ? "phone" : "desktop",
    scheme: text("scheme") === "dark" ? "dark" : "light",
    name: sampleNameOf(text("name")),
    progress: sampleProgress.find((known) => known === text("progress")) ?? usual.progress,
    reader: /^[1-9]\d{0,14}$/.test(raw) ? Number(raw) : null,
  };
}

export function sampleNameOf(raw: string): SampleName {
  // The keys of an object that we wrote are its names.
  const names = Object.keys(sampleNames) as SampleName[];
  return names.find((known) => known === raw) ?? usual.name;
}

/** The address of a view; only what differs from the usual is spelled out. */
export function viewPath(path: string, view: View): string {
  const differing = Object.entries(view).filter(([field, value]) => value !== usual[field as keyof View]);
  const query = new URLSearchParams(differing.map(([field, value]) => [field, String(value)]));
  return query.size === 0 ? path : `${path}?${query}`;
}

export function seenAs({ reader, name, progress }: View): SeenAs {
  return reader === null ? { name, progress } : { readerId: reader };
}
