import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { listMail } from "../../engine/mailbox.ts";
import { mailboxPath, readMailId, readPlace, readWhose } from "./address.ts";
import { ClockBar } from "./components/clock-bar.tsx";
import { Filter } from "./components/filter.tsx";
import { MailList } from "./components/mail-list.tsx";
import { PlugBar } from "./components/plug-bar.tsx";
import { Woke } from "./components/woke.tsx";
import { mailboxContext, senderName } from "./mailbox-context.ts";
import { readNight, readSleeper, readSleepersClock } from "./morning.ts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const mailOnPage = 25;

/** Every message that would have left, the newest first, and the buttons that make mornings pass. */
export default async function MailboxPage({ searchParams }: Props) {
  const context = await mailboxContext(await headers());
  if (context === null) notFound();
  const query = await searchParams;
  const place = readPlace(query);
  const sleeper = await readSleeper(context, { to: readWhose(query) });
  const clock = await readSleepersClock(context, sleeper);
  const { mail, count } = await listMail(context, {
    to: place.to ?? undefined,
    before: place.before ?? undefined,
    limit: mailOnPage,
  });
  const newFrom = readMailId(String(query.woke ?? ""));
  const older = mail.length === mailOnPage ? mail.at(-1) : undefined;
  return (
    <main id="main">
      <h1 className="sr-only">Mailbox</h1>
      <ClockBar context={context} sleeper={sleeper} clock={clock} place={place} />
      {place.to === null && place.before === null ? <PlugBar /> : null}
      {newFrom === null ? null : (
        <Woke {...(await readNight(context, { sleeper, newFrom }))} sleeper={sleeper} calendarAt={clock.calendarAt} />
      )}
      <Filter place={place} count={count} />
      <MailList from={senderName(context)} mail={mail} place={place} clock={clock} newFrom={newFrom} />
      <nav aria-label="Pages" className="mt-4 flex justify-between">
        {place.before === null ? <span /> : <a href={mailboxPath({ place: { to: place.to } })}>Newest</a>}
        {older === undefined ? null : <a href={mailboxPath({ place: { to: place.to, before: older.id } })}>Older</a>}
      </nav>
    </main>
  );
}
