import type { CellState, Choice } from "../../emails/parts/props.ts";
import { type Binding, textSlots, urlSlots } from "./template.ts";

/** Everything that one rendering or filling takes, and what differs between readers. */
export type Probe = {
  values: Readonly<Record<string, string>>;
  /** The option that every cell of the week strip takes, by its index. */
  cell: (index: number) => CellState;
};

export const cellStates: readonly CellState[] = ["done", "missed", "frozen", "rest", "coming", "today"];

/** Names and titles of newsletters are at most this long, and the phrases that the engine makes are shorter. */
const longestValue = 100;

/** Values that have broken mail merges before. None is empty and none has white space that a mail program would eat. */
const hostileTexts: readonly string[] = [
  `O'Brien <b>&"`,
  "👩🏽‍🚀 Zoë",
  "‏שָׁלוֹם عمر",
  "12",
  "0",
  "100000",
  "runner@example.org",
  "https://example.org/?a=1&b=2",
  "\uE002\uE100\uE003\uE101\uE000\uE100\uE004\uE102",
  "$& {{name}} %s <!-- -->",
  "J",
  "true",
  "W".repeat(longestValue),
  "&".repeat(longestValue),
];

const plainTexts: Readonly<Record<string, string>> = {
  "reader.name": "Ines",
  "progress.streak": "6 days in a row",
  "progress.done": "12 of 30 done",
  "site.name": "Dayletter",
  "site.postalAddress": "12 Track Lane, 10115 Berlin",
  "notice.when": "every day at 7:00 AM",
  "notice.done": "30 of 30 done",
  "notice.lesson": "Day 5: The sides of you",
  "notice.next": "Tuesday, December 1, at 7:00 AM",
  "notice.address": "i…s@example.org",
  "notice.start": "Day 1 comes within a minute",
  "notice.keeps": "Every lesson stays open on your page.",
  "notice.see": "See your days",
  "newsletter.title": "The weekly letter",
};

/** An ordinary reader. */
export const plainProbe: Probe = {
  values: { ...plainTexts, ...Object.fromEntries(urlSlots.map((slot) => [slot, `https://example.org/${slot}/a1`])) },
  cell: () => "done",
};

/** Values that no template can tell from the sentinels it was compiled with; what stands out beside them is to blame. */
export const unremarkableProbe: Probe = {
  ...plainProbe,
  values: Object.fromEntries([...textSlots, ...urlSlots].map((slot) => [slot, "\uE000\uE100"])),
};

/**
 * Rounds in which every slot changes at once, so that every slot meets every hostile value and every cell every option
 * in as few renderings as possible.
 */
export function hostileProbes(): Probe[] {
  return hostileTexts.map((_, round) => ({
    values: {
      ...Object.fromEntries(textSlots.map((slot, index) => [slot, rotate(hostileTexts, round + index)])),
      ...Object.fromEntries(urlSlots.map((slot) => [slot, `https://example.org/${slot}/r${round}?a='1'&b="${round}"`])),
    },
    cell: (index) => rotate(cellStates, round + index),
  }));
}

/** No value is ever empty; a template that would take another path for an empty one looks into it all the same. */
export const emptyProbe: Probe = {
  ...plainProbe,
  values: { ...plainProbe.values, ...Object.fromEntries(textSlots.map((slot) => [slot, ""])) },
};

/** What a template is rendered with directly, as any React Email template would be. */
export function bindProbe(probe: Probe, surface: Pick<Binding, "surface" | "named">): Binding {
  return {
    ...surface,
    slot(name) {
      const value = probe.values[name];
      if (value === undefined) throw new Error(`No probe knows the slot ${name}.`);
      return value;
    },
    choice<Option extends string>(name: string): Choice<Option> {
      // Lessons have no choices but the cells, whose options are the cell states.
      const option = probe.cell(cellIndex(name)) as Option;
      return { pick: (fragments) => fragments[option] };
    },
  };
}

/** "progress.week.3" is cell 3. */
export function cellIndex(choice: string): number {
  return Number(choice.slice(choice.lastIndexOf(".") + 1));
}

function rotate<Each>(list: readonly Each[], index: number): Each {
  return list[index % list.length] as Each; // The index is a whole number from 0, so it stays within the list.
}
