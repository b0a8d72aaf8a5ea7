import MailComposer from "nodemailer/lib/mail-composer";
import { addressIn } from "./address-field.ts";
import { encodeText } from "./encoded-word.ts";
import type { Message } from "./transport.ts";

/**
 * A message as the bytes that a mail server takes. `id` is what stands before the @ of its Message-ID and within its
 * boundaries, so the same message under the same id and date has the same bytes.
 */
export function mailBytes({ id, message, at }: { id: string; message: Message; at: Date }): Promise<Buffer> {
  const composer = new MailComposer({
    messageId: `<${id}@${addressIn(message.from)?.split("@")[1] ?? "localhost"}>`,
    baseBoundary: id,
    date: at,
    from: message.from,
    to: message.to,
    ...(message.replyTo === null ? {} : { replyTo: message.replyTo }),
    headers: Object.fromEntries(
      [["Subject", encodeText(message.subject)] as const, ...Object.entries(message.headers)].map(prepared),
    ),
    text: message.text,
    html: message.html,
    // The bodies are finished text: nothing in them is a path or a URL to be read in.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

// Printable ASCII already. The composer would encode a quoted List-Id as a whole, and so hide its angle brackets.
function prepared([name, value]: readonly [string, string]) {
  return [name, { prepared: true, foldLines: true, value }] as const;
}
