/** A form as it was posted: fields with text in them, and in which way the sender wants to be answered. */
export type Submission =
  | { kind: "read"; isJson: boolean; fields: Record<string, unknown> }
  | { kind: "refused"; isJson: boolean; status: 400 | 413 | 415; words: string };

/**
 * Room for a name of ten thousand letters in any script, urlencoded, so that a person who pastes one reads a sentence
 * beside the field. What is longer than this was not written by a person.
 */
export const longestBody = 256 * 1024;

/** Reads a form (urlencoded or multipart) or JSON, and never more of it than `longestBody` bytes. */
export async function readSubmission(request: Request): Promise<Submission> {
  const contentType = request.headers.get("content-type") ?? "";
  const isJson = /^application\/json\s*(;|$)/i.test(contentType);
  const wantsPage = !isJson && (request.headers.get("accept") ?? "").includes("text/html");
  const refused = (status: 400 | 413 | 415, words: string): Submission => ({
    kind: "refused",
    isJson: !wantsPage,
    status,
    words,
  });
  if (!isJson && !/^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i.test(contentType)) {
    await request.body?.cancel();
    return refused(415, "Send a form or JSON, with the Content-Type that says which.");
  }
  const body = await readBody(request);
  if (body === null) return refused(413, "That is more than a signup form can hold.");
  const fields = isJson ? parseJson(body) : await parseForm(body, contentType);
  if (fields === null) return refused(400, isJson ? "That is not a JSON object." : "That form could not be read.");
  return { kind: "read", isJson, fields };
}

/** Null where there is more than fits. The length that the sender announces is not believed. */
async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer> | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.body ?? []) {
    size += piece.byteLength;
    if (size > longestBody) return null;
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

function parseJson(body: Uint8Array): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch (error) {
    // SyntaxError: not JSON. TypeError: not UTF-8.
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

/** A file in a text field counts as nothing typed; of a field given twice the last counts, as with a later button. */
async function parseForm(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<Record<string, unknown> | null> {
  try {
    const form = await new Response(body, { headers: { "Content-Type": contentType } }).formData();
    return Object.fromEntries([...form].filter(([, value]) => typeof value === "string"));
  } catch (error) {
    // What undici throws for a multipart body without its boundary or its end.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
