import type { Database } from "../../db/connect.ts";
import type { AcceptedMessage } from "../standin/ledger.ts";
import type { Leaver } from "./leavers.ts";
import { readOrders } from "./order.ts";

/** `late` and `unrecorded` must be 0; `begun` and `prevented` say that there was a race at all. */
export type Verdict = {
  races: number;
  /** A first attempt that was committed after the act was. */
  late: number;
  /** A message that the provider accepted and of which no first attempt was recorded, or more than one message. */
  unrecorded: number;
  /** Readers whose message had begun when they went, and who got it. */
  begun: number;
  /** Readers to whom nothing was sent any more. */
  prevented: number;
  /** Of those that had begun: by how much at the median the COMMIT of the act came after it. */
  medianLeadMs: number;
  /** Of those: how many acts were committed within 50 ms of the attempt. */
  within50Ms: number;
};

export function isKept({ races, late, unrecorded, begun, prevented }: Verdict): boolean {
  return late === 0 && unrecorded === 0 && begun + prevented === races && begun > 0 && prevented > 0;
}

/** Holds what the provider accepted against the order in which PostgreSQL committed attempts and acts. */
export async function judgeRaces(
  db: Database,
  { leavers, accepted }: { leavers: readonly Leaver[]; accepted: readonly AcceptedMessage[] },
): Promise<Verdict> {
  const orders = new Map((await readOrders(db)).map((order) => [order.readerId, order]));
  const messages = Map.groupBy(
    accepted.flatMap(({ to }) => to),
    (address) => address,
  );
  const verdict = { races: leavers.length, late: 0, unrecorded: 0, begun: 0, prevented: 0 };
  const leads: number[] = [];
  for (const { readerId, address } of leavers) {
    const order = orders.get(readerId);
    const got = messages.get(address)?.length ?? 0;
    if (order?.acted !== true) throw new Error(`of what reader ${readerId} did nothing was noted`);
    if (got > 1 || (got > 0 && !order.begun)) verdict.unrecorded += 1;
    if (order.leadMicros !== null && order.leadMicros <= 0) verdict.late += 1;
    if (got > 0) verdict.begun += 1;
    else verdict.prevented += 1;
    if (order.leadMicros !== null) leads.push(order.leadMicros / 1_000);
  }
  leads.sort((one, other) => one - other);
  const medianLeadMs = Math.round(leads[Math.floor(leads.length / 2)] ?? 0);
  return { ...verdict, medianLeadMs, within50Ms: leads.filter((ms) => ms <= 50).length };
}
