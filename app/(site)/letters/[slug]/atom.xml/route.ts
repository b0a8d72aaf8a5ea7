import { feedOf } from "../../../../feed.ts";

/** The same as Atom (RFC 4287). */
export const GET = feedOf("atom");
