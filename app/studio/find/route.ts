import { searchReaders } from "../../../db/studio/search.ts";
import { privately } from "../../answer-page.ts";
import { authorPress } from "../author.ts";
import type { Found } from "../today/found.ts";

const shown = 8;
/** Whoever is sent to the list wants to know whether a few more stand there or a crowd. */
const counted = 58;

/** Readers by part of an address or name, for the box that finds them while one types. */
export async function GET(request: Request): Promise<Response> {
  const press = await authorPress(request, "viewer");
  if (press.kind === "answer") return press.response;
  const text = new URL(request.url).searchParams.get("text") ?? "";
  const readers = await searchReaders(press.context.db, { text, limit: counted });
  const found: Found = { readers: readers.slice(0, shown), more: Math.max(0, readers.length - shown), upTo: counted };
  return Response.json(found, { headers: privately });
}
