export type Scheme = "light" | "dark";

/**
 * A message's html as a mail client shows it, for the mailbox's frame only; what is stored stays as it was sent.
 *
 * A frame cannot be told to prefer light or dark: the message would follow the developer's own system. So the view's
 * copy gets its media queries answered beforehand. That was preferred to setting `color-scheme` on the frame, which
 * some browsers hand down to a framed page and others do not. Only style sheets and the attributes of tags are touched,
 * never the words of a message. `<base>` opens its links in a tab of their own, as a mail client does.
 *
 * The pixel that notes an open is left out: whoever looks through the mailbox is the developer, and its reader has
 * opened nothing. A link that is pressed here counts as the reader's click, since pressing it is playing the reader.
 */
export function asSeen(html: string, scheme: Scheme): string {
  const answered = html.replace(styleSheetOrTag, (found) =>
    openPixel.test(found) ? "" : answerSchemeQueries(found, scheme),
  );
  const additions = `<base target="_blank"><style>:root{color-scheme:${usedScheme(html, scheme)}!important}</style>`;
  const head = /<head\b[^>]*>/i;
  return head.test(answered)
    ? answered.replace(head, (tag) => tag + additions)
    : answered.replace(/^\s*(<!doctype[^>]*>)?/i, (doctype) => doctype + additions);
}

const styleSheetOrTag = /<style\b[^>]*>[\s\S]*?<\/style\s*>|<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>/gi;

const openPixel = /^<img\b[^>]*\ssrc="[^"]*\/o\/[\w-]+"/i;

function answerSchemeQueries(css: string, scheme: Scheme): string {
  return css.replace(/\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi, (_query, asked: string) =>
    asked.toLowerCase() === scheme ? "(min-width:0px)" : "(max-width:-1px)",
  );
}

/** A message that says nothing of dark was drawn for a white page, and mail clients give it one. */
function usedScheme(html: string, scheme: Scheme): Scheme {
  const knowsDark = /color-scheme["']?\s*(?::|content=)[^;}>]*dark|supported-color-schemes[^>]*dark/i.test(html);
  return knowsDark ? scheme : "light";
}
