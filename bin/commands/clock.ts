import { advanceCalendar, type Moved, readCalendar, resetCalendar } from "../../engine/mailbox.ts";
import { Trouble } from "../trouble.ts";
import { type Command, WrongUsage, withContext } from "./command.ts";
import { spokenUtc } from "./instant.ts";
import { parseSpan, spokenSpan } from "./span.ts";

export const clock: Command = {
  usage: "clock [show | advance <span> | reset]",
  summary: "Show or move the calendar while no real mail leaves; a span is such as 6h, 90m or 2d",
  async run([verb = "show", span, ...rest]) {
    if (rest.length > 0 || (span !== undefined && verb !== "advance")) throw new WrongUsage();
    if (verb === "show") return show();
    if (verb === "reset") return withContext(async (context) => report(await resetCalendar(context)));
    const byMs = verb === "advance" ? parseSpan(span ?? "") : null;
    if (byMs === null) throw new WrongUsage();
    return withContext(async (context) => report(await advanceCalendar(context, { byMs })));
  },
};

function show(): Promise<void> {
  return withContext(async (context) => {
    const { calendarAt, aheadMs, movable } = await readCalendar(context);
    console.log(`The calendar says ${spokenUtc(calendarAt)}, ${spokenSpan(aheadMs)}.`);
    if (!movable) console.log("It cannot be moved, because real mail leaves from here.");
  });
}

function report(moved: Moved): void {
  if (moved.kind === "refused") throw new Trouble(moved.message);
  console.log(`The calendar now says ${spokenUtc(moved.calendarAt)}.`);
}
