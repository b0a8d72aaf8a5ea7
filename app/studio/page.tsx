import type { Metadata } from "next";
import { spokenInstant, spokenZone } from "../../domain/spoken.ts";
import { readToday } from "../../engine/studio/today.ts";
import { ButtonLink } from "../components/button.tsx";
import { requireAuthor } from "./author.ts";
import { EmptyState } from "./components/empty-state.tsx";
import { Said } from "./components/note.tsx";
import { PageHeading } from "./components/page-heading.tsx";
import { Panel } from "./components/panel.tsx";
import { Concerns } from "./today/concerns.tsx";
import { FindReader } from "./today/find-reader.tsx";
import { Halted } from "./today/halted.tsx";
import { HoursAhead } from "./today/hours-ahead.tsx";
import { Live } from "./today/live.tsx";
import { liveWords } from "./today/live-words.ts";
import { NewReaders } from "./today/new-readers.tsx";
import { TellZone } from "./today/tell-zone.tsx";
import { TroubleList } from "./today/trouble.tsx";
import { Waiting } from "./today/waiting.tsx";
import { WentOutTable } from "./today/went-out.tsx";
import { authorZone, zoneCookie } from "./today/zone.ts";

export const metadata: Metadata = { title: "Today" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** What an author looks at first: what goes out, what does not, and why. */
export default async function TodayPage({ searchParams }: Props) {
  const { context, author } = await requireAuthor("viewer");
  const zone = await authorZone();
  const today = await readToday(context, { zone });
  const mayMend = author.role === "owner";
  return (
    <>
      <TellZone cookie={zoneCookie} known={zone} />
      <Said said={(await searchParams).said} words={{ welcome: `Welcome, ${author.name}.`, ...saids }} />
      <PageHeading title="Today" lead={`${spokenInstant(today.now, zone)}, ${spokenZone(zone)} time`}>
        <FindReader />
      </PageHeading>
      <Halted halt={today.halt} isWorkerAlive={today.isWorkerAlive} zone={zone} mayMend={mayMend} />
      <Concerns concerns={today.concerns} />
      {today.hasReaders ? null : <Nobody />}
      <div className="grid gap-4 sm:gap-6 lg:grid-cols-3">
        <div className="grid min-w-0 content-start gap-4 sm:gap-6 lg:col-span-2">
          <Panel title="What went wrong" id="trouble" region="What went wrong">
            <TroubleList trouble={today.trouble} mayMend={mayMend} />
          </Panel>
          <Panel title="The next 24 hours" id="ahead">
            <HoursAhead ahead={today.ahead} capacity={today.capacity} zone={zone} />
          </Panel>
          <Panel title="New readers" id="new">
            <NewReaders newReaders={today.newReaders} joined={today.joined} zone={zone} />
          </Panel>
        </div>
        <div className="grid min-w-0 content-start gap-4 sm:gap-6">
          <Panel title="Going out now" id="now">
            <Live initial={liveWords(today)} />
          </Panel>
          <Panel title="What went out" id="out">
            <WentOutTable today={today.today} yesterday={today.yesterday} />
          </Panel>
          <Panel title="What waits, and why" id="waits">
            <Waiting waits={today.waits} halt={today.halt} underWay={today.underWay} />
          </Panel>
        </div>
      </div>
    </>
  );
}

function Nobody() {
  return (
    <div className="mb-6">
      <EmptyState
        title="Nobody has signed up yet"
        words={<p>Be your own first reader: sign up on the site, confirm, and see here how Day 1 goes out.</p>}
      >
        <ButtonLink href="/">To the site</ButtonLink>
      </EmptyState>
    </div>
  );
}

const saids = {
  requeue: "It is sent again: a lesson at the next hour that the reader’s day allows, anything else at once.",
  "requeue-all": "They are sent again, each at the next hour that the reader’s day allows.",
  had: "It counts as had. Their course goes on with the next lesson.",
  resend: "It goes out once more, now.",
  leave: "It stays as it is, and is no trouble any more.",
  try: "One message tries at once whether the halt is over.",
  "go-on": "Sending goes on. What went out before is not held against it any more.",
  already: "Somebody had done that already, or it stands otherwise by now. Nothing was changed.",
} as const;
