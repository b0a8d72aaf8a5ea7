import { isDeepStrictEqual } from "node:util";
import { type Course, findCourseBySlug } from "../../db/catalogue.ts";
import type { Database } from "../../db/connect.ts";
import { changeCourseSettings, countMet, type Met } from "../../db/course-settings.ts";
import { reviewWaits } from "../../db/nudging.ts";
import { lockPublishing } from "../../db/publish.ts";
import { wakeWorkers } from "../../db/wake.ts";
import { type CourseDescription, declaredPacing } from "../../domain/course-description.ts";
import {
  type CourseSettings,
  contradictionIn,
  type SettingName,
  settingNames,
  withSettings,
} from "../../domain/course-settings.ts";
import type { Context } from "../context.ts";
import { recordAct } from "../studio/audit.ts";
import { effectWords, settingTitles, spokenSetting } from "./setting-words.ts";

/** Every setting of a course, with what it leaves out filled in. */
export type AllSettings = Required<CourseSettings>;

export type CourseSettingsPage = {
  course: Course;
  /** What holds now. */
  now: AllSettings;
  /** What `course.ts` says by itself. */
  declared: AllSettings;
  /** What the studio has changed. */
  changed: readonly SettingName[];
};

/** Null where there is no such course. */
export async function readCourseSettings(
  context: Context,
  input: { slug: string },
): Promise<CourseSettingsPage | null> {
  const course = await findCourseBySlug(context.db, input);
  if (!course) return null;
  const changed = settingNames.filter((name) => course.settings[name] !== undefined);
  return { course, now: allOf(course.facts), declared: allOf(declaredOf(course)), changed };
}

function declaredOf({ declared, facts }: Course): CourseDescription {
  return declared ?? facts;
}

function allOf(facts: CourseDescription): AllSettings {
  const { start, gate, sendTime } = facts;
  const { weekdays, nudgeAfterDays, ...pacing } = declaredPacing(facts);
  return { start, gate, sendTime, ...pacing, weekdays: [...weekdays], nudgeAfterDays: [...nudgeAfterDays] };
}

/** One setting that would be another: from what to what, and whom that meets. */
export type SettingChange = { name: SettingName; from: string; to: string; effect: string };

export type ProposedSettings =
  | { kind: "changes"; changes: readonly SettingChange[]; settings: CourseSettings }
  | { kind: "contradiction"; name: SettingName; message: string }
  | { kind: "unknown" };

type Wish = { slug: string; wanted: AllSettings };

/** What would change, and for whom, before anything does. */
export function proposeSettings(context: Context, wish: Wish): Promise<ProposedSettings> {
  return propose(context.db, wish);
}

async function propose(db: Database, { slug, wanted }: Wish): Promise<ProposedSettings & { course?: Course }> {
  const course = await findCourseBySlug(db, { slug });
  if (!course) return { kind: "unknown" };
  const settings = settingsFor(course, wanted);
  const found = contradictionIn(withSettings(declaredOf(course), settings));
  if (found) return { kind: "contradiction", name: found.path, message: found.message };
  const met = await countMet(db, { courseId: course.id });
  return { kind: "changes", settings, changes: changesOf(course, { wanted, met }), course };
}

/** Only what differs from `course.ts` is kept, so that whatever is put back follows the file again. */
function settingsFor(course: Course, wanted: AllSettings): CourseSettings {
  const declared = allOf(declaredOf(course));
  const differing = settingNames.filter((name) => !isDeepStrictEqual(wanted[name], declared[name]));
  // Each entry is one of `wanted` under its own name.
  return Object.fromEntries(differing.map((name) => [name, wanted[name]])) as CourseSettings;
}

function changesOf(course: Course, { wanted, met }: { wanted: AllSettings; met: Met }): SettingChange[] {
  const now = allOf(course.facts);
  return settingNames
    .filter((name) => !isDeepStrictEqual(wanted[name], now[name]))
    .map((name) => ({
      name,
      from: spokenSetting(name, now),
      to: spokenSetting(name, wanted),
      effect: effectWords(name, { now, wanted, met }),
    }));
}

export type ChangedSettings = Exclude<ProposedSettings, { kind: "changes" }> | { kind: "changed" | "same" };

/** Makes these the settings of a course from this COMMIT on. Whoever waits at a gate that is open now goes on. */
export function changeSettings(
  context: Context,
  input: Wish & { author: { id: string; name: string } },
): Promise<ChangedSettings> {
  const { author, ...wish } = input;
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    await lockPublishing(tx);
    const proposed = await propose(tx, wish);
    if (proposed.kind !== "changes") return proposed;
    const { course, changes, settings } = proposed;
    if (!course || changes.length === 0) return { kind: "same" };
    const declared = declaredOf(course);
    const facts = withSettings(declared, settings);
    await changeCourseSettings(tx, { id: course.id, declared, settings, facts });
    if (course.facts.gate === "completion" && facts.gate === "none")
      await reviewWaits(tx, { courseId: course.id, now });
    const what = changes.map(({ name, from, to }) => `${settingTitles[name]}: ${from} → ${to}`).join("; ");
    await recordAct(tx, { author, act: "course settings changed", now, courseId: course.id, facts: { what } });
    await wakeWorkers(tx);
    return { kind: "changed" };
  });
}
