import {
  formatSendTime,
  instantOf,
  isZone,
  localDay,
  localMinute,
  parseSendTime,
} from "../../../../../domain/calendar.ts";
import { isDay } from "../../../../../domain/days.ts";
import { zoneNamed } from "../../../../../domain/zones.ts";
import type { SubjectTrial, When } from "../../../../../engine/letters/schedule-issue.ts";

/** What an author chose about sending, as the fields of a form hold it and as the page's address carries it. */
export type Chosen = {
  to: string;
  when: "now" | "at" | "local";
  day: string;
  time: string;
  zone: string;
  /** Of a letter that is a file and has two subjects, whether both are tried. */
  tries: "both" | "first";
  percent: string;
  hours: string;
};

export type Field = "day" | "time" | "zone" | "percent" | "hours";
export type ReadPlan =
  | { kind: "plan"; when: When; trial: SubjectTrial | null; segmentId: number | null }
  | { kind: "wrong"; errors: Partial<Record<Field, string>> };

type Source = { get(name: string): unknown };

/** What a form or an address holds, with what is usual in place of what is missing. */
export function readChosen(source: Source, usual: Chosen): Chosen {
  const text = (name: keyof Chosen) => {
    const value = source.get(name);
    return typeof value === "string" ? value.trim().slice(0, 100) : usual[name];
  };
  const when = text("when");
  return {
    to: text("to"),
    when: when === "at" || when === "local" ? when : "now",
    day: text("day"),
    time: text("time"),
    zone: text("zone"),
    tries: text("tries") === "first" ? "first" : "both",
    percent: text("percent"),
    hours: text("hours"),
  };
}

/** Tomorrow morning, for whoever opens the form. */
export function usualChoice(now: Date): Chosen {
  const tomorrow = new Date(now.getTime() + 86_400_000);
  const day = localDay(tomorrow, "UTC");
  const usual = { to: "everyone", when: "now", zone: "", tries: "both", percent: "20", hours: "4" } as const;
  return { ...usual, day, time: formatSendTime(8 * 60) };
}

/** What the choice means, or what is wrong with it. A second subject is tried where there is one. */
export function readPlan(chosen: Chosen, { triesSubjects }: { triesSubjects: boolean }): ReadPlan {
  const errors: Partial<Record<Field, string>> = {};
  const when = readWhen(chosen, errors);
  const trial = triesSubjects ? readTrial(chosen, errors) : null;
  if (when === null || Object.keys(errors).length > 0) return { kind: "wrong", errors };
  return { kind: "plan", when, trial, segmentId: segmentOf(chosen.to) };
}

/** The segment that is chosen as "segment-7"; null is everyone. */
export function segmentOf(to: string): number | null {
  const [, segment] = /^segment-(\d{1,15})$/.exec(to) ?? [];
  return segment === undefined ? null : Number(segment);
}

/** Whether this letter's two subjects are tried: those of a file only if its author says so. */
export function triesSubjects(
  { origin, subjectB }: { origin: "written" | "file"; subjectB: string | null },
  { tries }: Chosen,
): boolean {
  return subjectB !== null && (origin === "written" || tries === "both");
}

function readWhen({ when, day, time, zone }: Chosen, errors: Partial<Record<Field, string>>): When | null {
  if (when === "now") return { mode: "now" };
  const minute = parseSendTime(time);
  if (!isDay(day)) errors.day = "Choose a day.";
  if (minute === null) errors.time = "Type a time, such as 08:00.";
  if (when === "local") return isDay(day) && minute !== null ? { mode: "local", day, minute } : null;
  const known = zoneNamed(zone.replaceAll(" ", "_"));
  if (known === null || !isZone(known)) {
    errors.zone = "Choose the time zone in which you mean it.";
    return null;
  }
  if (!isDay(day) || minute === null) return null;
  return { mode: "at", sendAt: instantOf({ day, minute, zone: known }) };
}

function readTrial({ percent, hours }: Chosen, errors: Partial<Record<Field, string>>): SubjectTrial | null {
  const share = Number(percent);
  const waits = Number(hours);
  if (!Number.isInteger(share) || share < 2 || share > 100) errors.percent = "A share is a number from 2 to 100.";
  if (!Number.isFinite(waits) || waits < 0.25 || waits > 336) errors.hours = "Wait a quarter of an hour to two weeks.";
  return { percent: share, minutes: Math.round(waits * 60) };
}

/** The address of the same page with this choice in it. */
export function planQuery(chosen: Chosen, more: Record<string, string> = {}): string {
  return String(new URLSearchParams({ ...chosen, ...more }));
}

/** "Monday, March 2, 2026 at 8:00 AM, Berlin time". */
export function spokenMoment(at: Date, zone: string): string {
  const known = zoneNamed(zone.replaceAll(" ", "_")) ?? "UTC";
  const day = new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeZone: known }).format(at);
  const minute = localMinute(at, known);
  const clock = new Intl.DateTimeFormat("en-US", { timeStyle: "short", timeZone: "UTC" }).format(
    new Date(minute * 60_000),
  );
  return `${day} at ${clock}, ${known.split("/").at(-1)?.replaceAll("_", " ")} time`;
}
