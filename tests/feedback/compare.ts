import type { Database } from "../../db/connect.ts";
import { compareTallies } from "../../db/tallies.ts";
import { chanceOf } from "../crash/chance.ts";
import { testContext } from "../factories/context.ts";
import { webhookSecret } from "../factories/webhook.ts";
import { newsOf } from "./news.ts";
import { dayAt, setStage } from "./stage.ts";
import { countOutcome, readState, type State } from "./state.ts";
import { type Heard, tellBadly, tellInOrder } from "./telling.ts";

export type Comparison = {
  webhooks: number;
  inOrder: Heard;
  badly: Heard & { forged: number; foreign: number };
  /** Parts of the state with more than one answer. */
  differing: string[];
  states: { inOrder: State; badly: State };
  outcome: Record<string, number>;
  /** Numbers of the figures that a count of everything contradicts. */
  miscounted: number;
};

const mail = {
  kind: "resend",
  apiKey: "re_test",
  baseUrl: "http://127.0.0.1:9",
  webhookSecrets: [webhookSecret],
} as const;
/** Its own test has the guard; here it would halt what nobody sends. */
const guard = { bounced: null, complained: null };

/** Tells two databases with the same rows the same news, one as it happened and one as badly as can be, and compares. */
export async function compareTelling(input: {
  inOrder: Database;
  badly: Database;
  readers: number;
  seed: number;
  say: (line: string) => void;
}): Promise<Comparison> {
  const { readers, say } = input;
  const contextOf = (db: Database) => testContext({ db, now: dayAt(0), settings: { mail, guard } });
  const news = newsOf(await setStage(input.inOrder, { readers }));
  await setStage(input.badly, { readers });
  say(`${readers} readers, ${news.length} webhooks: told in order …`);
  const inOrder = await tellInOrder(contextOf(input.inOrder), news);
  say("… and shuffled, three times over, with forgeries among them …");
  const badly = await tellBadly(contextOf(input.badly), news, chanceOf(input.seed));
  const states = { inOrder: await readState(input.inOrder), badly: await readState(input.badly) };
  const differing = Object.keys(states.inOrder).filter(
    (part) => states.inOrder[part]?.hash !== states.badly[part]?.hash,
  );
  const miscounted = (await compareTallies(input.badly, { limit: 100 })).length;
  const outcome = await countOutcome(input.badly);
  return { webhooks: news.length, inOrder, badly, differing, states, outcome, miscounted };
}

/** Nothing may differ, no forgery be believed, and nothing genuine be missed. */
export function isSound({ differing, badly, inOrder, miscounted, outcome }: Comparison): boolean {
  const isWhole = badly.kept - badly.foreign === inOrder.kept && badly.refused === badly.forged;
  const hasBite = Object.values(outcome).every((count) => count > 0);
  return differing.length === 0 && isWhole && hasBite && miscounted === 0;
}
