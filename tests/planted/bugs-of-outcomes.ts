import type { PlantedBug } from "./bug.ts";

const outcomes = "engine/outcomes.db.test.ts";
const frozen = "engine/frozen.db.test.ts";

/** The guards around what the provider answers: freezing, giving up, isolating, halting. */
export const providerBugs: readonly PlantedBug[] = [
  {
    name: "same-key",
    gone: "An unknown outcome freezes the batch under its key (promise 4).",
    changes: [
      {
        file: "engine/settle.ts",
        find: `      case "inFlight":
        return freeze(context, tx, { batch, now, reason: outcome.name });`,
        put: `      case "inFlight":
        return giveBack(tx, { batch, reason: outcome.name, alone: false });`,
      },
    ],
    killers: [outcomes],
  },
  {
    name: "frozen-stays-frozen",
    gone: "A definite refusal after an unknown outcome does not dissolve the batch (promise 4).",
    sql: "alter table batch drop constraint frozen_never_dissolved",
    changes: [
      {
        file: "engine/settle.ts",
        find: `      case "deferred":
        return batch.frozen
          ? freeze`,
        put: `      case "deferred":
        return batch.id < 0
          ? freeze`,
      },
    ],
    killers: [frozen],
  },
  {
    name: "frozen-by-a-lease",
    gone: "A lease that ran out freezes the batch, for its worker may have sent it (promise 4).",
    changes: [
      {
        file: "db/settling.ts",
        find: "frozen: sql`${batch.frozen} or ${batch.leaseUntil} is not null`,",
        put: "frozen: sql`${batch.frozen}`,",
      },
    ],
    killers: [outcomes],
  },
  {
    name: "no-dissolving-of-frozen",
    gone: "The database refuses to dissolve a frozen batch (promise 4).",
    sql: "alter table batch drop constraint frozen_never_dissolved",
    killers: ["engine/illegal-states.db.test.ts"],
  },
  {
    name: "23-hours",
    gone: "Nothing is repeated 23 hours after its first attempt (promise 3).",
    changes: [
      {
        file: "engine/settle.ts",
        find: "export const retryHorizonMs = 23 * 3_600_000;",
        put: "export const retryHorizonMs = 40 * 3_600_000;",
      },
    ],
    killers: [outcomes],
  },
  {
    name: "uncertain-moves-on",
    gone: "An uncertain lesson counts as had, and its enrolment moves on (promise 4).",
    changes: [
      {
        file: "engine/settle.ts",
        find: `  await moveOn(tx, { enrolments, now: now.calendarAt });
  return "uncertain";`,
        put: `  return "uncertain";`,
      },
    ],
    killers: [outcomes],
  },
  {
    name: "poison-alone",
    gone: "A message that is refused with others is tried alone, so that it affects nobody else (promise 8).",
    changes: [
      {
        file: "engine/settle.ts",
        find: "if (batch.members.length > 1) return giveBack(",
        put: "if (batch.members.length > 1_000) return giveBack(",
      },
    ],
    killers: [outcomes],
  },
  {
    name: "refused-pauses",
    gone: "A refused lesson pauses its enrolment and shows why (promise 8).",
    changes: [
      {
        file: "db/settling.ts",
        find: `      state = case when state = 'active' then 'paused' else state end
    where`,
        put: `      wait = case when state = 'active' then 'completion' end
    where`,
      },
      {
        file: "db/settling.ts",
        find: "pause_reason = case when state = 'active' then ${input.pauseReason} else pause_reason end,",
        put: "pause_reason = case when ${input.pauseReason} = '' then pause_reason else pause_reason end,",
      },
    ],
    killers: [outcomes],
  },
  {
    name: "five-refusals-halt",
    gone: "One error name that refuses five readers halts sending and fails nobody (promise 9).",
    changes: [
      { file: "engine/halt.ts", find: "const recipientsThatHalt = 5;", put: "const recipientsThatHalt = 5_000;" },
    ],
    killers: [outcomes],
  },
  {
    name: "halt-holds",
    gone: "While sending is halted nothing but a probe goes out (promise 9).",
    changes: [
      {
        file: "engine/deliver.ts",
        find: `if (gate === "halted") return composeProbe(context, { now });`,
        put: `if (gate === "halted") return composeBatch(context, { limit: context.mail.batchLimit, isProbe: true });`,
      },
    ],
    killers: [outcomes],
  },
  {
    name: "clock-before-the-first-byte",
    gone: "Whoever slept since a batch was recorded sends it no more, for its key may be forgotten (promise 3).",
    changes: [{ file: "engine/deliver.ts", find: "if (elapsedAt >= batch.leaseUntil) {", put: "if (batch.id < 0) {" }],
    killers: [outcomes],
  },
  {
    name: "proof-comes-after",
    gone: "An acceptance proves only what was refused before it in the same request (promise 9).",
    changes: [
      {
        file: "engine/setbacks.ts",
        find: "ofKind(all.slice(lastAccepted + 1), ",
        put: "ofKind(lastAccepted === -1 ? all : [], ",
      },
    ],
    killers: [outcomes],
  },
  {
    name: "doubt-counts-not",
    gone: "A server that sends everybody away has no message refused for it (promise 9).",
    changes: [
      {
        file: "engine/setbacks.ts",
        find: "const counts = !outcome.doubtful || someAccepted || before?.isProven === true;",
        put: "const counts = someAccepted || before?.isProven !== null;",
      },
    ],
    killers: ["engine/through-smtp.db.test.ts"],
  },
  {
    name: "rate-limit-waits",
    gone: "All workers wait as long as the provider asked.",
    changes: [
      {
        file: "engine/deliver.ts",
        find: "if (waitMs <= 0) return;",
        put: "if (waitMs < 1_000_000_000) return;",
      },
    ],
    killers: [outcomes],
  },
];
