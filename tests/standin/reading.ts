import type { Reading } from "./desk.ts";
import { addressOf, type Email } from "./validation.ts";

/** Parses the messages of a request. With `hashOnly` it skims a batch where it can. */
export function readMessages(body: Buffer, { hashOnly }: { hashOnly: boolean }): Reading {
  const skimmed = hashOnly ? skim(body) : null;
  return skimmed === null ? { messages: parse(body), skimmed: false } : { messages: skimmed, skimmed: true };
}

/** Every bare address that messages are for; "" for one that is none. */
export function recipientsIn(messages: unknown[] | null): string[] {
  return (messages ?? []).flatMap((message) => addressesOf(message as Partial<Email> | null));
}

export function addressesOf(email: Partial<Email> | null): string[] {
  return [email?.to ?? []].flat().map((recipient) => addressOf(recipient) ?? "");
}

function parse(body: Buffer): unknown[] | null {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return Array.isArray(value) ? value : [value];
  } catch {
    return null;
  }
}

/**
 * Finds subject, tags and recipient of each message without reading html and text, which are nine tenths of the work.
 * It knows the SDK's key order only (subject, tags, text, to), and gives null for anything else. A key such as `,"to":"`
 * cannot occur inside a JSON string, where every quote has a backslash before it.
 */
function skim(body: Buffer): Email[] | null {
  const found: Email[] = [];
  for (let from = body.indexOf(subjectKey); from >= 0; from = body.indexOf(subjectKey, from)) {
    const tags = body.indexOf(tagsKey, from);
    const text = body.indexOf(textKey, tags);
    const to = body.indexOf(toKey, text);
    const end = body.indexOf('"', to + toKey.length);
    if (tags < 0 || text < 0 || to < 0 || end < 0) return null;
    const small = `{${body.toString("utf8", from + 1, text + 1)}${body.toString("utf8", to + 1, end + 1)}}`;
    found.push({ from: "", ...JSON.parse(small) });
    from = end;
  }
  return found.length === 0 ? null : found;
}

const subjectKey = ',"subject":"';
const tagsKey = ',"tags":[';
const textKey = '],"text":"';
const toKey = '","to":"';
