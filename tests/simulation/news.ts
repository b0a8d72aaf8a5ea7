import { hear } from "../../engine/feedback/hear.ts";
import { bounce, emailEvent, signedWebhook } from "../factories/webhook.ts";
import type { Act } from "./actor.ts";
import type { Chance } from "./chance.ts";
import type { Accepted } from "./provider.ts";

/** What the provider can have to say of a message that it took. */
export const newsKinds = [
  "delivered",
  "delayed",
  "comes back for now",
  "comes back for good",
  "complained of",
  "never sent",
] as const;
type NewsKind = (typeof newsKinds)[number];

export type News = { id: string; kind: NewsKind; about: Accepted; saidAt: Date };

const weights: readonly (readonly [number, NewsKind])[] = [
  [6, "delivered"],
  [1, "delayed"],
  [3, "comes back for now"],
  [1, "comes back for good"],
  [1, "complained of"],
  [1, "never sent"],
];

const events = {
  delivered: ["delivered", {}],
  delayed: ["delivery_delayed", {}],
  "comes back for now": ["bounced", bounce.transient],
  "comes back for good": ["bounced", bounce.permanent],
  "complained of": ["complained", {}],
  "never sent": ["failed", { failed: { reason: "reached_daily_quota" } }],
} as const;

/** In which order fates go forward; what has none is behind them all. */
const fates: Partial<Record<NewsKind, readonly [rank: number, fate: string]>> = {
  "never sent": [1, "failed"],
  delivered: [2, "delivered"],
  "comes back for now": [3, "bounced"],
  "comes back for good": [3, "bounced"],
  "complained of": [4, "complained"],
};

/** Everything that the provider told, in whatever order it arrived. */
export class NewsDesk {
  readonly told: News[] = [];
  readonly #answered = new Set<string>();
  readonly #chance: Chance;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /**
   * News of a message that was taken, by preference of the newest, whose answer may not even be settled; or once more
   * what was told before, since a webhook is delivered at least once.
   */
  next(name: string, { accepted, now }: { accepted: readonly Accepted[]; now: Date }): News | null {
    const chance = this.#chance;
    if (accepted.length === 0) return null;
    if (this.told.length > 0 && chance.happens(`${name}/again`, 0.2)) return chance.pick(`${name}/which`, this.told);
    const about = chance.pick(`${name}/about`, accepted.slice(chance.happens(`${name}/new`, 0.7) ? -3 : 0));
    const lateMs = chance.pick(`${name}/late`, [0, 1_000, 60_000, 6 * 3_600_000]);
    const saidAt = new Date(Math.min(about.acceptedAt.getTime() + lateMs, now.getTime()));
    return { id: name, kind: chance.weighted(`${name}/kind`, weights), about, saidAt };
  }

  /** The webhook as it is sent, signed. What was not answered will be sent again. */
  tell(news: News): Act {
    const { id, kind, about, saidAt } = news;
    if (!this.told.some((one) => one.id === id)) this.told.push(news);
    const [type, more] = events[kind];
    const { providerId, to, deliveryId } = about;
    const tag = this.#isTagged(news) ? { deliveryId } : {};
    const body = emailEvent(type, { providerId, to, saidAt, ...tag }, more);
    return async (context) => {
      const heard = await hear(context, signedWebhook({ id, body }));
      if (heard !== "kept" && heard !== "known") throw new Error(`a genuine webhook was ${heard}`);
      this.#answered.add(id);
    };
  }

  /** Without a tag it is matched by the provider's own id, which is only known once the batch is settled. */
  #isTagged({ id }: News): boolean {
    return !this.#chance.happens(`${id}/untagged`, 0.3);
  }

  /** What was never answered, which the provider sends again for about a day. */
  unanswered(): News[] {
    return this.told.filter(({ id }) => !this.#answered.has(id));
  }

  /**
   * The fate that a message must have in the end, whatever came first and however often. Of one that was given up the
   * provider's id was never learnt, so only what names it by its tag can be matched.
   */
  fateOf({ id, state }: { id: number; state: string }): string | null {
    const matched = this.told.filter(
      (news) => news.about.deliveryId === id && (state === "accepted" || this.#isTagged(news)),
    );
    const ranked = matched.map(({ kind }) => fates[kind] ?? []);
    const [, fate = null] = ranked.reduce((most, one) => ((one[0] ?? 0) > (most[0] ?? 0) ? one : most), []);
    return fate;
  }

  /** The addresses of whoever complained of one of these messages, as far as it can be matched: nothing ever lifts that. */
  complainants(deliveries: readonly { id: number; state: string }[]): string[] {
    const states = new Map(deliveries.map(({ id, state }) => [id, state]));
    const complaints = this.told.filter((news) => {
      const state = states.get(news.about.deliveryId);
      return news.kind === "complained of" && (state === "accepted" || (state === "uncertain" && this.#isTagged(news)));
    });
    return [...new Set(complaints.map(({ about }) => about.to))];
  }
}
