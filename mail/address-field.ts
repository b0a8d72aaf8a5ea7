/** Characters that cannot stand in any header: a line break would begin a header of the writer's own choosing. */
const control = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** RFC 5322 atoms and spaces, plus everything beyond ASCII: a display name of only these needs no quotes. */
const plain = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a0-\u{10ffff}-]+( [A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a0-\u{10ffff}-]+)*$/u;

/** One bare address: no name, no list, no comment, no quoted local part, nothing that a parser could read as two. */
const bare = /^[^\s\p{Cc}<>()[\]\\,;:"@]+@[^\s\p{Cc}<>()[\]\\,;:"@]+$/u;

export function hasControl(text: string): boolean {
  return control.test(text);
}

/**
 * `Name <address>` as a From or Reply-To header takes it. The name keeps its own script: encoding it (RFC 2047) is the
 * work of whoever writes the bytes, Resend or the composer. Throws when either could break out of the header.
 */
export function formatMailbox({ name, address }: { name: string | null; address: string }): string {
  if (!bare.test(address)) throw new Error("An address in a mail header must be one bare address.");
  if (name === null || name.trim() === "") return address;
  if (hasControl(name)) throw new Error("A display name in a mail header must not hold control characters.");
  const trimmed = name.trim();
  return plain.test(trimmed) ? `${trimmed} <${address}>` : `"${trimmed.replace(/["\\]/g, "\\$&")}" <${address}>`;
}

/** The same mailbox under another name. Throws when `mailbox` is not one mailbox or the name could break out. */
export function senderNamed(mailbox: string, name: string): string {
  const address = addressIn(mailbox);
  if (address === null) throw new Error("The sender is not one mailbox.");
  return formatMailbox({ name, address });
}

/** The address in what `formatMailbox` wrote, or null when the text is anything but one mailbox. */
export function addressIn(mailbox: string): string | null {
  const address = /^(?:"(?:[^"\\]|\\.)*" |[^"<>,;:@\\]+ )?<([^<>]+)>$/u.exec(mailbox)?.[1] ?? mailbox;
  return bare.test(address) && !hasControl(mailbox) ? address : null;
}
