import Link from "next/link";
import type { ListedMail } from "../../../engine/mailbox.ts";
import { mailboxPath, type Place } from "../address.ts";
import { spokenArrival } from "../spoken-times.ts";

type Listed = {
  /** Who writes here, as a mail client would name them. */
  from: string;
  mail: readonly ListedMail[];
  place: Place;
  clock: { calendarAt: Date; zone: string };
  /** From this message on they came with the last morning. */
  newFrom?: number | null;
  /** The message that is open beside the list. */
  open?: number;
};

export function MailList({ from, mail, place, clock, newFrom = null, open }: Listed) {
  if (mail.length === 0) return <NoMail place={place} />;
  return (
    <ul className="overflow-hidden rounded-card bg-surface">
      {mail.map((one) => (
        <li key={one.id} className="border-line border-b last:border-b-0">
          <Link
            href={mailboxPath({ id: one.id, place })}
            prefetch={false}
            aria-current={one.id === open ? "page" : undefined}
            className="group block px-4 py-3 text-ink no-underline hover:bg-sunk aria-[current]:bg-rest aria-[current]:text-rest-ink sm:px-5"
          >
            <span className={`flex items-baseline justify-between gap-4 ${quiet}`}>
              <span className="truncate">
                {from} to {one.to}
              </span>
              <time dateTime={one.at.toISOString()} className="flex-none">
                {spokenArrival({ at: one.at, now: clock.calendarAt, zone: clock.zone })}
              </time>
            </span>
            <span className="flex items-center gap-2.5">
              {newFrom !== null && one.id >= newFrom ? <New /> : null}
              <span className="truncate font-semibold">{one.subject}</span>
            </span>
            <span className={`block truncate ${quiet}`}>{one.preheader}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

const quiet = "text-small text-quiet group-aria-[current]:text-rest-ink";

function New() {
  return (
    <span className="flex-none rounded-baton bg-today px-2.5 font-semibold text-tiny text-today-ink leading-5">
      New
    </span>
  );
}

function NoMail({ place }: { place: Place }) {
  return (
    <div className="rounded-card bg-surface px-5 py-10 sm:px-8">
      <h2 className="text-section">{place.to === null ? "No mail yet" : "No mail to this address"}</h2>
      <p className="mt-2">
        {place.to === null
          ? "Sign up for a course on the site. What would go out by mail lands here."
          : "Look at the spelling, or see the mail to everybody."}
      </p>
      <p className="mt-4">{place.to === null ? <a href="/">Choose a course</a> : <a href="/mailbox">All mail</a>}</p>
    </div>
  );
}
