import type { FaultRule } from "../standin/start.ts";
import type { Seen } from "./wire.ts";

/** What must be waiting for a point to be reached: any mail, or fresh work of one kind. */
export type Supply = "mail" | "lessons" | "nudges" | "letter";

/**
 * A moment in a worker's life, told from outside: by the SQL that passes between it and the database, by the request that
 * the provider has in its hands, or by nothing at all. No code of the product knows that it is watched.
 */
export type Point = { name: string; supply: Supply } & (
  | { by: "sql"; isIt: (seen: Seen) => boolean }
  | { by: "provider"; fault: FaultRule["fault"] }
  | { by: "chance" }
  | { by: "supervisor" }
);

const claim = /^select .* from "delivery" where .*"state" = .* for no key update skip locked$/i;
const openBatch = /^insert into "batch"/i;
const takeOver = /^update "batch" set .*"attempts" = "batch"."attempts" \+ 1/i;
const endBatch = /^update "batch" set "state"/i;
const marking = /^update delivery set state = 'accepted'/i;
const nextSteps = /^update enrolment set reached_lesson_id/i;
const planLessons = /^insert into delivery \(kind, reader_id, course_id/i;
const planNotice = /^insert into "delivery"/i;
const planLetters = /^with meant as/i;
const commit = /^commit$/i;

const goesOut =
  (statement: RegExp, within?: RegExp) =>
  ({ at, sql, before }: Seen) =>
    at === "out" && statement.test(sql) && (within === undefined || before.some((one) => within.test(one)));
const isCommitted =
  (within: RegExp) =>
  ({ at, sql, before }: Seen) =>
    at === "back" && commit.test(sql) && before.some((one) => within.test(one));

/** Every named point; a run reaches each of them in turn. */
export const namedPoints: readonly Point[] = [
  { name: "before the claim", supply: "mail", by: "sql", isIt: goesOut(claim) },
  { name: "composing a batch", supply: "mail", by: "sql", isIt: goesOut(openBatch) },
  { name: "composed, before the COMMIT", supply: "mail", by: "sql", isIt: goesOut(commit, openBatch) },
  { name: "composed, before the request", supply: "mail", by: "sql", isIt: isCommitted(openBatch) },
  { name: "request under way, accepted later", supply: "mail", by: "provider", fault: "hold" },
  { name: "request hangs, never accepted", supply: "mail", by: "provider", fault: "hang" },
  { name: "accepted, before the answer", supply: "mail", by: "provider", fault: "accept_then_hang" },
  { name: "answered, before settling", supply: "mail", by: "sql", isIt: goesOut(endBatch) },
  { name: "settling, marking what was accepted", supply: "mail", by: "sql", isIt: goesOut(marking) },
  { name: "settling, giving the next steps", supply: "mail", by: "sql", isIt: goesOut(nextSteps, endBatch) },
  {
    name: "a batch taken over, before its request",
    supply: "mail",
    by: "sql",
    isIt: ({ at, sql, tag }) => at === "back" && takeOver.test(sql) && tag === "UPDATE 1",
  },
  { name: "settled, before the COMMIT", supply: "mail", by: "sql", isIt: goesOut(commit, endBatch) },
  { name: "settled, the COMMIT not heard of", supply: "mail", by: "sql", isIt: isCommitted(endBatch) },
  { name: "planning lessons", supply: "lessons", by: "sql", isIt: goesOut(planLessons) },
  { name: "lessons planned, not heard of", supply: "lessons", by: "sql", isIt: isCommitted(planLessons) },
  { name: "queueing a notice", supply: "nudges", by: "sql", isIt: goesOut(planNotice) },
  { name: "planning a letter", supply: "letter", by: "sql", isIt: goesOut(planLetters) },
  { name: "letter planned, not heard of", supply: "letter", by: "sql", isIt: isCommitted(planLetters) },
  { name: "the supervisor", supply: "mail", by: "supervisor" },
];

export const atRandom: Point = { name: "at random", supply: "mail", by: "chance" };

/** COMMITs whose acknowledgement is lost: the database has done it, and the worker sees its connection end. */
export const lostAcknowledgements: readonly { name: string; supply: Supply; isIt: (seen: Seen) => boolean }[] = [
  { name: "of a composed batch", supply: "mail", isIt: isCommitted(openBatch) },
  { name: "of a settled batch", supply: "mail", isIt: isCommitted(endBatch) },
  { name: "of planned lessons", supply: "lessons", isIt: isCommitted(planLessons) },
];

/** A batch came into this worker's hands: newly composed, or taken over from a dead one. */
export function takesInHand({ at, sql, tag }: Seen): boolean {
  if (at === "out") return openBatch.test(sql);
  return takeOver.test(sql) && tag === "UPDATE 1";
}

/** A batch was recorded, and its request leaves next. */
export const isComposed = isCommitted(openBatch);
