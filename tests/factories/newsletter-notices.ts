import type { Database } from "../../db/connect.ts";
import { placeNewsletterNotice } from "../../db/letters/notices.ts";
import type { Compiled, CompiledForm } from "../../domain/version.ts";

const kinds = ["confirm", "welcome", "find-link", "address-change", "address-changed"] as const;

/** The notices of a newsletter, as publishing would have left them. */
export async function publishedNewsletterNotices(db: Database, input: { newsletterId: number }): Promise<void> {
  for (const kind of kinds) {
    const compiled = compiledNotice(kind);
    const createdAt = new Date("2026-01-01");
    await placeNewsletterNotice(db, { ...input, kind, contentHash: `test ${kind}`, compiled, createdAt });
  }
}

function compiledNotice(kind: (typeof kinds)[number]): Compiled {
  const waysOut = kind === "confirm" || kind === "address-change" ? [] : [" ", { slot: "links.leave" }];
  const body = [{ slot: "newsletter.title" }, " ", { slot: "notice.action" }, " ", { slot: "site.name" }, ...waysOut];
  const form = (greeting: CompiledForm["html"]): CompiledForm => ({
    subject: [`Letter notice: ${kind}, `, { slot: "newsletter.title" }],
    preheader: ["A short line"],
    html: ["<p>", ...greeting, ...body, "</p>"],
    text: [...greeting, ...body],
    web: ["<p>", ...body, "</p>"],
  });
  return {
    forms: { named: form(["Hello ", { slot: "reader.name" }, ". "]), unnamed: form(["Hello. "]) },
    links: [],
    slots: [],
  };
}
