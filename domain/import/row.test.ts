import { describe, expect, test } from "vitest";
import type { ImportPlan } from "./plan.ts";
import { importPlanSchema } from "./plan.ts";
import { type Judging, rowJudge } from "./row.ts";
import { zoneReader } from "./zone-reader.ts";

const plan: ImportPlan = {
  delimiter: ",",
  hasHeadings: true,
  columns: ["address", "name", "zone", "sendTime", "tags", "nextLesson", "consentDay", "status"],
  zone: "UTC",
  sendMinute: 420,
  course: "core",
  nextLesson: 1,
  newsletters: [],
  tags: ["old site"],
  changes: [],
};

function judge(cells: readonly string[], change: Partial<Judging> & { plan?: ImportPlan } = {}) {
  const offered = {
    courses: new Map([["core", { slug: "core", lessons: 30 }]]),
    newsletters: new Map([["weekly", "weekly"]]),
  };
  const judging = {
    plan,
    offered,
    zones: zoneReader(),
    headings: [],
    now: new Date("2026-03-02T10:00:00Z"),
    ...change,
  };
  const judged = rowJudge(judging)({ line: 2, cells });
  return judged.kind === "wanted" ? judged.wanted : judged.fault;
}

const what = (cells: readonly string[]) => {
  const judged = judge(cells);
  return "what" in judged ? judged.what : "taken";
};

describe("a row of a file", () => {
  test("is read with all that it says, and with the plan where it says nothing", () => {
    expect(
      judge(["Ann@Example.com", " Ann  O'Hara ", "new york", "6:30 pm", "a; b|c", "Day 12", "31.5.2024", "Active"]),
    ).toEqual({
      line: 2,
      address: "ann@example.com",
      name: "Ann O'Hara",
      zone: "America/New_York",
      sendMinute: 18 * 60 + 30,
      given: { name: true, zone: true, sendTime: true },
      tags: ["old site", "a", "b", "c"],
      course: { slug: "core", nextLesson: 12 },
      newsletters: [],
      consentAt: new Date("2024-05-31T00:00:00Z"),
      consentSource: null,
      stop: null,
      unknownZone: null,
    });
    expect(judge(["ann@example.com"])).toMatchObject({
      ...{ name: null, zone: "UTC", sendMinute: 420, course: { slug: "core", nextLesson: 1 }, consentAt: null },
      given: { name: false, zone: false, sendTime: false },
    });
  });

  test("with a zone that nobody knows is taken with the plan's, and what stood there is told", () => {
    expect(judge(["ann@example.com", "", "Wien"])).toMatchObject({
      ...{ zone: "UTC", unknownZone: "Wien", given: { zone: false } },
    });
  });

  test("that says that somebody left asks for nothing else", () => {
    expect(judge(["ann@example.com", "", "", "", "", "", "", "Cleaned"])).toMatchObject({
      stop: "bounced",
      course: null,
    });
  });

  test("takes the apostrophe away by which a spreadsheet was kept from running it", () => {
    expect(judge(["'=sum@example.com", "'-Ann"])).toMatchObject({ address: "=sum@example.com", name: "-Ann" });
    expect(judge(["ann@example.com", "'t Hart"])).toMatchObject({ name: "'t Hart" });
  });

  test.each([
    [["", "Ann"], "There is no email address in this row."],
    [["ann@", "Ann"], "The email address cannot be right."],
    [["ann@example.com", "buy at www.evil.example"], "The name cannot be taken."],
    [["ann@example.com", "", "", "25:00"], "The send time “25:00” is no time of day."],
    [["ann@example.com", "", "", "", "", "31"], "Lesson 31 is asked for, and the course has 30."],
    [["ann@example.com", "", "", "", "", "soon"], "“soon” is no place in a course."],
    [["ann@example.com", "", "", "", "", "", "04/05/2024"], "“04/05/2024” is no date."],
    [["ann@example.com", "", "", "", "", "", "2031-01-01"], "“2031-01-01” is in the future."],
    [["ann@example.com", "", "", "", "", "", "", "purple"], "The status “purple” is not known."],
    [["ann@example.com", "", "", "", "", "", "", "pending"], "The file says that this person never confirmed."],
    [["ann@example.com", "", "", "", "", "", "", "", "more"], "This row has 9 cells, and the file has 8 columns."],
  ])("says what is wrong with %j", (cells, words) => {
    expect(what(cells)).toBe(words);
  });

  test("under a heading of marks a yes means that they left", () => {
    const marked = {
      plan: { ...plan, columns: ["address", "status"] as ImportPlan["columns"] },
      headings: ["email", "Unsubscribed"],
    };
    expect(judge(["ann@example.com", "yes"], marked)).toMatchObject({ stop: "left" });
    expect(judge(["ann@example.com", "2024-05-31"], marked)).toMatchObject({ stop: "left" });
    expect(judge(["ann@example.com", ""], marked)).toMatchObject({ stop: null });
  });
});

test("a plan names the address once, and of two columns only one for each thing", () => {
  const complaint = (columns: ImportPlan["columns"]) =>
    importPlanSchema.safeParse({ ...plan, columns }).error?.issues[0]?.message;
  expect(complaint(["name"])).toMatch(/Choose one column/);
  expect(complaint(["address", "name", "name"])).toMatch(/Two columns/);
  expect(complaint(["address", "tags", "tags", "skip", "skip"])).toBeUndefined();
});
