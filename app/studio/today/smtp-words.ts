/** What a mail server's reply means, by its enhanced code (RFC 3463). */
const byEnhanced: Readonly<Record<string, string>> = {
  "5.1.1": "Your mail server says that nobody has this address.",
  "5.1.2": "Your mail server says that there is no such domain, or that it takes no mail.",
  "5.1.10": "Your mail server says that there is no such domain, or that it takes no mail.",
  "5.2.1": "Your mail server says that this mailbox is closed.",
  "5.2.2": "Your mail server says that this mailbox is full.",
  "5.3.4": "Your mail server takes no message of this size.",
  "5.7.1": "Your mail server does not let this message through; its own log says why.",
};

const byName: Readonly<Record<string, string>> = {
  smtp_no_answer:
    "The line to your mail server was lost while the message was on its way, and SMTP cannot be asked again.",
  smtp_worker_died: "The process that sent it ended in the midst of it, and SMTP cannot be asked again.",
  smtp_line_cut: "Your mail server ended the session at this address again and again, so it was given up.",
  smtp_too_large: "Your mail server takes no message of this size.",
};

/** The meaning of a fault's name where a mail server gave it, such as "smtp_550_5.1.1"; undefined for any other. */
export function smtpMeaning(reason: string): string | undefined {
  if (Object.hasOwn(byName, reason)) return byName[reason];
  const [, reply = "", enhanced = ""] = /^smtp_([45]\d\d)(?:_(\d\.\d{1,3}\.\d{1,3}))?$/.exec(reason) ?? [];
  if (reply === "") return undefined;
  const said = `“${[reply, enhanced].filter((part) => part !== "").join(" ")}”`;
  if (reply.startsWith("4")) return `Your mail server put it off again and again (${said}), so it was given up.`;
  return byEnhanced[enhanced] ?? `Your mail server refused it with ${said}; its own log says why.`;
}
