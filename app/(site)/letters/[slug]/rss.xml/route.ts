import { feedOf } from "../../../../feed.ts";

/** The newsletter's public issues in full, as RSS 2.0. */
export const GET = feedOf("rss");
