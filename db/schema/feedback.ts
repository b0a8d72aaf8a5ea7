import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { feedbackKinds, signs } from "../../domain/feedback.ts";
import { identity, instant, oneOf, reference } from "./columns.ts";
import { delivery } from "./deliveries.ts";

/** In the provider's own words, and the other mail server's. No address is in them. */
export type FeedbackSaid = { type: string; subType: string; message: string; diagnosis: string };

/**
 * `kept`: to be applied. `parked`: about a message whose answer is still open, and kept again when that is settled.
 * `applied`: it has changed what it changes.
 */
export const feedbackStates = ["kept", "parked", "applied"] as const;

/**
 * What the provider said of our messages: each thing once, however often it was told. Kept first and applied afterwards,
 * from all that is known by then, so that it makes no difference in which order it came.
 */
export const feedback = pgTable(
  "feedback",
  {
    id: identity(),
    /** The webhook's own id, the same with every try to bring it. */
    webhookId: text().notNull().unique(),
    kind: text({ enum: feedbackKinds }).notNull(),
    /** What it says of the address, where it says anything. */
    sign: text({ enum: signs }),
    /** The provider's id of the message. */
    providerId: text().notNull(),
    /** The delivery that it names by the tag of the message. To be believed only together with its reader's address. */
    tag: reference(),
    /** The address that it is about, by its keyed hash: the reader may have another by now. */
    addressHash: text(),
    /** Calendar time, though the provider's clock said it: as far ahead as the calendar was when it came. */
    saidAt: instant().notNull(),
    /** Elapsed time. */
    keptAt: instant().notNull(),
    said: jsonb().$type<FeedbackSaid>().notNull(),
    state: text({ enum: feedbackStates }).notNull().default("kept"),
    /** The message, once it is known to be the one. */
    deliveryId: reference().references(() => delivery.id, { onDelete: "cascade" }),
    /** When an address that is unwell is to be judged, calendar time: when all that was said before has come as well. */
    judgeAt: instant(),
  },
  (table) => [
    index("feedback_to_apply").on(table.id).where(sql`state = 'kept'`),
    index("feedback_parked_by_tag").on(table.tag).where(sql`state = 'parked'`),
    index("feedback_parked_by_provider_id").on(table.providerId).where(sql`state = 'parked'`),
    index("feedback_to_judge").on(table.judgeAt).where(sql`judge_at is not null`),
    index("feedback_of_delivery").on(table.deliveryId).where(sql`delivery_id is not null`),
    index("feedback_of_address").on(table.addressHash, table.saidAt).where(sql`sign is not null`),
    // The share of messages that came back or were complained of, of some days: few of all rows.
    index("feedback_grave").on(table.saidAt).where(sql`sign in ('gone', 'complained') and state = 'applied'`),
    check("feedback_kind_known", oneOf(table.kind, feedbackKinds)),
    check("feedback_sign_known", oneOf(table.sign, signs)),
    check("feedback_state_known", oneOf(table.state, feedbackStates)),
    check(
      "only_applied_feedback_has_its_message",
      sql`(${table.state} = 'applied') = (${table.deliveryId} is not null)`,
    ),
    check("only_who_is_unwell_is_judged", sql`${table.judgeAt} is null or coalesce(${table.sign}, '') = 'unwell'`),
  ],
);
