import type { DraftFields } from "../../../../../db/letters/drafts.ts";
import { privately } from "../../../../answer-page.ts";

type Met = { id: number; mine: DraftFields; theirs: DraftFields & { revision: number } };

/**
 * For a browser without scripts: both texts, each in a form of its own that saves it on top of the other. What was sent
 * would be lost with a redirect, so this one answer of a route is a page that holds it, every character escaped.
 */
export function conflictPage({ id, mine, theirs }: Met): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>This letter was changed in another place</title>
<style>
body { max-width: 48rem; margin: 2rem auto; padding: 0 1.5rem; font: 1.0625rem/1.6 system-ui, sans-serif; }
textarea { box-sizing: border-box; width: 100%; font: inherit; }
button { min-height: 3rem; padding: 0 1.5rem; font: inherit; }
</style>
</head>
<body>
<main>
<h1>This letter was changed in another place</h1>
<p>Somebody saved it while you were writing. Both texts are here. Nothing is lost until you choose.</p>
${form({ id, revision: theirs.revision, title: "What you wrote", fields: mine, button: "Save what I wrote" })}
${form({ id, revision: theirs.revision, title: "What was saved", fields: theirs, button: "Keep what was saved" })}
</main>
</body>
</html>
`;
  return new Response(html, { status: 409, headers: { ...privately, "Content-Type": "text/html; charset=utf-8" } });
}

type Choice = { id: number; revision: number; title: string; fields: DraftFields; button: string };

function form({ id, revision, title, fields, button }: Choice): string {
  const { markdown, ...lines } = fields;
  const hidden = Object.entries({ ...lines, revision: String(revision) })
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
    .join("\n");
  return `<form method="post" action="/studio/letters/${id}/save">
<h2>${title}</h2>
${hidden}
<p><textarea name="markdown" rows="14" aria-label="${title}">\n${escaped(markdown)}</textarea></p>
<p><button>${button}</button></p>
</form>`;
}

const marks: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (mark) => marks[mark] ?? mark);
}
