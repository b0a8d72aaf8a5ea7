import { listPreferences as listRows } from "../../db/letters/follows.ts";
import type { Context } from "../context.ts";

export type Preference = { slug: string; title: string; description: string; isFollowed: boolean };

/** Every newsletter that can be followed, with whether this reader does. */
export async function listPreferences({ db }: Context, { readerId }: { readerId: number }): Promise<Preference[]> {
  const rows = await listRows(db, { readerId });
  return rows.map(({ state, slug, title, description }) => ({
    slug,
    title,
    description,
    isFollowed: state === "following",
  }));
}
