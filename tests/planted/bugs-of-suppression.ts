import type { PlantedBug } from "./bug.ts";

const signingUp = "engine/signing-up.db.test.ts";
const changingCourse = "engine/changing-course.db.test.ts";

/** The guards of whoever wants no mail, or no more of it. */
export const suppressionBugs: readonly PlantedBug[] = [
  {
    name: "suppression-recheck",
    gone: "Composing asks once more whether the address may be mailed (promises 7 and 11).",
    changes: [
      {
        file: "engine/admit.ts",
        find: "if (isSuppressed(delivery)) return",
        put: "if (delivery.id < 0 && isSuppressed(delivery)) return",
      },
    ],
    killers: [signingUp],
  },
  {
    name: "complaint-is-final",
    gone: "A complaint is lifted by nothing (promise 11).",
    sql: "alter table suppression drop constraint complaint_never_lifted",
    changes: [
      {
        file: "db/readers.ts",
        find: `        ne(suppression.reason, "complained"),
        isNull(suppression.liftedAt),`,
        put: "        isNull(suppression.liftedAt),",
      },
    ],
    killers: ["engine/coming-back.db.test.ts"],
  },
  {
    name: "leaving-takes-the-queue",
    gone: "Leaving takes back what is queued.",
    changes: [
      {
        file: "engine/leave.ts",
        find: `await cancelQueued(tx, { readerId: reader.id, enrolmentId: id, reason: "left the course" })`,
        put: `id > 0 ? [] : await cancelQueued(tx, { readerId: reader.id, enrolmentId: id, reason: "left the course" })`,
      },
    ],
    killers: [signingUp],
  },
  {
    name: "left-while-on-its-way",
    gone: "What a refused batch gives back is not queued for somebody who left meanwhile (promise 7).",
    changes: [
      {
        file: "db/settling.ts",
        find: `where delivery.id = owed.id and delivery.state = 'batched'
      and (owed.enrolment not in ('left', 'restarted') or owed.follow <> 'left')`,
        put: "where delivery.id = owed.id and delivery.state = 'batched'",
      },
    ],
    killers: ["engine/outcomes.db.test.ts"],
  },
  {
    name: "pause-holds-the-queue",
    gone: "A pause holds what is queued.",
    changes: [
      {
        file: "engine/pause.ts",
        find: "  await holdQueuedLesson(tx, { enrolmentId: id, due: null });\n",
        put: "",
      },
    ],
    killers: [changingCourse],
  },
  {
    name: "erased-is-remembered",
    gone: "Of an erased reader the hash of the address stays among the suppressed (promise 11).",
    changes: [
      {
        file: "engine/erase.ts",
        find: `    await suppressAddress(tx, { addressHash: reader.addressHash, reason: "erased", suppressedAt: now });\n`,
        put: "",
      },
    ],
    killers: ["engine/erasing.db.test.ts"],
  },
  {
    name: "gate-on-completion",
    gone: "A gate holds the next lesson until the last was done.",
    changes: [
      {
        file: "engine/move-on.ts",
        find: `if (course.facts.gate !== "completion" ||`,
        put: `if (course.facts.gate.length > 0 ||`,
      },
    ],
    killers: [changingCourse],
  },
];
