import { spokenPercent } from "../../../../../domain/figures/share.ts";
import type { IssueFigures, Results } from "../../../../../engine/letters/read-results.ts";
import type { Numbers } from "../../../components/charts/picture.tsx";

/** The pictures of the page, by the names of their files. */
export const pictureNames = ["outcome", "history", "links", "subjects"] as const;
export type PictureName = (typeof pictureNames)[number];

/** The numbers behind each picture, for the table beside it and for its file. */
export function numbersOf(name: PictureName, results: Results): Numbers {
  return makers[name](results);
}

const makers: Record<PictureName, (results: Results) => Numbers> = {
  outcome: (results) => ({
    columns: ["What", "Readers", "Of those taken by the provider, %", "Usually, %"],
    rows: outcomesOf(results).map(({ words, count, usual }) => [
      words,
      count,
      words === planned ? null : percentOf(count, results.accepted),
      usual === null ? null : rounded(usual),
    ]),
  }),
  history: (results) => ({
    columns: [
      "Letter",
      "Taken by the provider",
      "People who clicked",
      "Left because of it",
      "Came back",
      "Marked as spam",
    ],
    rows: historyOf(results).map(({ title, accepted, clicked, left, bounced, complained }, place) => [
      `${place + 1}. ${title}`,
      accepted,
      clicked,
      left,
      results.isTold ? bounced : null,
      results.isTold ? complained : null,
    ]),
  }),
  links: ({ links }) => ({
    columns: ["Link", "People", "Clicks"],
    rows: links.map(({ url, people, clicks }) => [url, people, clicks]),
  }),
  subjects: ({ issue: { subject, subjectB, testResult } }) => ({
    columns: ["Subject", "Had it", "People who clicked", "Clicked, %"],
    rows:
      testResult === null
        ? []
        : [[`First: ${subject}`, testResult.a] as const, [`Other: ${subjectB ?? ""}`, testResult.b] as const].map(
            ([words, { accepted, clicked }]) => [words, accepted, clicked, percentOf(clicked, accepted)],
          ),
  }),
};

const planned = "It was meant for";

export type Outcome = {
  words: string;
  /** Null: the provider has not told. */
  count: number | null;
  /** The middle one of the letters before, as a share of what was taken; null where there is none. */
  usual: number | null;
};

/** What came of a letter, from whom it was meant for to who left because of it. */
export function outcomesOf(results: Results): Outcome[] {
  const { counts, isTold } = results;
  const row = (words: string, count: number | null, of?: Compared) => ({
    words,
    count,
    usual: of === undefined || count === null ? null : usualShare(results.before, of),
  });
  return [
    row(planned, counts.planned),
    row("Taken by the provider", results.accepted),
    row("Delivered", isTold ? results.delivered : null),
    ...(isTold && results.neverSent > 0 ? [row("Never sent, though taken", results.neverSent)] : []),
    row("Came back", isTold ? results.bounced : null, "bounced"),
    row("Marked as spam", isTold ? results.complained : null, "complained"),
    row("People who opened, as far as can be seen", results.opened),
    row("People who clicked", results.clicked, "clicked"),
    row("Left because of it", results.left, "left"),
    row("Refused by the provider", counts.refused),
    row("Address must not be mailed", counts.suppressed),
    row("Not sent: they left meanwhile, or were left out", counts.cancelled),
    row("Perhaps arrived: not sent again by itself", counts.uncertain),
    row("Sent once more, because you chose to", counts.copies),
  ];
}

type Compared = "bounced" | "complained" | "left" | "clicked";

/** The middle one of the letters before: one that went badly does not move it. */
function usualShare(before: readonly IssueFigures[], of: Compared): number | null {
  const shares = before
    .filter(({ accepted }) => accepted > 0)
    .map((figures) => figures[of] / figures.accepted)
    .toSorted((one, other) => one - other);
  return shares[Math.floor((shares.length - 1) / 2)] ?? null;
}

/** The newsletter's letters up to this one, the oldest first. */
export function historyOf(results: Results): readonly IssueFigures[] {
  return [...results.before.toReversed(), results];
}

function percentOf(count: number | null, of: number): number | null {
  return count === null || of === 0 ? null : rounded(count / of);
}

function rounded(share: number): number {
  return Number((share * 100).toFixed(2));
}

/** "12 (1.2%)". */
export function spokenOf(count: number, of: number): string {
  const words = count.toLocaleString("en-US");
  return of === 0 ? words : `${words} (${spokenPercent(count / of)})`;
}
