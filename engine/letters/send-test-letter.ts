import { findIssueById } from "../../db/letters/issues.ts";
import { findNewslettersById, type Newsletter } from "../../db/letters/newsletters.ts";
import { parseAddress } from "../../domain/addresses.ts";
import { senderNamed } from "../../mail/address-field.ts";
import { listHeaders } from "../../mail/list-headers.ts";
import type { Message } from "../../mail/transport.ts";
import { requestTimeoutMs } from "../compose.ts";
import type { Context } from "../context.ts";
import { preparedVersion } from "../fillers.ts";
import { nameValue, variantFor } from "../lesson-values.ts";
import type { SentTest } from "../send-test.ts";
import { testLinks } from "../web-links.ts";

export type TestLetter = {
  to: string;
  issueId: number;
  /** As whom it is read; null for a reader without a name. */
  name: string | null;
  subject: "a" | "b";
};

/**
 * Sends an issue to one address as a test, through the real way out. It makes no reader and no delivery: its links of
 * ours lead to pages that say where the real ones would lead, and its subject says what it is.
 */
export async function sendTestLetter(context: Context, input: TestLetter): Promise<SentTest> {
  const address = parseAddress(input.to);
  if (address.kind === "invalid") return { kind: "wrong", message: address.message };
  const issue = await findIssueById(context.db, { id: input.issueId });
  if (!issue) return { kind: "wrong", message: "There is no such letter." };
  const newsletter = (await findNewslettersById(context.db, { ids: [issue.newsletterId] })).get(issue.newsletterId);
  const versionId = input.subject === "b" ? issue.versionBId : issue.versionId;
  if (!newsletter || versionId === null) return { kind: "wrong", message: "This letter has not been checked yet." };
  const message = await testMessage(context, { ...input, to: address.address, newsletter, versionId });
  const { calendarAt: at } = await context.clocks.read(context.db);
  const key = `dayletter-test-${context.randomness.id()}`;
  const outcome = await context.mail.handOver({ key, messages: [message], at, timeoutMs: requestTimeoutMs });
  return { kind: "sent", subject: message.subject, outcome };
}

async function testMessage(
  context: Context,
  input: { to: string; name: string | null; newsletter: Newsletter; versionId: number },
): Promise<Message> {
  const { to, name, newsletter, versionId } = input;
  const { siteUrl, mailFrom, mailReplyTo } = context.settings;
  const version = await preparedVersion(context, versionId);
  const { subject, html, text } = version.filler(variantFor(name)).fill({
    values: { ...testLinks(context), ...nameValue(name) },
    choices: { "open.pixel": "off" },
    linkUrl: (number) => version.links[number] ?? siteUrl,
  });
  const list = { id: newsletter.slug, title: newsletter.title, host: new URL(siteUrl).hostname };
  const feedback = { message: "test", list: newsletter.slug, kind: "test", sender: "dayletter" };
  return {
    from: newsletter.senderName === null ? mailFrom : senderNamed(mailFrom, newsletter.senderName),
    to,
    replyTo: newsletter.replyTo ?? mailReplyTo,
    subject: `[Test] ${subject}`,
    html,
    text,
    headers: listHeaders({ kind: "letter", leaveUrl: `${siteUrl}/api/leave/test`, list, feedback }),
    tags: [],
  };
}
