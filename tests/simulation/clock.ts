import type { Clocks } from "../../engine/context.ts";

/** Both clocks of a run. They move when the run moves them and at no other time. */
export class VirtualClock {
  #elapsedMs: number;
  #offsetMs = 0;

  constructor(startAt: Date) {
    this.#elapsedMs = startAt.getTime();
  }

  get elapsedAt(): Date {
    return new Date(this.#elapsedMs);
  }

  get calendarAt(): Date {
    return new Date(this.#elapsedMs + this.#offsetMs);
  }

  /** Time goes by, for both. */
  pass(ms: number): void {
    this.#elapsedMs += Math.max(0, Math.round(ms));
  }

  /** Somebody moves the calendar, forward or back. */
  moveCalendar(ms: number): void {
    this.#offsetMs += Math.round(ms);
  }

  /** As a context takes them. */
  clocks(): Clocks {
    return { read: async () => ({ elapsedAt: this.elapsedAt, calendarAt: this.calendarAt }) };
  }
}
