import { join } from "node:path";
import { z } from "zod";
import type { Database } from "../../db/connect.ts";
import { addNewsletter } from "../../db/letters/newsletter-desk.ts";
import { findNewsletterBySlug, type Newsletter } from "../../db/letters/newsletters.ts";
import { copyNewsletterNotices } from "../../db/letters/notices.ts";
import type { NewsletterDescription } from "../../emails/parts/props.ts";
import { fieldsOf, findFaults, type NewsletterForm } from "../letters/newsletter-form.ts";
import { bundle } from "./bundle.ts";
import { readDescription } from "./describe.ts";
import { Refusal } from "./refusal.ts";
import type { LetterSources } from "./sources.ts";

type Publishing = { db: Database; root: string; folder: string; now: Date };

/**
 * The newsletter of a folder. Where there is none of its name yet it is made with what its file says; from then on it is
 * the studio's, so that what an author changes there is not undone by the next start.
 */
export async function findOrMakeNewsletter(publishing: Publishing, source: LetterSources): Promise<Newsletter> {
  const { db, now } = publishing;
  const known = await findNewsletterBySlug(db, { slug: source.newsletter });
  if (known) return known;
  if (source.newsletterFile === null) {
    const cure = "describe it in a newsletter.ts there, make it in the studio first, or move the folder away.";
    throw new Refusal(`emails/newsletter/${source.newsletter}`, `is of a newsletter that does not exist: ${cure}`);
  }
  const fields = await readFile(publishing, source.newsletterFile);
  return db.transaction(async (tx) => {
    const newsletterId = await addNewsletter(tx, { slug: source.newsletter, ...fields, createdAt: now });
    if (newsletterId !== null) await copyNewsletterNotices(tx, { newsletterId, createdAt: now });
    const made = await findNewsletterBySlug(tx, { slug: source.newsletter });
    if (!made) throw new Error(`the newsletter ${source.newsletter} was neither made nor found`);
    return made;
  });
}

const newsletterSchema = z.strictObject({
  title: z.string(),
  description: z.string().optional(),
  senderName: z.string().optional(),
  replyTo: z.string().optional(),
  tracking: z.boolean().optional(),
  duringCourse: z.enum(["hold-send", "hold-cancel", "send", "skip"]).optional(),
}) satisfies z.ZodType<NewsletterDescription>;

/** Held to the same rules as the studio's own form. */
async function readFile({ root, folder }: Publishing, file: string) {
  const built = await bundle({ root, files: [file], folder: join(folder, "newsletter-file"), watch: false });
  const { newsletter: exported } = await built.load(file);
  const said = readDescription(newsletterSchema, { file, name: "newsletter", exported });
  const { title, description = "", senderName = "", replyTo = "", tracking = true, duringCourse = "hold-send" } = said;
  const form: NewsletterForm = { slug: "", title, description, senderName, replyTo, tracking, duringCourse };
  const [fault] = Object.entries(findFaults(form));
  const fields = fieldsOf(form);
  if (fault || fields === null) throw new Refusal(file, `has a fault in newsletter.${fault?.[0]}: ${fault?.[1]}`);
  return fields;
}
