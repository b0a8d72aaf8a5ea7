import { createHash } from "node:crypto";
import type { HandOver, Outcome, Pace, Transport } from "../../mail/transport.ts";
import type { Actor, RequestGate } from "./actor.ts";
import type { VirtualClock } from "./clock.ts";
import { Violation } from "./violation.ts";

/** One message that the provider took: the oracle for "was it sent". Never our own tables. */
export type Accepted = {
  key: string;
  index: number;
  deliveryId: number;
  to: string;
  subject: string;
  providerId: string;
  acceptedAt: Date;
};

/** What the provider does with a request instead of simply taking it. */
export const providerFaults = [
  "429, come later",
  "500 before taking it",
  "500 after taking it",
  "no answer, not taken",
  "no answer, taken",
  "the key is in use (409)",
  "the key had other bytes (409)",
  "quota used up",
  "API key refused",
  "one message refused",
  "all refused (422)",
] as const;
export type ProviderFault = (typeof providerFaults)[number];

type Kept = { ids: readonly string[] };

const keptMs = 24 * 3_600_000;
const pace: Pace = { remaining: null, resetMs: null };

/** A provider with one memory for all workers: what it took, under which key, with which bytes. */
export class SimulatedProvider {
  readonly accepted: Accepted[] = [];
  readonly requests: { key: string; at: Date; isFirst: boolean }[] = [];
  /** What a request did that none may do. */
  broken: Violation | null = null;
  readonly #clock: VirtualClock;
  readonly #kept = new Map<string, Kept>();
  /** What it found malformed, by what each message is of. */
  readonly #refused = new Set<number>();
  /** The bytes that were first asked for under each key, whatever became of that. */
  readonly #asked = new Map<string, { bodySha256: string; at: Date }>();
  #onAccepted: (accepted: Accepted) => void = () => {};

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** Called for every message at the moment at which it is taken. */
  watch(onAccepted: (accepted: Accepted) => void): void {
    this.#onAccepted = onAccepted;
  }

  hasSeen(key: string): boolean {
    return this.#asked.has(key);
  }

  /** Whether it took the messages of this key, so that it cannot refuse them as malformed any more. */
  hasTaken(key: string): boolean {
    return this.#kept.has(key);
  }

  /** Whether it found one of these messages malformed before, under whatever key. */
  hasRefused({ messages }: HandOver): boolean {
    return messages.some((message) => this.#refused.has(deliveryOf(message)));
  }

  /** Takes or refuses a request at this very moment. Retries are held against the bytes of the first. */
  receive(request: HandOver, fault: ProviderFault | null): Outcome {
    this.#compare(request);
    switch (fault) {
      case null:
        return this.#take(request, []);
      case "429, come later":
        return { kind: "deferred", name: "rate_limit_exceeded", message: "later", retryAfterMs: 2_000, pace };
      case "500 before taking it":
      case "no answer, not taken":
        return unknown;
      case "500 after taking it":
      case "no answer, taken":
        this.#take(request, []);
        return unknown;
      case "the key is in use (409)":
        return { kind: "inFlight", name: "concurrent_idempotent_requests", message: "in use", pace };
      case "the key had other bytes (409)":
        return { kind: "conflicted", name: "invalid_idempotent_request", message: "other bytes", pace };
      case "quota used up":
        return { kind: "halted", name: "daily_quota_exceeded", message: "no more today", cure: "Wait.", pace };
      case "API key refused":
        return { kind: "halted", name: "restricted_api_key", message: "not this key", cure: "Mend it.", pace };
      case "one message refused":
        return this.#take(request, this.#malformedOf(request));
      case "all refused (422)":
        for (const message of request.messages) this.#refused.add(deliveryOf(message));
        return { kind: "refused", name: "validation_error", message: "malformed", pace };
    }
  }

  /** What it found malformed before is so again; otherwise it is the last. */
  #malformedOf({ messages }: HandOver): readonly number[] {
    const known = messages.flatMap((message, index) => (this.#refused.has(deliveryOf(message)) ? [index] : []));
    return known.length > 0 ? known : [messages.length - 1];
  }

  #compare({ key, body }: HandOver): void {
    const bodySha256 = createHash("sha256")
      .update(body ?? "")
      .digest("hex");
    const before = this.#asked.get(key);
    const at = this.#clock.elapsedAt;
    this.requests.push({ key, at, isFirst: before === undefined });
    if (before === undefined) {
      this.#asked.set(key, { bodySha256, at });
      return;
    }
    if (before.bodySha256 !== bodySha256) {
      this.broken ??= new Violation("identical retries", `a retry under the key ${key} had other bytes than the first`);
    }
    if (at.getTime() - before.at.getTime() >= keptMs) {
      this.broken ??= new Violation("no retry after 23 hours", `the key ${key} was used again after more than a day`);
    }
  }

  #take({ key, messages }: HandOver, refused: readonly number[]): Outcome {
    const kept = this.#kept.get(key) ?? this.#keep({ key, messages, refused });
    const all = messages.map((_, index) => ({ index, id: kept.ids[index] ?? "" }));
    const accepted = all.filter(({ id }) => id !== "");
    if (accepted.length === all.length) return { kind: "accepted", ids: kept.ids, pace };
    const notTaken = all
      .filter(({ id }) => id === "")
      .map(({ index }) => ({ index, name: "validation_error", message: "no" }));
    return { kind: "partly", accepted, refused: notTaken, pace };
  }

