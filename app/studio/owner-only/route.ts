import { answerPage } from "../../answer-page.ts";
import { onlyTheOwner } from "../author.ts";

/** Where a viewer is led who asked for a page that only an owner has. A route, because a page cannot answer 403. */
export function GET(): Response {
  return answerPage(onlyTheOwner);
}
