import type { Met } from "../../db/course-settings.ts";
import { parseSendTime, spokenSendTime } from "../../domain/calendar.ts";
import { weekdayBits } from "../../domain/course-description.ts";
import type { SettingName } from "../../domain/course-settings.ts";
import { spokenDate } from "../../domain/spoken.ts";
import { weekdayPhrase } from "../../domain/streaks.ts";
import type { AllSettings } from "./settings.ts";

const lists = new Intl.ListFormat("en-US", { type: "conjunction" });

/** What each setting is called, on its page and in the log. */
export const settingTitles: Readonly<Record<SettingName, string>> = {
  start: "When Day 1 comes",
  gate: "Waiting for “I did it”",
  nudgeAfterDays: "Reminders",
  catchUp: "After missed days",
  freezes: "Freezes",
  certificate: "Certificate",
  tracking: "Opens and clicks",
  sendTime: "Suggested send time",
  weekdays: "Weekdays for new readers",
  budgetHint: "Beside other courses",
};

/** What a setting says, as the end of a sentence or a cell of a table. */
export function spokenSetting(name: SettingName, settings: AllSettings): string {
  const { start, gate, nudgeAfterDays, catchUp, freezes, certificate, tracking, sendTime, weekdays, budgetHint } =
    settings;
  switch (name) {
    case "start":
      return typeof start === "string" ? startWords[start] : `for everybody on ${spokenDate(start.cohortDay)}`;
    case "gate":
      return gate === "none" ? "every lesson comes on its day" : "only after the last was done";
    case "nudgeAfterDays":
      if (nudgeAfterDays.length === 0) return "never";
      return `after ${lists.format(nudgeAfterDays.map(String))} ${nudgeAfterDays.at(-1) === 1 ? "day" : "days"}`;
    case "catchUp":
      return catchUp === "shift" ? "the rest moves back" : "today’s lesson comes";
    case "freezes":
      return freezes === null ? "none" : `one for ${freezes.earnedEvery} lessons, ${freezes.most} at most`;
    case "certificate":
      return certificate ? "yes" : "no";
    case "tracking":
      return tracking ? "noted where site and reader allow it" : "never noted";
    case "sendTime":
      return spokenSendTime(parseSendTime(sendTime) ?? 0);
    case "weekdays":
      return weekdayPhrase(weekdayBits(weekdays));
    case "budgetHint":
      return budgetHint === null ? "none" : `${budgetHint} a day`;
  }
}

const startWords = {
  confirmation: "within a minute of confirming",
  "next send time": "at the next send time",
  "next Monday": "on the next Monday",
} as const;

type Meeting = { now: AllSettings; wanted: AllSettings; met: Met };

/** Whom a change of one setting meets, and from when on. */
export function effectWords(name: SettingName, { wanted, met }: Meeting): string {
  switch (name) {
    case "start":
      return `For whoever confirms from now on. ${people(met.notBegun)} who ${met.notBegun === 1 ? "waits" : "wait"} for Day 1 already keep the date that they were told.`;
    case "gate":
      return wanted.gate === "none"
        ? `${people(met.waiting)} who ${met.waiting === 1 ? "waits" : "wait"} to do a lesson will go on: their next lesson comes at their own next hour.`
        : `For all ${people(met.live)} under way: whoever has not done their newest lesson waits from its next day on, until they do it. What is in the queue already goes out.`;
    case "nudgeAfterDays":
      return `For waits that begin from now on. ${people(met.waiting)} who ${met.waiting === 1 ? "waits" : "wait"} now keep the reminder that is planned, and the ones after it follow the new days.`;
    case "catchUp":
      return `For all ${people(met.live)} under way, from their next lesson on.`;
    case "freezes":
      return `For all ${people(met.live)} under way, at once: streaks are counted anew from what they did.`;
    case "certificate":
      return wanted.certificate
        ? `${people(met.finished)} who ${met.finished === 1 ? "has" : "have"} finished find theirs on their page at once.`
        : `${people(met.finished)} who ${met.finished === 1 ? "has" : "have"} finished find theirs no more.`;
    case "tracking":
      return `For every message from now on, to ${people(met.live)} under way. What was noted before stays.`;
    case "sendTime":
      return "Only what the signup form suggests. Nobody’s own hour changes.";
    case "weekdays":
      return "Only what a new reader begins with. Nobody’s own weekdays change.";
    case "budgetHint":
      return "Only words on the page where readers choose how many lessons a day they want.";
  }
}

function people(count: number): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? "reader" : "readers"}`;
}
