import type { Context } from "../../engine/context.ts";
import { answerPage, seeOther } from "../answer-page.ts";
import { requestContext } from "../context.ts";
import { pressedElsewhere, readForm, unreadable } from "./author.ts";
import { isOwnPost } from "./own-post.ts";

type StrangersPress = { kind: "stranger"; context: Context; form: FormData } | { kind: "answer"; response: Response };

/** What the few routes call that stand outside the door: all that `authorPress` asks but who it is. */
export async function strangerPress(request: Request): Promise<StrangersPress> {
  if (!isOwnPost(request.headers)) return { kind: "answer", response: answerPage(pressedElsewhere) };
  const form = await readForm(request);
  if (form === null) return { kind: "answer", response: answerPage(unreadable) };
  return { kind: "stranger", context: await requestContext(), form };
}

/** Leads on with the cookies that the sign-in library has set. */
export function leadOn(answer: Response, path: string): Response {
  const response = seeOther(path);
  for (const cookie of answer.headers.getSetCookie()) response.headers.append("set-cookie", cookie);
  return response;
}
