import { isbot } from "isbot";
import { changeVerdicts, countLinks, noteReadings, type Reading, readWitnessed, type Witnessed } from "../db/events.ts";
import { judgeSightings, type Sighting, type Verdict } from "../domain/verdicts.ts";
import { weekHourOf } from "../domain/week-hours.ts";
import type { Context } from "./context.ts";

/**
 * Judges all that was seen of these messages by the rules of today, from the raw facts. Called whenever something new
 * was seen of them; it may be called at any time, and again. None of it is a reader's sign of life: the first link that a
 * scanner opens looks like a person's until it opens the second.
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
    const judged = [...ofEach.values()].map((events) => judge(events, links));
    await changeVerdicts(tx, { verdicts: judged.flatMap(changesOf) });
    await noteReadings(tx, { readings: judged.flatMap((events) => readingOf(events) ?? []) });
  });
}

type Judged = Witnessed & { now: Verdict };

function judge(events: readonly Witnessed[], links: ReadonlyMap<number, number>): Judged[] {
  const [first] = events;
  if (!first) return [];
  const verdicts = judgeSightings({
    sightings: events.map(sightingOf),
    handOver: first,
    links: links.get(first.versionId) ?? 0,
  });
  return events.map((event, index) => ({ ...event, now: verdicts[index] ?? event.verdict }));
}

function changesOf(events: readonly Judged[]): { id: number; verdict: Verdict }[] {
  return events.flatMap(({ id, verdict, now }) => (now === verdict ? [] : [{ id, verdict: now }]));
}

/** What the figures count of one message; the honeypot's link is none that a person finds. */
function readingOf(events: readonly Judged[]): Reading | null {
  const [first] = events;
  if (!first) return null;
  const people = events.filter(({ now, link }) => now === "person" && link !== 0);
  const seenAt = earliest(events);
  const shownAt = earliest(people);
  return {
    deliveryId: first.deliveryId,
    seenAt: seenAt ?? first.seenAt,
    openedAt: earliest(people.filter(({ kind }) => kind === "opened")),
    clickedAt: earliest(people.filter(({ kind }) => kind === "clicked")),
    weekHour: shownAt && weekHourOf(shownAt, first.zone),
  };
}

function earliest(events: readonly Judged[]): Date | null {
  return events.length === 0 ? null : new Date(Math.min(...events.map(({ seenAt }) => seenAt.getTime())));
}

function sightingOf({ kind, link, seenAt, facts }: Witnessed): Sighting {
  return { kind, link, seenAt, ...facts, isBot: isbot(facts.userAgent) };
}
