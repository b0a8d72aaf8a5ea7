import { spokenInstant, spokenZone } from "../../../domain/spoken.ts";
import type { ReadMail } from "../../../mail/mailbox-read.ts";

type Opened = { mail: { at: Date; preheader: string; parsed: ReadMail }; zone: string };

/** What a mail client shows above a letter. */
export function Envelope({ mail, zone }: Opened) {
  const { subject, from, to } = mail.parsed;
  return (
    <header className="max-lg:mt-3">
      <h1 className="text-title">{subject}</h1>
      <p className="mt-1 text-quiet">{mail.preheader}</p>
      <dl className="mt-4 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-small">
        <Line name="From" value={from} />
        <Line name="To" value={to} />
        <Line name="Date" value={`${spokenInstant(mail.at, zone)}, in ${spokenZone(zone)}`} />
      </dl>
    </header>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-quiet">{name}</dt>
      <dd className="wrap-anywhere">{value}</dd>
    </>
  );
}
