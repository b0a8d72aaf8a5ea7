import { eq } from "drizzle-orm";
import { findCourse, listLessons } from "../../db/catalogue.ts";
import { connect, type Database } from "../../db/connect.ts";
import { lesson, version } from "../../db/schema/courses.ts";
import type { CompiledForm, Part } from "../../domain/version.ts";

/** Publishes a lesson anew with links of its author's at the end, numbered as compiling would. */
export async function publishLinks(db: Database, input: { lessonId: number; urls: readonly string[] }): Promise<void> {
  const { lessonId, urls } = input;
  const [row] = await db
    .select({ version })
    .from(lesson)
    .innerJoin(version, eq(version.id, lesson.versionId))
    .where(eq(lesson.id, lessonId));
  if (!row) throw new Error(`there is no lesson ${lessonId}`);
  const { id: _, compiled, contentHash, ...rest } = row.version;
  const forms = Object.entries(compiled.forms).map(([name, form]) => [name, linked(form, urls)]);
  const [fresh] = await db
    .insert(version)
    .values({
      ...rest,
      contentHash: `${contentHash} with ${urls.length} links`,
      compiled: { ...compiled, forms: Object.fromEntries(forms), links: urls },
    })
    .returning();
  await db
    .update(lesson)
    .set({ versionId: fresh?.id ?? 0 })
    .where(eq(lesson.id, lessonId));
}

/** Publishes the first lesson of a course anew with links, in a database that runs already. */
export async function publishLinksOnDayOne(input: {
  url: string;
  course: string;
  urls: readonly string[];
}): Promise<void> {
  const { db, close } = connect({ url: input.url, poolSize: 1, name: "links" });
  try {
    const course = await findCourse(db, { slug: input.course });
    const [first] = course ? await listLessons(db, { courseId: course.id }) : [];
    if (!first) throw new Error(`there is no course ${input.course}, or it has no lesson`);
    await publishLinks(db, { lessonId: first.id, urls: input.urls });
  } finally {
    await close();
  }
}

function linked(form: CompiledForm, urls: readonly string[]): CompiledForm {
  const isTracking = (part: Part) => typeof part !== "string" && "choice" in part && part.choice === "open.pixel";
  const at = form.html.findIndex(isTracking);
  const links = urls.flatMap((_, link): Part[] => ['<p><a href="', { link }, `">Further reading ${link + 1}</a></p>`]);
  return {
    ...form,
    html: at === -1 ? [...form.html, ...links, tracking] : form.html.toSpliced(at, 0, ...links),
    text: [...form.text, ...urls.flatMap((_, link): Part[] => [`\nFurther reading ${link + 1} `, { link }])],
  };
}

const tracking: Part = {
  choice: "open.pixel",
  options: {
    on: ['<div hidden><a href="', { slot: "links.honeypot" }, '">-</a></div><img src="', { slot: "links.open" }, '">'],
    off: [],
  },
};
