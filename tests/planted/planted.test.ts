import { expect, it } from "vitest";
import { bugNamed } from "./bugs.ts";
import { tryBug } from "./trial.ts";

/** The short form of `npm run planted`: a bug in the calendar, one in the code of sending, one in the database. */
it.each([
  ["insertion-behind", "domain/pacing.test.ts"],
  ["same-way-out", "engine/frozen.db.test.ts"],
  ["no-dissolving-of-frozen", "engine/illegal-states.db.test.ts"],
])("the bug %s, really planted, is noticed by %s", { timeout: 300_000 }, async (name, file) => {
  expect(await tryBug(bugNamed(name))).toMatchObject({ kind: "caught", by: expect.stringContaining(file) });
});
