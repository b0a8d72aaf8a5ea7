import type { PlantedBug } from "./bug.ts";

const outcomes = "engine/outcomes.db.test.ts";
const illegal = "engine/illegal-states.db.test.ts";
const frozen = "engine/frozen.db.test.ts";
const races = "tests/races/table.db.test.ts";

/** The guards of the delivery promise that a lesson meets on its way: uniqueness, leases, frozen bytes, locks. */
export const promiseBugs: readonly PlantedBug[] = [
  {
    name: "unique-lesson",
    gone: "A lesson is one row for its enrolment (promise 1).",
    sql: "alter table delivery drop constraint one_lesson_per_enrolment_and_copy",
    changes: [
      {
        file: "db/planning.ts",
        find: `    on conflict (enrolment_id, lesson_id, copy) do update set
      version_id = excluded.version_id, variant = excluded.variant, values = excluded.values, due_at = excluded.due_at,
      slot_at = excluded.slot_at, closes_at = excluded.closes_at, state = 'queued', reason = null, batch_id = null,
      batch_index = null
    where delivery.state in ('cancelled', 'refused', 'suppressed')
`,
        put: "\n",
      },
    ],
    killers: [illegal],
  },
  {
    name: "one-open-lesson",
    gone: "A run has one lesson on its way at most.",
    sql: "drop index one_open_lesson_per_enrolment",
    killers: [illegal],
  },
  {
    name: "one-live-run",
    gone: "A reader has one live run of a course.",
    sql: "drop index one_live_run_per_reader_and_course",
    killers: [illegal],
  },
  {
    name: "one-next-step",
    gone: "An active enrolment has exactly one of a time, an open delivery and a named wait.",
    sql: "alter table enrolment drop constraint active_has_exactly_one_next_step",
    killers: [illegal],
  },
  {
    name: "terminal-is-final",
    gone: "What was accepted is never queued again, whoever plans it (promise 5).",
    changes: [
      {
        file: "db/planning.ts",
        find: "where delivery.state in ('cancelled', 'refused', 'suppressed')",
        put: "where true",
      },
    ],
    sql: `alter table delivery drop constraint had_says_when, drop constraint accepted_has_provider_id,
      drop constraint batched_has_its_place; drop index one_open_lesson_per_enrolment`,
    killers: [illegal],
    named: "a lesson that was accepted",
  },
  {
    name: "settle-before-next",
    gone: "Planning takes the next time away, so no lesson overtakes one that has not been settled.",
    sql: `alter table enrolment drop constraint active_has_exactly_one_next_step;
      drop index one_open_lesson_per_enrolment`,
    changes: [
      {
        file: "db/planning.ts",
        find: "update enrolment set next_send_at = null, next_slot_at = null, open_delivery_id = made.id",
        put: `update enrolment set next_send_at = next_send_at + interval '12 hours',
      next_slot_at = next_slot_at + interval '12 hours', open_delivery_id = made.id`,
      },
    ],
    killers: [frozen],
  },
  {
    name: "lease-check",
    gone: "A batch is taken over only when its lease has run out (promise 2).",
    changes: [
      {
        file: "db/settling.ts",
        find: "or(lte(batch.nextAttemptAt, input.now), lte(batch.leaseUntil, input.now))",
        put: "or(lte(batch.nextAttemptAt, input.now), sql`${batch.leaseUntil} is not null`)",
      },
    ],
    killers: [outcomes],
  },
  {
    name: "take-over",
    gone: "A dead worker's batch is taken over (promise 2).",
    changes: [
      {
        file: "db/settling.ts",
        find: "or(lte(batch.nextAttemptAt, input.now), lte(batch.leaseUntil, input.now))",
        put: "or(lte(batch.nextAttemptAt, input.now))",
      },
    ],
    killers: [outcomes],
  },
  {
    name: "lease-under-a-minute",
    gone: "A lease is shorter than 60 seconds (promise 2).",
    changes: [
      { file: "engine/compose.ts", find: "export const leaseMs = 45_000;", put: "export const leaseMs = 90_000;" },
    ],
    killers: [outcomes],
  },
  {
    name: "attempt-token",
    gone: "Settling names its attempt, so a stale worker changes nothing (promise 5).",
    changes: [
      {
        file: "db/settling.ts",
        find: `eq(batch.attemptToken, input.attemptToken), eq(batch.state, "open")`,
        put: `eq(batch.state, "open")`,
      },
    ],
    killers: [outcomes],
  },
  {
    name: "frozen-bytes",
    gone: "A retry is sent only when its bytes are those that were recorded (promise 3).",
    changes: [{ file: "engine/retry.ts", find: " || bodyHash(batch.body) !== claimed.bodySha256", put: "" }],
    killers: [outcomes],
  },
  {
    name: "frozen-address",
    gone: "A retry goes to the address of its first attempt, wherever the reader has moved (promise 3).",
    changes: [
      {
        file: "db/settling.ts",
        find: `      address: delivery.address,
      tracked: delivery.tracked,
    })
    .from(delivery)`,
        put: `      address: reader.address,
      tracked: delivery.tracked,
    })
    .from(delivery)
    .innerJoin(reader, eq(reader.id, delivery.readerId))`,
      },
    ],
    killers: ["engine/changing-address.db.test.ts"],
  },
  {
    name: "fingerprint",
    gone: "A batch is not repeated with another key or to another address of the provider (promise 3).",
    changes: [
      {
        file: "engine/retry.ts",
        find: "if (claimed.fingerprint !== context.mail.fingerprint)",
        put: "if (claimed.fingerprint === null)",
      },
    ],
    killers: [outcomes],
  },
  {
    name: "same-way-out",
    gone: "A batch is not repeated by another way out (promise 3).",
    changes: [
      {
        file: "engine/retry.ts",
        find: "if (claimed.transport !== context.mail.name)",
        put: "if (claimed.transport === null)",
      },
    ],
    killers: [frozen],
  },
  {
    name: "reader-lock",
    gone: "A first attempt needs the lock on its reader's row (promise 7).",
    changes: [
      {
        file: "db/composing.ts",
        find: `::bigint[])\`)
    .for("no key update", { skipLocked: true });
  return new Set(`,
        put: `::bigint[])\`);
  return new Set(`,
      },
    ],
    killers: [races],
    named: "unsubscribe",
    tries: 5,
  },
  {
    name: "lock-of-leaving",
    gone: "Leaving, pausing and erasing wait for the lock on the reader's row (promise 7).",
    changes: [
      {
        file: "db/readers.ts",
        find: `isNull(reader.erasedAt)))
    .for("no key update");
  return row ?? null;`,
        put: `isNull(reader.erasedAt)));
  return row ?? null;`,
      },
    ],
    killers: ["engine/races.db.test.ts"],
    named: "a reader whose row is held",
  },
  {
    name: "planned-on-its-own",
    gone: "What was planned is counted apart from the rows (promise 6).",
    changes: [
      {
        file: "db/planning.ts",
        find: "if (input.planned > 0) await db.insert(planning).values(input);",
        put: "if (input.planned > 1_000) await db.insert(planning).values(input);",
      },
    ],
    killers: [outcomes],
  },
];
