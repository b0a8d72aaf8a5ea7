const longestName = 100;

/**
 * Characters that change what stands around them, or that nobody sees: controls, private use (our sentinels among
 * them), and invisible formatting such as a right-to-left override or a zero-width space. The joiners of emoji,
 * Persian and Hindi stay, as do the quiet direction marks and the tags that make the flag of Scotland.
 */
const removed = /[\p{Cc}\p{Co}\p{Noncharacter_Code_Point}\ufffd]|(?![\u200c-\u200f\u061c\u{e0020}-\u{e007f}])\p{Cf}/gu;
/** A line of text without what changes its surroundings or is seen by nobody. */
export function withoutHidden(text: string): string {
  return text.replace(removed, "");
}

/** JavaScript counts it as white space, but it stands within words, where a paste has left it. */
const byteOrderMarks = /\ufeff/g;
/** A name stands in a mail that anybody can have sent to anybody; what mail programs turn into a link is no name. */
const webAddress =
  /:\/\/|\bwww\.|[a-z0-9-]\.(?:com|net|org|io|info|biz|ru|cn|co|xyz|top|site|online|shop|store|link|app|dev|me|ly|gl)\b/i;
const unseen = /[\p{Default_Ignorable_Code_Point}\p{M}\s\u2800]/gu;

/**
 * A reader's name in the one form that is stored: well-formed Unicode on one line, at most 100 characters. `name` is
 * null when nothing visible is left. A longer name is refused, never cut, so that nobody is called by half a name.
 */
export function normaliseName(raw: string): { kind: "ok"; name: string | null } | { kind: "invalid"; message: string } {
  const name = raw
    .toWellFormed()
    .replace(byteOrderMarks, "")
    .replace(/\s/g, " ")
    .replace(removed, "")
    .normalize("NFC")
    .replace(/ +/g, " ")
    .trim();
  // Counted as PostgreSQL's char_length counts, in code points.
  if ([...name].length > longestName) {
    return { kind: "invalid", message: `This name is too long. Please use at most ${longestName} characters.` };
  }
  // A mail address leads to nobody's shop; browsers like to offer one where a name is asked for.
  if (webAddress.test(name.replace(/\S+@\S+/g, "")))
    return { kind: "invalid", message: "Please give a name without a web address in it." };
  return { kind: "ok", name: name.replace(unseen, "") === "" ? null : name };
}
