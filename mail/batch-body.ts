import type { Message } from "./transport.ts";

/**
 * The exact bytes of a request with these messages, in the form that Resend's API takes. They are made once: the engine
 * stores a hash of them before the first attempt and compares it before every later one, and what was hashed is what
 * the transport hands over. Header names are sorted, so that messages that say the same have the same bytes.
 */
export function batchBody(messages: readonly Message[]): Buffer<ArrayBuffer> {
  const chunks: Chunk[] = [];
  for (const [index, message] of messages.entries()) {
    chunks.push(index === 0 ? "[" : ",");
    addMessage(chunks, message);
  }
  chunks.push(messages.length === 0 ? "[]" : "]");
  return concatenate(chunks);
}

/** How many bytes html and text of a message take in a request's body. */
export function contentBytes(message: Message): number {
  const { html, text } = contentOf(message);
  return sizeOf(html) + sizeOf(text);
}

/** JSON text, encoded or still to be. */
type Chunk = Buffer | string;

function addMessage(chunks: Chunk[], message: Message): void {
  const { from, headers, replyTo, subject, tags, to } = message;
  const { html, text } = contentOf(message);
  const sorted = Object.fromEntries(Object.entries(headers).sort(byName));
  const plainTags = tags.map(({ name, value }) => ({ name, value }));
  chunks.push(`{"from":${JSON.stringify(from)},"headers":${JSON.stringify(sorted)},"html":"`, ...html);
  chunks.push(`",${replyTo === null ? "" : `"reply_to":${JSON.stringify(replyTo)},`}`);
  chunks.push(`"subject":${JSON.stringify(subject)},"tags":${JSON.stringify(plainTags)},"text":"`, ...text);
  chunks.push(`","to":${JSON.stringify(to)}}`);
}

/** Html and text inside their quotes. Of a message without pieces nothing is kept: it would be one reader's own. */
function contentOf(message: Message): { html: Chunk[]; text: Chunk[] } {
  const { pieces } = message;
  if (!pieces) return { html: [escapeJson(message.html)], text: [escapeJson(message.text)] };
  return { html: pieces.html.map(encoded), text: pieces.text.map(encoded) };
}

// Plain code-unit order: a locale's collation could differ between two machines.
function byName([first]: [string, string], [second]: [string, string]): number {
  return first < second ? -1 : first > second ? 1 : 0;
}

/**
 * What stands in a template comes again in every message, and escaping it took half of a worker's time. So long pieces
 * are kept encoded. A piece never begins or ends within a surrogate pair: templates and values are well-formed text.
 */
function encoded(piece: string): Chunk {
  if (piece.length < shortestKept) return escapeJson(piece);
  const known = kept.get(piece);
  if (known) return known;
  const fresh = Buffer.from(escapeJson(piece));
  keep(piece, fresh);
  return fresh;
}

function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

const shortestKept = 200;

/** Some two thousand lessons. Forgetting everything at once is the simplest bound, and a refill is cheap. */
const keptBytesLimit = 64_000_000;
const kept = new Map<string, Buffer>();
let keptBytes = 0;

function keep(piece: string, bytes: Buffer): void {
  if (keptBytes + bytes.length > keptBytesLimit) {
    kept.clear();
    keptBytes = 0;
  }
  kept.set(piece, bytes);
  keptBytes += bytes.length;
}

function concatenate(chunks: readonly Chunk[]): Buffer<ArrayBuffer> {
  const bytes = Buffer.allocUnsafeSlow(sizeOf(chunks));
  let at = 0;
  for (const chunk of chunks) at += typeof chunk === "string" ? bytes.write(chunk, at) : chunk.copy(bytes, at);
  return bytes;
}

function sizeOf(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, chunk) => sum + Buffer.byteLength(chunk), 0);
}
