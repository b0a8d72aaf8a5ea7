import type { Context } from "../context.ts";

/**
 * Whether the provider tells what becomes of messages. Where it does not, nothing is known of what was delivered, came
 * back or was complained of: a page then says so, and never 0.
 */
export async function isFeedbackConnected({ settings }: Pick<Context, "settings">): Promise<boolean> {
  return settings.mail.kind === "resend" && settings.mail.webhookSecrets.length > 0;
}
