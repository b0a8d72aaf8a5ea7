import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { excessOf, fateOf, type Sign, signOfBounce, unwellLimit, unwellSince } from "./feedback.ts";

const at = (day: number, hour = 7) => new Date(Date.UTC(2026, 2, day, hour));
const daily = (days: number, sign: Sign = "unwell") =>
  Array.from({ length: days }, (_, day) => ({ sign, saidAt: at(day + 1) }));

test.each([
  ["Permanent", "General", "gone"],
  ["Permanent", "NoEmail", "gone"],
  ["Transient", "MailboxFull", "unwell"],
  ["Undetermined", "Undetermined", "unwell"],
  ["Transient", "ContentRejected", null],
  ["Transient", "MessageTooLarge", null],
  ["Something new", "", "unwell"],
])("a bounce that is called %s, %s says of the address: %s", (type, subType, sign) => {
  expect(signOfBounce({ type, subType })).toBe(sign);
});

test("what never came to another mail server, or still may, decides no fate", () => {
  expect([fateOf("delayed"), fateOf("failed"), fateOf("suppressed")]).toEqual([null, "failed", "bounced"]);
});

describe("an address that is unwell", () => {
  test("is given up with the fifth message that comes back, over days", () => {
    expect(unwellSince(daily(unwellLimit.bounces - 1))).toBe(null);
    expect(unwellSince(daily(unwellLimit.bounces + 2))).toEqual(at(unwellLimit.bounces));
  });

  test("is not given up for one bad day, however much came back on it", () => {
    const sameDays = [1, 2, 3].flatMap((day) =>
      [7, 8, 9].map((hour) => ({ sign: "unwell" as const, saidAt: at(day, hour) })),
    );
    expect(unwellSince(sameDays)).toBe(null);
  });

  test("begins anew with every message that is delivered", () => {
    const mended = [...daily(4), { sign: "alive" as const, saidAt: at(4, 12) }];
    const later = [5, 6, 7, 8].map((day) => ({ sign: "unwell" as const, saidAt: at(day) }));
    expect(unwellSince([...mended, ...later])).toBe(null);
    expect(unwellSince([...mended, ...later, { sign: "unwell", saidAt: at(9) }])).toEqual(at(9));
  });

  test("is judged the same in whatever order the news came", () => {
    const sign = fc.constantFrom<Sign>("unwell", "unwell", "unwell", "alive");
    const said = fc.array(fc.record({ sign, saidAt: fc.integer({ min: 1, max: 12 }).map((day) => at(day)) }));
    fc.assert(
      fc.property(
        said.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(unwellSince(shuffled)).toEqual(unwellSince(all));
        },
      ),
    );
  });
});

describe("what is too much", () => {
  const limits = { bounced: 0.05, complained: 0.003 };
  const excess = (messages: number, bounced: number, complained: number) =>
    excessOf({ messages, bounced, failed: 0, complained }, limits)?.kind ?? null;

  test("is a share of what was handed over", () => {
    expect([excess(1_000, 49, 0), excess(1_000, 50, 0)]).toEqual([null, "bounced"]);
    expect([excess(2_000, 0, 5), excess(2_000, 0, 6)]).toEqual([null, "complained"]);
    expect(excess(1_000, 500, 500)).toBe("complained");
  });

  test("is never seen in a few messages, where one by itself is a large share", () => {
    expect([excess(60, 9, 2), excess(49, 40, 40), excess(0, 0, 0)]).toEqual([null, null, null]);
    expect(excess(100, 10, 0)).toBe("bounced");
  });

  test("of what was taken and never sent is measured like what came back", () => {
    const failed = (count: number) => excessOf({ messages: 200, bounced: 0, failed: count, complained: 0 }, limits);
    expect([failed(9), failed(10)?.kind]).toEqual([null, "failed"]);
  });

  test("is nothing where the author has said so", () => {
    const all = { messages: 100, bounced: 100, failed: 100, complained: 100 };
    expect(excessOf(all, { bounced: null, complained: null })).toBe(null);
  });
});
