import { type Weekday, weekdayNames } from "../../../../../domain/course-description.ts";
import { readSettings, type SettingName, settingNames } from "../../../../../domain/course-settings.ts";
import type { AllSettings } from "../../../../../engine/courses/settings.ts";

export type Values = (field: string) => readonly string[];

export type ReadSettings = { kind: "ok"; wanted: AllSettings } | { kind: "wrong"; name: SettingName; message: string };

/** Reads the form of all settings. `base` is what stands, for whatever is not in the form. */
export function readWanted(values: Values, base: AllSettings): ReadSettings {
  const text = (field: string) => values(field).at(-1)?.trim() ?? "";
  const raw = {
    ...base,
    start: text("start") === "cohort" ? { cohortDay: text("cohort") } : text("start") || base.start,
    gate: text("gate") || base.gate,
    nudgeAfterDays: numbersIn(text("nudges")),
    catchUp: text("catch-up") || base.catchUp,
    freezes: text("freezes") === "yes" ? { earnedEvery: Number(text("earned")), most: Number(text("most")) } : null,
    certificate: text("certificate") === "yes",
    tracking: text("tracking") === "yes",
    sendTime: text("time") || base.sendTime,
    weekdays: weekdayNames.filter((_, place) => values("weekday").includes(String(place))),
    budgetHint: text("budget") === "" ? null : Number(text("budget")),
  };
  const read = readSettings(raw);
  if (read.kind === "wrong") return { kind: "wrong", name: nameOf(read.name), message: read.message };
  // Every name is in `raw`, so every one is in what was read of it.
  return { kind: "ok", wanted: read.settings as AllSettings };
}

/** The fields of the form that says these settings, to be sent on from one page to the next. */
export function fieldsOf(settings: AllSettings): [field: string, value: string][] {
  const { start, gate, nudgeAfterDays, catchUp, freezes, certificate, tracking, sendTime, weekdays, budgetHint } =
    settings;
  return [
    ["start", typeof start === "string" ? start : "cohort"],
    ["cohort", typeof start === "string" ? "" : start.cohortDay],
    ["gate", gate],
    ["nudges", nudgeAfterDays.join(", ")],
    ["catch-up", catchUp],
    ["freezes", freezes === null ? "" : "yes"],
    ["earned", String(freezes?.earnedEvery ?? 7)],
    ["most", String(freezes?.most ?? 2)],
    ["certificate", certificate ? "yes" : ""],
    ["tracking", tracking ? "yes" : ""],
    ["time", sendTime],
    ...weekdays.map((name): [string, string] => ["weekday", String(placeOf(name))]),
    ["budget", budgetHint === null ? "" : String(budgetHint)],
  ];
}

function placeOf(name: Weekday): number {
  return weekdayNames.indexOf(name);
}

/** "2, 5" as 2 and 5; what is no number stays one that no setting takes. */
function numbersIn(raw: string): number[] {
  return raw === "" ? [] : raw.split(/[\s,;]+/).map(Number);
}

function nameOf(raw: string): SettingName {
  return settingNames.find((name) => name === raw) ?? "start";
}
