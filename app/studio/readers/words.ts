import type { ListedRun } from "../../../db/studio/readers.ts";
import { localDay } from "../../../domain/calendar.ts";
import type { ReaderFilter } from "../../../domain/reader-filter.ts";
import { spokenZone } from "../../../domain/spoken.ts";

const days = new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", timeZone: "UTC" });
const datesWithYear = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone: "UTC" });

/** A date for a column: "Nov 24", with the year where it is another one. UTC, as filters by day are. */
export function shortDate(at: Date, now: Date): string {
  const isThisYear = localDay(at, "UTC").slice(0, 4) === localDay(now, "UTC").slice(0, 4);
  return (isThisYear ? days : datesWithYear).format(at);
}

export const stateWords: Readonly<Record<ListedRun["state"], string>> = {
  unconfirmed: "not confirmed",
  active: "on the way",
  paused: "paused",
  finished: "finished",
  left: "left",
  restarted: "began again",
};

export const suppressionWords: Readonly<Record<string, string>> = {
  none: "may be mailed",
  any: "may not be mailed",
  left: "left everything",
  bounced: "mail came back",
  complained: "marked mail as spam",
  erased: "was erased before",
};

/** "Day 12, waits until it is done". */
export function placeWords({ state, place, wait, pauseReason }: ListedRun): string {
  const day = place === null ? "not begun" : `Day ${place}`;
  if (state === "active") return wait === "completion" ? `${day}, waits until it is done` : day;
  if (state !== "paused") return place === null ? stateWords[state] : `${stateWords[state]} at ${day}`;
  return `${day}, ${pauseReason === "reader" ? "paused" : `rests: ${pauseReason}`}`;
}

type Named = {
  courses: readonly { slug: string; title: string }[];
  newsletters: readonly { slug: string; title: string }[];
};

/** What a filter asks, in short phrases, for a summary and the name of a segment. */
export function filterPhrases(filter: ReaderFilter, { courses, newsletters }: Named): string[] {
  const { place, seen } = filter;
  const titleOf = (list: Named["courses"], slug: string) => list.find((one) => one.slug === slug)?.title ?? slug;
  const phrases: (string | false | undefined)[] = [
    filter.course !== undefined && `in ${titleOf(courses, filter.course)}`,
    filter.state && stateWords[filter.state],
    place === "not begun" && "not begun",
    typeof place === "object" &&
      (place.from === place.to ? `at Day ${place.from}` : `at Day ${place.from} to ${place.to}`),
    seen === "never" && "never seen",
    typeof seen === "object" && "withinDays" in seen && `seen within ${seen.withinDays} days`,
    typeof seen === "object" && "notForDays" in seen && `not seen for ${seen.notForDays} days`,
    filter.source !== undefined && `came by “${filter.source}”`,
    ...(filter.tags ?? []).map((tag) => `tagged “${tag}”`),
    ...(filter.withoutTags ?? []).map((tag) => `not tagged “${tag}”`),
    filter.newsletter !== undefined && `follows ${titleOf(newsletters, filter.newsletter)}`,
    filter.zone !== undefined && `in ${spokenZone(filter.zone)} time`,
    filter.signedUpFrom !== undefined && `signed up from ${filter.signedUpFrom}`,
    filter.signedUpTo !== undefined && `signed up until ${filter.signedUpTo}`,
    filter.confirmed !== undefined && (filter.confirmed ? "confirmed" : "not confirmed"),
    filter.suppressed !== undefined && suppressionWords[filter.suppressed],
  ];
  return phrases.filter((phrase) => typeof phrase === "string");
}
