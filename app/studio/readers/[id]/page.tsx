import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { localDay, spokenSendTime } from "../../../../domain/calendar.ts";
import { spokenDate, spokenZone } from "../../../../domain/spoken.ts";
import type { ReaderStory } from "../../../../engine/studio/reader-story.ts";
import { type Query, readAsked } from "../../../(reader)/asked.ts";
import { requireAuthor } from "../../author.ts";
import { Note, Said } from "../../components/note.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { Pages } from "../../components/pages.tsx";
import { Panel } from "../../components/panel.tsx";
import { readerPath } from "../paths.ts";
import { suppressionWords } from "../words.ts";
import { actWords } from "./act-words.ts";
import { actKinds, actPath } from "./acts.ts";
import { Courses } from "./components/courses.tsx";
import { TagBox } from "./components/tag-box.tsx";
import { TimelineList } from "./components/timeline-list.tsx";
import { storyOf } from "./read-reader.ts";

export const metadata: Metadata = { title: "Reader" };

type Props = { params: Promise<{ id: string }>; searchParams: Query };

/** One reader: whether they got their lesson, and all that happened with the why. */
export default async function ReaderPage({ params, searchParams }: Props) {
  const { context, author } = await requireAuthor("viewer");
  const asked = await readAsked(searchParams);
  const before = instantIn(asked.value("before"));
  const story = await storyOf(context, (await params).id, before);
  if (story === null) notFound();
  const { reader, courses, timeline, now } = story;
  const isOwner = author.role === "owner";
  const own = readerPath(reader.id);
  return (
    <>
      <Said said={asked.value("said")} words={saidWords} />
      {asked.value("fault") === "tag" ? (
        <Note kind="wrong">Nothing was changed. A tag is a word or two, up to 60 characters.</Note>
      ) : null}
      <PageHeading
        title={<bdi className="[overflow-wrap:anywhere]">{reader.name ?? reader.address}</bdi>}
        back={{ href: "/studio/readers", words: "Readers" }}
        lead={reader.name === null ? undefined : <bdi className="[overflow-wrap:anywhere]">{reader.address}</bdi>}
      />
      <div className="grid gap-6">
        <Panel title="Did they get their lesson?">
          <Courses courses={courses} readerId={reader.id} isOwner={isOwner} />
        </Panel>
        <div className="grid items-start gap-6 lg:grid-cols-[2fr_1fr]">
          <Panel title="What happened, and why">
            <TimelineList timeline={timeline} readerId={reader.id} zone={reader.zone} now={now} />
            <Pages
              newest={before === null ? null : own}
              older={timeline.olderThan === null ? null : `${own}?before=${timeline.olderThan.toISOString()}`}
            />
          </Panel>
          <div className="grid gap-6">
            <Panel title="About them">
              <Facts story={story} />
            </Panel>
            <Panel title="Tags">
              <TagBox readerId={reader.id} tags={story.tags} isOwner={isOwner} />
            </Panel>
            {isOwner ? <ForThem readerId={reader.id} /> : null}
          </div>
        </div>
      </div>
    </>
  );
}

const saidWords: Record<string, string> = {
  ...Object.fromEntries(actKinds.map((kind) => [kind, actWords[kind].said])),
  already: "Nothing was to be changed: it was so already.",
  tagged: "The tag is on.",
  untagged: "The tag is off.",
};

function ForThem({ readerId }: { readerId: number }) {
  return (
    <Panel title="For all of their courses">
      <ul className="grid gap-1">
        {(["time", "leave", "erase"] as const).map((kind) => (
          <li key={kind}>
            <a href={actPath(readerId, kind)} className="inline-flex min-h-11 items-center">
              {actWords[kind].title}
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Facts({ story }: { story: ReaderStory }) {
  const { reader, newsletters, suppressedFor } = story;
  const dateOf = (at: Date | null) => (at === null ? "never" : spokenDate(localDay(at, reader.zone)));
  const facts: [string, string][] = [
    ["Lessons come at", `${spokenSendTime(reader.sendMinute)}, ${spokenZone(reader.zone)} time`],
    ["Signed up", dateOf(reader.createdAt)],
    ["Confirmed", dateOf(reader.confirmedAt)],
    ["Last seen", dateOf(reader.lastSeenAt)],
    ["Came by", reader.source ?? "unknown"],
    ["May be mailed", suppressedFor === null ? "yes" : `no: ${suppressionWords[suppressedFor] ?? suppressedFor}`],
    ["Lessons a day", reader.dailyBudget === null ? "one of each course" : `at most ${reader.dailyBudget}`],
    ["Opens and clicks", reader.tracking ? "may be noted" : "are not noted: they asked us not to"],
    ...newsletters.map(({ title, state }): [string, string] => [title, followWords[state]]),
  ];
  return (
    <dl className="grid gap-2">
      {facts.map(([name, value]) => (
        <div key={name} className="grid grid-cols-[minmax(0,9rem)_minmax(0,1fr)] gap-x-3">
          <dt className="text-quiet text-small">{name}</dt>
          <dd className="m-0 [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const followWords = { waiting: "asked for, not confirmed", following: "follows", left: "left" } as const;

/** An instant in a link of ours; anything else is none. */
function instantIn(text: string): Date | null {
  const isOurs = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && Number.isFinite(Date.parse(text));
  return isOurs ? new Date(text) : null;
}
