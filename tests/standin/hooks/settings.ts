import { z } from "zod";

export const eventTypes = [
  "email.sent",
  "email.delivered",
  "email.delivery_delayed",
  "email.bounced",
  "email.complained",
  "email.failed",
  "email.suppressed",
] as const;

export type EventType = (typeof eventTypes)[number];

/** What becomes of a message, as the webhooks that it brings, in their true order. */
export const outcomes = {
  delivered: ["email.sent", "email.delivered"],
  bounced: ["email.sent", "email.bounced"],
  bounced_transient: ["email.sent", "email.bounced"],
  complained: ["email.sent", "email.delivered", "email.complained"],
  delayed: ["email.sent", "email.delivery_delayed", "email.delivered"],
  failed: ["email.failed"],
  suppressed: ["email.suppressed"],
  sent: ["email.sent"],
  none: [],
} as const satisfies Record<string, readonly EventType[]>;

export type OutcomeName = keyof typeof outcomes;

/** Every way in which a webhook can be false. `foreign` is signed truly and speaks of a message that is not ours. */
export const forgeries = ["wrong_signature", "tampered", "unsigned", "stale", "early", "foreign"] as const;

export type Forgery = (typeof forgeries)[number];

const Bounce = z.strictObject({
  type: z.enum(["Permanent", "Transient", "Undetermined"]),
  subType: z.string().optional(),
  message: z.string().optional(),
  diagnosticCode: z.array(z.string()).optional(),
});

export type Bounce = z.infer<typeof Bounce>;

const pattern = z.string().refine(isPattern, "is not a regular expression");

/** Which messages come to which end; the first rule that fits decides, and without one they are delivered. */
export const OutcomeRule = z.strictObject({
  outcome: z.enum(Object.keys(outcomes) as [OutcomeName, ...OutcomeName[]]),
  /** A regular expression on a recipient's address. */
  match: pattern.optional(),
  count: z.int().positive().optional(),
  skip: z.int().nonnegative().optional(),
  probability: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
});

export type OutcomeRule = z.infer<typeof OutcomeRule>;

/** How webhooks leave. What is left out stays as it is. */
export const HookSettings = z.strictObject({
  /** Where they go; null: nowhere, and nothing is remembered for later. */
  url: z.url().nullable().exactOptional(),
  /** `whsec_` and the key in base64. */
  secret: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]+=*$/)
    .exactOptional(),
  outcomes: z.array(OutcomeRule).exactOptional(),
  /** Each goes so often, under one `svix-id`, as when an answer was lost. */
  repeat: z.int().min(1).max(100).exactOptional(),
  /** So many are held back at any time, and one drawn from them goes for each that comes. `flush` lets all go. */
  shuffle: z.int().nonnegative().exactOptional(),
  /** Each leaves at a moment drawn from so long. */
  delayMs: z.int().nonnegative().exactOptional(),
  /** Beside a true one goes a forged one with this chance, in every way in turn. */
  forge: z.number().min(0).max(1).exactOptional(),
  /** How long after an answer other than 2xx it is tried again, one for each further attempt. */
  retryMs: z.array(z.int().nonnegative()).exactOptional(),
  /** Documented as an object, and seen as a list of name and value. */
  tagsAs: z.enum(["object", "list"]).exactOptional(),
  seed: z.int().exactOptional(),
});

export type HookSettings = z.infer<typeof HookSettings>;

/** Webhooks by hand, for messages that were accepted before. */
export const Emission = z.strictObject({
  type: z.enum(eventTypes),
  /** For every accepted message to such a recipient; without `match` and `ids`, for all. */
  match: pattern.optional(),
  ids: z.array(z.string()).optional(),
  bounce: Bounce.optional(),
  forged: z.enum(forgeries).optional(),
  /** What the event says of its own time; without it, now. */
  createdAt: z.iso.datetime().optional(),
});

export type Emission = z.infer<typeof Emission>;

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "i").source !== "";
  } catch {
    return false;
  }
}
