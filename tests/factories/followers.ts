import { sql } from "drizzle-orm";
import { connect } from "../../db/connect.ts";

/** Confirmed readers who follow the weekly letter: `east1@example.org` and so on, for `name: "east"`. */
type Followers = { name: string; count: number; zone: string; tag: string };

/** As if they had come years ago. For a test that needs more of them than it can sign up one by one. */
export async function addFollowers(databaseUrl: string, { name, count, zone, tag }: Followers): Promise<void> {
  const { db, close } = connect({ url: databaseUrl, poolSize: 1, name: "followers" });
  const since = "2024-01-01T08:00:00Z";
  try {
    await db.execute(sql`
      with come as (
        insert into reader (address, address_hash, name, zone, send_minute, created_at, confirmed_at)
        select ${name} || n || '@example.org', ${name} || n, 'Runner ' || n, ${zone}, 420, ${since}, ${since}
        from generate_series(1, ${count}::int) n returning id),
      tagged as (insert into reader_tag (reader_id, tag, tagged_at) select id, ${tag}, ${since} from come)
      insert into follow (reader_id, newsletter_id, state, changed_at)
      select id, (select id from newsletter where slug = 'weekly'), 'following', ${since} from come`);
  } finally {
    await close();
  }
}
