import type { Progress } from "../../../../../../engine/letters/follow-progress.ts";

/** How a letter comes on, as the page and its script show it. */
export type Shown = {
  state: Progress["state"];
  /** Percent of those it goes to that have an end. */
  percent: number;
  headline: string;
  detail: string;
  rows: readonly (readonly [words: string, count: number])[];
  /** There is more to come, so it is asked for again. */
  isLive: boolean;
};

export function shownProgress(progress: Progress, now: Date): Shown {
  const { state, counts, expected } = progress;
  const ended = counts.accepted + counts.refused + counts.suppressed + counts.cancelled + counts.uncertain;
  const all = Math.max(expected, counts.planned);
  return {
    state,
    percent: all === 0 ? (state === "sent" ? 100 : 0) : Math.min(100, Math.floor((100 * ended) / all)),
    headline: `${counts.accepted.toLocaleString("en-US")} of ${all.toLocaleString("en-US")} sent`,
    detail: detailOf(progress, now),
    rows: rowsOf(progress).filter(([, count]) => count > 0),
    isLive: state === "sending" || state === "paused" || state === "scheduled",
  };
}

function detailOf({ state, counts, perMinute, endsAt, isPlanned }: Progress, now: Date): string {
  if (state === "scheduled") return "It has not begun.";
  if (state === "paused") return "Paused. What had begun is finished; nothing else goes out until you resume it.";
  if (state === "cancelled") return "Cancelled. Nothing more of it goes out.";
  if (state === "sent") return "Everybody it was for has had it.";
  const rate = `${perMinute.toLocaleString("en-US")} in the last minute`;
  if (endsAt !== null) return `${rate}, done ${spokenLeft(endsAt.getTime() - now.getTime())}.`;
  const waits = counts.heldForCourse + counts.heldForWinner;
  if (!isPlanned) return "The list of readers is being made.";
  return waits > 0 ? `${rate}. The rest waits, as said below.` : `${rate}.`;
}

function spokenLeft(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes <= 1) return "within a minute";
  if (minutes < 90) return `in about ${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `in about ${hours} hours` : `in about ${Math.round(hours / 24)} days`;
}

function rowsOf({ counts }: Progress): (readonly [string, number])[] {
  const { heldForCourse, heldForWinner, heldForPause } = counts;
  return [
    ["Taken by the provider", counts.accepted],
    ["Sent, no answer yet", counts.underWay],
    ["Waiting for their turn or hour", counts.waiting],
    ["Waiting because you paused it", heldForPause],
    ["Held until a course is over", heldForCourse],
    ["Waiting for the better subject", heldForWinner],
    ["Refused by the provider", counts.refused],
    ["Address must not be mailed", counts.suppressed],
    ["Not sent: they left meanwhile, or are left out", counts.cancelled],
    ["Perhaps arrived: not sent again by itself", counts.uncertain],
  ];
}
