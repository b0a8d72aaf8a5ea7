import { expect, it } from "vitest";
import { funnelOf } from "./funnel.ts";
import { rollingRates, standingOf } from "./limits.ts";
import { dropOffOf, retentionOf } from "./retention.ts";
import { shareOf, spokenPercent, spokenShare } from "./share.ts";
import { binsOf, spanOf, sumIntoBins } from "./span.ts";

it("tells no percentage of fewer than ten, and the counts with every other", () => {
  expect(shareOf(3, 9)).toBeNull();
  expect(spokenShare(3, 9)).toBe("3 of 9");
  expect(spokenShare(30, 70)).toBe("43% (30 of 70)");
  expect([0, 0.0012, 0.043, 1].map(spokenPercent)).toEqual(["0%", "0.12%", "4.3%", "100%"]);
});

it("draws the last thirty days with today, by day", () => {
  const span = spanOf({ name: "30", today: "2026-03-30", firstDay: "2026-01-01" });
  expect(span).toEqual({ from: "2026-03-01", to: "2026-03-30" });
  expect(binsOf(span)).toMatchObject({ step: "day", bins: { length: 30 } });
});

it("begins with the first day of which anything is known, and shows a week at least", () => {
  expect(spanOf({ name: "all", today: "2026-03-30", firstDay: "2025-11-02" }).from).toBe("2025-11-02");
  expect(spanOf({ name: "all", today: "2026-03-30", firstDay: "2026-03-29" }).from).toBe("2026-03-24");
  expect(spanOf({ name: "all", today: "2026-03-30", firstDay: null }).from).toBe("2026-03-24");
});

it("puts a year into weeks from Monday, of which the first and last may be short, and counts every day once", () => {
  const { step, bins } = binsOf({ from: "2025-04-03", to: "2026-03-31" });
  expect(step).toBe("week");
  expect(bins[0]).toEqual({ from: "2025-04-03", to: "2025-04-06" });
  expect(bins[1]).toEqual({ from: "2025-04-07", to: "2025-04-13" });
  expect(bins.at(-1)).toEqual({ from: "2026-03-30", to: "2026-03-31" });
  const days = new Map([
    ["2025-04-02", 100],
    ["2025-04-03", 1],
    ["2025-04-06", 2],
    ["2025-04-07", 4],
    ["2026-03-31", 8],
  ]);
  const sums = sumIntoBins(bins, days);
  expect([sums[0], sums[1], sums.at(-1)]).toEqual([3, 4, 8]);
  expect(sums.reduce((all, one) => all + one, 0)).toBe(15);
});

it("narrows a funnel step by step, and no later step holds more than one before", () => {
  const steps = funnelOf([
    { words: "form", count: 200 },
    { words: "confirmed", count: 150 },
    { words: "Day 1", count: 120 },
    { words: "finished", count: 130 },
  ]);
  expect(steps.map(({ count }) => count)).toEqual([200, 150, 130, 130]);
  expect(steps.map(({ lost }) => lost)).toEqual([0, 50, 20, 0]);
  expect(steps[1]).toMatchObject({ ofFirst: 0.75, ofBefore: 0.75 });
  expect(funnelOf([{ words: "form", count: 3 }])[0]).toMatchObject({ ofFirst: null, ofBefore: null });
});

it("does not take readers who are still under way for readers who are gone", () => {
  // Of a hundred who had lesson 1, forty stand there still: ten of them left. Of fifty at lesson 2, thirty are under way.
  const [first, second, third] = retentionOf([
    { had: 100, standing: 40, left: 10 },
    { had: 60, standing: 35, left: 5 },
    { had: 25, standing: 25, left: 0 },
  ]);
  expect(first).toMatchObject({ decided: 70, left: 10 });
  expect(first?.stillThere).toBeCloseTo(60 / 70);
  expect(second?.stillThere).toBeCloseTo((60 / 70) * (25 / 30));
  expect(third).toMatchObject({ decided: 0, leaving: null });
  expect(third?.stillThere).toBe(second?.stillThere);
});

it("marks the lesson after which the largest share leaves, and none of which too few have decided", () => {
  const kept = retentionOf([
    { had: 100, standing: 10, left: 10 },
    { had: 90, standing: 60, left: 20 },
    { had: 5, standing: 5, left: 5 },
  ]);
  expect(dropOffOf(kept)).toBe(1);
  expect(dropOffOf(retentionOf([{ had: 9, standing: 9, left: 9 }]))).toBeNull();
  expect(dropOffOf([])).toBeNull();
});

it("knows what providers bear, and says nothing of a handful of messages", () => {
  const of = (count: number, messages: number) => standingOf("complained", { count, messages });
  expect([of(1, 999), of(0, 1_000), of(1, 1_000), of(3, 1_000)]).toEqual(["few", "fine", "watch", "over"]);
  const bounced = (count: number, messages: number) => standingOf("bounced", { count, messages });
  expect([bounced(1, 100), bounced(2, 100), bounced(5, 100)]).toEqual(["fine", "watch", "over"]);
});

it("gives each day the rate of the week up to it, and none where nothing was sent", () => {
  const rates = rollingRates({ counts: [0, 1, 0, 0], messages: [0, 10, 10, 0], places: 2 });
  expect(rates).toEqual([null, 0.1, 0.05, 0]);
});
