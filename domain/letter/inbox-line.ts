import { cutAtSlots } from "./slots.ts";

/** About as many letters of a subject as common inboxes show before they cut it. */
const shownLetters = { phone: 38, desktop: 70 } as const;

/** Of the line after the subject: fewer leave room empty, more are shown by none. */
const previewLetters = { fewest: 30, most: 140 } as const;

/**
 * How a line is judged, in words for its author: `good` is seen whole, `look` is theirs to decide, `stop` may not go.
 * The one rule for the desk, the check and the step before sending.
 */
export type LineVerdict = { state: "good" | "look" | "stop"; words: string };

export function judgeSubject(subject: string): LineVerdict {
  const letters = countLetters(subject);
  if (letters === 0) return { state: "stop", words: "There is none yet. Say in one line what the letter is about." };
  const count = letters === 1 ? "It has 1 letter." : `It has ${letters} letters.`;
  if (letters > shownLetters.desktop) {
    return { state: "look", words: `${count} Every inbox cuts it, most of them after about ${shownLetters.desktop}.` };
  }
  if (letters > shownLetters.phone) {
    return { state: "look", words: `${count} A phone cuts it after about ${shownLetters.phone}.` };
  }
  return { state: "good", words: `${count} A phone shows all of it.` };
}

export function judgePreview({ subject, preheader }: { subject: string; preheader: string }): LineVerdict {
  const letters = countLetters(preheader);
  if (letters === 0) return { state: "stop", words: "There is none yet. An inbox shows it after the subject." };
  if (preheader.trim() === subject.trim()) {
    return { state: "look", words: "It repeats the subject. Say something the subject does not." };
  }
  if (letters < previewLetters.fewest) {
    return { state: "look", words: "It is short; inboxes have room for about 90 letters." };
  }
  if (letters > previewLetters.most) {
    return { state: "look", words: "It is long; inboxes show about 90 letters of it." };
  }
  return { state: "good", words: "Inboxes show it after the subject." };
}

/** A line as somebody without a name reads it: what a slot holds in place of the slot. */
export function unnamedLine(line: string, { siteName }: { siteName: string }): string {
  return cutAtSlots(line, () => {})
    .map((inline) => {
      if (inline.kind === "text") return inline.value;
      if (inline.kind !== "slot") return "";
      return inline.name === "site.name" ? siteName : (inline.otherwise ?? "");
    })
    .join("");
}

/** As a reader counts them: an accent and an emoji of many parts are no letters of their own. */
function countLetters(text: string): number {
  return [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text.trim())].length;
}
