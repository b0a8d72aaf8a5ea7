import type { Metadata } from "next";
import { listSegments, readSegment } from "../../../../../db/studio/segments.ts";
import type { Context } from "../../../../../engine/context.ts";
import { countReaders } from "../../../../../engine/letters/schedule-issue.ts";
import { isAllowed } from "../../../../../engine/studio/author.ts";
import { requireAuthor } from "../../../author.ts";
import { Note, Said } from "../../../components/note.tsx";
import { IssueHeading } from "../../components/issue-heading.tsx";
import { issueOf, type OpenedIssue, type Params } from "../../issue-id.ts";
import { countChosen } from "./count-chosen.ts";
import { ConfirmForm } from "./parts/confirm-form.tsx";
import { PlanForm } from "./parts/plan-form.tsx";
import { TestForm } from "./parts/test-form.tsx";
import { UnderWay } from "./parts/under-way.tsx";
import { type Chosen, readChosen, readPlan, triesSubjects, usualChoice } from "./plan.ts";

export const metadata: Metadata = { title: "Send" };

type Query = Record<string, string | string[] | undefined>;
type Props = Params & { searchParams: Promise<Query> };

export default async function SendPage(props: Props) {
  const { context, author } = await requireAuthor("viewer");
  const opened = await issueOf(context, props);
  const { issue, newsletter } = opened;
  const query = await props.searchParams;
  const isOwner = isAllowed(author, "owner");
  return (
    <>
      <IssueHeading opened={opened} here="send" />
      <Said said={query.said} words={said} />
      <div className="grid gap-6">
        {issue.state !== "draft" ? (
          <UnderWay context={context} opened={opened} isOwner={isOwner} />
        ) : newsletter.retiredAt !== null ? (
          <Note>
            {newsletter.title} has ended, so this draft cannot be sent. Open the newsletter again on{" "}
            <a href={`/studio/letters/newsletters/${newsletter.slug}`}>its page</a>, and then come back here.
          </Note>
        ) : isOwner ? (
          <Draft context={context} opened={opened} query={query} />
        ) : (
          <Note>Only an owner may send a letter. You may look at it under Write and Check.</Note>
        )}
        {isOwner && issue.state === "draft" && newsletter.retiredAt === null && query.ready === undefined ? (
          <TestForm id={issue.id} address={author.address} subjectB={issue.subjectB} />
        ) : null}
      </div>
    </>
  );
}

const said = {
  tested: "The test is on its way to you.",
  scheduled: "The letter is scheduled. Until then it can be taken back.",
  sending: "The letter begins to go out.",
  pause: "Paused. No further letter begins to go out.",
  resume: "It goes on.",
  cancel: "Cancelled. Nothing more of it goes out.",
  back: "It is a draft again. Nobody has received it.",
  corrected: "From here on everybody gets the corrected text.",
  same: "The text is the one that goes out already.",
} as const;

/** A form without scripts comes back with what it held, and with how many readers its choice comes to. */
async function asCounted(
  context: Context,
  { opened: { issue, newsletter }, chosen, query }: { opened: OpenedIssue; chosen: Chosen; query: Query },
) {
  const kept = { subjectB: issue.subjectB ?? "", isInArchive: !issue.private };
  if (query.counted === undefined) return { counted: null, typed: kept };
  const subjectB = typeof query.subjectB === "string" ? query.subjectB.slice(0, 300) : kept.subjectB;
  const counted = await countChosen(context, { newsletterId: newsletter.id, to: chosen.to });
  return { counted, typed: { subjectB, isInArchive: query.archive !== undefined } };
}

type Drafted = { context: Context; opened: OpenedIssue; query: Query };

async function Draft({ context, opened, query }: Drafted) {
  const { issue, newsletter } = opened;
  const { calendarAt: now } = await context.clocks.read(context.db);
  const chosen = readChosen({ get: (name) => query[name] }, usualChoice(now));
  const plan = readPlan(chosen, { triesSubjects: triesSubjects(issue, chosen) });
  const isReady = typeof query.ready === "string" && query.ready === String(issue.revision) && issue.versionId !== null;
  if (!isReady || plan.kind === "wrong") {
    const errors = plan.kind === "wrong" && query.again !== undefined ? plan.errors : {};
    return (
      <>
        {query.ready !== undefined && !isReady ? (
          <Note>The letter was changed after it was made ready. Look at it again, then go on.</Note>
        ) : null}
        <PlanForm
          opened={opened}
          siteName={context.settings.siteName}
          chosen={chosen}
          errors={errors}
          segments={await listSegments(context.db)}
          {...(await asCounted(context, { opened, chosen, query }))}
        />
      </>
    );
  }
  const segment = plan.segmentId === null ? null : await readSegment(context.db, { id: plan.segmentId });
  const readers = await countReaders(context, { newsletterId: newsletter.id, audience: segment?.filter ?? null });
  return (
    <ConfirmForm
      opened={opened}
      sender={newsletter.senderName ?? context.settings.siteName}
      siteName={context.settings.siteName}
      chosen={chosen}
      plan={plan}
      segment={segment?.name ?? null}
      readers={readers}
      sizeDiffers={query.again === "size"}
    />
  );
}
