import { searchReaders } from "../../../db/studio/search.ts";
import { privately } from "../../answer-page.ts";
import { authorPress } from "../author.ts";

/** Readers by part of an address or name, for the box that finds them while one types. */
export async function GET(request: Request): Promise<Response> {
  const press = await authorPress(request, "viewer");
  if (press.kind === "answer") return press.response;
  const text = new URL(request.url).searchParams.get("text") ?? "";
  return Response.json(await searchReaders(press.context.db, { text, limit: 8 }), { headers: privately });
}
