import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { listMail, readMail } from "../../../engine/mailbox.ts";
import { mailboxPath, readLook, readMailId, readPlace } from "../address.ts";
import { Envelope } from "../components/envelope.tsx";
import { Letter } from "../components/letter.tsx";
import { Looks } from "../components/looks.tsx";
import { MailList } from "../components/mail-list.tsx";
import { mailboxContext, senderName } from "../mailbox-context.ts";
import { readSleeper, readSleepersClock } from "../morning.ts";

export const metadata: Metadata = { title: "A letter" };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const mailBeside = 25;

/** One message: as a mail client shows it, as text, its headers, its source; on a wide screen beside the list. */
export default async function MailPage({ params, searchParams }: Props) {
  const context = await mailboxContext(await headers());
  const id = readMailId((await params).id);
  const mail = context === null || id === null ? null : await readMail(context, { id });
  if (context === null || mail === null) notFound();
  const query = await searchParams;
  const place = readPlace(query);
  const look = readLook(query);
  const sleeper = await readSleeper(context, { to: mail.to });
  const clock = await readSleepersClock(context, sleeper);
  const list = { to: place.to ?? undefined, limit: mailBeside };
  const page = await listMail(context, { ...list, before: place.before ?? undefined });
  // A letter that was reached otherwise, from the month say, stands at the head of the list beside it.
  const isListed = page.mail.some((one) => one.id === mail.id);
  const beside = isListed ? page : await listMail(context, { ...list, before: mail.id + 1 });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <nav aria-label="Messages" className="max-lg:hidden">
        <MailList from={senderName(context)} mail={beside.mail} place={place} clock={clock} open={mail.id} />
      </nav>
      <main id="main">
        <p className="lg:hidden">
          <a href={mailboxPath({ place })}>Back to the list</a>
        </p>
        <Envelope mail={mail} zone={clock.zone} />
        <Looks id={mail.id} place={place} look={look} />
        <Letter mail={mail} look={look} />
      </main>
    </div>
  );
}
