import { answerPage } from "../../answer-page.ts";
import { authorPress } from "../author.ts";

/** What an address of the studio says that names no reader, course or letter, or none any more. */
export async function GET(request: Request): Promise<Response> {
  const press = await authorPress(request, "viewer");
  if (press.kind === "answer") return press.response;
  return answerPage({
    status: 404,
    title: "There is no such thing here",
    words: "The address may have been cut short, or what it named was erased or deleted meanwhile.",
    forward: { href: "/studio", words: "To the studio" },
  });
}
