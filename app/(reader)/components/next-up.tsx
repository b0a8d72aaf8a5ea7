import { ButtonLink } from "../../components/button.tsx";
import { unbroken } from "../../unbroken.ts";
import type { PassageFacts } from "./passage.tsx";

/**
 * What comes next in every course that is running, the soonest first: the lesson that is open now, when the following
 * one comes, or why it waits. A lesson that was not done is an open door, and nobody is told how long it stands open.
 */
export function NextUp({ passages }: { passages: readonly PassageFacts[] }) {
  const live = passages.filter(({ state }) => state === "active" || state === "paused").toSorted(bySoonest);
  if (live.length === 0) return null;
  return (
    <section className="mt-8" aria-labelledby="next-up">
      <h2 id="next-up" className="text-section">
        Next up
      </h2>
      <ol className="mt-4 grid gap-4">
        {live.map((passage, place) => (
          <li key={passage.courseSlug} className="rounded-card bg-surface p-5 sm:p-6">
            {live.length === 1 ? null : (
              <p className="mb-1 font-semibold text-quiet text-small">{passage.courseTitle}</p>
            )}
            <Course {...passage} isFirst={place === 0} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Those without a moment wait for something else and come last. */
function bySoonest(one: PassageFacts, other: PassageFacts): number {
  const never = Number.POSITIVE_INFINITY;
  const [first, second] = [one.next.at?.getTime() ?? never, other.next.at?.getTime() ?? never];
  return first === second ? 0 : first - second;
}

function Course({ days, next, isFirst }: PassageFacts & { isFirst: boolean }) {
  const open = days.find(({ mark, href }) => mark === "today" && href !== null);
  return (
    <>
      {open === undefined ? null : (
        <p className="font-bold font-display text-minor">
          Day {open.day} is open whenever you are: {open.title}
        </p>
      )}
      <p className={open === undefined ? "text-lead" : "mt-2"}>{unbroken(next.words)}</p>
      {open === undefined ? null : (
        <p className="mt-4">
          <ButtonLink href={open.href ?? undefined} look={isFirst ? "strong" : "quiet"}>
            Open day {open.day}
          </ButtonLink>
        </p>
      )}
    </>
  );
}
