import type { Database } from "../../db/connect.ts";
import {
  addNewsletter,
  changeNewsletter as changeRow,
  type NewsletterFields,
  reopenNewsletter,
  retireNewsletter,
} from "../../db/letters/newsletter-desk.ts";
import { findNewsletterBySlug } from "../../db/letters/newsletters.ts";
import { copyNewsletterNotices } from "../../db/letters/notices.ts";
import type { Context } from "../context.ts";
import { recordAct } from "../studio/audit.ts";
import type { Author } from "../studio/author.ts";
import { type NewsletterErrors, type NewsletterForm, readForm } from "./newsletter-form.ts";

type ByAuthor = { author: Author };
/** `slugFault`: its name in addresses is none, or another newsletter's. */
export type Made = { kind: "made"; slug: string } | { kind: "invalid"; slugFault: "odd" | "taken" | null };

/** Makes a newsletter. It has its form, its page and its notices at once, and sends nothing before a letter of it does. */
export async function makeNewsletter(context: Context, input: ByAuthor & { form: NewsletterForm }): Promise<Made> {
  const { author, form } = input;
  const read = readForm(form);
  const slug = form.slug.trim() === "" ? slugOf(form.title) : form.slug.trim();
  const isOdd = !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length > 60;
  // A title of which no name can be made is asked for one; an empty title is asked for a title.
  if (read.kind === "invalid") return { kind: "invalid", slugFault: isOdd && form.title.trim() !== "" ? "odd" : null };
  if (isOdd) return { kind: "invalid", slugFault: "odd" };
  if (pagesOfTheStudio.includes(slug)) return { kind: "invalid", slugFault: "taken" };
  return context.db.transaction(async (tx): Promise<Made> => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const newsletterId = await addNewsletter(tx, { slug, ...read.fields, createdAt: now });
    if (newsletterId === null) return { kind: "invalid", slugFault: "taken" };
    await copyNewsletterNotices(tx, { newsletterId, createdAt: now });
    await recordAct(tx, { author, act: "newsletter made", now, newsletterId, facts: { what: read.fields.title } });
    return { kind: "made", slug };
  });
}

/** What stands beside the newsletters' own pages in the studio. */
const pagesOfTheStudio: readonly string[] = ["new", "now"];

/** "Über Läufe!" as "uber-laufe". */
function slugOf(title: string): string {
  const plain = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-|-$/g, "");
}

export type Changed = { kind: "changed" | "unknown" } | { kind: "invalid"; errors: NewsletterErrors };

/** Changes what is said of a newsletter, from the next message on. Its name in addresses stays: links lead there. */
export async function changeNewsletter(
  context: Context,
  input: ByAuthor & { slug: string; form: NewsletterForm },
): Promise<Changed> {
  const { author, slug, form } = input;
  const read = readForm(form);
  if (read.kind === "invalid") return read;
  return context.db.transaction(async (tx): Promise<Changed> => {
    const before = await changeRow(tx, { slug, ...read.fields });
    if (before === null) return { kind: "unknown" };
    const changed = (Object.keys(read.fields) as (keyof NewsletterFields)[]).filter(
      (field) => before[field] !== read.fields[field],
    );
    if (changed.length > 0) {
      const { calendarAt: now } = await context.clocks.read(tx);
      const facts = { what: changed.map((field) => words[field]).join(", ") };
      await recordAct(tx, { author, act: "newsletter changed", now, newsletterId: before.id, facts });
    }
    return { kind: "changed" };
  });
}

const words: Readonly<Record<keyof NewsletterFields, string>> = {
  title: "title",
  description: "description",
  senderName: "sender name",
  replyTo: "address for answers",
  tracking: "open and click tracking",
  duringCourse: "what happens during a course",
  heldThen: "what becomes of held letters",
};

export type Retired = { kind: "done" | "on its way" | "unknown" };

/**
 * Ends a newsletter, or takes that back. Nobody can follow a retired one and no letter of it can be written; what was
 * sent stays in the archive. It waits while a letter is scheduled or going out.
 */
export function retireOrReopen(
  context: Context,
  input: ByAuthor & { slug: string; to: "retired" | "open" },
): Promise<Retired> {
  const { author, slug, to } = input;
  return context.db.transaction(async (tx): Promise<Retired> => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const newsletter = await findNewsletterBySlug(tx, { slug });
    if (!newsletter) return { kind: "unknown" };
    const changed = await turn(tx, { slug, to, now });
    if (!changed) return { kind: to === "retired" && newsletter.retiredAt === null ? "on its way" : "done" };
    const act = to === "retired" ? "newsletter retired" : "newsletter opened again";
    await recordAct(tx, { author, act, now, newsletterId: newsletter.id });
    return { kind: "done" };
  });
}

function turn(tx: Database, { slug, to, now }: { slug: string; to: "retired" | "open"; now: Date }): Promise<boolean> {
  return to === "retired" ? retireNewsletter(tx, { slug, retiredAt: now }) : reopenNewsletter(tx, { slug });
}
