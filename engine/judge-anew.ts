import { isbot } from "isbot";
import { changeVerdicts, countLinks, listPeopleSeen, readWitnessed, type Witnessed } from "../db/events.ts";
import { noteSeen } from "../db/readers.ts";
import { judgeSightings, type Sighting, type Verdict } from "../domain/verdicts.ts";
import type { Context } from "./context.ts";

/**
 * Judges all that was seen of these messages by the rules of today, from the raw facts. Called whenever something new
 * was seen of them; it may be called at any time, and again. What a person did is a sign of life, noted after the
 * verdicts are committed, because it waits for readers' locks and judging lets nobody else judge meanwhile.
 */
export async function judgeAnew(
  context: Pick<Context, "db">,
  input: { deliveryIds: readonly number[] },
): Promise<void> {
  if (input.deliveryIds.length === 0) return;
  await context.db.transaction(async (tx) => {
    const witnessed = await readWitnessed(tx, input);
    const links = await countLinks(tx, { versionIds: [...new Set(witnessed.map(({ versionId }) => versionId))] });
    const ofEach = Map.groupBy(witnessed, ({ deliveryId }) => deliveryId);
    const verdicts = [...ofEach.values()].flatMap((events) => changedVerdicts(events, links));
    await changeVerdicts(tx, { verdicts });
  });
  await noteSeen(context.db, { seen: await listPeopleSeen(context.db, input) });
}

function changedVerdicts(
  events: readonly Witnessed[],
  links: ReadonlyMap<number, number>,
): { id: number; verdict: Verdict }[] {
  const [first] = events;
  if (!first) return [];
  const verdicts = judgeSightings({
    sightings: events.map(sightingOf),
    handOver: first,
    links: links.get(first.versionId) ?? 0,
  });
  return events.flatMap(({ id, verdict: before }, index) => {
    const verdict = verdicts[index];
    return verdict === undefined || verdict === before ? [] : [{ id, verdict }];
  });
}

function sightingOf({ kind, link, seenAt, facts }: Witnessed): Sighting {
  return { kind, link, seenAt, ...facts, isBot: isbot(facts.userAgent) };
}
