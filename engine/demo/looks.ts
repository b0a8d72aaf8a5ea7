import { addEvents, type NewEvent } from "../../db/events.ts";
import type { Context } from "../context.ts";
import { judgeAnew } from "../judge-anew.ts";
import type { Written } from "./enrol.ts";
import { providerIdOf } from "./rows.ts";
import { pick, scatter } from "./scatter.ts";

const portion = 2_000;

/** What was seen of the lessons, and judged by the rules of today as if it had come in by itself. */
export async function lookAtLessons(context: Context, { walked, deliveryIds }: Written): Promise<void> {
  const events = walked.flatMap(({ person, passage }) =>
    passage.lessons.flatMap(({ index, seen }): NewEvent[] => {
      const deliveryId = deliveryIds.get(providerIdOf(person, index));
      return seen && deliveryId !== undefined
        ? [{ deliveryId, kind: "opened", link: null, seenAt: seen.at, facts: factsOf(person.number, seen.by) }]
        : [];
    }),
  );
  await noteLooks(context, events);
}

export async function noteLooks(context: Pick<Context, "db">, events: readonly NewEvent[]): Promise<void> {
  for (let start = 0; start < events.length; start += portion) {
    const deliveryIds = await addEvents(context.db, { events: events.slice(start, start + portion) });
    await judgeAnew(context, { deliveryIds });
  }
}

const programs = [
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
  "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.4.0",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
] as const;

/** The networks are those that are set aside for examples (RFC 5737). */
export function factsOf(number: number, by: "person" | "proxy"): NewEvent["facts"] {
  const network = pick(["192.0.2", "198.51.100", "203.0.113"], scatter(number, 24));
  const userAgent = by === "proxy" ? "Mozilla/5.0" : pick(programs, scatter(number, 25));
  return { method: "GET", userAgent, network, purpose: null };
}
