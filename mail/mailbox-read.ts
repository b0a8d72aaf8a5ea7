import PostalMime, { type Address } from "postal-mime";

/** A stored message taken apart again, for showing it. */
export type ReadMail = {
  /** In their order, names as written; a folded value is one line, and encoded words stand as they were sent. */
  headers: readonly (readonly [name: string, value: string])[];
  subject: string;
  from: string;
  to: string;
  date: Date | null;
  html: string | null;
  text: string | null;
};

/** Reads the bytes with a parser that is not the one that wrote them, so the mailbox shows what a mail client would. */
export async function parseMail(raw: Uint8Array | string): Promise<ReadMail> {
  const mail = await PostalMime.parse(raw);
  return {
    headers: mail.headerLines.map(({ line }) => nameAndValue(line)),
    subject: mail.subject ?? "",
    from: mail.from ? spoken(mail.from) : "",
    to: (mail.to ?? []).map(spoken).join(", "),
    date: mail.date === undefined || Number.isNaN(Date.parse(mail.date)) ? null : new Date(mail.date),
    html: body(mail.html),
    text: body(mail.text),
  };
}

// The parser ends every body with a line break of its own.
function body(text: string | undefined): string | null {
  return text?.replace(/\n$/, "") ?? null;
}

function nameAndValue(line: string): readonly [string, string] {
  const colon = line.indexOf(":");
  return [
    line.slice(0, colon),
    line
      .slice(colon + 1)
      .replace(/\s+/g, " ")
      .trim(),
  ];
}

function spoken({ name, address }: Address): string {
  if (address === undefined) return name;
  return name === "" ? address : `${name} <${address}>`;
}
