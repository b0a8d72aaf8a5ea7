import type { Metadata } from "next";
import type { ReactNode } from "react";
import type { Audience } from "../../../../../domain/pacing.ts";
import { spokenInstant } from "../../../../../domain/spoken.ts";
import type { AddedImpact, OrderImpact } from "../../../../../engine/courses/impact.ts";
import { addedWords, endingWords, movedWords, retiredWords } from "../../../../../engine/courses/impact-words.ts";
import { readWaitingOrder, type WaitingOrder } from "../../../../../engine/courses/pending.ts";
import { isAllowed } from "../../../../../engine/studio/author.ts";
import { Button } from "../../../../components/button.tsx";
import { requireAuthor } from "../../../author.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import { Tick } from "../../../components/fields.tsx";
import { Note } from "../../../components/note.tsx";
import { PageHeading } from "../../../components/page-heading.tsx";
import { Panel } from "../../../components/panel.tsx";
import { PressForm } from "../../../components/press-form.tsx";
import { coursePath, namesIn } from "../../course-paths.ts";
import { CourseTabs } from "../course-tabs.tsx";

export const metadata: Metadata = { title: "A new order" };

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** A new order of lessons, whom it meets, and what shall happen to them. */
export default async function OrderPage({ params, searchParams }: Props) {
  const { context, author } = await requireAuthor("viewer");
  const { slug } = await namesIn(params);
  const { said } = await searchParams;
  const waiting = await readWaitingOrder(context, { slug });
  const title = waiting?.course.facts.title ?? "This course";
  return (
    <>
      <PageHeading title="A new order" back={{ href: coursePath(slug), words: title }} />
      <CourseTabs slug={slug} here="order" waits />
      {said === "replaced" ? (
        <Note kind="wrong">
          The order was published anew while you looked. Nothing was changed; here is what waits now.
        </Note>
      ) : null}
      {said === "contradiction" ? (
        <Note kind="wrong">
          What course.ts says now does not go together with what was changed in the settings here. Take the setting back
          first, then apply the order.
        </Note>
      ) : null}
      {waiting === null ? (
        <EmptyState
          title="No order waits"
          words="When you publish a course whose lessons were added, moved or retired while readers are under way, it waits here until you have seen whom it meets."
        />
      ) : (
        <Waiting slug={slug} waiting={waiting} mayApply={isAllowed(author, "owner")} />
      )}
    </>
  );
}

function Waiting({ slug, waiting, mayApply }: { slug: string; waiting: WaitingOrder; mayApply: boolean }) {
  const { change, impact } = waiting;
  const { added, moved, retired, live, finished, byCalendar } = impact;
  return (
    <>
      <p className="mb-6 max-w-[62ch]">
        Published {spokenInstant(change.foundAt, "UTC")} UTC, and not in place yet: {number(live)}{" "}
        {live === 1 ? "reader is" : "readers are"} in the middle of this course. The words that were edited with it wait
        as well, since each lesson says which day it is. To drop it, put the files back and publish again.
      </p>
      <PressForm
        action={`${coursePath(slug, "order")}/now`}
        values={{ hash: change.sourceHash }}
        className="grid gap-6"
      >
        {added.map((one) => (
          <Changed key={one.key} heading={`Added as Day ${one.day}: ${one.title}`} words={addedWords(one, impact)}>
            {byCalendar ? null : <Audiences added={one} isOpen={mayApply} />}
          </Changed>
        ))}
        {moved.map((one) => (
          <Changed
            key={one.key}
            heading={`Moved from Day ${one.from} to Day ${one.to}: ${one.title}`}
            words={movedWords(one)}
          />
        ))}
        {retired.map((one) => (
          <Changed key={one.key} heading={`Retired, once Day ${one.day}: ${one.title}`} words={retiredWords(one)} />
        ))}
        <Ends impact={impact} />
        {mayApply ? (
          <div className="grid justify-items-start gap-3">
            {added.length > 0 && finished > 0 && !byCalendar ? (
              <Tick
                id="wake"
                value="yes"
                label={`Also wake the ${number(finished)} who have finished`}
                hint="They get what is added and stands ahead of them, at their own next hour, and have finished again after it."
              />
            ) : null}
            <Button type="submit">Put this order in place</Button>
          </div>
        ) : (
          <Note>Only an owner may put it in place.</Note>
        )}
      </PressForm>
    </>
  );
}

function Changed({ heading, words, children }: { heading: string; words: string; children?: ReactNode }) {
  return (
    <Panel title={heading}>
      <p className="max-w-[62ch]">{words}</p>
      {children}
    </Panel>
  );
}

/** The default keeps everybody's days as they are: it comes to those who have not come to its place yet. */
function Audiences({ added, isOpen }: { added: AddedImpact; isOpen: boolean }) {
  const { key, past, coming, had } = added;
  const again = had === 0 ? "" : ", but nobody who had it before";
  const choices: readonly [Audience, string, string][] = [
    ["ahead", "Everyone not past it", `${number(coming)} of those under way, and all new readers.`],
    [
      "all",
      "Also those past it",
      `${number(coming + past)} under way${again}, and all new readers. To those past it, it comes as their next lesson, on a day of its own.`,
    ],
    ["new", "New readers only", "Nobody who is under way; whoever confirms from now on."],
  ];
  return (
    <fieldset className="mt-4" disabled={!isOpen}>
      <legend className="font-semibold">Who gets it</legend>
      {choices.map(([audience, words, hint]) => (
        <div key={audience} className="mt-1">
          <label htmlFor={`for-${key}-${audience}`} className="flex min-h-11 items-center gap-3">
            <input
              type="radio"
              id={`for-${key}-${audience}`}
              name={`for:${key}`}
              value={audience}
              defaultChecked={audience === "ahead"}
              aria-describedby={`for-${key}-${audience}-hint`}
              className="size-5 flex-none accent-brand"
            />
            {words}
          </label>
          <p id={`for-${key}-${audience}-hint`} className="ml-8 max-w-[62ch] text-quiet text-small">
            {hint}
          </p>
        </div>
      ))}
    </fieldset>
  );
}

function Ends({ impact }: { impact: OrderImpact }) {
  const words = endingWords(impact);
  if (words.length === 0) return null;
  return (
    <Panel title="At the end of the course">
      {words.map((sentence) => (
        <p key={sentence} className="max-w-[62ch]">
          {sentence}
        </p>
      ))}
    </Panel>
  );
}

function number(count: number): string {
  return count.toLocaleString("en-US");
}
