import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  findCourse,
  findNoticeVersion,
  type Lesson,
  listLessons,
  listLiveCourses,
  readVersion,
} from "../../db/catalogue.ts";
import { version } from "../../db/schema/courses.ts";
import { findNextWork } from "../../db/work.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { courseFile, lessonFile, makeProject, type Project } from "./fixtures/project.ts";
import { publishCourses } from "./publish.ts";

let database: TestDatabase;
let project: Project;

beforeEach(async () => {
  database = await testDatabase();
  project = await makeProject({ [course]: weeks("first", "second"), [second]: lessonFile(titled("Second")) });
});
afterEach(async () => {
  await project.remove();
  await database.close();
});

const course = "emails/courses/tiny/course.ts";
const second = "emails/courses/tiny/second.tsx";
const third = "emails/courses/tiny/third.tsx";
const monday = new Date("2026-11-23T06:00:00Z");
const tuesday = new Date("2026-11-24T06:00:00Z");

const titled = (title: string) => ({ lesson: { title } });
const weeks = (...lessons: string[]) => courseFile({ weeks: [{ title: "All", aim: "Begin", lessons }] });
const publish = (now: Date) => publishCourses({ db: database.db, root: project.root, now });

async function lessonsNow(): Promise<Lesson[]> {
  const found = await findCourse(database.db, { slug: "tiny" });
  return found ? listLessons(database.db, { courseId: found.id }) : [];
}

async function lessonNow(key: string): Promise<Lesson> {
  const lesson = (await lessonsNow()).find((one) => one.key === key);
  if (!lesson) throw new Error(`There is no lesson ${key}.`);
  return lesson;
}

