import { findReaderByAddress } from "../../db/readers.ts";
import { type Day, localDay } from "../../domain/calendar.ts";
import type { Context } from "../../engine/context.ts";
import { countMailFrom, listMail, newestAddress, nextMorning, readCalendar } from "../../engine/mailbox.ts";

/** Whose mornings the mailbox plays: the reader whose mail is listed, or the visitor's own; UTC's without any. */
export type Sleeper = { address: string | null; zone: string };

export async function readSleeper(context: Context, input: { to: string | null }): Promise<Sleeper> {
  const address = input.to ?? (await newestAddress(context));
  const reader = address === null ? null : await findReaderByAddress(context.db, { address });
  return { address, zone: reader?.zone ?? "UTC" };
}

export type Morning =
  | { kind: "refused"; message: string }
  | {
      kind: "came";
      day: Day;
      /** What came for the sleeper since they went to bed, the oldest first. */
      mail: { id: number; subject: string }[];
      /** Every message from this one on came in that time, to whomever. */
      newFrom: number;
    };

const mostMailOfANight = 50;

/** Sleeps until the sleeper's next morning. Everything due until then goes out, also to others. */
export async function sleep(context: Context, { address, zone }: Sleeper): Promise<Morning> {
  const to = address ?? undefined;
  const before = await listMail(context, { limit: 1 });
  const moved = await nextMorning(context, { to });
  if (moved.kind === "refused") return moved;
  const after = await listMail(context, { to, limit: mostMailOfANight });
  const newestId = before.mail[0]?.id ?? 0;
  return {
    kind: "came",
    day: localDay(moved.calendarAt, zone),
    mail: after.mail
      .filter(({ id }) => id > newestId)
      .toReversed()
      .map(({ id, subject }) => ({ id, subject })),
    newFrom: newestId + 1,
  };
}

/** What the calendar says where the sleeper lives. */
export async function readSleepersClock(context: Context, { zone }: Sleeper) {
  const { calendarAt, aheadMs, movable } = await readCalendar(context);
  return { calendarAt, aheadMs, movable, zone, today: localDay(calendarAt, zone) };
}

/** What the night that has just passed brought: to the sleeper, and how much to everybody else. */
export async function readNight(context: Context, input: { sleeper: Sleeper; newFrom: number }) {
  const { sleeper, newFrom } = input;
  const { mail } = await listMail(context, { to: sleeper.address ?? undefined, limit: mostMailOfANight });
  const own = mail.filter(({ id }) => id >= newFrom);
  return { own, others: Math.max(0, (await countMailFrom(context, { id: newFrom })) - own.length) };
}
