import { spokenInstant } from "../../../domain/spoken.ts";
import type { Context } from "../../../engine/context.ts";
import { readCalendar } from "../../../engine/mailbox.ts";
import { spokenLead } from "../../mailbox/spoken-times.ts";
import { authorZone } from "../today/zone.ts";

/** Whoever has played the month looks at dates that no wall shows, so that is said above all of them. */
export async function MovedClock({ context }: { context: Context }) {
  if (!context.settings.movableClock) return null;
  const { calendarAt, aheadMs } = await readCalendar(context);
  const lead = spokenLead(aheadMs);
  if (lead === null) return null;
  return (
    <aside aria-label="The calendar" className="mx-auto w-full max-w-7xl px-5 pt-4 text-quiet text-small sm:px-8">
      <p>
        The calendar was moved and is {lead} {aheadMs < 0 ? "behind" : "ahead"}: here it is{" "}
        {spokenInstant(calendarAt, await authorZone())}. <a href="/mailbox">Back to today, in the mailbox</a>
      </p>
    </aside>
  );
}
