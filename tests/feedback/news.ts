import { bounce, emailEvent } from "../factories/webhook.ts";
import { days, type Message } from "./stage.ts";

/** What the provider has to say, as the body of a webhook, and when it said it. */
export type News = { id: string; saidAt: Date; body: ReturnType<typeof emailEvent> };

const hourMs = 3_600_000;

/** How mail fares at an address: most are well, and each kind of trouble is had by some of every hundred. */
type Fortune = "well" | "gone" | "complains" | "unwell" | "recovers" | "full" | "failed";

function fortuneOf(reader: number): Fortune {
  const place = reader % 100;
  if (place < 4) return "gone";
  if (place < 7) return "complains";
  if (place < 11) return "unwell";
  if (place < 15) return "recovers";
  if (place < 17) return "full";
  return place < 19 ? "failed" : "well";
}

/** Everything that is ever said of these messages, in the order in which it is said. */
export function newsOf(messages: readonly Message[]): News[] {
  const news: News[] = [];
  let place = 0;
  let reader = -1;
  for (const message of messages) {
    place = message.reader === reader ? place + 1 : 0;
    reader = message.reader;
    for (const [index, [type, more]] of saidOf(fortuneOf(reader), place).entries()) {
      const saidAt = new Date(message.sentAt.getTime() + (index + 1) * hourMs + (message.deliveryId % 1_000));
      news.push({ id: `news-${message.deliveryId}-${index}`, saidAt, body: bodyOf(message, type, saidAt, more) });
    }
  }
  return news.sort((one, other) => one.saidAt.getTime() - other.saidAt.getTime() || (one.id < other.id ? -1 : 1));
}

type Saying = [type: string, more?: Record<string, unknown>];

const rejected = { bounce: { type: "Transient", subType: "ContentRejected", message: "We do not like this one." } };
const listed = { suppressed: { type: "OnAccountSuppressionList", reason: "bounce", message: "On the list." } };

/** `place`: the how manieth message of this reader it is. */
function saidOf(fortune: Fortune, place: number): Saying[] {
  const delivered: Saying[] = place % 5 === 0 ? [["delivery_delayed"], ["delivered"]] : [["delivered"]];
  switch (fortune) {
    case "well":
      return place % 7 === 3 ? [...delivered, ["opened"]] : delivered;
    case "gone":
      if (place < 3) return delivered;
      return place === 3 ? [["bounced", bounce.permanent]] : [["suppressed", listed]];
    case "complains":
      return place === 4 ? [...delivered, ["complained"]] : delivered;
    case "unwell":
      return place < 2 ? delivered : [["delivery_delayed"], ["bounced", bounce.transient]];
    case "recovers":
      return place === 4 ? delivered : [["bounced", bounce.transient]];
    case "full":
      return place < days ? [["bounced", rejected]] : delivered;
    case "failed":
      return place === 2 ? [["failed", { failed: { reason: "The domain is not verified." } }]] : delivered;
  }
}

/** Of one without an answer only the tag tells whose it is; of some others only the id, as if the tags were lost. */
function bodyOf(message: Message, type: string, saidAt: Date, more: Record<string, unknown> = {}) {
  const { providerId, address: to, deliveryId } = message;
  const isTagged = providerId === null || deliveryId % 10 !== 0;
  const told = { providerId: providerId ?? `never-told-${deliveryId}`, to, saidAt };
  return emailEvent(type, isTagged ? { ...told, deliveryId } : told, more);
}
