import { pino } from "pino";
import { countUnserved, findNextWork } from "../../db/work.ts";
import { signingKeys } from "../../domain/tokens.ts";
import type { Context } from "../../engine/context.ts";
import { tick } from "../../engine/tick.ts";
import type { Transport } from "../../mail/transport.ts";
import { testSecret } from "../factories/context.ts";
import { requeueOne } from "./acts.ts";
import type { Client } from "./client.ts";
import type { Control } from "./control.ts";
import { type SeedRun, simulatedSettings } from "./seed-run.ts";
import { readSnapshot, type Snapshot } from "./snapshot.ts";
import { Violation } from "./violation.ts";

/** The longest lease, backoff and rest between two probes are five minutes; each may have to pass in turn. */
const boundMs = 30 * 60_000;

/** As long as three lessons may take on three days a week at the slower pace, some days of a pause before them. */
const boundDays = 60;

const dayMs = 24 * 3_600_000;

/**
 * The second half of a run: every fault is over, one worker works, and what is due has to come to its end within bounded
 * time. Then the provider's record and the rows have to tell the same story.
 */
export async function heal(run: SeedRun, client: Client, control: Control): Promise<void> {
  const context = healthyContext(run, client);
  const look = async () => {
    await run.look();
    return run.watch.last;
  };
  for (const news of run.news.unanswered()) await run.news.tell(news)(context);
  await settleEverything(run, context);
  for (const { id } of (await look()).deliveries.filter(({ state }) => state === "refused"))
    await requeueOne(context, id);
  await look();
  await liveOn(run, context);
  compare(run, await readSnapshot(control));
}

function healthyContext(run: SeedRun, client: Client): Context {
  const { clock, chance, provider } = run;
  let drawn = 0;
  const next = () => {
    drawn += 1;
    return `healed/${drawn}`;
  };
  const mail: Transport = {
    name: "resend",
    fingerprint: "simulated",
    batchLimit: 100,
    async handOver(request) {
      await run.look();
      return provider.receive(request, null);
    },
    close: async () => {},
  };
  return {
    db: client.db,
    clocks: clock.clocks(),
    randomness: { fraction: () => chance.fraction(next()), id: () => next().replaceAll("/", "-") },
    ...{ mail, settings: simulatedSettings(), keys: signingKeys([testSecret]), versions: new Map() },
    log: pino({ level: "silent" }),
  };
}

async function work(run: SeedRun, context: Context): Promise<Date | null> {
  const { nextWorkAt } = await tick(context, { isOver: () => false });
  await run.look();
  if (run.provider.broken) throw run.provider.broken;
  return nextWorkAt;
}

/** What is open or due at this moment has ended within the bound. */
async function settleEverything(run: SeedRun, context: Context): Promise<void> {
  const { clock } = run;
  const healedAt = clock.elapsedAt.getTime();
  for (;;) {
    const nextAt = await work(run, context);
    const left = await countUnserved(context.db, { now: clock.calendarAt });
    if (left === 0) return;
    if (clock.elapsedAt.getTime() - healedAt > boundMs) {
      throw new Violation(
        "an end in bounded time",
        `half an hour after everything healed ${left} things are still due: ${whatIsLeft(run.watch.last)}`,
      );
    }
    const waitMs = nextAt === null ? 60_000 : nextAt.getTime() - clock.elapsedAt.getTime();
    clock.pass(Math.min(Math.max(waitMs, 1_000), 60_000));
  }
}

function whatIsLeft({ deliveries, enrolments }: Snapshot): string {
  const open = deliveries.filter(({ state }) => state === "queued" || state === "batched");
  const words = open.map(({ id, kind, state, due }) => `${kind} ${id} ${state} due ${due}`);
  const runs = enrolments.filter(({ next }) => next !== null).map(({ id, next }) => `run ${id} due ${next}`);
  return [...words, ...runs].join("; ");
}

/** Day after day, until nothing comes any more. Every run that may go on has been finished then. */
async function liveOn(run: SeedRun, context: Context): Promise<void> {
  const { clock } = run;
  const endAt = clock.elapsedAt.getTime() + boundDays * dayMs;
  for (;;) {
    const nextAt = await work(run, context);
    if (nextAt === null) break;
    if (nextAt.getTime() > endAt) break;
    clock.pass(Math.max(nextAt.getTime() - clock.elapsedAt.getTime(), 1_000));
  }
  const stuck = run.watch.last.enrolments.filter(({ state, wait }) => state === "active" && wait === null);
  const [first] = stuck;
  if (first && (await findNextWork(context.db)).planAt !== null) {
    throw new Violation(
      "an end in bounded time",
      `run ${first.id} is not over ${boundDays} days after everything healed`,
    );
  }
}

/** The provider's record and our rows: nothing that was sent is unknown, nothing that is called sent was not. */
function compare({ provider, news }: SeedRun, { deliveries, readers, suppressions }: Snapshot): void {
  const taken = new Map(provider.accepted.map((message) => [message.deliveryId, message]));
  for (const { id, kind, state, reason } of deliveries) {
    const message = taken.get(id);
    if (state === "accepted" && !message) {
      throw new Violation("nothing is lost", `${kind} ${id} is called accepted and was never taken`);
    }
    if (message && state !== "accepted" && state !== "uncertain") {
      throw new Violation(
        "nothing is unknown",
        `${kind} ${id} was taken as "${message.subject}" and is ${state} (${reason})`,
      );
    }
  }
  for (const { id, kind, state, fate } of deliveries) {
    const due = news.fateOf({ id, state });
    if ((state === "accepted" || state === "uncertain") && fate !== due) {
      throw new Violation(
        "any order of webhooks",
        `${kind} ${id} has the fate ${fate}, and what was told makes it ${due}`,
      );
    }
  }
  for (const address of news.complainants(deliveries)) {
    const reader = readers.find((one) => one.address === address);
    if (reader && !suppressions.some(({ hash, reason }) => hash === reader.hash && reason === "complained")) {
      throw new Violation("a complaint suppresses", `${address} complained and may be written to`);
    }
  }
}
