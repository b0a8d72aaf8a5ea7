import { readFigures } from "../../../../engine/studio/figures.ts";
import { authorPress } from "../../author.ts";
import { numbersFile } from "../../components/charts/numbers-file.ts";
import { readAskedFigures } from "../asked.ts";
import { numbersOf, pictureNames } from "../tables.ts";

/** The numbers of one picture as a CSV file that is safe to open in a spreadsheet. */
export async function GET(request: Request): Promise<Response> {
  const press = await authorPress(request, "viewer");
  if (press.kind === "answer") return press.response;
  const { searchParams } = new URL(request.url);
  const name = pictureNames.find((one) => one === searchParams.get("of"));
  if (name === undefined) return new Response("There are no such numbers.", { status: 404 });
  const asked = readAskedFigures((field) => (searchParams.get(field) ?? "").slice(0, 300));
  return numbersFile(name, numbersOf(name, await readFigures(press.context, asked)));
}
