import type { MailSettings } from "../engine/settings.ts";

/** How mail leaves, for a person at a terminal; nothing secret is in it. */
export function spokenWayOut(mail: Exclude<MailSettings, { kind: "mailbox" }>): string {
  if (mail.kind === "resend") return `Resend (${mail.baseUrl})`;
  return `SMTP (${mail.server.host}, port ${mail.server.port}${mail.server.tls === "off" ? ", not encrypted" : ""})`;
}
