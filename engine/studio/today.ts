import type { Database } from "../../db/connect.ts";
import { readSending } from "../../db/sending.ts";
import {
  countAhead,
  countNewReaders,
  countWaits,
  type HourAhead,
  hasReaders,
  listNewReaders,
  type NewReader,
  readBusiestMinute,
  readUnderWay,
  sumWentOut,
  type UnderWay,
  type Waits,
  type WentOut,
} from "../../db/studio/today.ts";
import { listOpenTrouble, type OpenTrouble } from "../../db/studio/trouble.ts";
import { addDays, localDay, startOfDay } from "../../domain/calendar.ts";
import { listConcerns } from "../concerns.ts";
import type { Context } from "../context.ts";
import { haltOf, type Status, workerSign } from "../status.ts";

const hourMs = 3_600_000;

/** Nobody waits for an exact number beyond this, and an exact number is what would take long. */
export const countedTo = 100_000;

export const joinedTo = 20_000;
export const mostTrouble = 50;

/** How much an hour can bring. `told`: the provider said so. `seen`: the busiest minute of the last week, 60 times. */
export type Capacity = { kind: "told" | "seen"; perHour: number } | { kind: "unknown" };

export type Today = {
  now: Date;
  hasReaders: boolean;
  halt: Status["halt"];
  waitUntil: Date | null;
  isWorkerAlive: boolean;
  today: WentOut;
  yesterday: WentOut;
  underWay: UnderWay;
  waits: Waits;
  /** What stops nothing and still wants mending, a sentence each. */
  concerns: readonly string[];
  trouble: readonly OpenTrouble[];
  ahead: readonly HourAhead[];
  capacity: Capacity;
  newReaders: readonly NewReader[];
  /** Of the last seven days. */
  joined: { signedUp: number; confirmed: number };
};

/** The author's desk. Days begin at midnight in `zone`. */
export async function readToday(context: Context, { zone }: { zone: string }): Promise<Today> {
  const { db } = context;
  const { calendarAt: now } = await context.clocks.read(db);
  const today = localDay(now, zone);
  const [todayAt, yesterdayAt] = [startOfDay(today, zone), startOfDay(addDays(today, -1), zone)];
  const [sent, sentBefore, waits, trouble, newReaders, joined, ahead, capacity, live, any, concerns] =
    await Promise.all([
      sumWentOut(db, { fromAt: todayAt, beforeAt: new Date(now.getTime() + 1) }),
      sumWentOut(db, { fromAt: yesterdayAt, beforeAt: todayAt }),
      countWaits(db, { most: countedTo }),
      listOpenTrouble(db, { limit: mostTrouble }),
      listNewReaders(db, { limit: 6 }),
      countNewReaders(db, { fromAt: new Date(now.getTime() - 7 * 24 * hourMs), most: joinedTo }),
      readAhead(db, now),
      readCapacity(context, now),
      readLive(context),
      hasReaders(db),
      listConcerns(context),
    ]);
  return {
    ...{ now, today: sent, yesterday: sentBefore, waits, trouble, newReaders, joined, ahead, capacity, concerns },
    ...live,
    hasReaders: any,
  };
}

export type Live = Pick<Today, "underWay" | "halt" | "waitUntil" | "isWorkerAlive">;

/** What changes from second to second. */
export async function readLive(context: Context): Promise<Live> {
  const { elapsedAt, calendarAt: now } = await context.clocks.read(context.db);
  const sending = await readSending(context.db);
  const { alive } = await workerSign(context, elapsedAt);
  return {
    underWay: await readUnderWay(context.db, { now, most: countedTo }),
    halt: haltOf(sending),
    waitUntil: sending.waitUntil !== null && sending.waitUntil > elapsedAt ? sending.waitUntil : null,
    isWorkerAlive: alive,
  };
}

const requestMs = 1_000;

async function readCapacity(context: Context, now: Date): Promise<Capacity> {
  const { toldPerSecond } = await readSending(context.db);
  if (toldPerSecond !== null && toldPerSecond > 0) {
    return { kind: "told", perHour: (toldPerSecond * context.mail.batchLimit * hourMs) / requestMs };
  }
  const most = await readBusiestMinute(context.db, { fromAt: new Date(now.getTime() - 7 * 24 * hourMs) });
  return most === 0 ? { kind: "unknown" } : { kind: "seen", perHour: most * 60 };
}

type Kept = { hour: number; countedAt: Date; ahead: readonly HourAhead[] };

const keptAhead = new WeakMap<Database, Kept>();
const keptForMs = 60_000;
/** Fewer are counted faster than anybody could notice. */
const worthKeeping = 50_000;

/**
 * What is due in the next hours. A large number is counted at most once a minute by each process: with a million readers
 * it takes longer than everything else on the page together, and hardly changes within one.
 */
async function readAhead(db: Database, now: Date): Promise<readonly HourAhead[]> {
  const hour = Math.floor(now.getTime() / hourMs);
  const kept = keptAhead.get(db);
  if (kept?.hour === hour && Math.abs(now.getTime() - kept.countedAt.getTime()) < keptForMs) return kept.ahead;
  const ahead = await countAhead(db, { fromAt: new Date(hour * hourMs), hours: 24 });
  const total = ahead.reduce((sum, { lessons, others }) => sum + lessons + others, 0);
  if (total >= worthKeeping) keptAhead.set(db, { hour, countedAt: now, ahead });
  return ahead;
}
