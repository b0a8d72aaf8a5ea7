import { sql } from "drizzle-orm";
import { root } from "../../bin/environment.ts";
import { connect } from "../../db/connect.ts";
import { createTypesetter } from "../../engine/letters/typesetter.ts";

export type PublishedLetter = { slug: string; title: string; markdown: string; day: string; isPrivate?: boolean };

/** Puts letters into the archive of the weekly newsletter as sending would: set by the real compiler, and published. */
export async function publishLetters(databaseUrl: string, letters: readonly PublishedLetter[]): Promise<void> {
  const connection = connect({ url: databaseUrl, poolSize: 1, name: "published letters" });
  const typesetter = createTypesetter({ root, patienceMs: { preview: 50_000, compile: 50_000 } });
  try {
    for (const { slug, title, markdown, day, isPrivate = false } of letters) {
      const { compiled, complaints } = await typesetter.preview({
        newsletter: { slug: "weekly", title: "The weekly letter" },
        ...{ title, subject: title, subjectB: null, preheader: "What this is about", markdown, pictures: {} },
      });
      if (compiled === null || complaints.length > 0) throw new Error(JSON.stringify(complaints));
      const at = `${day}T07:00:00Z`;
      await connection.db.execute(sql`
        with written as (
          insert into issue (newsletter_id, slug, origin, title, subject, markdown, private, created_at, changed_at)
          select id, ${slug}, 'written', ${title}, ${title}, ${markdown}, ${isPrivate}, ${at}, ${at}
          from newsletter where slug = 'weekly' returning id)
        insert into version (issue_id, content_hash, compiled, created_at)
        select id, ${slug}, ${JSON.stringify(compiled)}::jsonb, ${at} from written`);
      await connection.db.execute(sql`
        update issue set state = 'sent', mode = 'now', published_at = ${at}, sent_at = ${at},
          version_id = (select id from version where issue_id = issue.id) where slug = ${slug}`);
    }
  } finally {
    typesetter.close();
    await connection.close();
  }
}
