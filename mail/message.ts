import { addressIn, hasControl } from "./address-field.ts";
import type { Message, Outcome, Pace } from "./transport.ts";

const headerName = /^[A-Za-z][A-Za-z0-9-]{0,75}$/;
const tagPart = /^[A-Za-z0-9_-]{1,256}$/;

/** Written by the transports from the message's own fields: as extra headers they would stand there twice. */
const ownHeaders = new Set(
  "from to cc bcc sender reply-to subject date message-id mime-version content-type content-transfer-encoding".split(
    " ",
  ),
);

/**
 * The outcome for messages of which one must not be sent, or null. Every way out asks before it hands anything over, so
 * that no value, wherever it came from, can add a header, a second recipient or a body of its own. A sender that cannot
 * stand in a header is everybody's fault and halts. The sentence names the field and never quotes the value.
 */
export function unsendable(messages: readonly Message[]): Outcome | null {
  for (const [index, message] of messages.entries()) {
    const sender = senderFault(message);
    if (sender !== null) return { kind: "halted", name: "invalid_from_address", ...sender, pace };
    const fault = faultOf(message);
    if (fault !== null)
      return { kind: "refused", name: "invalid_message", message: `Message ${index}: ${fault}`, pace };
  }
  return null;
}

const pace: Pace = { remaining: null, resetMs: null };

function senderFault({ from, replyTo }: Message): { message: string; cure: string } | null {
  const cure = (name: string) => `Set ${name} to one address, such as: "Runner, Ada" <ada@yourdomain.example>.`;
  if (addressIn(from) === null) return { message: "The sender is not one mailbox.", cure: cure("MAIL_FROM") };
  if (replyTo === null || addressIn(replyTo) !== null) return null;
  return { message: "The reply address is not one mailbox.", cure: cure("MAIL_REPLY_TO") };
}

function faultOf(message: Message): string | null {
  if (addressIn(message.to) === null) return "its recipient is not one mailbox.";
  if (hasControl(message.subject)) return "its subject has a line break or another control character.";
  return headerFault(message.headers) ?? tagFault(message.tags);
}

function headerFault(headers: Message["headers"]): string | null {
  for (const [name, value] of Object.entries(headers)) {
    if (!headerName.test(name) || ownHeaders.has(name.toLowerCase())) return "a header has a name it must not have.";
    if (/[^\x20-\x7e]/.test(value)) return `its ${name} header has a character that is not printable ASCII.`;
  }
  return null;
}

function tagFault(tags: Message["tags"]): string | null {
  const fits = tags.every(({ name, value }) => tagPart.test(name) && tagPart.test(value));
  return fits ? null : "a tag has a character other than A to Z, a to z, 0 to 9, _ and -, or is too long.";
}