  #keep(input: Pick<HandOver, "key" | "messages"> & { refused: readonly number[] }): Kept {
    const { key, messages, refused } = input;
    const ids = messages.map((_, index) => (refused.includes(index) ? "" : `${key}.${index}`));
    const kept = { ids };
    this.#kept.set(key, kept);
    for (const [index, message] of messages.entries()) {
      const providerId = ids[index];
      const deliveryId = deliveryOf(message);
      if (!providerId) {
        this.#refused.add(deliveryId);
        continue;
      }
      const { to, subject } = message;
      const accepted = { key, index, deliveryId, to, subject, providerId, acceptedAt: this.#clock.elapsedAt };
      this.accepted.push(accepted);
      this.#onAccepted(accepted);
    }
    return kept;
  }
}

function deliveryOf({ tags }: HandOver["messages"][number]): number {
  return Number(tags.find(({ name }) => name === "delivery")?.value);
}

const unknown: Outcome = { kind: "unknown", name: "application_error", message: "no usable answer", pace };

/**
 * The provider as one actor reaches it: the request stops at a gate before it leaves, and its answer at another one
 * before it comes back. `choose` says at the first which fault it meets. An answer that took longer than the request may
 * is none.
 */
export function reachProvider(input: {
  provider: SimulatedProvider;
  actor: Actor;
  clock: VirtualClock;
  choose(request: HandOver, number: number): ProviderFault | null;
  changed(): void;
}): Transport {
  const { provider, actor, clock, choose, changed } = input;
  const gate = (kind: RequestGate["kind"], number: number) =>
    new Promise<boolean>((resolve) => {
      const own: RequestGate = {
        kind,
        number,
        pass(isLost) {
          actor.requests.splice(actor.requests.indexOf(own), 1);
          changed();
          resolve(isLost);
        },
      };
      actor.requests.push(own);
      changed();
    });
  return {
    name: "resend",
    fingerprint: "simulated",
    batchLimit: 100,
    async handOver(request) {
      const sentAt = clock.elapsedAt;
      const number = actor.nextNumber();
      if (await gate("send", number)) return unknown;
      const outcome = provider.receive(request, choose(request, number));
      const isLost = await gate("answer", actor.nextNumber());
      const tookMs = clock.elapsedAt.getTime() - sentAt.getTime();
      return isLost || tookMs > request.timeoutMs ? unknown : outcome;
    },
    async close() {},
  };
}
