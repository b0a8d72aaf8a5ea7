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
import { parseAddress } from "../../domain/addresses.ts";
import { normalizeLine } from "../../domain/letter/hidden-characters.ts";
import { withoutHidden } from "../../domain/names.ts";
import type { Context } from "../context.ts";
import { recordAct } from "../studio/audit.ts";
import type { Author } from "../studio/author.ts";

/** A newsletter's form as an author filled it in. */
export type NewsletterForm = {
  /** Its name in addresses, of a new one: "" makes one from the title. */
  slug: string;
  title: string;
  description: string;
  senderName: string;
  replyTo: string;
  tracking: boolean;
  /** What it does during a course: one of `duringCourseChoices`. */
  duringCourse: string;
};

export type NewsletterField = Exclude<keyof NewsletterForm, "tracking">;
export type NewsletterErrors = Partial<Record<NewsletterField, string>>;

/** The two columns behind one question. */
export const duringCourseChoices = {
  send: { duringCourse: "send", heldThen: "send" },
  "hold-send": { duringCourse: "hold", heldThen: "send" },
  "hold-cancel": { duringCourse: "hold", heldThen: "cancel" },
  skip: { duringCourse: "skip", heldThen: "send" },
} as const;
export type DuringCourseChoice = keyof typeof duringCourseChoices;

export function duringCourseChoice(
  newsletter: Pick<NewsletterFields, "duringCourse" | "heldThen">,
): DuringCourseChoice {
  if (newsletter.duringCourse !== "hold") return newsletter.duringCourse;
  return newsletter.heldThen === "send" ? "hold-send" : "hold-cancel";
}

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

/** What is wrong with a form, field by field, as making or changing would say it. */
export function findFaults(form: NewsletterForm): NewsletterErrors {
  const read = readForm(form);
  return read.kind === "invalid" ? read.errors : {};
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

const longest = { title: 100, description: 300, senderName: 100 } as const;

function readForm(
  form: NewsletterForm,
): { kind: "read"; fields: NewsletterFields } | { kind: "invalid"; errors: NewsletterErrors } {
  const errors: NewsletterErrors = {};
  const line = (field: keyof typeof longest): string => {
    const text = normalizeLine(withoutHidden(form[field].toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")));
    if ([...text].length > longest[field]) errors[field] = `At most ${longest[field]} letters, please.`;
    return text;
  };
  const [title, description, senderName] = [line("title"), line("description"), line("senderName")];
  if (title === "") errors.title = "Give it a title. Its readers see it in every letter.";
  const replyTo = form.replyTo.trim() === "" ? null : parseAddress(form.replyTo);
  if (replyTo?.kind === "invalid") errors.replyTo = replyTo.message;
  if (!Object.hasOwn(duringCourseChoices, form.duringCourse)) errors.duringCourse = "Please choose one of these.";
  if (Object.keys(errors).length > 0) return { kind: "invalid", errors };
  const during = duringCourseChoices[form.duringCourse as DuringCourseChoice]; // Looked up above.
  return {
    kind: "read",
    fields: {
      ...{ title, description, senderName: senderName || null, tracking: form.tracking, ...during },
      replyTo: replyTo?.kind === "ok" ? replyTo.address : null,
    },
  };
}

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
