import { findNextWork } from "../../db/work.ts";
import { heed } from "../../engine/feedback/apply.ts";
import { type Hearing, hear } from "../../engine/feedback/hear.ts";
import { judgeUnwell } from "../../engine/feedback/judge.ts";
import type { WebhookRequest } from "../../mail/resend-webhook.ts";
import type { TestContext } from "../factories/context.ts";
import { emailEvent, signedWebhook } from "../factories/webhook.ts";
import type { News } from "./news.ts";
import { dayAt, days } from "./stage.ts";

export type Heard = Record<Hearing, number>;

const none = (): Heard => ({ kept: 0, known: 0, ignored: 0, refused: 0, unconfigured: 0 });

/** As in a perfect world: each thing once, when it is said, and what can be judged is judged on the day. */
export async function tellInOrder(context: TestContext, news: readonly News[]): Promise<Heard> {
  const heard = none();
  for (let day = 0; day < days + 3; day += 1) {
    const endAt = dayAt(day + 1);
    const today = news.filter(({ saidAt }) => saidAt >= dayAt(day) && saidAt < endAt);
    context.clock.jumpTo(endAt);
    for (const one of today) heard[await hear(context, signedWebhook(one))] += 1;
    await settleAll(context);
  }
  return heard;
}

/**
 * As badly as it can be: everything three times over, shuffled, weeks later, several at once, and applied meanwhile; a
 * tenth as many forgeries among it, and the news of another installation in the same account.
 */
export async function tellBadly(
  context: TestContext,
  news: readonly News[],
  chance: () => number,
): Promise<Heard & { forged: number; foreign: number }> {
  context.clock.jumpTo(dayAt(days + 3));
  const heard = none();
  const forged = news.filter((_, place) => place % 10 === 0).map((one, place) => forgedFrom(one, place));
  const foreign = news.filter((_, place) => place % 50 === 7).map(foreignFrom);
  const genuine = [...news, ...news, ...news, ...foreign].map((one) => () => signedWebhook(one));
  const requests = shuffled([...genuine, ...forged], chance);
  let place = 0;
  const lane = async (): Promise<void> => {
    for (let make = requests[place++]; make !== undefined; make = requests[place++]) {
      heard[await hear(context, make())] += 1;
      if (place % 500 === 0) await heed(context);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  await settleAll(context);
  return { ...heard, forged: forged.length, foreign: foreign.length };
}

async function settleAll(context: TestContext): Promise<void> {
  while ((await findNextWork(context.db)).heard) await heed(context);
  while ((await judgeUnwell(context)) > 0);
}

/** Each tells of a complaint, and each is false in another way. Its subject makes it differ from what is true. */
function forgedFrom({ id, body }: News, place: number): () => WebhookRequest {
  const { to, tags, email_id: providerId, created_at } = body.data;
  const told = { providerId, to: to[0] ?? "", saidAt: new Date(created_at), deliveryId: Number(tags.delivery ?? 1) };
  const lie = { id: `${id}-forged-${place}`, body: emailEvent("complained", told, { subject: "Forged" }) };
  const ways: (() => WebhookRequest)[] = [
    () => signedWebhook({ ...lie, secret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD" }),
    () => signedWebhook({ ...lie, ageSeconds: 3_600 }),
    () => {
      const signed = signedWebhook({ id, body });
      return { ...signed, raw: JSON.stringify(lie.body) };
    },
    () => ({ ...signedWebhook(lie), headers: { ...signedWebhook(lie).headers, signature: null } }),
  ];
  return ways[place % ways.length] ?? (() => signedWebhook({ ...lie, ageSeconds: -3_600 }));
}

/** Another installation has the same numbers for other messages, and some of the same readers. */
function foreignFrom({ id, saidAt, body }: News, place: number): News {
  const deliveryId = Number(body.data.tags.delivery ?? 1);
  const to = place % 2 === 0 ? "somebody@elsewhere.example" : (body.data.to[0] ?? "");
  // One that has an answer has it under another id; one that has none is of another reader.
  const isOurs = body.data.email_id.startsWith("never-told");
  const told = { providerId: `foreign-${id}`, to: isOurs ? "somebody@elsewhere.example" : to, deliveryId, saidAt };
  return { id: `${id}-foreign`, saidAt, body: emailEvent("complained", told) };
}

function shuffled<One>(ones: readonly One[], chance: () => number): One[] {
  const mixed = [...ones];
  for (let place = mixed.length - 1; place > 0; place -= 1) {
    const other = Math.floor(chance() * (place + 1));
    const [one, two] = [mixed[place], mixed[other]];
    if (one !== undefined && two !== undefined) [mixed[place], mixed[other]] = [two, one];
  }
  return mixed;
}
