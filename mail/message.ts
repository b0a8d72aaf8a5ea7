import { addressIn, hasControl } from "./address-field.ts";
import type { Message } from "./transport.ts";

const headerName = /^[A-Za-z][A-Za-z0-9-]{0,75}$/;
const tagPart = /^[A-Za-z0-9_-]{1,256}$/;

/** Written by the transports from the message's own fields: as extra headers they would stand there twice. */
const ownHeaders = new Set(
  "from to cc bcc sender reply-to subject date message-id mime-version content-type content-transfer-encoding".split(
    " ",
  ),
);

/**
 * What makes the first unsendable message unsendable, or null. Every way out asks before it hands anything over, so
 * that no value, wherever it came from, can add a header, a second recipient or a body of its own. The sentence names
 * the field and never quotes the value.
 */
export function faultIn(messages: readonly Message[]): string | null {
  for (const [index, message] of messages.entries()) {
    const fault = faultOf(message);
    if (fault !== null) return `Message ${index}: ${fault}`;
  }
  return null;
}

function faultOf(message: Message): string | null {
  if (addressIn(message.from) === null) return "its sender is not one mailbox.";
  if (addressIn(message.to) === null) return "its recipient is not one mailbox.";
  if (message.replyTo !== null && addressIn(message.replyTo) === null) return "its reply address is not one mailbox.";
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
