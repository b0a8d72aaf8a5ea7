import type { Message } from "./transport.ts";

/**
 * The exact bytes of a request with these messages. They are made once: the engine stores a hash of them before the
 * first attempt and compares it before every later one, and what was hashed is what the transport hands over.
 */
export function batchBody(messages: readonly Message[]): Buffer<ArrayBuffer> {
  return Buffer.from(JSON.stringify(messages.map(wireForm)));
}

/** As Resend's API wants it. Header names are sorted, so that two messages that say the same also serialise the same. */
function wireForm({ from, headers, html, replyTo, subject, tags, text, to }: Message) {
  return {
    from,
    headers: Object.fromEntries(Object.entries(headers).sort(byName)),
    html,
    ...(replyTo === null ? {} : { reply_to: replyTo }),
    subject,
    tags: tags.map(({ name, value }) => ({ name, value })),
    text,
    to,
  };
}

// Plain code-unit order: a locale's collation could differ between two machines.
function byName([first]: [string, string], [second]: [string, string]): number {
  return first < second ? -1 : first > second ? 1 : 0;
}
