import { createHash } from "node:crypto";
import { addressIn } from "./address-field.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { unsendable } from "./message.ts";
import { mailBytes } from "./rfc5322.ts";
import { snippetOf } from "./snippet.ts";
import type { HandOver, Message, Outcome, Pace, Transport } from "./transport.ts";

/** One message as the mailbox stores it. `preheader` is the line that an inbox shows beside the subject. */
export type Kept = { index: number; id: string; raw: Buffer; to: string; subject: string; preheader: string; at: Date };

/** Stores all of them or none, and once per key and index: the same key comes again when an answer was lost. */
export type Keep = (key: string, kept: readonly Kept[]) => Promise<void>;

/**
 * The way out that keeps every message on this machine, as the finished RFC 5322 bytes a mail server would take. Ids,
 * boundaries and Message-IDs follow from the key and the message's place, so a repeated request yields the same bytes.
 */
export function mailboxTransport({ keep }: { keep: Keep }): Transport {
  return {
    name: "mailbox",
    fingerprint: fingerprintOf(["mailbox"]),
    batchLimit: 100,
    handOver: (request) => handOver(keep, request),
    async close() {},
  };
}

const pace: Pace = { remaining: null, resetMs: null };

async function handOver(keep: Keep, { key, messages, at }: HandOver): Promise<Outcome> {
  const fault = unsendable(messages);
  if (fault !== null) return fault;
  const kept = await Promise.all(messages.map((message, index) => envelope({ key, index, message, at })));
  try {
    await keep(key, kept);
  } catch (error) {
    // A lost connection may have been lost after the COMMIT; the same key stores nothing twice.
    const message = error instanceof Error ? error.message : String(error);
    return { kind: "unknown", name: "mailbox_unavailable", message, pace };
  }
  return { kind: "accepted", ids: kept.map(({ id }) => id), pace };
}

type Placed = { key: string; index: number; message: Message; at: Date };

async function envelope(placed: Placed): Promise<Kept> {
  const { index, message, at } = placed;
  const id = idOf(placed);
  const raw = await mailBytes({ id, message, at });
  const preheader = snippetOf(message.html);
  return { index, id, raw, to: addressIn(message.to) ?? message.to, subject: message.subject, preheader, at };
}

function idOf({ key, index }: Placed): string {
  return createHash("sha256")
    .update(JSON.stringify([key, index]))
    .digest("hex")
    .slice(0, 32);
}
