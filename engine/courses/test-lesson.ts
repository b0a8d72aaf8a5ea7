import type { Outcome } from "../../mail/transport.ts";
import type { Context } from "../context.ts";
import { sendTest } from "../send-test.ts";
import { noteTest } from "../studio/note-test.ts";

export type TestedLesson =
  | { kind: "asked"; subject: string; outcome: Outcome }
  | { kind: "wrong"; message: string }
  | { kind: "too many" };

type Testing = {
  author: { id: string; name: string; address: string };
  slug: string;
  key: string;
  /** The name that the letter greets, or nobody's. */
  name: string | null;
};

/** Sends a lesson to the address of whoever asks, by the way that real mail takes, and says what came of it. */
export async function testLesson(context: Context, input: Testing): Promise<TestedLesson> {
  const { author, slug, key, name } = input;
  const facts = { what: `${slug}/${key}` };
  if (!(await noteTest(context, { author, act: "test sent", of: { facts } }))) return { kind: "too many" };
  const sent = await sendTest(context, { to: author.address, course: slug, lesson: key, name });
  return sent.kind === "wrong" ? sent : { kind: "asked", subject: sent.subject, outcome: sent.outcome };
}
