import { Button } from "../../components/button.tsx";
import type { Place } from "../address.ts";

/** Shows the mail to one address only. A plain form by GET, so the choice is in the page's own address. */
export function Filter({ place, count }: { place: Place; count: number }) {
  return (
    <div className="mt-8 mb-3 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <p className="font-semibold">
        {count === 1 ? "1 message" : `${count.toLocaleString("en-US")} messages`}
        {place.to === null ? null : (
          <span className="font-normal">
            {" "}
            to {place.to}. <a href="/mailbox">Show all</a>
          </span>
        )}
      </p>
      <form method="get" action="/mailbox" className="flex gap-2 max-sm:w-full" aria-label="Filter by address">
        <label htmlFor="to" className="sr-only">
          Only mail to this address
        </label>
        <input
          id="to"
          name="to"
          type="text"
          inputMode="email"
          autoComplete="off"
          spellCheck={false}
          defaultValue={place.to ?? ""}
          placeholder="Only mail to…"
          className="min-h-12 w-full min-w-0 rounded-card border-2 border-edge bg-surface px-3.5 py-2 text-ink placeholder:text-quiet hover:border-ink sm:w-64"
        />
        <Button type="submit" look="quiet">
          Filter
        </Button>
      </form>
    </div>
  );
}
