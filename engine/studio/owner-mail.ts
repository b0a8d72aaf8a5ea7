import { takeHaltNews } from "../../db/sending.ts";
import type { Context } from "../context.ts";
import { mailAuthor } from "./author-mail.ts";

/**
 * Writes to OWNER_EMAIL that sending has halted, and that it goes on. Told once, whether it leaves or not: where the key
 * itself is wrong no mail can say so, and then the log, the command line and the studio do.
 */
export async function tellOwner(context: Context): Promise<void> {
  const { ownerEmail: to, siteName, siteUrl } = context.settings;
  const news = await takeHaltNews(context.db);
  if (news === null || to === null) return;
  const link = { words: "Open the studio", url: `${siteUrl}/studio` };
  if (news.kind === "ended") {
    const lines = [`Sending goes on: the halt "${news.name}" is over. Whatever waited is going out.`];
    await mailAuthor(context, { to, subject: `Sending goes on at ${siteName}`, lines, link });
    return;
  }
  const lines = [
    `Sending has halted (${news.name}). Nobody is failed for it, and what is due waits.`,
    news.byGuard ? news.message : `What the provider said: ${news.message}`,
    `What helps: ${news.cure}`,
    news.byGuard
      ? "Nothing goes out by itself before you say so."
      : "Now and then one real message tries whether it is over, and sending goes on by itself.",
  ];
  await mailAuthor(context, { to, subject: `Sending has halted at ${siteName}`, lines, link });
}
