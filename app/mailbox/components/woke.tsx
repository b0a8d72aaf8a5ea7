import { spokenInstant } from "../../../domain/spoken.ts";
import type { ListedMail } from "../../../engine/mailbox.ts";
import { unbroken } from "../../unbroken.ts";

type Awake = { mail: readonly ListedMail[]; clock: { calendarAt: Date; zone: string } };

/** What the night brought, said once after the button "Next morning". */
export function Woke({ mail, clock }: Awake) {
  const came =
    mail.length === 0
      ? "Nothing came last night."
      : mail.length === 1
        ? `“${mail[0]?.subject}” came.`
        : // The list holds a page of them; how many came beyond it is not counted.
          mail.length < 25
          ? `${mail.length} messages came.`
          : "A pile of messages came.";
  return (
    <p role="status" className="mt-4 rounded-card bg-rest px-5 py-4 text-rest-ink">
      Good morning. It is {unbroken(spokenInstant(clock.calendarAt, clock.zone))}. {came}
    </p>
  );
}
