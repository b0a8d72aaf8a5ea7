import type { Context } from "../../engine/context.ts";
import { planIssues } from "../../engine/letters/plan-issues.ts";
import { plan } from "../../engine/plan.ts";
import { type Act, type ActName, acts } from "./acts.ts";
import { closePlace, isOverOrWaits, type Moment } from "./parking.ts";
import { type Ending, endingOf, type Scene, type Stage, setScene, work } from "./scene.ts";

/** `waits`: whoever came second stood still until the first had committed. */
export type Raced = Ending & { waits: boolean };

/**
 * A worker stands in the midst of its moment when the act comes, and goes on once the act is over or waits for it.
 * Two other workers come by meanwhile.
 */
export async function workerFirst(stage: Stage, race: { act: ActName; moment: Moment }): Promise<Raced> {
  const act = acts[race.act];
  const scene = await setScene(stage, act);
  const perform = await act.prepare(scene);
  const { context } = scene;
  const place = await closePlace(race.moment, { ...stage.database, mail: context.mail });
  const worker = work(scene, 1);
  await place.arrived();
  const acting = perform(context);
  const isOver = await isOverOrWaits(context.db, acting);
  const others = work(scene, 2);
  await place.release();
  await Promise.all([worker, acting, others]);
  await work(scene, 1);
  return end(stage, { act, scene, waits: !isOver });
}

/** The act is done and not committed when three workers come to the moment. */
export async function actFirst(stage: Stage, race: { act: ActName; moment: Moment }): Promise<Raced> {
  const act = acts[race.act];
  const scene = await setScene(stage, act);
  const perform = await act.prepare(scene);
  const { context } = scene;
  const { worker, release } = await reach(race.moment, scene);
  const [done, commit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const acting = context.db.transaction(async (tx) => {
    await perform({ ...context, db: tx } satisfies Context);
    done.resolve();
    await commit.promise;
  });
  await Promise.race([done.promise, acting]);
  await release();
  const working = Promise.all([worker, work(scene, 3)]);
  const isOver = await isOverOrWaits(context.db, working);
  commit.resolve();
  await Promise.all([acting, working]);
  await work(scene, 1);
  return end(stage, { act, scene, waits: !isOver });
}

type Ended = { act: Act; scene: Scene; waits: boolean };

async function end(stage: Stage, { act, scene, waits }: Ended): Promise<Raced> {
  if (!act.spares) stage.course = null;
  return { waits, ...(await endingOf(scene)) };
}

type Reached = { worker: Promise<void>; release(): Promise<void> };

/** Brings what is due right up to its moment, which then comes with the next work. */
async function reach(moment: Moment, scene: Scene): Promise<Reached> {
  const { context, database } = scene;
  const idle = { worker: Promise.resolve(), release: async () => {} };
  if (moment === "planning") return idle;
  if (moment === "composing") {
    await plan(context);
    await planIssues(context);
    return idle;
  }
  // The provider has it, and its answer is on the way.
  const place = await closePlace("handing over", { ...database, mail: context.mail });
  const worker = work(scene, 1);
  await place.arrived();
  return { worker, release: place.release };
}
