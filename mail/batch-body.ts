import type { Message } from "./transport.ts";

/** One message as the resend SDK takes it. */
export type Payload = {
  from: string;
  headers: Record<string, string>;
  html: string;
  replyTo?: string;
  subject: string;
  tags: { name: string; value: string }[];
  text: string;
  to: string;
};

/** Header names are sorted, so that two messages that say the same also serialise the same. */
export function payloadOf(message: Message): Payload {
  return {
    from: message.from,
    headers: Object.fromEntries(Object.entries(message.headers).sort(byName)),
    html: message.html,
    ...(message.replyTo === null ? {} : { replyTo: message.replyTo }),
    subject: message.subject,
    tags: message.tags.map(({ name, value }) => ({ name, value })),
    text: message.text,
    to: message.to,
  };
}

/**
 * The exact bytes (as UTF-8) that the resend SDK sends for these messages. The engine stores a hash of them before the
 * first attempt and compares it before every later one. The SDK rebuilds each message in a key order of its own; a test
 * compares this text with what really arrived, so an upgrade of the SDK that changes the order cannot go unseen.
 */
export function batchBody(messages: readonly Message[]): string {
  return JSON.stringify(messages.map((message) => wireForm(payloadOf(message))));
}

function wireForm({ from, headers, html, replyTo, subject, tags, text, to }: Payload) {
  return { from, headers, html, reply_to: replyTo, subject, tags, text, to };
}

// Plain code-unit order: a locale's collation could differ between two machines.
function byName([first]: [string, string], [second]: [string, string]): number {
  return first < second ? -1 : first > second ? 1 : 0;
}
