import type { ReactNode } from "react";
import type { DayMark } from "../../../domain/streaks.ts";

/** The word for each mark of the picture: in its legend, and for those who do not see it. */
const markWords: Readonly<Record<DayMark, string>> = {
  done: "Done",
  today: "Today",
  missed: "Sent, not done",
  frozen: "Kept by a freeze",
  rest: "Rest",
  coming: "To come",
};

/** Of a course that is over nothing comes any more. */
const markWordsOfOver: typeof markWords = { ...markWords, coming: "Not sent" };

export function wordsOfMarks({ isOver }: { isOver: boolean }): typeof markWords {
  return isOver ? markWordsOfOver : markWords;
}

/** A sign beside the color, so that no mark is told by color alone. */
export function MarkSign({ mark }: { mark: DayMark }) {
  return (
    <svg viewBox="0 0 16 16" className="size-3.5" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
      {signs[mark]}
    </svg>
  );
}

const signs: Readonly<Record<DayMark, ReactNode>> = {
  done: <path d="m2.5 8.5 3.5 3.5 7.5-8" strokeLinecap="round" strokeLinejoin="round" />,
  // The sun over the horizon.
  today: <path d="M1 12.5h14M3.5 12.5a4.5 4.5 0 0 1 9 0M8 3v2M2.5 5.5 4 7M13.5 5.5 12 7" strokeLinecap="round" />,
  missed: <path d="M2 4h12v8.5H2zM2 4.5l6 4.5 6-4.5" strokeLinejoin="round" />,
  // A crystal of frost.
  frozen: <path d="M8 2v12M2.8 5l10.4 6M13.2 5 2.8 11" strokeLinecap="round" />,
  // Two blades of grass.
  rest: (
    <path d="M8 14V7M8 10C4 10 3 7 3 4c3 0 5 2 5 6Zm0-1c0-3 1.5-5 5-5.5 0 3.5-1.5 5.5-5 5.5Z" strokeLinejoin="round" />
  ),
  coming: null,
};
