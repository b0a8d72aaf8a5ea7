import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseName } from "./names.ts";

function nameOf(raw: string): string | null | undefined {
  const normal = normaliseName(raw);
  return normal.kind === "ok" ? normal.name : undefined;
}

const family = "👨‍👩‍👧‍👦";
const scotland = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";

describe("a reader's name", () => {
  test.each([
    `O'Brien <b>&"`,
    "José Müller-Łukasz",
    "محمد بن سلمان",
    "יוסי",
    "李小龍",
    "नरेन्द्र",
    "می‌خواهم",
    `${family} Kim 👍🏽`,
    `Ewan ${scotland}`,
    "{{name}} %s $1 \\n",
    "12345",
    "ann@example.com",
    "a".repeat(100),
    "👍".repeat(100),
  ])("%s is kept as it is", (name) => {
    expect(nameOf(name)).toBe(name);
  });

  test.each([
    ["white space around it", "  Ann \u00a0", "Ann"],
    ["line breaks and tabs", "Ann\r\n\tLee", "Ann Lee"],
    ["a line separator", "Ann\u2028Lee", "Ann Lee"],
    ["control characters", "A\u0000n\u001bn\u007f", "Ann"],
    ["a right-to-left override", "Ann\u202etxt.exe", "Anntxt.exe"],
    ["direction isolates", "\u2066Ann\u2069", "Ann"],
    ["zero-width spaces and soft hyphens", "A\u200bn\u00adn\u2060", "Ann"],
    ["a byte order mark", "\ufeffAn\ufeffn", "Ann"],
    ["our private-use sentinels", "\ue000Ann\uf8ff\u{f0000}\u{10fffd}", "Ann"],
    ["half of an emoji", "Ann \ud83d", "Ann"],
    ["noncharacters", "Ann\ufffe\u{1ffff}", "Ann"],
    ["letters typed as two characters", "Jose\u0301", "José"],
    ["letters with something invisible between", "Jose\u200b\u0301", "José"],
  ])("is cleaned of %s", (_, raw, name) => {
    expect(nameOf(raw)).toBe(name);
  });

  test.each([[""], ["   "], ["\u200b\u200d\u200e"], ["\u3164"], ["\u2800"], ["\u0301"], ["\ue000"]])(
    "is no name when nothing can be seen of it: %j",
    (raw) => {
      expect(nameOf(raw)).toBeNull();
    },
  );

  test("is refused in a sentence when it is too long, and never cut", () => {
    const refused = { kind: "invalid", message: "This name is too long. Please use at most 100 characters." };
    expect(normaliseName("a".repeat(101))).toEqual(refused);
    expect(normaliseName("👍".repeat(101))).toEqual(refused);
    expect(normaliseName("x".repeat(10_000))).toEqual(refused);
    expect(nameOf(`${" ".repeat(10_000)}Ann`)).toBe("Ann");
  });

  test("is well-formed, on one line, and stays the same when it is cleaned again", () => {
    const raw = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "grapheme" }),
      fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
    );
    fc.assert(
      fc.property(raw, (text) => {
        const name = nameOf(text) ?? "Ann";
        expect(name.isWellFormed()).toBe(true);
        expect(name).not.toMatch(/[\p{Cc}\p{Co}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\ufeff]|^ | $| {2}/u);
        expect(nameOf(name)).toBe(name);
      }),
      { numRuns: 5_000 },
    );
  });
});
