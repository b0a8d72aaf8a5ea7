import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../../bin/environment.ts";
import { plant } from "./bug.ts";
import { plantedBugs } from "./bugs.ts";
import { trialOf } from "./verdict.ts";

it("at least twenty-five guards can be taken away, each under a name of its own", () => {
  expect(plantedBugs.length).toBeGreaterThanOrEqual(25);
  expect(new Set(plantedBugs.map(({ name }) => name)).size).toBe(plantedBugs.length);
});

it.each(plantedBugs)(
  "$name can be planted, and there are tests that should notice",
  ({ changes = [], sql, killers }) => {
    expect(changes.length > 0 || sql !== undefined).toBe(true);
    for (const change of changes) {
      const source = readFileSync(join(root, change.file), "utf8");
      expect(plant(source, change)).not.toBe(source);
    }
    expect(killers.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  },
);

it("a bug whose text is no longer there, or stands there twice, says so", () => {
  const change = { file: "some.ts", find: "one", put: "two" };
  expect(() => plant("three", change)).toThrow("stands 0 times in some.ts");
  expect(() => plant("one and one", change)).toThrow("stands 2 times in some.ts");
});

const reportOf = (message: string) => ({
  testResults: [
    {
      name: "/house/engine/some.test.ts",
      status: "failed",
      assertionResults: [{ fullName: "sends it once", status: "failed", failureMessages: [message] }],
    },
  ],
});

it("a test that saw two mails has caught a bug", () => {
  expect(trialOf(reportOf("AssertionError: expected 2 to be 1\n  at …"), "/house")).toEqual({
    kind: "caught",
    by: "engine/some.test.ts: sends it once",
    saying: "AssertionError: expected 2 to be 1",
  });
});

it.each([
  "TypeError: settle is not a function",
  "ReferenceError: batch is not defined",
  "Error: Test timed out in 30000ms.",
  'DrizzleQueryError: Failed query: column "had" does not exist',
])("one that failed with %s has caught nothing", (message) => {
  expect(trialOf(reportOf(message), "/house")).toMatchObject({ kind: "broken" });
});
