import { countActs, lockAuthor } from "../../db/studio/act-limits.ts";
import type { Context } from "../context.ts";
import { recordAct } from "./audit.ts";

/** In an hour, of each kind: enough to try a week of lessons in every form, and no way to fill a mailbox. */
const mostTests = 20;
const spanMs = 3_600_000;

type Test = {
  author: { id: string; name: string };
  act: "test sent" | "issue tested";
  /** What is tested, for the log. */
  of: Pick<Parameters<typeof recordAct>[1], "issueId" | "facts">;
};

/**
 * Notes that an author sends themselves a test; false when it would be one too many. Noted before it is sent and under
 * the author's lock, so that many presses at once are counted too.
 */
export function noteTest(context: Context, { author, act, of }: Test): Promise<boolean> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    await lockAuthor(tx, { id: author.id });
    const since = new Date(now.getTime() - spanMs);
    if ((await countActs(tx, { authorId: author.id, act, since })) >= mostTests) return false;
    await recordAct(tx, { author, act, now, ...of });
    return true;
  });
}
