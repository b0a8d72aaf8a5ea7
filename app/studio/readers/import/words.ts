import type { ReaderImport } from "../../../../db/imports.ts";
import type { Changeable, Delimiter, Meaning } from "../../../../domain/import/plan.ts";

export const stateWords: Readonly<Record<ReaderImport["state"], string>> = {
  mapping: "Waits for its columns",
  checking: "Is being checked",
  checked: "Checked, waits for your word",
  running: "Is being taken over",
  stopped: "Stopped",
  done: "Done",
  failed: "Failed",
};

/** What a column may hold, as the boxes offer it. */
export const meaningWords: readonly (readonly [Meaning, string])[] = [
  ["skip", "Leave out"],
  ["address", "Email address"],
  ["name", "Name"],
  ["firstName", "First name"],
  ["lastName", "Last name"],
  ["zone", "Time zone"],
  ["sendTime", "Send time"],
  ["tags", "Tags"],
  ["course", "Course"],
  ["nextLesson", "Next lesson (its number)"],
  ["lessonsHad", "Lessons had so far"],
  ["newsletter", "Newsletter"],
  ["consentDay", "Day of consent"],
  ["consentSource", "Where they agreed"],
  ["status", "Status (unsubscribed, bounced …)"],
];

export const delimiterWords: readonly (readonly [value: string, words: string, delimiter: Delimiter])[] = [
  [",", "Commas", ","],
  [";", "Semicolons", ";"],
  ["tab", "Tabs", "\t"],
  ["|", "Bars |", "|"],
];

export const changeWords: readonly (readonly [Changeable, string])[] = [
  ["name", "Their name"],
  ["zone", "Their time zone; courses under way move with it"],
  ["sendTime", "Their send time; courses under way move with it"],
  ["tags", "Add tags"],
  ["course", "Begin a course that they never were in"],
  ["newsletter", "Follow a newsletter that they did not leave"],
];

export const encodingWords: Readonly<Record<string, string>> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
  "windows-1252": "Windows-1252",
};

const numbers = new Intl.NumberFormat("en-US");

export function countOf(count: number): string {
  return numbers.format(count);
}

const days = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

export function dayOf(at: Date): string {
  return `${days.format(at)} UTC`;
}
