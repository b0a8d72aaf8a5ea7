import type { AddedImpact, MovedImpact, OrderImpact, RetiredImpact } from "./impact.ts";

const numbers = new Intl.NumberFormat("en-US");

/** What a new order means, in sentences that stand by themselves, for the command line and as a summary. */
export function impactWords(impact: OrderImpact): string[] {
  return [
    `${readers(impact.live)} ${impact.live === 1 ? "is" : "are"} in the middle of it.`,
    ...impact.added.map((added) => `Added as Day ${added.day}: “${added.title}”. ${addedWords(added, impact)}`),
    ...impact.moved.map(
      (moved) => `Moved from Day ${moved.from} to Day ${moved.to}: “${moved.title}”. ${movedWords(moved)}`,
    ),
    ...impact.retired.map((gone) => `Retired, once Day ${gone.day}: “${gone.title}”. ${retiredWords(gone)}`),
    ...endingWords(impact),
  ];
}

export function addedWords(
  { had, past, coming, middle }: AddedImpact,
  { byCalendar }: Pick<OrderImpact, "byCalendar">,
): string {
  if (byCalendar) return "This course walks by its calendar: it comes to those whose date for it lies ahead.";
  const late =
    middle === 0
      ? ""
      : ` To ${numbers.format(middle)} of them the lesson behind it is on its way right now, so it comes after that one.`;
  const again = had === 0 ? "" : ` ${readers(had)} had it before, and ${had === 1 ? "does" : "do"} not get it again.`;
  return `${readers(past)} ${past === 1 ? "is" : "are"} past it, ${numbers.format(coming)} will come to it.${late}${again}`;
}

export function movedWords({ past, coming, next }: MovedImpact): string {
  const now =
    next === 0 ? "" : ` For ${numbers.format(next)} its new place lies behind them: they get it as their next lesson.`;
  return `${readers(past)} had come past its old place, and nothing changes for them. ${numbers.format(coming)} will come to it at its new one.${now}`;
}

export function retiredWords({ past, coming, queued }: RetiredImpact): string {
  const held =
    queued === 0 ? "" : ` ${numbers.format(queued)} of them would have it today, and get the one after it instead.`;
  return `${readers(past)} ${past === 1 ? "is" : "are"} past it, and keep it on their pages. ${numbers.format(coming)} would have come to it and will not.${held}`;
}

/** What is left to say: who would be at the end, and who is already. */
export function endingWords({ ending, finished, added }: OrderImpact): string[] {
  const words: string[] = [];
  if (ending > 0) {
    words.push(
      `${readers(ending)} ${ending === 1 ? "has" : "have"} had all that is left, and will have finished on their next day.`,
    );
  }
  if (finished > 0 && added.length > 0) {
    words.push(
      `${readers(finished)} ${finished === 1 ? "has" : "have"} finished it. They are not woken unless you say so.`,
    );
  }
  return words;
}

function readers(count: number): string {
  return `${numbers.format(count)} ${count === 1 ? "reader" : "readers"}`;
}
