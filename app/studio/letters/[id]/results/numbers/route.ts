import { readResults } from "../../../../../../engine/letters/read-results.ts";
import { authorPress } from "../../../../author.ts";
import { numbersFile } from "../../../../components/charts/numbers-file.ts";
import { type Params, readId } from "../../../issue-id.ts";
import { numbersOf, pictureNames } from "../tables.ts";

/** The numbers of one picture of a letter's results as a CSV file. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const press = await authorPress(request, "viewer");
  if (press.kind === "answer") return press.response;
  const of = new URL(request.url).searchParams.get("of");
  const name = pictureNames.find((one) => one === of);
  const results = name && (await readResults(press.context, { issueId: readId((await params).id) ?? 0 }));
  if (!name || !results) return new Response("There are no such numbers.", { status: 404 });
  return numbersFile(`letter-${results.issue.slug}-${name}`, numbersOf(name, results));
}
