import type { AcceptedMessage } from "../ledger.ts";
import type { Bounce, EventType } from "./settings.ts";

type About = {
  message: AcceptedMessage;
  /** The headers the message arrived with, where they are known. */
  headers: Record<string, string>;
  type: EventType;
  createdAt: Date;
  bounce?: Bounce | undefined;
  tagsAs: "object" | "list";
};

/** The body of a webhook in the shape that Resend documents (resend.com/docs/dashboard/webhooks/event-types). */
export function bodyOf({ message, headers, type, createdAt, bounce, tagsAs }: About): string {
  const { id, at, from, to, subject, tags } = message;
  const list = Object.entries(tags).map(([name, value]) => ({ name, value }));
  return JSON.stringify({
    type,
    created_at: createdAt.toISOString(),
    data: {
      email_id: id,
      message_id: `<${id}@standin.resend.example>`,
      created_at: at,
      from,
      to,
      subject,
      tags: tagsAs === "list" ? list : tags,
      headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      ...extraOf(type, bounce),
    },
  });
}

/** A message of another team under the same webhook, or of nobody. */
export function foreignTo(message: AcceptedMessage, newId: () => string): AcceptedMessage {
  const to = ["somebody.else@elsewhere.example.org"];
  return { ...message, id: newId(), to, tags: { campaign: "another_team" }, subject: "Another team's" };
}

function extraOf(type: EventType, bounce: Bounce | undefined): Record<string, unknown> {
  switch (type) {
    case "email.bounced":
      return { bounce: { ...standard[bounce?.type ?? "Permanent"], ...bounce } };
    case "email.failed":
      return { failed: { reason: "reached_daily_quota" } };
    case "email.suppressed":
      return { suppressed: { type: "OnAccountSuppressionList", reason: "bounced", message: inThePast } };
    default:
      return {};
  }
}

const inThePast = "Resend has suppressed sending to this address because it bounced in the past.";

const standard = {
  Permanent: {
    type: "Permanent",
    subType: "General",
    message: "The recipient's email provider sent a hard bounce message.",
    diagnosticCode: ["smtp; 550 5.1.1 user unknown"],
  },
  Transient: {
    type: "Transient",
    subType: "MailboxFull",
    message: "The recipient's mailbox is full.",
    diagnosticCode: ["smtp; 452 4.2.2 mailbox full"],
  },
  Undetermined: {
    type: "Undetermined",
    subType: "Undetermined",
    message: "The recipient's email provider sent a bounce message that tells nothing.",
    diagnosticCode: [],
  },
} as const satisfies Record<Bounce["type"], Required<Bounce>>;
