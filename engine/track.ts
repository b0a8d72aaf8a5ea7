import { addEvents, findVersionOf, type NewEvent, readLinks } from "../db/events.ts";
import { type Purpose, readToken } from "../domain/tokens.ts";
import type { Context } from "./context.ts";
import type { Hit } from "./hit.ts";
import { judgeAnew } from "./judge-anew.ts";
import { Recent } from "./recent.ts";

/** What is kept of who leads where: some ten megabytes at most. */
const keptDeliveries = 50_000;
const keptVersions = 2_000;

const restMs = 100;
/** How much may wait to be written; what comes beyond is not noted, and the log says how much that was. */
const mostWaiting = 10_000;
/** Of one message and kind among those: a request that is repeated all the time must not take everybody's place. */
const mostWaitingOfOne = 100;
const setSize = 1_000;

type Waiting = Omit<NewEvent, "seenAt"> & { atMs: number };

export type Followed = { kind: "found"; url: string } | { kind: "unknown" };

/**
 * Leads readers to where the links of their messages go, and notes who came, for as long as a web process lives.
 *
 * Leading never waits for noting: what was seen is gathered and written in sets, ten times a second. A process that
 * crashes loses at most what it saw since the last set; a set that the database does not take is tried once more and
 * then given up. That is fitting, because nothing depends on an open or a click.
 */
export class Tracker {
  readonly #context: Context;
  readonly #stopwatchMs: () => number;
  readonly #versions = new Recent<number>(keptDeliveries);
  readonly #links = new Recent<readonly string[]>(keptVersions);
  #waiting: Waiting[] = [];
  /** How many of each message and kind wait. */
  readonly #crowd = new Map<string, number>();
  #dropped = 0;
  #rest: NodeJS.Timeout | null = null;
  #writing: Promise<void> | null = null;

  /** `stopwatchMs` tells how long ago something was; the database tells what time it is. */
  constructor(context: Context, { stopwatchMs }: { stopwatchMs: () => number }) {
    this.#context = context;
    this.#stopwatchMs = stopwatchMs;
  }

  /**
   * Where link `link` of the message leads that `token` was made for. Only what its author linked to can come out of
   * it. A forged token is recognized without asking anybody; the rest is remembered, so that readers still get where
   * they want while the database is away. Throws when it is away and the message was not asked about lately.
   */
  async follow(input: { token: string; link: string | null; hit: Hit }): Promise<Followed> {
    const deliveryId = this.#deliveryOf("click", input.token);
    const link = placeIn(input.link);
    if (deliveryId === null || link === null) return { kind: "unknown" };
    const url = await this.#urlOf(deliveryId, link);
    if (url === null) return { kind: "unknown" };
    this.#note({ deliveryId, kind: "clicked", link, facts: input.hit.facts }, input.hit);
    return { kind: "found", url };
  }

  /** Notes that the pixel of a message was asked for; of a token that is not ours, nothing. */
  see(input: { token: string; hit: Hit }): void {
    const deliveryId = this.#deliveryOf("open", input.token);
    if (deliveryId === null) return;
    this.#note({ deliveryId, kind: "opened", link: null, facts: input.hit.facts }, input.hit);
  }

  /** Returns when everything that was noted before this call has been written, or was given up. */
  async flush(): Promise<void> {
    // What is on its way already does not hold what came since; the next set does, whoever began it.
    await this.#writing;
    this.#writing ??= this.#writeWaiting().finally(() => {
      this.#writing = null;
    });
    await this.#writing;
  }

  /** Writes what is left, or gives up after `limitMs`. Whoever calls it sees to it that no more comes. */
  async close(limitMs: number): Promise<void> {
    const limit = Promise.withResolvers<void>();
    const timer = setTimeout(limit.resolve, limitMs);
    await Promise.race([this.flush(), limit.promise]);
    clearTimeout(timer);
    if (this.#rest !== null) clearTimeout(this.#rest);
  }

  #deliveryOf(purpose: Purpose, token: string): number | null {
    const id = readToken({ keys: this.#context.keys, purpose, token });
    return id === null || id > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(id);
  }

  async #urlOf(deliveryId: number, link: number): Promise<string | null> {
    const { db, settings } = this.#context;
    const versionId = await this.#versions.find(deliveryId, (id) => findVersionOf(db, { deliveryId: id }));
    if (versionId === null) return null;
    // What only a machine finds leads it to where it does no harm.
    if (link === 0) return settings.siteUrl;
    const links = await this.#links.find(versionId, (id) => readLinks(db, { versionId: id }));
    return links?.[link - 1] ?? null;
  }

  #note(seen: Omit<Waiting, "atMs">, { refused }: Hit): void {
    if (refused || !this.#context.settings.tracking) return;
    const one = `${seen.deliveryId} ${seen.kind}`;
    const alike = this.#crowd.get(one) ?? 0;
    if (this.#waiting.length >= mostWaiting || alike >= mostWaitingOfOne) {
      this.#dropped += 1;
      return;
    }
    this.#crowd.set(one, alike + 1);
    this.#waiting.push({ ...seen, atMs: this.#stopwatchMs() });
    this.#rest ??= setTimeout(() => {
      this.#rest = null;
      void this.flush();
    }, restMs);
  }

  async #writeWaiting(): Promise<void> {
    const waiting = this.#waiting;
    const dropped = this.#dropped;
    this.#waiting = [];
    this.#dropped = 0;
    this.#crowd.clear();
    for (let from = 0; from < waiting.length; from += setSize)
      await this.#writeSet(waiting.slice(from, from + setSize));
    if (dropped > 0) this.#context.log.warn({ dropped }, "more was seen than could be noted");
  }

  /**
   * Judged when it is committed, in a transaction of its own: of two processes that saw the same message the one that
   * commits last sees all of it. A crash in between leaves "unknown", which is true, until something more is seen.
   */
  async #writeSet(set: readonly Waiting[]): Promise<void> {
    try {
      // What fails once was most often a database that restarts, or a reader who was erased between two statements.
      const deliveryIds = await this.#add(set).catch(() => this.#add(set));
      await judgeAnew(this.#context, { deliveryIds });
    } catch (error) {
      this.#context.log.warn({ err: error, seen: set.length }, "what was seen could not be noted and judged");
    }
  }

  async #add(set: readonly Waiting[]): Promise<number[]> {
    const { db, clocks } = this.#context;
    const { calendarAt } = await clocks.read(db);
    const nowMs = this.#stopwatchMs();
    const events = set.map(({ atMs, ...seen }) => ({
      ...seen,
      seenAt: new Date(calendarAt.getTime() - (nowMs - atMs)),
    }));
    return addEvents(db, { events });
  }
}

/** A link's place as it stands in an address; null for what is none. */
function placeIn(written: string | null): number | null {
  return written !== null && /^(0|[1-9]\d{0,3})$/.test(written) ? Number(written) : null;
}
