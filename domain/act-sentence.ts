export type SpokenAct = {
  authorName: string;
  /** "<noun> <participle>", as acts are noted: "reader paused", "send time changed", "issue taken back". */
  act: string;
  /** The course or newsletter that it was in. */
  place: string | null;
  /** What it was about, by a name that is nobody's, such as a letter's title. */
  what: string | null;
  reason: string | null;
};

/** "Ada paused a reader in 30-Day Runner Core: asked by phone". */
export function actSentence({ authorName, act, place, what, reason }: SpokenAct): string {
  const why = [what, reason].filter((part) => part !== null && part !== "").join(", ");
  return `${authorName} ${deedOf(act)}${place === null ? "" : ` in ${place}`}${why === "" ? "" : `: ${why}`}`;
}

/** "paused a reader"; an act that is no noun with a participle stays as it was noted. */
function deedOf(act: string): string {
  const own = deeds[act];
  if (own !== undefined) return own;
  const words = act.split(" ");
  const place = words.findIndex((word) => pastOf(word) !== null);
  const past = pastOf(words[place] ?? "");
  if (place < 1 || past === null) return `noted “${act}”`;
  return [past, withArticle(words.slice(0, place).join(" ")), ...words.slice(place + 1)].join(" ");
}

/** Where the plain way would say it badly. */
const deeds: Readonly<Record<string, string>> = {
  "account made": "made their account",
  "password changed": "changed their password",
  "password renewed": "set a new password by a link from the site’s machine",
  "sessions ended": "signed out everywhere",
  "delivery requeued": "had a refused message sent again",
  "delivery resent": "had a message sent once more",
  "delivery marked as had": "counted a refused lesson as had",
  "delivery left as it is": "left a message as it is",
  "halt tried": "tried whether a halt is over",
  "halt overruled": "let sending go on all the same",
};

const irregular: Readonly<Record<string, string>> = {
  begun: "began",
  hidden: "hid",
  kept: "kept",
  made: "made",
  sent: "sent",
  shown: "showed",
  taken: "took",
  withdrawn: "withdrew",
  written: "wrote",
  put: "put",
};

function pastOf(word: string): string | null {
  return irregular[word] ?? (/^[a-z]{2,}ed$/.test(word) ? word : null);
}

/** What the pages call it, where that is another word than the tables have. */
const nouns: Readonly<Record<string, string>> = { issue: "letter" };

function withArticle(noun: string): string {
  const named = nouns[noun] ?? noun;
  if (/[^s]s$/.test(named)) return named;
  return `${/^[aeiou]/.test(named) ? "an" : "a"} ${named}`;
}

/** An act as a heading of a list: "Reader paused". */
export function actName(act: string): string {
  const words = act.split(" ").map((word) => nouns[word] ?? word);
  const name = words.join(" ");
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
