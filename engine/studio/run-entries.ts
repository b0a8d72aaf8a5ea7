import type { Enrolment } from "../../db/enrolments.ts";
import type { listActsOn } from "../../db/studio/reader-story.ts";
import type { Entry, RowOf } from "./timeline.ts";

/** "reader paused" as "Ada: reader paused, in 30-Day Runner Core". The reason is what the author wrote. */
export function actEntry({ at, authorName, act, facts, courseTitle }: RowOf<typeof listActsOn>): Entry {
  const { reason, ...others } = facts;
  const told = Object.entries(others).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)] as const],
  );
  return {
    at,
    kind: "author",
    title: `${authorName}: ${act}${courseTitle === null ? "" : `, in ${courseTitle}`}`,
    words: typeof reason === "string" && reason !== "" ? `Because: ${reason}` : "",
    facts: told,
  };
}

const endWords: Partial<Record<Enrolment["state"], string>> = {
  finished: "Finished",
  left: "Left",
  restarted: "Ended a round of",
};

/** The beginnings and ends of a run. What a reader did about it stands among their changes as well, with the how. */
export function enrolmentEntries({ run, confirmedAt, endedAt, state }: Enrolment, courseTitle: string): Entry[] {
  const round = run === 1 ? "" : `, round ${run}`;
  const end = endWords[state];
  return [
    ...(confirmedAt === null
      ? []
      : [{ at: confirmedAt, kind: "reader" as const, title: `Began ${courseTitle}${round}`, words: "", facts: [] }]),
    ...(endedAt === null || end === undefined
      ? []
      : [{ at: endedAt, kind: "reader" as const, title: `${end} ${courseTitle}${round}`, words: "", facts: [] }]),
  ];
}
