import { statSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { CrashRun } from "./crash.ts";
import type { Hand } from "./crew.ts";
import type { Deed } from "./deeds.ts";
import type { Lookout } from "./lookout.ts";
import type { Point, Supply } from "./points.ts";
import type { Supplier } from "./supply.ts";
import type { Seen } from "./wire.ts";

/** Everything that a run works with while it strikes. */
export type Ground = {
  run: CrashRun;
  lookout: Lookout;
  supplier: Supplier;
  hands: readonly Hand[];
  fraction: () => number;
};

/**
 * What was done. `awayMs`: how long the database was away. `againMs`: from when it was back, or the acknowledgement was
 * lost, until new mail was accepted.
 */
export type Done = { kind: Deed["kind"]; point: string; awayMs: number | null; againMs: number | null };

/** A lease runs for 45 seconds, and a moment may hang on its end. */
const momentLimitMs = 180_000;
/** Another may have taken what was brought, or the killed one rolled it back. */
const bringEveryMs = 2_000;

/** Does one thing at its moment; null when the moment does not come. */
export async function strike(ground: Ground, deed: Deed): Promise<Done | null> {
  const { kind, point } = deed;
  if (deed.kind === "restart") return { kind, point, ...(await restart(ground)) };
  if (deed.kind === "lost") {
    const againMs = await loseAcknowledgement(ground, deed);
    return againMs === null ? null : { kind, point, awayMs: null, againMs };
  }
  return (await kill(ground, deed.at)) ? { kind, point, awayMs: null, againMs: null } : null;
}

function kill(ground: Ground, point: Point): Promise<boolean> {
  switch (point.by) {
    case "sql":
      return killAtStatement(ground, point);
    case "provider":
      return killInRequest(ground, point);
    default:
      return killAtRandom(ground, point.by);
  }
}

async function killAtStatement(ground: Ground, point: Extract<Point, { by: "sql" }>): Promise<boolean> {
  const hand = await supplied(ground, point.supply, (signal) =>
    ground.lookout
      .lieInWait({ isIt: point.isIt, wish: "hold", signal })
      // At once: whoever stands still holds locks that what is being brought may need.
      .then((found) => (found === null ? null : bury(ground, found))),
  );
  return hand !== null;
}

/** The provider has the request in its hands and does not answer. */
async function killInRequest(ground: Ground, point: Extract<Point, { by: "provider" }>): Promise<boolean> {
  const { standin, faults } = ground.run;
  const arm = () =>
    standin.command({ clear: true, release: true, faults: [{ fault: point.fault, count: 1 }, ...faults] });
  await arm();
  const hand = await supplied(ground, point.supply, async (signal) => {
    let looksInVain = 0;
    while (!signal.aborted) {
      const state = await standin.command({});
      const [key] = state.holding;
      const holder = typeof key === "string" ? ground.lookout.holderOf(key) : null;
      if (holder !== null) return bury(ground, holder);
      const isSpent = state.faults.some(({ fault, fired }) => fault === point.fault && fired > 0);
      looksInVain = isSpent ? looksInVain + 1 : 0;
      // The request of somebody who is dead already, taken in late: it stands there, or its line was gone at once.
      if (typeof key === "string" || looksInVain > 100) await arm();
      await wait(10);
    }
    return null;
  });
  await standin.command({ clear: true, release: true, faults: [...faults] });
  return hand !== null;
}

async function killAtRandom(ground: Ground, by: "chance" | "supervisor"): Promise<boolean> {
  const { supplier, hands, fraction } = ground;
  await supplier.keepBusy();
  await wait(fraction() * 700);
  const alive = hands.filter(({ isConnected }) => isConnected);
  const chosen = alive[Math.floor(fraction() * alive.length)] ?? hands[0];
  if (chosen === undefined) throw new Error("a run needs a worker");
  if (by === "supervisor") await chosen.killSupervisor();
  else await bury(ground, chosen.number);
  return true;
}

/** Kills this worker and notes what it leaves behind. */
async function bury({ run, lookout, hands }: Ground, number: number): Promise<number> {
  await hands[number]?.killWorker();
  const diedAtMs = performance.now();
  const open = await run.db.execute<{ key: string }>(sql`
    select key from batch where state = 'open' and lease_until is not null`);
  lookout.buried({ hand: number, open: open.map(({ key }) => key), diedAtMs });
  return number;
}

/** An immediate shutdown, as after a power cut, but for the disk. */
async function restart(ground: Ground): Promise<{ awayMs: number; againMs: number }> {
  // Enough for as long as nobody can add anything.
  await ground.supplier.stockUp();
  const stoppedAtMs = performance.now();
  await ground.run.restartDatabase();
  const fromMs = performance.now();
  return { awayMs: fromMs - stoppedAtMs, againMs: await sendsAgain(ground, { hand: null, fromMs }) };
}

/** The database has done it, and the worker is told of a lost connection instead. */
async function loseAcknowledgement(
  ground: Ground,
  { supply, isIt }: { supply: Supply; isIt: (seen: Seen) => boolean },
): Promise<number | null> {
  const hand = await supplied(ground, supply, (signal) => ground.lookout.lieInWait({ isIt, wish: "cut", signal }));
  return hand === null ? null : sendsAgain(ground, { hand, fromMs: performance.now() });
}

/** Until this worker, or any, has composed another batch and the provider has accepted more than before. */
async function sendsAgain(ground: Ground, input: { hand: number | null; fromMs: number }): Promise<number> {
  const { lookout, run } = ground;
  await supplied(ground, "mail", (signal) => lookout.nextComposed({ hand: input.hand, signal }));
  const before = statSync(run.standin.log).size;
  const endAtMs = performance.now() + momentLimitMs;
  while (statSync(run.standin.log).size === before && performance.now() < endAtMs) await wait(10);
  return performance.now() - input.fromMs;
}

/** Brings work until the moment has come, or gives up. The moment is watched for before the first work is there. */
async function supplied<Come>(
  { supplier }: Ground,
  supply: Supply,
  watch: (signal: AbortSignal) => Promise<Come>,
): Promise<Come> {
  const giveUp = new AbortController();
  let isOver = false;
  const coming = watch(giveUp.signal).finally(() => {
    isOver = true;
  });
  const endAtMs = performance.now() + momentLimitMs;
  while (!isOver) {
    await supplier.bring(supply);
    await Promise.race([coming, wait(bringEveryMs)]);
    if (performance.now() > endAtMs) giveUp.abort();
  }
  return coming;
}
