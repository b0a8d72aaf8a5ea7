import { pino } from "pino";
import type { Database } from "../../db/connect.ts";
import { signingKeys } from "../../domain/tokens.ts";
import type { Context } from "../../engine/context.ts";
import { parseSettings, type Settings } from "../../engine/settings.ts";
import { type RecordingTransport, recordingTransport } from "./transport.ts";

export const testSecret = "a-secret-that-only-the-tests-know-long-enough";

/** Two clocks that stand still until a test moves them. */
export type TestClock = { calendarAt: Date; elapsedAt: Date; advance(ms: number): void; jumpTo(at: Date): void };

export type TestContext = Context & { mail: RecordingTransport; clock: TestClock };

/** A context over a real database, with clocks, randomness and a way out that the test holds in its hands. */
export function testContext(input: {
  db: Database;
  now: Date;
  settings?: Partial<Settings>;
  mail?: RecordingTransport;
}): TestContext {
  const clock = testClock(input.now);
  return {
    db: input.db,
    clock,
    clocks: { read: async () => ({ calendarAt: clock.calendarAt, elapsedAt: clock.elapsedAt }) },
    randomness: { fraction: () => 0.5, id: sequence() },
    mail: input.mail ?? recordingTransport(),
    settings: { ...testSettings(), ...input.settings },
    keys: signingKeys([testSecret]),
    versions: new Map(),
    log: pino({ level: "silent" }),
  };
}

export function testSettings(): Settings {
  const parsed = parseSettings({ APP_SECRET: testSecret, MAIL_FROM: "Ada Runner <ada@example.com>" });
  if (parsed.kind === "wrong") throw new Error(parsed.complaints.join("\n"));
  return parsed.settings;
}

function testClock(now: Date): TestClock {
  return {
    calendarAt: now,
    elapsedAt: now,
    advance(ms) {
      this.calendarAt = new Date(this.calendarAt.getTime() + ms);
      this.elapsedAt = new Date(this.elapsedAt.getTime() + ms);
    },
    jumpTo(at) {
      this.advance(at.getTime() - this.calendarAt.getTime());
    },
  };
}

let contexts = 0;

/** Identifiers that are different in every context of a run, and the same in every run. */
function sequence(): () => string {
  const context = ++contexts;
  let count = 0;
  return () => `id-${context}-${++count}`;
}
