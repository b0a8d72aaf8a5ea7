import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, localDay, localMinute } from "./calendar.ts";
import { type Due, firstDue, type Last, mayBegin, missedDue, nextDue, type Rhythm, type Start } from "./schedule.ts";

/** For a long run: 200,000 stories. */
const stories = 1_500;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const beganAt = new Date("2026-03-01T10:00:00Z");

type Step =
  | { kind: "tick"; minutes: number }
  | { kind: "outage"; hours: number }
  | { kind: "slow provider"; minutes: number }
  | { kind: "travel"; zone: string }
  | { kind: "hour"; sendMinute: number }
  | { kind: "weekdays"; weekdays: number }
  | { kind: "pace"; everyDays: number }
  | { kind: "overlooked" }
  | { kind: "pause" }
  | { kind: "resume" }
  | { kind: "restart"; start: Start };

const zones = ["Pacific/Auckland", "America/Los_Angeles", "Europe/Berlin", "Asia/Kathmandu", "America/Nuuk"].concat([
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "Australia/Lord_Howe",
  "Africa/Cairo",
  "UTC",
]);
const zone = fc.constantFrom(...zones);
const sendMinute = fc.oneof(
  fc.constantFrom(0, 299, 300, 420, 1080, 1260, 1380, 1439),
  fc.integer({ min: 0, max: 1439 }),
);
const weekdays = fc.oneof(fc.constant(127), fc.integer({ min: 1, max: 127 }));
const everyDays = fc.constantFrom(1, 2);
const start = fc.constantFrom<Start>("confirmation", "next send time", "next Monday", { cohortDay: "2026-03-20" });
const tick = fc.record({ kind: fc.constant("tick" as const), minutes: fc.integer({ min: 1, max: 360 }) });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 30, arbitrary: tick },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("outage" as const), hours: fc.integer({ min: 7, max: 300 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("slow provider" as const), minutes: fc.integer({ min: 1, max: 1380 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("travel" as const), zone }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("hour" as const), sendMinute }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("weekdays" as const), weekdays }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("pace" as const), everyDays }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ kind: "pause" }, { kind: "resume" }) },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: "overlooked" }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart" as const), start }) },
);
const rhythms = fc.record({ zone, sendMinute, weekdays, everyDays });

/** A reader whose schedule is asked anew after each change, unless the change was overlooked by what is queued. */
class Story {
  rhythm: Rhythm;
  now = beganAt;
  paused = false;
  latenessMinutes = 0;
  had: Last[] = [];
  confirming = true;
  /** The next change does not reach what is planned already, which then stands by the rhythm of before. */
  overlooking = false;
  stale = false;
  due: Due;

  constructor(rhythm: Rhythm) {
    this.rhythm = rhythm;
    this.due = firstDue({ start: "confirmation", rhythm, confirmedAt: this.now, last: null });
  }

  get last(): Last | null {
    return this.had.at(-1) ?? null;
  }

  take(step: Step): void {
    if (step.kind === "tick") this.tick(step.minutes);
    else if (step.kind === "outage") this.pass(step.hours * 60);
    else if (step.kind === "slow provider") this.latenessMinutes = step.minutes;
    else if (step.kind === "overlooked") this.overlooking = true;
    else if (step.kind === "pause") this.paused = true;
    else if (step.kind === "restart") this.restart(step.start);
    else this.change(step);
  }

  tick(minutes: number): void {
    this.pass(minutes);
    if (this.paused || this.now < this.due.dueAt) return;
    const { slotAt } = this.due;
    const verdict = mayBegin({ ...this.asked, slotAt, startedByConfirming: this.confirming });
    if (verdict === "yes") this.handOver();
    else if (verdict === "closed") this.plan(missedDue(this.asked));
    else if (this.stale) this.plan(nextDue(this.asked));
    else throw new Error(`What was due is "${verdict}" at ${this.now.toISOString()}`);
  }

  private get asked(): { rhythm: Rhythm; last: Last | null; now: Date } {
    return { rhythm: this.rhythm, last: this.last, now: this.now };
  }

  private handOver(): void {
    const { slotAt } = this.due;
    this.checkAgainstEarlier(slotAt);
    this.pass(this.latenessMinutes);
    this.latenessMinutes = 0;
    this.had.push({ slotAt, acceptedAt: this.now, startedByConfirming: this.confirming });
    this.plan(nextDue(this.asked));
  }

