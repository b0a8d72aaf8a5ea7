import { spokenInstant, spokenZone } from "../../../domain/spoken.ts";
import type { Context } from "../../../engine/context.ts";
import { Button } from "../../components/button.tsx";
import { unbroken } from "../../unbroken.ts";
import type { Place } from "../address.ts";
import { readMonth } from "../month.ts";
import type { readSleepersClock, Sleeper } from "../morning.ts";
import { spokenLead } from "../spoken-times.ts";
import { PlayMonth } from "./play-month.tsx";

type Shown = {
  context: Context;
  sleeper: Sleeper;
  clock: Awaited<ReturnType<typeof readSleepersClock>>;
  place: Place;
};

/** What day it is for the sleeper, and the buttons that make mornings pass. */
export async function ClockBar({ context, sleeper, clock, place }: Shown) {
  const lead = spokenLead(clock.aheadMs);
  return (
    <section aria-label="The calendar" className="rounded-card bg-surface p-5 sm:p-6">
      <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-4">
        <div>
          <p className="font-display font-bold text-minor">
            {unbroken(spokenInstant(clock.calendarAt, clock.zone))}, in {spokenZone(clock.zone)}
          </p>
          {lead === null ? (
            <p className="mt-1 text-quiet text-small">The same as your clock. Pass the time and see what comes.</p>
          ) : (
            <form method="post" action="/mailbox/today" className="mt-1 text-quiet text-small">
              <To place={place} />
              {lead} ahead of your clock.{" "}
              <button type="submit" className="cursor-pointer text-link underline underline-offset-[0.18em]">
                Back to today
              </button>
            </form>
          )}
        </div>
        {sleeper.address === null ? null : (
          <form method="post" action="/mailbox/morning" className="max-sm:w-full">
            <To place={place} />
            <Button type="submit" className="max-sm:w-full">
              Next morning
            </Button>
          </form>
        )}
      </div>
      {sleeper.address === null ? null : (
        <PlayMonth to={sleeper.address} month={await readMonth(context, { sleeper, today: clock.today })} />
      )}
    </section>
  );
}

function To({ place }: { place: Place }) {
  return place.to === null ? null : <input type="hidden" name="to" value={place.to} />;
}
