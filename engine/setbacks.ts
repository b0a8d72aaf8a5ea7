import type { Now } from "../db/clock.ts";
import type { Database } from "../db/connect.ts";
import { type Halt, readSending } from "../db/sending.ts";
import { countSetBack, type NotedSetback, readSetbacks, type Setback } from "../db/setbacks.ts";
import type { MessageOutcome } from "../domain/message-outcome.ts";
import { deferralMs, mostDeferrals } from "../domain/retry.ts";
import type { Context } from "./context.ts";
import { manyRefusals, recipientsThatHalt, tooManyRefusals } from "./halt.ts";
import type { Member } from "./members.ts";

/** A member with what became of it. */
export type Settling = { member: Member; outcome: MessageOutcome };

export type OfKind<Kind extends MessageOutcome["kind"]> = {
  member: Member;
  outcome: Extract<MessageOutcome, { kind: Kind }>;
};

export function ofKind<Kind extends MessageOutcome["kind"]>(all: readonly Settling[], kind: Kind): OfKind<Kind>[] {
  return all.filter((one): one is OfKind<Kind> => one.outcome.kind === kind);
}

/** Enough to stand behind all that is due at the very same moment, as a morning's lessons are. */
const secondTryMs = 1_000;

/** `counts`: towards the number after which a message is refused that nobody takes. */
export type PutOff = {
  member: Member;
  kind: "refused" | "deferred";
  name: string;
  message: string;
  dueAt: Date;
  counts: boolean;
};

type Sorted = { refused: { member: Member; name: string }[]; putOff: PutOff[]; halt: Halt | null };

/**
 * Terminal is final, and yet nobody may be failed for a fault of ours. So the first refusal of a message is believed only
 * where something shows that the way out works for others: somebody behind it was accepted in the same request, or the
 * answer itself names its recipient. Otherwise the message comes once more, behind all that is due. By then another has
 * been accepted and it is the message, or five readers have met the same word and sending halts with all five queued.
 */
export async function sortSetbacks(
  context: Context,
  tx: Database,
  { all, now }: { all: readonly Settling[]; now: Now },
): Promise<Sorted> {
  const setBack = [...ofKind(all, "refused"), ...ofKind(all, "deferred")];
  if (setBack.length === 0) return { refused: [], putOff: [], halt: null };
  const known = await readSetbacks(tx, { ids: setBack.map(({ member }) => member.id) });
  const isHalted = (await readSending(tx)).haltedAt !== null;
  const refusals = sortRefusals({ all, known, isHalted, now });
  const deferrals = sortDeferrals(context, { all, known, now });
  return {
    refused: [...refusals.refused, ...deferrals.refused],
    putOff: [...refusals.putOff, ...deferrals.putOff],
    halt: refusals.halt,
  };
}

type Told = { all: readonly Settling[]; known: ReadonlyMap<number, Setback>; now: Now };

/** What came before the last acceptance is the message's own; of what came after it, five of one word are nobody's. */
function sortRefusals({ all, known, isHalted, now }: Told & { isHalted: boolean }): Sorted {
  const lastAccepted = all.findLastIndex(({ outcome }) => outcome.kind === "accepted");
  const isProven = ({ member, outcome }: OfKind<"refused">) => {
    const before = known.get(member.id);
    return outcome.personal === true || (before?.isProven === true && before.name === outcome.name);
  };
  const open = ofKind(all.slice(lastAccepted + 1), "refused").filter((one) => !isProven(one));
  const common = manyRefusals(open.map(({ outcome }) => outcome));
  const sorted: Sorted = { refused: [], putOff: [], halt: common && tooManyRefusals(common) };
  for (const { member, outcome } of ofKind(all, "refused")) {
    const { name } = outcome;
    const isDoubted = open.some((one) => one.member === member);
    // While sending is halted, only somebody else's acceptance tells whose fault a second refusal is.
    const isSecond = known.get(member.id)?.name === name && !isHalted && name !== common?.name;
    if (!isDoubted || isSecond) sorted.refused.push({ member, name });
    else sorted.putOff.push({ member, ...outcome, dueAt: again(now, secondTryMs), counts: true });
  }
  return sorted;
}

/** A deferral that may as well have meant everybody counts only where somebody else was accepted in the meantime. */
function sortDeferrals(context: Context, { all, known, now }: Told): Pick<Sorted, "refused" | "putOff"> {
  const sorted: Pick<Sorted, "refused" | "putOff"> = { refused: [], putOff: [] };
  const someAccepted = all.some(({ outcome }) => outcome.kind === "accepted");
  for (const { member, outcome } of ofKind(all, "deferred")) {
    const before = known.get(member.id);
    const counts = !outcome.doubtful || someAccepted || before?.isProven === true;
    const setbacks = (before?.setbacks ?? 0) + (counts ? 1 : 0);
    const waitMs = deferralMs({ deferrals: setbacks, random: context.randomness.fraction });
    if (counts && setbacks >= mostDeferrals) sorted.refused.push({ member, name: outcome.name });
    else sorted.putOff.push({ member, ...outcome, dueAt: again(now, waitMs), counts });
  }
  return sorted;
}

function again(now: Now, waitMs: number): Date {
  return new Date(now.calendarAt.getTime() + waitMs);
}

/** The setbacks of members that are queued again, as they are noted with them. */
export function notedSetbacks(putOff: readonly PutOff[]): NotedSetback[] {
  return putOff.map(({ member, name, dueAt, counts }) => ({ id: member.id, name, dueAt, counts }));
}

/** The halt that is due when one name has set back five different readers and nobody was accepted in between. */
export async function haltOfMany(tx: Database, some: readonly PutOff[]): Promise<Halt | null> {
  const refused = some.filter(({ kind }) => kind === "refused");
  for (const [name, [first]] of Map.groupBy(refused, (one) => one.name)) {
    if (first && (await countSetBack(tx, { name, mostOf: 50 })) >= recipientsThatHalt) return tooManyRefusals(first);
  }
  return null;
}
