import { listPublicAddresses } from "../../../db/letters/archive.ts";
import type { Context } from "../../context.ts";
import { issuePath } from "./public-copy.ts";

/** A sitemap holds 50,000 addresses (sitemaps.org), and the site has others too. */
const mostAddresses = 40_000;

/** Every public issue, the newest first, with when it last changed. */
export async function listPublicIssuePaths({ db }: Context): Promise<{ path: string; changedAt: Date }[]> {
  const found = await listPublicAddresses(db, { limit: mostAddresses });
  return found.map(({ newsletter, slug, changedAt }) => ({ path: issuePath(newsletter, slug), changedAt }));
}
