import { hasFeedback } from "../../db/feedback.ts";
import type { Context } from "../context.ts";

/**
 * Whether the provider tells what becomes of messages: its webhooks are believed, and one has come. Where it does not,
 * nothing is known of what was delivered, came back or was complained of: a page then says so, and never 0.
 */
export async function isFeedbackConnected({ db, settings }: Pick<Context, "db" | "settings">): Promise<boolean> {
  return mayHear(settings) && hasFeedback(db);
}

/** Whether there is a secret by which a webhook can be believed. */
export function mayHear({ mail }: Context["settings"]): boolean {
  return mail.kind === "resend" && mail.webhookSecrets.length > 0;
}
