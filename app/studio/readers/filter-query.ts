import { isDay } from "../../../domain/days.ts";
import {
  askedStates,
  askedSuppressions,
  type ReaderFilter,
  readerFilterSchema,
} from "../../../domain/reader-filter.ts";
import { zoneNamed } from "../../../domain/zones.ts";

/** The fields of a filter's form, as they stand in an address. */
export const filterFields = [
  "course",
  "state",
  "place",
  "from",
  "to",
  "seen",
  "days",
  "source",
  "tag",
  "without",
  "letter",
  "zone",
  "since",
  "until",
  "confirmed",
  "suppressed",
] as const;
export type FilterField = (typeof filterFields)[number];

export type ReadFilter = {
  filter: ReaderFilter;
  /** What was typed, for the form. */
  typed: Readonly<Partial<Record<FilterField, string>>>;
  /** What of it makes no sense, by its field, in words. It asks nothing then. */
  complaints: Readonly<Partial<Record<FilterField, string>>>;
};

type Values = { value(field: FilterField): string };

/** Reads a filter from the fields of a form. Nonsense is left out and said, so that a page always has an answer. */
export function readFilter({ value }: Values): ReadFilter {
  const typed = Object.fromEntries(
    filterFields.flatMap((field) => (value(field) === "" ? [] : [[field, value(field)]])),
  );
  const complaints: Partial<Record<FilterField, string>> = {};
  const complain = (field: FilterField, words: string): undefined => {
    complaints[field] = words;
  };
  const asked = {
    course: short(value("course")),
    state: oneOf(value("state"), askedStates),
    place: readPlace({ value }, complain),
    seen: readSeen({ value }, complain),
    source: short(value("source")),
    tags: readTags(value("tag")),
    withoutTags: readTags(value("without")),
    newsletter: short(value("letter")),
    zone: readZone(value("zone"), complain),
    signedUpFrom: readDay(value("since"), "since", complain),
    signedUpTo: readDay(value("until"), "until", complain),
    confirmed: value("confirmed") === "" ? undefined : value("confirmed") === "yes",
    suppressed: oneOf(value("suppressed"), askedSuppressions),
  };
  const parsed = readerFilterSchema.safeParse(withoutGaps(asked));
  if (parsed.success) return { filter: parsed.data, typed, complaints };
  return { filter: {}, typed, complaints: { ...complaints, course: "Some of this makes no sense together." } };
}

/**
 * The filter that a form asks for, where something is done to everybody whom it picks: null where any part of it could
 * not be understood, because without that part it would be done to more.
 */
export function readWhole(asked: Values): ReaderFilter | null {
  const { filter, typed } = readFilter(asked);
  const fields = writeFilter(filter);
  return Object.keys(typed).every((field) => fields.has(field)) ? filter : null;
}

/** The same filter as the fields of an address, so that a segment opens as a list. */
export function writeFilter(filter: ReaderFilter): URLSearchParams {
  const { place, seen } = filter;
  const fields: Partial<Record<FilterField, string | undefined>> = {
    course: filter.course,
    state: filter.state,
    ...(place === "not begun" && { place: "not begun" }),
    ...(typeof place === "object" && {
      from: String(place.from),
      ...(place.to < lastPlace && { to: String(place.to) }),
    }),
    ...(seen === "never" && { seen }),
    ...(typeof seen === "object" && "withinDays" in seen && { seen: "within", days: String(seen.withinDays) }),
    ...(typeof seen === "object" && "notForDays" in seen && { seen: "not for", days: String(seen.notForDays) }),
    source: filter.source,
    tag: filter.tags?.join(", "),
    without: filter.withoutTags?.join(", "),
    letter: filter.newsletter,
    zone: filter.zone,
    since: filter.signedUpFrom,
    until: filter.signedUpTo,
    ...(filter.confirmed !== undefined && { confirmed: filter.confirmed ? "yes" : "no" }),
    suppressed: filter.suppressed,
  };
  return new URLSearchParams(
    Object.entries(fields).flatMap(([key, text]) => (text === undefined ? [] : [[key, text]])),
  );
}

type Complain = (field: FilterField, words: string) => undefined;

function readPlace({ value }: Values, complain: Complain): ReaderFilter["place"] {
  if (value("place") === "not begun") return "not begun";
  const [from, to] = [value("from").trim(), value("to").trim()];
  if (from === "" && to === "") return undefined;
  const first = from === "" ? 1 : dayNumber(from);
  const last = to === "" ? lastPlace : dayNumber(to);
  if (first === null) return complain("from", "A lesson is a number from 1 on.");
  if (last === null) return complain("to", "A lesson is a number from 1 on.");
  return { from: Math.min(first, last), to: Math.max(first, last) };
}

function readSeen({ value }: Values, complain: Complain): ReaderFilter["seen"] {
  const kind = value("seen");
  if (kind === "never") return "never";
  if (kind !== "within" && kind !== "not for") return undefined;
  const days = /^\d{1,4}$/.test(value("days").trim()) ? Number(value("days")) : 0;
  if (days < 1 || days > 3_650) return complain("days", "How many days? A number from 1 to 3650.");
  return kind === "within" ? { withinDays: days } : { notForDays: days };
}

/** Of several in one field, parted by commas. */
function readTags(text: string): string[] | undefined {
  const tags = text.split(",").flatMap((one) => tagOf(one) ?? []);
  return tags.length === 0 ? undefined : [...new Set(tags)].slice(0, 20);
}

/** A tag as it is kept: small letters, one space between words, at most sixty characters; null for none. */
export function tagOf(text: string): string | null {
  const tag = text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .toLowerCase();
  const cut = Array.from(tag).slice(0, 60).join("").trim();
  return cut === "" ? null : cut;
}

function readZone(text: string, complain: Complain): string | undefined {
  if (text.trim() === "") return undefined;
  return zoneNamed(text.trim()) ?? complain("zone", "There is no such time zone. Choose one from the list.");
}

function readDay(text: string, field: FilterField, complain: Complain): string | undefined {
  if (text === "") return undefined;
  return isDay(text) ? text : complain(field, "That is no date.");
}

/** Further than any course goes: an end that is left open. */
const lastPlace = 1_000;

function dayNumber(text: string): number | null {
  return /^[1-9]\d{0,3}$/.test(text) && Number(text) <= lastPlace ? Number(text) : null;
}

/** PostgreSQL takes no NUL in a text, and none stands in anything that could be meant. */
function short(text: string): string | undefined {
  const cut = text.replaceAll("\0", "").slice(0, 200);
  return cut === "" ? undefined : cut;
}

function oneOf<Word extends string>(text: string, words: readonly Word[]): Word | undefined {
  return words.find((word) => word === text);
}

function withoutGaps(asked: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}
