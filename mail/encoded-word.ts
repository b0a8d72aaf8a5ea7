/** 75 characters are allowed (RFC 2047, section 2); `=?UTF-8?B?` and `?=` take 12, and base64 comes in fours: 45 bytes. */
const bytesPerWord = 45;

/**
 * A phrase for a structured header in printable ASCII: bare, quoted, or as encoded words that never cut a character in
 * two. White space and control characters become single spaces, so nothing can end the header.
 */
export function encodePhrase(text: string): string {
  const phrase = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  if (/^[A-Za-z0-9 ]*$/.test(phrase)) return phrase;
  if (/^[\x20-\x7e]*$/.test(phrase)) return `"${phrase.replace(/["\\]/g, "\\$&")}"`;
  return encodedWords(phrase);
}

/**
 * An unstructured value such as a subject, in printable ASCII. What already looks like an encoded word is encoded too:
 * a reader's name must be shown as it was typed.
 */
export function encodeText(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) && !text.includes("=?") ? text : encodedWords(text);
}

function encodedWords(text: string): string {
  return pieces(text)
    .map((piece) => `=?UTF-8?B?${Buffer.from(piece).toString("base64")}?=`)
    .join(" ");
}

function pieces(text: string): string[] {
  const found: string[] = [];
  let piece = "";
  for (const character of text) {
    if (Buffer.byteLength(piece + character) > bytesPerWord) {
      found.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...found, piece];
}
