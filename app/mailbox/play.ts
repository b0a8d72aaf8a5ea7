import type { MonthDay } from "./month.ts";
import type { Morning } from "./morning.ts";

const morningsPlayed = 30;
const announceEvery = 5;

/** The month while it is played. */
export type Play = {
  phase: "playing" | "stopped" | "over";
  days: readonly MonthDay[];
  /** The morning that was reached last. */
  today: string | null;
  mornings: number;
  letters: number;
  /** What is shown beside the button, changing with every morning. */
  words: string;
  /** What is read out: every few mornings, for a voice cannot say one in two thirds of a second. */
  announced: string;
};

export function begin(days: readonly MonthDay[]): Play {
  const words = "Good night.";
  return { phase: "playing", days, today: null, mornings: 0, letters: 0, words, announced: words };
}

/** The month after one more morning, or after one that did not come. */
export function wake(play: Play, morning: Morning): Play {
  if (morning.kind === "refused")
    return { ...play, phase: "stopped", words: morning.message, announced: morning.message };
  const mornings = play.mornings + 1;
  const letters = play.letters + morning.mail.length;
  const days = play.days.map((one) =>
    one.day === morning.day ? { ...one, mail: [...one.mail, ...morning.mail] } : one,
  );
  const isOver = mornings === morningsPlayed;
  const spoken = days.find(({ day }) => day === morning.day)?.spoken ?? morning.day;
  const sum = `${counted(mornings, "morning")}, ${counted(letters, "letter")}`;
  const words = isOver
    ? `${sum}. Choose a day to read what came.`
    : `Morning ${mornings} of ${morningsPlayed}. ${spoken}: ${morning.mail.map(({ subject }) => subject).join(", ") || "no letter"}`;
  return {
    phase: isOver ? "over" : "playing",
    days,
    today: morning.day,
    mornings,
    letters,
    words,
    announced: isOver || mornings % announceEvery === 0 ? `${spoken}. ${sum} so far.` : play.announced,
  };
}

function counted(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}