describe("publishing", () => {
  test("stores the course, its lessons in order and its notices", async () => {
    const report = await publish(monday);
    expect(report.published).toEqual(["tiny/first", "tiny/second", "tiny/welcome"]);
    expect(await findCourse(database.db, { slug: "tiny" })).toMatchObject({
      facts: { title: "Tiny" },
      retiredAt: null,
    });
    expect((await lessonsNow()).map(({ key, position, week, title }) => ({ key, position, week, title }))).toEqual([
      { key: "first", position: 1, week: 1, title: "First" },
      { key: "second", position: 2, week: 1, title: "Second" },
    ]);
    const { versionId } = await lessonNow("first");
    expect((await readVersion(database.db, { id: versionId }))?.forms.named?.subject).toEqual(["Day 1"]);
    const { courseId } = await lessonNow("first");
    expect(await findNoticeVersion(database.db, { courseId, kind: "welcome" })).not.toBeNull();
  });

  test("changes nothing when nothing changed", async () => {
    await publish(monday);
    const before = await database.db.$count(version);
    const rows = await lessonsNow();
    expect(await publish(tuesday)).toMatchObject({ published: [], unchanged: 3, retired: [], waiting: [] });
    expect(await database.db.$count(version)).toBe(before);
    expect(await lessonsNow()).toEqual(rows);
  });

  test("stores no new version when only a comment changed", async () => {
    await publish(monday);
    await project.write({ [second]: `// A comment.\n${lessonFile(titled("Second"))}` });
    expect(await publish(tuesday)).toMatchObject({ published: [], unchanged: 3, retired: [], waiting: [] });
  });

  test("gives an edited lesson a new version and leaves the others as they were", async () => {
    await publish(monday);
    const [first, before] = [await lessonNow("first"), await lessonNow("second")];
    await project.write({ [second]: lessonFile({ body: "<p>Edited</p>", ...titled("Second") }) });
    expect((await publish(tuesday)).published).toEqual(["tiny/second"]);
    expect(await lessonNow("first")).toEqual(first);
    const after = await lessonNow("second");
    expect(after.versionId).not.toBe(before.versionId);
    expect(after.firstPublishedAt).toEqual(before.firstPublishedAt);
    // What was sent with the old version can still be read.
    expect(await readVersion(database.db, { id: before.versionId })).not.toBeNull();
  });

  test("goes back to the version it had when an edit is taken back", async () => {
    await publish(monday);
    const before = await lessonNow("second");
    await project.write({ [second]: lessonFile({ body: "<p>A slip</p>", ...titled("Second") }) });
    await publish(tuesday);
    await project.write({ [second]: lessonFile(titled("Second")) });
    expect((await publish(tuesday)).published).toEqual(["tiny/second"]);
    expect((await lessonNow("second")).versionId).toBe(before.versionId);
  });

  test("retires a lesson that was taken out, and brings it back as the same lesson", async () => {
    await publish(monday);
    const before = await lessonNow("second");
    await project.write({ [course]: weeks("first"), [second]: null });
    expect((await publish(tuesday)).retired).toEqual(["tiny/second"]);
    expect((await lessonNow("second")).retiredAt).toEqual(tuesday);
    await project.write({ [course]: weeks("first", "second"), [second]: lessonFile(titled("Second")) });
    await publish(new Date("2026-11-25T06:00:00Z"));
    expect(await lessonNow("second")).toEqual(before);
  });

  test("moves and inserts lessons without giving a moved one another birthday", async () => {
    await publish(monday);
    await project.write({ [course]: weeks("second", "third", "first"), [third]: lessonFile(titled("Third")) });
    await publish(tuesday);
    expect(
      (await lessonsNow()).map(({ key, position, firstPublishedAt }) => ({ key, position, firstPublishedAt })),
    ).toEqual([
      { key: "second", position: 1, firstPublishedAt: monday },
      { key: "third", position: 2, firstPublishedAt: tuesday },
      { key: "first", position: 3, firstPublishedAt: monday },
    ]);
  });

  test("retires a course whose folder is gone and brings it back", async () => {
    await project.write({
      "emails/courses/other/course.ts": courseFile(),
      "emails/courses/other/first.tsx": lessonFile(),
    });
    await publish(monday);
    await project.write({ "emails/courses/other/course.ts": null, "emails/courses/other/first.tsx": null });
    await project.removeFolder("emails/courses/other");
    expect((await publish(tuesday)).retired).toEqual(["other"]);
    expect((await listLiveCourses(database.db)).map(({ slug }) => slug)).toEqual(["tiny"]);
    await project.write({
      "emails/courses/other/course.ts": courseFile(),
      "emails/courses/other/first.tsx": lessonFile(),
    });
    await publish(tuesday);
    expect((await listLiveCourses(database.db)).map(({ slug }) => slug)).toEqual(["other", "tiny"]);
  });

  test("owes no notice whose file is gone", async () => {
    await publish(monday);
    const { courseId } = await lessonNow("first");
    await project.write({ "emails/notices/welcome.tsx": null });
    await publish(tuesday);
    expect(await findNoticeVersion(database.db, { courseId, kind: "welcome" })).toBeNull();
  });

  test("has those looked at who wait for a completion once the course waits for none any more", async () => {
    const gated = (gate: string) => courseFile({ gate, weeks: [{ title: "All", aim: "Begin", lessons: ["first"] }] });
    await project.write({ [course]: gated("completion"), [second]: null });
    await publish(monday);
    const { courseId } = await lessonNow("first");
    await database.db.execute(sql`
      with maria as (insert into reader (address, address_hash, zone, send_minute, created_at)
        values ('maria@example.com', 'hash', 'UTC', 420, '2026-11-22') returning id)
      insert into enrolment (reader_id, course_id, run, state, asked, created_at, confirmed_at, wait)
      select id, ${courseId}, 1, 'active', '{}', '2026-11-22', '2026-11-22', 'completion' from maria`);
    await project.write({ [course]: gated("completion").replace("Begin", "Go on") });
    await publish(tuesday);
    expect((await findNextWork(database.db)).nudgeAt).toBeNull();
    await project.write({ [course]: gated("none") });
    await publish(tuesday);
    expect((await findNextWork(database.db)).nudgeAt).toEqual(tuesday);
  });

  test("lets a new order wait, and its edits with it, while a reader is under way", async () => {
    await publish(monday);
    const [first, before] = [await lessonNow("first"), await lessonNow("second")];
    await database.db.execute(sql`
      with maria as (insert into reader (address, address_hash, zone, send_minute, created_at)
        values ('maria@example.com', 'hash', 'UTC', 420, '2026-11-22') returning id)
      insert into enrolment (reader_id, course_id, run, state, asked, created_at, confirmed_at, next_send_at, next_slot_at)
      select id, ${first.courseId}, 1, 'active', '{}', '2026-11-22', '2026-11-22', '2026-11-25', '2026-11-25' from maria`);
    await project.write({ [second]: lessonFile({ body: "<p>Edited</p>", ...titled("Second") }) });
    expect((await publish(tuesday)).published).toEqual(["tiny/second"]);

    await project.write({ [course]: weeks("third", "first", "second"), [third]: lessonFile(titled("Third")) });
    const held = await publish(tuesday);
    expect(held).toMatchObject({ published: [], retired: [], applied: [], waiting: [{ course: "tiny" }] });
    expect(held.waiting[0]?.impact.join(" ")).toMatch(
      /1 reader is in the middle .*Added as Day 1: “Third”.*1 will come/,
    );
    expect((await lessonsNow()).map(({ key }) => key)).toEqual(["first", "second"]);
    // Started again with the same files, it is not compiled again and still said.
    expect((await publish(tuesday)).waiting).toEqual(held.waiting);

    const apply = { audiences: [{ course: "tiny", lesson: "third", audience: "all" as const }] };
    const applied = await publishCourses({ db: database.db, root: project.root, now: tuesday, apply });
    expect(applied).toMatchObject({ waiting: [], applied: [{ course: "tiny" }] });
    expect((await lessonsNow()).map(({ key }) => key)).toEqual(["third", "first", "second"]);
    expect(await lessonNow("third")).toMatchObject({ audience: "all", firstPublishedAt: tuesday });
    expect((await lessonNow("second")).id).toBe(before.id);
  }, 30_000);

  test("forgets a waiting order when the files say again what stands", async () => {
    await publish(monday);
    const { courseId } = await lessonNow("first");
    await database.db.execute(sql`
      with maria as (insert into reader (address, address_hash, zone, send_minute, created_at)
        values ('maria@example.com', 'hash', 'UTC', 420, '2026-11-22') returning id)
      insert into enrolment (reader_id, course_id, run, state, asked, created_at, confirmed_at, pause_reason)
      select id, ${courseId}, 1, 'paused', '{}', '2026-11-22', '2026-11-22', 'reader' from maria`);
    await project.write({ [course]: weeks("second", "first") });
    expect((await publish(tuesday)).waiting).toHaveLength(1);
    // Also where the folder had been gone in between: an order of a course that is not offered is shown to nobody.
    await database.db.execute(sql`update course set retired_at = '2026-11-23'`);
    expect((await publish(tuesday)).waiting).toHaveLength(1);
    await project.write({ [course]: weeks("first", "second") });
    expect((await publish(tuesday)).waiting).toEqual([]);
  }, 30_000);

  test("changes nothing at all when one lesson is refused", async () => {
    await publish(monday);
    const rows = await lessonsNow();
    await project.write({
      "emails/courses/tiny/first.tsx": lessonFile({ body: "<p>Edited</p>" }),
      [second]: lessonFile({ body: "<p>{progress.done.length}</p>" }),
    });
    await expect(publish(tuesday)).rejects.toThrow(`${second}:7 looks into the slot progress.done with .length`);
    expect(await lessonsNow()).toEqual(rows);
  });

  test("refuses to retire everything when there is no course at all", async () => {
    await publish(monday);
    await project.removeFolder("emails/courses");
    await expect(publish(tuesday)).rejects.toThrow("emails/courses holds no course");
    expect(await listLiveCourses(database.db)).toHaveLength(1);
  });

  test("may be done by two processes at the same moment", async () => {
    await project.write({ [second]: lessonFile({ body: "<p>At once</p>" }) });
    const reports = await Promise.all([publish(monday), publish(monday)]);
    expect(reports.map(({ published }) => published.length).sort()).toEqual([0, 3]);
    expect(await lessonsNow()).toHaveLength(2);
  });
});
