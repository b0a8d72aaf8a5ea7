import { expect, it } from "vitest";
import { harmless, withoutParameters } from "./log.ts";

/** As Drizzle 0.45 words it (its own class may only be imported in db/). */
const failed = new Error(
  "Failed query: select * from reader where address = $1\nparams: maria@example.com,two\nlines",
  {
    cause: Object.assign(new Error("duplicate key"), {
      code: "23505",
      detail: "Key (address)=(maria@example.com) already exists.",
    }),
  },
);

it("says what failed and where, and nothing of the reader it failed for", () => {
  const line = JSON.stringify(harmless(failed));
  expect(line).toContain("select * from reader where address = $1");
  expect(line).toContain("23505");
  expect(line).toContain("log.test.ts");
  expect(line).not.toMatch(/maria|two/);
});

it("cuts the parameters out of a printed stack and keeps its frames", () => {
  const printed = withoutParameters(failed.stack ?? "");
  expect(printed).not.toMatch(/maria|two/);
  expect(printed).toContain("    at ");
});
