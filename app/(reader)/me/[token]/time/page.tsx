import type { Metadata } from "next";
import { formatSendTime, parseSendTime, spokenSendTime } from "../../../../../domain/calendar.ts";
import { spokenZone } from "../../../../../domain/spoken.ts";
import { zoneNamed } from "../../../../../domain/zones.ts";
import { changeRhythm } from "../../../../../engine/change-rhythm.ts";
import { type Choices, foreseeChoices, isLive } from "../../../../../engine/reader-choices.ts";
import { typedZone } from "../../../../api/signup/typed-zone.ts";
import { Field } from "../../../../components/field.tsx";
import { ZoneHint } from "../../../../components/signup/zone-hint.tsx";
import { Zones } from "../../../../components/signup/zones.tsx";
import { type Asked, type Query, readAsked } from "../../../asked.ts";
import { AskForm } from "../../../components/ask-form.tsx";
import { ChangePage } from "../../../components/change-page.tsx";
import { Foreseen } from "../../../components/foreseen.tsx";
import { Proposal } from "../../../components/proposal.tsx";
import { ZoneElsewhere } from "../../../components/zone-elsewhere.tsx";
import { readOwn } from "../../../own.ts";
import { changePath } from "../../../paths.ts";

export const metadata: Metadata = { title: "Send time and time zone" };

type Props = { params: Promise<{ token: string }>; searchParams: Query };

/** When in the day the lessons come, and by whose clock. */
export default async function TimePage({ params, searchParams }: Props) {
  const { token } = await params;
  const { choices } = await readOwn(token);
  const asked = await readAsked(searchParams);
  const zone = zoneNamed(typedZone(asked.value("timezone")));
  const sendMinute = parseSendTime(asked.value("sendTime"));
  return (
    <ChangePage
      token={token}
      title="Send time and time zone"
      lead={
        <p>
          Your lessons come at <strong>{spokenSendTime(choices.sendMinute)}</strong>, {spokenZone(choices.zone)} time,
          in every course. A change counts at once, and never brings a second lesson on one day.
        </p>
      }
    >
      {asked.isSent && zone !== null && sendMinute !== null ? (
        <Preview token={token} asked={asked} zone={zone} sendMinute={sendMinute} />
      ) : (
        <Form token={token} choices={choices} asked={asked} />
      )}
    </ChangePage>
  );
}

type Previewed = { token: string; asked: Asked; zone: string; sendMinute: number };

async function Preview({ token, asked, zone, sendMinute }: Previewed) {
  const { context, choices } = await readOwn(token);
  const act = (trial: typeof context) => changeRhythm(trial, { readerId: choices.readerId, zone, sendMinute });
  const { after } = await foreseeChoices(context, { token, act });
  return (
    <Proposal token={token} change="time" values={asked.values} button="Change it">
      <p>
        Your lessons would come at <strong>{spokenSendTime(sendMinute)}</strong>, {spokenZone(zone)} time.
      </p>
      <Foreseen courses={after?.courses.filter(isLive) ?? []} />
    </Proposal>
  );
}

function Form({ token, choices, asked }: { token: string; choices: Choices; asked: Asked }) {
  const isBack = asked.isSent || asked.isAgain;
  const zone = isBack ? asked.value("timezone") : choices.zone;
  const sendTime = isBack ? asked.value("sendTime") : formatSendTime(choices.sendMinute);
  const wrongZone = asked.isSent && zoneNamed(typedZone(zone)) === null;
  const wrongTime = asked.isSent && parseSendTime(sendTime) === null;
  return (
    <>
      <AskForm action={changePath(token, "time")}>
        <div className="grid gap-6 sm:grid-cols-[1fr_11rem]">
          <Field
            id="timezone"
            label="Time zone"
            hint={<ZoneHint fieldId="timezone" />}
            list="zones"
            autoComplete="off"
            spellCheck={false}
            defaultValue={zone.replaceAll("_", " ")}
            required
            error={wrongZone ? "Please choose a time zone from the list, such as Europe/Berlin." : undefined}
            autoFocus={wrongZone}
          />
          <Field
            id="sendTime"
            label="Send time"
            hint="Your local time."
            type="time"
            defaultValue={sendTime}
            required
            error={wrongTime ? "Please choose a time of day, such as 7:00 AM." : undefined}
            autoFocus={wrongTime && !wrongZone}
          />
          <Zones />
        </div>
      </AskForm>
      <ZoneElsewhere zone={choices.zone} fieldId="timezone" />
    </>
  );
}
