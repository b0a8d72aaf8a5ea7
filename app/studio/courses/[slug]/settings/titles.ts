import type { SettingName } from "../../../../../domain/course-settings.ts";

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
