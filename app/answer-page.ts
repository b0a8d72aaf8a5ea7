/** What a route without a page of its own says to a person: a heading, a sentence, and the way forward. */
export type Answer = {
  status: number;
  title: string;
  words: string;
  forward?: { href: string; words: string };
  /** What a machine is told beside the words, such as `Retry-After`. */
  headers?: Readonly<Record<string, string>>;
};

/**
 * A whole small page for the rare case in which a form's route cannot lead back to a real page: the token is unknown,
 * the form came from elsewhere, the database is away. It needs no database, no script and no style sheet, because it
 * has to stand when those do not. All its words are ours; nothing a visitor sent is ever placed in it.
 */
export function answerPage({ status, title, words, forward, headers }: Answer): Response {
  const link = forward === undefined ? "" : `<p><a href="${forward.href}">${forward.words}</a></p>`;
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
body { max-width: 34rem; margin: 15vh auto 0; padding: 0 1.5rem; font: 1.125rem/1.6 system-ui, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.25; }
a { color: inherit; }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${words}</p>
${link}
</main>
</body>
</html>
`;
  const said = { ...headers, ...privately, "Content-Type": "text/html; charset=utf-8" };
  return new Response(html, { status, headers: said });
}

/**
 * Leads on to a page by GET, so that reloading it repeats nothing. The path stays relative: behind a proxy this process
 * does not know its own address.
 */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { ...privately, Location: path } });
}

/** A token is a key: no cache keeps the answer, no other site learns the address, no search engine lists it. */
export const privately = {
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex, nofollow",
} as const;
