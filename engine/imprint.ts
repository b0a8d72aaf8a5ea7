import { type Course, findCoursesById } from "../db/catalogue.ts";
import type { Database } from "../db/connect.ts";
import { findNewslettersById, listEditions, type Newsletter } from "../db/letters/newsletters.ts";
import { declaredPacing } from "../domain/course-description.ts";
import { type Belonging, type Imprint, type Publication, publicationKey } from "../domain/publication.ts";

/** Reads once for a batch what its messages belong to: their courses, newsletters and issues. */
export async function readImprint(
  db: Database,
  deliveries: readonly (Belonging & { issueId: number | null })[],
): Promise<Imprint> {
  const courses = await findCoursesById(db, { ids: deliveries.flatMap(({ courseId }) => courseId ?? []) });
  const newsletters = await findNewslettersById(db, {
    ids: deliveries.flatMap(({ newsletterId }) => newsletterId ?? []),
  });
  const editions = await listEditions(db, { issueIds: deliveries.flatMap(({ issueId }) => issueId ?? []) });
  const publications = [...[...courses.values()].map(ofCourse), ...[...newsletters.values()].map(ofNewsletter)];
  return {
    publications: Object.fromEntries(publications.map((one) => [keyOf(one), one])),
    editions: Object.fromEntries(
      editions.map(({ id, slug, private: isPrivate }) => [id, { slug, private: isPrivate }]),
    ),
  };
}

function keyOf({ kind, id }: Publication): string {
  return publicationKey({ courseId: kind === "course" ? id : null, newsletterId: kind === "newsletter" ? id : null });
}

function ofCourse({ id, slug, facts }: Course): Publication {
  const { tracking, certificate } = declaredPacing(facts);
  return { kind: "course", id, slug, title: facts.title, senderName: null, replyTo: null, tracking, certificate };
}

function ofNewsletter({ id, slug, title, senderName, replyTo, tracking }: Newsletter): Publication {
  return { kind: "newsletter", id, slug, title, senderName, replyTo, tracking, certificate: false };
}
