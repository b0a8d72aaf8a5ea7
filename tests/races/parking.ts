import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import type { Database } from "../../db/connect.ts";
import type { HandOver, Outcome, Transport } from "../../mail/transport.ts";

/**
 * The moments at which a worker is stopped. Each lies within a transaction that holds all its locks and has written
 * something, or, handing over, between two of them.
 */
export const moments = ["planning", "composing", "handing over", "settling"] as const;
export type Moment = (typeof moments)[number];

/** Advisory locks of these numbers; whoever holds one keeps every worker that comes by. */
const keys = { planning: 4711, composing: 4712, settling: 4713 } as const;

/** Triggers that wait for an advisory lock in the midst of planning, composing and settling. While nobody holds it they pass. */
export async function addParkingPlaces(db: Database): Promise<void> {
  await db.execute(sql`
    create function park() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(tg_argv[0]::int);
      return new;
    end $$`);
  await db.execute(sql`create trigger parks_planning before insert on delivery
    for each row when (new.kind <> 'notice') execute function park('4711')`);
  await db.execute(
    sql`create trigger parks_composing before insert on batch for each row execute function park('4712')`,
  );
  await db.execute(sql`create trigger parks_settling before update on delivery
    for each row when (old.state = 'batched' and new.state = 'accepted') execute function park('4713')`);
}

export type Parking = {
  /** Returns once a worker stands there. */
  arrived(): Promise<void>;
  release(): Promise<void>;
};

/** Closes the place: the next worker that comes to this moment stays there until it is released. */
export async function closePlace(
  moment: Moment,
  input: { url: string; db: Database; mail: Transport },
): Promise<Parking> {
  return moment === "handing over" ? closeDoor(input.mail) : holdLock(keys[moment], input);
}

async function holdLock(key: number, { url, db }: { url: string; db: Database }): Promise<Parking> {
  const holder = postgres(url, { max: 1, onnotice: () => {} });
  await holder`select pg_advisory_lock(${key})`;
  return {
    arrived: () => until(async () => (await countWaiting(db, sql`wait_event = 'advisory'`)) > 0),
    async release() {
      await holder`select pg_advisory_unlock(${key})`;
      await holder.end();
    },
  };
}

/** The provider keeps the next request and answers when it is let go. */
function closeDoor(mail: Transport): Parking {
  const { handOver } = mail;
  const [here, open] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  mail.handOver = async (request: HandOver): Promise<Outcome> => {
    mail.handOver = handOver;
    here.resolve();
    await open.promise;
    return handOver(request);
  };
  return { arrived: () => here.promise, release: async () => open.resolve() };
}

/** Returns once this is over, true, or somebody waits for a row that another transaction holds, false. */
export async function isOverOrWaits(db: Database, promise: Promise<unknown>): Promise<boolean> {
  let isOver = false;
  const noted = promise.finally(() => {
    isOver = true;
  });
  noted.catch(() => {});
  const onARow = sql`wait_event_type = 'Lock' and wait_event <> 'advisory'`;
  await until(async () => isOver || (await countWaiting(db, onARow)) > 0);
  return isOver;
}

async function countWaiting(db: Database, how: ReturnType<typeof sql>): Promise<number> {
  const [row] = await db.execute<{ count: string }>(sql`
    select count(*) from pg_stat_activity where datname = current_database() and ${how}`);
  return Number(row?.count);
}

/** As long as a slow machine needs, and no longer than its test may take; nothing here is a matter of time. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const endAtMs = performance.now() + 25_000;
  while (!(await isSo())) {
    if (performance.now() > endAtMs) throw new Error("what the race waits for has not come");
    await wait(10);
  }
}
