import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { judgeSightings, type Sighting, type Verdict } from "./verdicts.ts";

const begunAt = new Date("2026-03-02T07:00:00Z");
const handOver = { begunAt, acceptedAt: new Date("2026-03-02T07:00:01Z") };
const atSecond = (seconds: number) => new Date(begunAt.getTime() + seconds * 1000);

const iphone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.2 Mobile/15E148 Safari/604.1";
const gmailAhead =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0";
const gmail = "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";

function click(sighting: Partial<Sighting> = {}): Sighting {
  const frame = { method: "GET", userAgent: iphone, isBot: false, purpose: null };
  return { kind: "clicked", link: 1, seenAt: atSecond(600), ...frame, ...sighting };
}

function open(sighting: Partial<Sighting> = {}): Sighting {
  return click({ kind: "opened", link: null, ...sighting });
}

function judge(sightings: readonly Sighting[], links = 4): Verdict[] {
  return judgeSightings({ sightings, handOver, links });
}

describe("one request alone", () => {
  it.each<[string, Verdict, Sighting]>([
    ["a click some minutes later", "person", click()],
    ["an open some minutes later", "person", open()],
    ["a click as soon as a person could", "person", click({ seenAt: atSecond(11) })],
    ["a click at once", "scanner", click({ seenAt: atSecond(3) })],
    ["an open at once", "prefetch", open({ seenAt: atSecond(3) })],
    ["a click before the message left", "scanner", click({ seenAt: atSecond(-1) })],
    ["an open before the message left", "scanner", open({ seenAt: atSecond(-1) })],
    ["a click by HEAD", "scanner", click({ method: "HEAD" })],
    ["an open by HEAD", "scanner", open({ method: "HEAD" })],
    ["a browser that fetches ahead", "prefetch", click({ purpose: "prefetch;prerender" })],
    ["a mail program's preview", "prefetch", open({ purpose: "preview" })],
    ["Apple's mail privacy proxy", "prefetch", open({ userAgent: "Mozilla/5.0", isBot: true })],
    ["Gmail ahead of its app", "prefetch", open({ userAgent: gmailAhead })],
    ["Gmail's image proxy", "unknown", open({ userAgent: gmail, isBot: true })],
    ["Gmail's image proxy at once", "prefetch", open({ userAgent: gmail, isBot: true, seenAt: atSecond(3) })],
    ["an open by somebody without a name", "unknown", open({ userAgent: null })],
    ["a click by somebody without a name", "scanner", click({ userAgent: null })],
    ["a machine that says so, clicking", "scanner", click({ userAgent: "curl/8.5.0", isBot: true })],
    ["a machine that says so, opening", "scanner", open({ userAgent: "curl/8.5.0", isBot: true })],
    ["Apple's proxy, clicking, which it never does", "scanner", click({ userAgent: "Mozilla/5.0", isBot: true })],
    ["the link that nobody sees", "scanner", click({ link: 0 })],
  ])("%s: %s", (_, expected, sighting) => {
    expect(judge([sighting])).toEqual([expected]);
  });

  it("of a message that was never handed over is a scanner's", () => {
    const never = { begunAt: null, acceptedAt: null };
    expect(judgeSightings({ sightings: [click()], handOver: never, links: 1 })).toEqual(["scanner"]);
  });

  it("is judged by the answer too, when the provider took the message only at a later attempt", () => {
    const late = { begunAt, acceptedAt: atSecond(3_600) };
    const sightings = [click({ seenAt: atSecond(3_000) }), click({ seenAt: atSecond(3_603) })];
    expect(judgeSightings({ sightings, handOver: late, links: 1 })).toEqual(["person", "scanner"]);
  });
});

describe("requests together", () => {
  it("the honeypot betrays who came shortly before and after, and not who comes in the evening", () => {
    const seconds = [500, 590, 650, 40_000];
    const sightings = [...seconds.map((at) => click({ seenAt: atSecond(at) })), click({ link: 0 }), open()];
    expect(judge(sightings)).toEqual(["scanner", "scanner", "scanner", "person", "scanner", "scanner"]);
  });

  it("every link in a few seconds is a scanner, with the pixel that it fetched beside", () => {
    const sweep = [1, 2, 3, 4].map((link) => click({ link, seenAt: atSecond(600 + link) }));
    expect(judge([...sweep, open({ seenAt: atSecond(599) })])).toEqual(Array(5).fill("scanner"));
  });

  it("every link over a quarter of an hour is a person who reads", () => {
    const reading = [1, 2, 3, 4].map((link) => click({ link, seenAt: atSecond(600 + link * 200) }));
    expect(judge(reading)).toEqual(Array(4).fill("person"));
  });

  it("three of four links at once are a person who opens tabs", () => {
    const tabs = [1, 2, 3].map((link) => click({ link, seenAt: atSecond(600 + link * 0.4) }));
    expect(judge(tabs)).toEqual(Array(3).fill("person"));
  });

  it("the only link of a message, clicked twice, is a person's", () => {
    expect(judge([click(), click()], 1)).toEqual(["person", "person"]);
  });

  it("a scan does not take from Apple's proxy what is known of it", () => {
    expect(judge([open({ userAgent: "Mozilla/5.0", isBot: true }), click({ link: 0 })])).toEqual([
      "prefetch",
      "scanner",
    ]);
  });
});

const anySighting: fc.Arbitrary<Sighting> = fc
  .record({
    link: fc.option(fc.integer({ min: 0, max: 4 }), { freq: 3 }),
    second: fc.double({ min: -20, max: 900, noNaN: true }),
    method: fc.constantFrom("GET", "GET", "GET", "HEAD"),
    userAgent: fc.constantFrom(iphone, gmail, gmailAhead, "Mozilla/5.0", null),
    isBot: fc.boolean(),
    purpose: fc.constantFrom(null, null, "prefetch"),
  })
  .map(({ link, second, ...rest }) => ({
    ...rest,
    kind: link === null ? "opened" : "clicked",
    link,
    seenAt: atSecond(second),
  }));
const anySightings = fc.array(anySighting, { maxLength: 12 });

test("the order in which requests are looked at makes no difference", () => {
  const shuffled = anySightings.chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.shuffledSubarray(
        all.map((_, i) => i),
        { minLength: all.length },
      ),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([sightings, order]) => {
      const verdicts = judge(sightings);
      const reordered = judge(order.map((index) => sightings[index] as Sighting));
      expect(reordered).toEqual(order.map((index) => verdicts[index]));
    }),
  );
});

test("more evidence never makes a person of anybody", () => {
  fc.assert(
    fc.property(anySightings, anySighting, (sightings, another) => {
      const before = judge(sightings);
      const now = judge([...sightings, another]);
      for (const [index, verdict] of before.entries()) {
        if (now[index] !== verdict)
          expect([verdict, now[index]]).toEqual([expect.not.stringMatching("scanner"), "scanner"]);
      }
    }),
  );
});

test("nobody is a person who came too soon, asked by HEAD, said what it is, or found the honeypot", () => {
  fc.assert(
    fc.property(anySightings, (sightings) => {
      for (const [index, verdict] of judge(sightings).entries()) {
        const { kind, seenAt, method, isBot, link, purpose, userAgent } = sightings[index] as Sighting;
        const isProxied = kind === "opened" && userAgent !== iphone;
        const isSuspect =
          seenAt < atSecond(10) || method === "HEAD" || isBot || link === 0 || purpose !== null || isProxied;
        if (isSuspect) expect(verdict).not.toBe("person");
      }
    }),
  );
});
