import type { PlantedBug } from "./bug.ts";

const feedback = "engine/feedback/feedback.db.test.ts";

/** The guards around what the provider's webhooks say (promises 10 to 12). */
export const feedbackBugs: readonly PlantedBug[] = [
  {
    name: "forward-only-fate",
    gone: "A fate only goes forward: a complaint is not forgotten for a delivery that is told later (promise 12).",
    changes: [
      {
        file: "db/feedback.ts",
        find: "and ${rank(sql`told.fate`)} > coalesce(${rank(sql`delivery.fate`)}, 0)",
        put: "",
      },
    ],
    killers: [feedback],
  },
  {
    name: "signed-webhooks",
    gone: "A webhook is believed only with a good signature (promise 12).",
    changes: [
      {
        file: "mail/resend-webhook.ts",
        find: "if (verified !== null) return readVerified(webhookId, verified.body);",
        put: "return readVerified(webhookId, verified === null ? JSON.parse(request.raw) : verified.body);",
      },
    ],
    killers: [feedback],
  },
  {
    name: "webhook-once",
    gone: "A webhook is kept once, however often it is sent (promise 12).",
    sql: 'alter table feedback drop constraint "feedback_webhookId_unique"',
    killers: [feedback],
  },
  {
    name: "early-webhook-waits",
    gone: "What is said of a message before its answer is applied when it is settled (promise 12).",
    changes: [
      {
        file: "engine/settle.ts",
        find: `if (settled !== "stale" && settled !== "frozen")`,
        put: `if (settled === "stale")`,
      },
    ],
    killers: [feedback],
  },
  {
    name: "webhook-beside-its-answer",
    gone: "Nothing is put aside while an answer is settled that may tell which message it is about (promise 12).",
    changes: [
      {
        file: "db/feedback.ts",
        find: "await db.execute(sql`select from batch where state = 'open' order by id for share`);",
        put: "",
      },
    ],
    killers: [feedback],
  },
  {
    name: "webhook-outlasts-its-message",
    gone: "What is said of a message that is on its way is kept as long as it is (promise 12).",
    changes: [
      {
        file: "db/feedback.ts",
        find: "and not exists (select from delivery d where d.id = feedback.tag and d.state in ('queued', 'batched'))",
        put: "",
      },
    ],
    killers: [feedback],
  },
  {
    name: "foreign-webhook",
    gone: "A tag is believed only for an address that this reader has or had (promise 12).",
    changes: [
      {
        file: "db/feedback.ts",
        find: `where d.id = f.tag and d.provider_id is null and (
        exists (select from reader r`,
        put: `where d.id = f.tag and (
        true or exists (select from reader r`,
      },
    ],
    killers: [feedback],
  },
  {
    name: "bounce-suppresses",
    gone: "A permanent bounce and a complaint suppress the address (promise 10).",
    changes: [{ file: "engine/feedback/apply.ts", find: "  await banAddresses(tx, { bans });\n", put: "" }],
    killers: [feedback],
  },
];
