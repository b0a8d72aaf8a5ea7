import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishCourses } from "../../engine/publish/publish.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { root as house } from "../environment.ts";
import { writeCourse } from "./new-course.ts";

const root = mkdtempSync(join(tmpdir(), "dayletter-new-course-"));
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  for (const part of ["emails", "domain", "tests/courses", "vitest.config.ts", "package.json", "tsconfig.json"]) {
    cpSync(join(house, part), join(root, part), { recursive: true });
  }
  // Courses of the author's own are no part of this test, and may be scaffolds themselves.
  for (const slug of readdirSync(join(root, "emails/courses"))) {
    if (slug !== "runner-core") rmSync(join(root, "emails/courses", slug), { recursive: true });
  }
  symlinkSync(join(house, "node_modules"), join(root, "node_modules"));
});

afterAll(async () => {
  await database.close();
  rmSync(root, { recursive: true, force: true });
});

test("a new course passes the tests of every course and can be published at once", async () => {
  const files = writeCourse({ root, slug: "morning-mobility" });
  expect(files).toHaveLength(5);
  const vitest = join(house, "node_modules", "vitest", "vitest.mjs");
  const args = [
    "run",
    "--root",
    root,
    "--project",
    "unit",
    "--reporter",
    "verbose",
    "tests/courses/courses.test.ts",
    "tests/courses/figures.test.ts",
  ];
  const printed = execFileSync(process.execPath, [vitest, ...args], { cwd: root, encoding: "utf8", stdio: "pipe" });
  expect(printed).toContain("morning-mobility");
  const { published } = await publishCourses({ db: database.db, root, now: new Date("2026-03-02T08:00:00Z") });
  expect(published).toContain("morning-mobility/start-here");
  expect(published).toContain("morning-mobility/once-more");
});

test("a name that cannot stand in an address is refused, and nothing is written", () => {
  for (const slug of ["Morning", "morning mobility", "../morning", "morning-", ""]) {
    expect(() => writeCourse({ root, slug }), slug).toThrow(/cannot be a course's address/);
  }
});

test("a course that is there is never written over", () => {
  expect(() => writeCourse({ root, slug: "runner-core" })).toThrow(/There is a course/);
});