  /** Rule 4, in words of its own: dates in the zone of now, twelve hours from acceptance, and the pace asked for. */
  private checkAgainstEarlier(slotAt: Date): void {
    const day = localDay(slotAt, this.rhythm.zone);
    const hadDays = this.had.map((lesson) => localDay(lesson.slotAt, this.rhythm.zone));
    expect(hadDays).not.toContain(day);
    if (this.rhythm.everyDays === 2) expect(hadDays).not.toContain(addDays(day, -1));
    if (this.last && !this.last.startedByConfirming) {
      expect(this.now.getTime() - this.last.acceptedAt.getTime()).toBeGreaterThanOrEqual(12 * hourMs);
    }
    if (this.confirming || this.stale) return;
    expect(slotAt <= this.now && this.now <= this.due.closesAt).toBe(true);
    expect(localMinute(slotAt, this.rhythm.zone)).toBeGreaterThanOrEqual(Math.min(300, this.rhythm.sendMinute - 60));
  }

  private restart(start: Start): void {
    this.paused = false;
    const due = firstDue({ start, rhythm: this.rhythm, confirmedAt: this.now, last: this.last });
    this.plan(due);
    this.confirming = start === "confirmation" && due.slotAt.getTime() === this.now.getTime();
  }

  private change(
    step: Exclude<Step, { kind: "tick" | "outage" | "slow provider" | "overlooked" | "pause" | "restart" }>,
  ): void {
    if (step.kind === "resume") this.paused = false;
    else if (step.kind === "travel") this.rhythm = { ...this.rhythm, zone: step.zone };
    else if (step.kind === "hour") this.rhythm = { ...this.rhythm, sendMinute: step.sendMinute };
    else if (step.kind === "pace") this.rhythm = { ...this.rhythm, everyDays: step.everyDays };
    else this.rhythm = { ...this.rhythm, weekdays: step.weekdays };
    if (this.overlooking) this.stale = true;
    else this.plan(nextDue(this.asked));
    this.overlooking = false;
  }

  private plan(due: Due): void {
    expect(due.dueAt.getTime()).toBeLessThanOrEqual(due.closesAt.getTime());
    expect(due.closesAt.getTime()).toBeGreaterThanOrEqual(this.now.getTime());
    this.due = due;
    this.confirming = false;
    this.stale = false;
  }

  private pass(minutes: number): void {
    this.now = new Date(this.now.getTime() + minutes * minuteMs);
  }
}

describe("whatever a reader changes on the way", () => {
  test("two lessons never share a date where the reader is, nor come within twelve hours", () => {
    const steps = fc.array(step, { minLength: 40, maxLength: 150, size: "max" });
    fc.assert(
      fc.property(rhythms, steps, (rhythm, steps) => {
        const story = new Story(rhythm);
        for (const step of steps) story.take(step);
      }),
      { numRuns: stories },
    );
  });

  test("lessons keep coming afterwards, at least one in two allowed days", () => {
    const steps = fc.array(step, { maxLength: 60, size: "max" });
    fc.assert(
      fc.property(rhythms, steps, (rhythm, steps) => {
        const story = new Story(rhythm);
        for (const step of steps) story.take(step);
        story.overlooking = false;
        story.latenessMinutes = 0;
        story.take({ kind: "resume" });
        story.take({ kind: "weekdays", weekdays: 127 });
        story.take({ kind: "pace", everyDays: 1 });
        const before = story.had.length;
        // Twelve days: one may be spent already and one is given up to the twelve hours.
        for (let ticks = 0; ticks < 12 * 4; ticks += 1) story.tick(360);
        expect(story.had.length - before).toBeGreaterThanOrEqual(5);
      }),
      { numRuns: stories },
    );
  });

  test("a traveller from Auckland to Los Angeles and back has one lesson for each local date of theirs", () => {
    const story = new Story({ zone: "Pacific/Auckland", sendMinute: 420, weekdays: 127, everyDays: 1 });
    const days: string[] = [];
    const stay = (zone: string, nights: number) => {
      story.take({ kind: "travel", zone });
      for (let ticks = 0; ticks < nights * 24; ticks += 1) {
        const before = story.had.length;
        story.tick(60);
        const last = story.last;
        if (last && story.had.length > before) days.push(`${localDay(last.slotAt, zone)} ${zone}`);
      }
    };
    stay("Pacific/Auckland", 3);
    stay("America/Los_Angeles", 3);
    stay("Pacific/Auckland", 3);
    expect(days).toMatchInlineSnapshot(`
      [
        "2026-03-02 Pacific/Auckland",
        "2026-03-03 Pacific/Auckland",
        "2026-03-04 Pacific/Auckland",
        "2026-03-04 America/Los_Angeles",
        "2026-03-05 America/Los_Angeles",
        "2026-03-06 America/Los_Angeles",
        "2026-03-08 Pacific/Auckland",
        "2026-03-09 Pacific/Auckland",
        "2026-03-10 Pacific/Auckland",
      ]
    `);
  });
});
