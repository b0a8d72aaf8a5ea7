import { countActs, lockAuthor } from "../../db/studio/act-limits.ts";
import type { Outcome } from "../../mail/transport.ts";
import type { Context } from "../context.ts";
import { sendTest } from "../send-test.ts";
import { recordAct } from "../studio/audit.ts";

/** In an hour: enough to try a week of lessons in every form, and no way to fill a mailbox. */
const mostTests = 20;
const spanMs = 3_600_000;

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
  if (!(await noteTest(context, input))) return { kind: "too many" };
  const sent = await sendTest(context, { to: author.address, course: slug, lesson: key, name });
  return sent.kind === "wrong" ? sent : { kind: "asked", subject: sent.subject, outcome: sent.outcome };
}

/** Noted before it is sent, under the author's lock, so that many presses at once are counted too. */
function noteTest(context: Context, { author, slug, key }: Testing): Promise<boolean> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    await lockAuthor(tx, { id: author.id });
    const since = new Date(now.getTime() - spanMs);
    if ((await countActs(tx, { authorId: author.id, act: "test sent", since })) >= mostTests) return false;
    await recordAct(tx, { author, act: "test sent", now, facts: { what: `${slug}/${key}` } });
    return true;
  });
}
