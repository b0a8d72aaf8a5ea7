import type { Outcome } from "../../mail/transport.ts";
import type { Context } from "../context.ts";

type Letter = {
  to: string;
  subject: string;
  lines: readonly string[];
  link?: { words: string; url: string } | undefined;
};

const timeoutMs = 15_000;

/**
 * Writes to an author. It is no delivery: nothing is owed to them, nothing is tried again, and the outcome is the
 * caller's to make use of. It leaves by the same way as everything else.
 */
export async function mailAuthor(context: Context, letter: Letter): Promise<Outcome> {
  const { calendarAt: at } = await context.clocks.read(context.db);
  const { mailFrom, mailReplyTo, siteName } = context.settings;
  const { to, subject, lines, link } = letter;
  const message = {
    ...{ from: mailFrom, replyTo: mailReplyTo, to, subject },
    html: htmlOf({ title: siteName, lines, link }),
    text: [...lines, ...(link === undefined ? [] : [`${link.words}:\n${link.url}`])].join("\n\n"),
    headers: { "Auto-Submitted": "auto-generated" },
    tags: [],
  };
  const outcome = await context.mail.handOver({
    key: `author-${context.randomness.id()}`,
    messages: [message],
    at,
    timeoutMs,
  });
  if (outcome.kind !== "accepted") {
    // What the provider says of it may quote the address, so only the name of the fault is written down.
    const name = "name" in outcome ? outcome.name : outcome.kind;
    context.log.warn({ outcome: outcome.kind, name }, "a mail to an author did not leave");
  }
  return outcome;
}

/** The mail with the link that signs its reader in. */
export async function mailLink(
  context: Context,
  { address, token }: { address: string; token: string },
): Promise<void> {
  const { siteName, siteUrl } = context.settings;
  await mailAuthor(context, {
    to: address,
    subject: `Your link to the studio of ${siteName}`,
    lines: [
      "Somebody, most likely you, asked to be let in without a password.",
      "The link is good once, and for 15 minutes. If it was not you, do nothing: without this mail nobody gets in.",
    ],
    link: { words: "Sign in", url: `${siteUrl}/studio/come-in/link/${token}` },
  });
}

function htmlOf({ title, lines, link }: Pick<Letter, "lines" | "link"> & { title: string }): string {
  const paragraphs = lines.map((line) => `<p style="margin:0 0 16px">${escaped(line)}</p>`);
  const press =
    link === undefined
      ? ""
      : `<p style="margin:0 0 16px"><a href="${escaped(link.url)}">${escaped(link.words)}</a></p>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(title)}</title></head><body style="margin:0;padding:24px;font:17px/1.6 system-ui,sans-serif"><div style="max-width:34em;margin:0 auto">${paragraphs.join("")}${press}</div></body></html>`;
}

function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? "");
}
