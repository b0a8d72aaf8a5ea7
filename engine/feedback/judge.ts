import type { Database } from "../../db/connect.ts";
import { lockEnrolmentsOfReaders } from "../../db/enrolments.ts";
import { listSigns, listUnwell, noteJudged } from "../../db/feedback.ts";
import { type Ban, listAgreements, lockReadersOf } from "../../db/suppressing.ts";
import { newsTakesMs, unwellSince } from "../../domain/feedback.ts";
import type { Context } from "../context.ts";
import { ban } from "./apply.ts";

const portion = 50;

/**
 * Judges addresses of which messages came back that a later one may not: one that fails for days is taken for gone. Each
 * is judged when all that was said before must have come, by all of that together. Returns how many it judged.
 */
export function judgeUnwell(context: Context): Promise<number> {
  return context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const addressHashes = await listUnwell(tx, { now, limit: portion });
    if (addressHashes.length === 0) return 0;
    const readers = await lockReadersOf(tx, { addressHashes });
    await lockEnrolmentsOfReaders(tx, { readerIds: [...readers.keys()] });
    await noteJudged(tx, { addressHashes, now });
    await ban(tx, { bans: await listBans(tx, { addressHashes, now }), readers });
    return addressHashes.length;
  });
}

async function listBans(tx: Database, input: { addressHashes: readonly string[]; now: Date }): Promise<Ban[]> {
  const agreed = await listAgreements(tx, input);
  const until = new Date(input.now.getTime() - newsTakesMs);
  const bans: Ban[] = [];
  for (const addressHash of input.addressHashes) {
    const said = await listSigns(tx, { addressHash, since: agreed.get(addressHash) ?? null, until });
    const since = unwellSince(said);
    if (since !== null) bans.push({ addressHash, reason: "bounced", since });
  }
  return bans;
}
