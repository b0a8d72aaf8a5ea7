import { type Day, instantOf, localDay, localMinute } from "../../domain/calendar.ts";
import type { VirtualClock } from "./clock.ts";
import { courses } from "./ground.ts";
import type { Accepted } from "./provider.ts";
import type { Scenario } from "./scenario.ts";
import { type DeliveryRow, emptySnapshot, type Snapshot } from "./snapshot.ts";
import { Violation } from "./violation.ts";

const hourMs = 3_600_000;

/** Courses have their numbers in the order in which the ground names them. */
const cohortCourse = courses.indexOf("cohort") + 1;

/** What may follow on what. A refused, suppressed or cancelled one that is owed after all is queued again. */
const followers: Record<string, readonly string[]> = {
  queued: ["batched", "cancelled", "suppressed", "refused"],
  batched: ["accepted", "refused", "uncertain", "queued", "cancelled"],
  refused: ["queued"],
  suppressed: ["queued"],
  cancelled: ["queued"],
  accepted: [],
  uncertain: [],
};

/** A first attempt that began, as it was recorded: what the provider's messages are held against. */
type Attempted = DeliveryRow & { number: number; to: Addressee };

type Addressee = { address: string; hash: string };

/** Holds every commit and everything that the provider takes against the promises. */
export class Watch {
  readonly #clock: VirtualClock;
  readonly #cohortDay: Day | null;
  readonly #attempted = new Map<number, Attempted>();
  /** What was taken, by what was owed: each must stay alone. */
  readonly #taken = new Map<string, Accepted>();
  /** The wishes about which a letter went to the new address. */
  readonly #asked = new Set<number>();
  readonly #order = new Map<number, number>();
  #attempts = 0;
  last: Snapshot = emptySnapshot;

  constructor({ clock, cohort }: { clock: VirtualClock; cohort: Scenario["cohort"] }) {
    this.#clock = clock;
    this.#cohortDay = typeof cohort.start === "string" ? null : cohort.start.cohortDay;
  }

  /**
   * Looks at what a transaction left behind. `isEach`: every single one is looked at; otherwise there may have been
   * several since the last look. `by`: whose transaction it was.
   */
  committed(now: Snapshot, { isEach, by }: { isEach: boolean; by: string | null }): void {
    const states = new Map(this.last.deliveries.map(({ id, state }) => [id, state]));
    checkSum(now);
    checkNextSteps(now);
    if (by !== null) this.#checkAttempts(now, by);
    this.#checkMoves(now);
    for (const delivery of now.deliveries) {
      const before = states.get(delivery.id);
      if (before !== undefined && before !== delivery.state) checkTurn(before, delivery, { isEach });
      if (delivery.state === "batched" && before !== "batched") this.#began(delivery, now);
    }
    this.last = now;
  }

  /** An attempt belongs to whoever holds its token: until the lease has run out, and nobody else ends it (promise 5). */
  #checkAttempts(now: Snapshot, by: string): void {
    const after = new Map(now.batches.map((batch) => [batch.id, batch]));
    for (const { id, token, leased } of this.last.batches) {
      const present = after.get(id)?.token ?? null;
      if (token === null || present === token) continue;
      if (present !== null && leased !== null && this.#clock.elapsedAt < instant(leased)) {
        throw new Violation("a lease is kept", `${by} took batch ${id} over, whose lease runs until ${leased}`);
      }
      if (present === null && !token.startsWith(`${by.replaceAll("/", "-")}-`)) {
        throw new Violation("a stale worker changes nothing", `${by} settled batch ${id}, whose attempt is ${token}`);
      }
    }
  }

  /** A reader moves to another address only by a letter that was sent there. */
  #checkMoves({ readers, wishes }: Snapshot): void {
    const before = new Map(this.last.readers.map(({ id, address }) => [id, address]));
    for (const { id, address, erased } of readers) {
      if (erased || !before.has(id) || before.get(id) === address) continue;
      const wish = wishes.find((one) => one.reader === id && one.address === address && one.state === "confirmed");
      if (wish && this.#asked.has(wish.id)) continue;
      throw new Violation("moved by their own yes", `reader ${id} moved to ${address}, where nobody was asked`);
    }
  }

  /** The provider has taken a message. */
  accepted(message: Accepted): void {
    const attempted = this.#attempted.get(message.deliveryId);
    if (!attempted) {
      throw new Violation(
        "recorded before the first byte",
        `the provider took "${message.subject}" of an unrecorded batch`,
      );
    }
    if (message.to !== attempted.to.address) {
      throw new Violation("to its reader alone", `"${message.subject}" went to ${message.to}`);
    }
    const owed = owedBy(attempted);
    if (this.#taken.has(owed)) {
      throw new Violation("at most once", `the provider took two messages for ${owed}: "${message.subject}"`);
    }
    this.#taken.set(owed, message);
    if (attempted.notice === "address-change" && attempted.wish !== null) this.#asked.add(attempted.wish);
    this.#keepOrder(attempted, message);
  }

  wasAttempted(deliveryId: number): boolean {
    return this.#attempted.has(deliveryId);
  }

  #keepOrder({ kind, copy, enrolment, number }: Attempted, { subject }: Accepted): void {
    if (kind !== "lesson" || copy > 0 || enrolment === null) return;
    const latest = this.#order.get(enrolment) ?? 0;
    if (latest > number)
      throw new Violation("no lesson overtakes", `"${subject}" arrived behind a later one of its run`);
    this.#order.set(enrolment, number);
  }

  /** A first attempt has begun with this commit: everything that forbids one was committed before, or comes after. */
  #began(delivery: DeliveryRow, now: Snapshot): void {
    this.#attempts += 1;
    const to = addresseeOf(delivery, now);
    this.#attempted.set(delivery.id, { ...delivery, number: this.#attempts, to });
    checkSuppression(delivery, { to, now });
    if (delivery.kind === "issue") checkLetter(delivery, now);
    if (delivery.kind === "lesson") this.#checkLesson(delivery, now);
  }

  #checkLesson(delivery: DeliveryRow, now: Snapshot): void {
    const run = now.enrolments.find(({ id }) => id === delivery.enrolment);
    const what = `lesson ${delivery.lesson} of run ${delivery.enrolment}`;
    if (!run || run.state === "left")
      throw new Violation("no first attempt after leaving", `${what} began after its end`);
    if (delivery.copy > 0) return;
    if (delivery.course === cohortCourse) this.#checkCohort(delivery, now);
    if (run.state !== "active" || run.open !== delivery.id) {
      throw new Violation("no first attempt after leaving", `${what} began while its run was ${run.state}`);
    }
    const others = now.deliveries.filter(
      ({ id, kind, copy, reader, course }) =>
        id !== delivery.id &&
        kind === "lesson" &&
        copy === 0 &&
        reader === delivery.reader &&
        course === delivery.course,
    );
    checkDay(delivery, { others, now, at: this.#lookedAt(delivery, now) });
  }

  /** The hour by which composing judged: until it commits, time may go by. Calendar time. */
  #lookedAt({ batch }: DeliveryRow, { batches }: Snapshot): Date {
    const { calendarAt, elapsedAt } = this.#clock;
    const began = batches.find(({ id }) => id === batch)?.began;
    if (began === undefined) throw new Error("a first attempt began in no batch");
    return new Date(calendarAt.getTime() - (elapsedAt.getTime() - instant(began).getTime()));
  }

  /** Calendar rule 2: nobody gets a lesson of a cohort's course before the day on which all begin. */
  #checkCohort({ reader: id, lesson, slot }: DeliveryRow, { readers }: Snapshot): void {
    const zone = readers.find((one) => one.id === id)?.zone ?? "UTC";
    const day = localDay(instant(slot), zone);
    if (this.#cohortDay === null || day >= this.#cohortDay) return;
    throw new Violation(
      "a cohort begins together",
      `lesson ${lesson} was for ${day}, and all begin on ${this.#cohortDay}`,
    );
  }
}

/** Calendar rule 4: one lesson a local date of the reader and course, and twelve hours between two. */
function checkDay(
  delivery: DeliveryRow,
  { others, now, at }: { others: readonly DeliveryRow[]; now: Snapshot; at: Date },
): void {
  const { zone, minute } = now.readers.find(({ id }) => id === delivery.reader) ?? { zone: "UTC", minute: 0 };
  const day = localDay(instant(delivery.slot), zone);
  const had = others.filter(({ state }) => ["accepted", "uncertain", "batched"].includes(state));
  const sameDay = had.find(({ slot }) => localDay(instant(slot), zone) === day);
  if (sameDay) {
    throw new Violation(
      "one lesson a day",
      `lessons ${sameDay.lesson} and ${delivery.lesson} both count for ${day} in ${zone}`,
    );
  }
  const close = had.find((one) => one.had !== null && !isChosen(one, now) && isWithin(at, instant(one.had), 12));
  if (close) {
    throw new Violation(
      "twelve hours apart",
      `lesson ${delivery.lesson} began at ${at.toISOString()}, ${close.lesson} was had at ${close.had}`,
    );
  }
  checkWindow(delivery, { zone, minute, day, at });
}

/**
 * Calendar rule 5: until 21:00 of its local day or three hours after its hour, whichever is later. Day 1 that was asked
 * for by confirming has an hour of its own, and its day's window besides.
 */
function checkWindow(
  delivery: DeliveryRow,
  { zone, minute, day, at }: { zone: string; minute: number; day: string; at: Date },
): void {
  const slotAt = instant(delivery.slot);
  const hours = [slotAt, instantOf({ day, minute, zone })];
  const isSoon = hours.some((hour) => at.getTime() - hour.getTime() <= 3 * hourMs);
  const isToday = localDay(at, zone) === day && localMinute(at, zone) <= 21 * 60;
  if (at >= slotAt && (isSoon || isToday)) return;
  throw new Violation("within its window", `the slot ${delivery.slot} in ${zone} was served at ${at.toISOString()}`);
}

/** Day 1 that went out on confirming leaves Day 2 its own hour. */
function isChosen({ slot, enrolment }: DeliveryRow, now: Snapshot): boolean {
  const run = now.enrolments.find(({ id }) => id === enrolment);
  return run?.confirmed === slot;
}

/** A calendar that was moved back makes what was had lie ahead, and then nothing can be told from the distance. */
function isWithin(at: Date, before: Date, hours: number): boolean {
  return at >= before && at.getTime() - before.getTime() < hours * hourMs;
}

/** Promise 6: planned, counted on its own, is the number of all that became of it. */
function checkSum({ planned, deliveries }: Snapshot): void {
  if (planned === deliveries.length) return;
  throw new Violation("the sum", `${planned} were planned and there are ${deliveries.length}`);
}

/** An active run has exactly one of a time, an open delivery, a named wait; and what it has open is its own lesson. */
function checkNextSteps({ enrolments, deliveries }: Snapshot): void {
  const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  for (const { id, state, next, open, wait } of enrolments) {
    const steps = [next, open, wait].filter((step) => step !== null).length;
    if (state === "active" && steps !== 1) throw new Violation("one next step", `run ${id} has ${steps} next steps`);
    const lesson = open === null ? null : byId.get(open);
    if (lesson === null) continue;
    const isOwn = lesson?.enrolment === id && lesson.kind === "lesson" && lesson.copy === 0;
    const isOpen = lesson?.state === "queued" || lesson?.state === "batched";
    if (!isOwn || !isOpen)
      throw new Violation("one next step", `run ${id} waits for delivery ${open}: ${lesson?.state}`);
  }
}

/** Promise 5. */
function checkTurn(before: string, { id, state, kind }: DeliveryRow, { isEach }: { isEach: boolean }): void {
  const next = followers[before] ?? [];
  if (isEach ? next.includes(state) : next.length > 0) return;
  throw new Violation("terminal is final", `delivery ${id} (${kind}) turned from ${before} to ${state}`);
}

/** Where a message has to go: about a change of address to the one that it is about, everything else to its reader. */
function addresseeOf({ reader: id, notice, kind, wish: wishId }: DeliveryRow, now: Snapshot): Addressee {
  const reader = now.readers.find((one) => one.id === id);
  if (!reader || reader.erased)
    throw new Violation("no first attempt after leaving", `a ${kind} began for an erased reader`);
  const wish = now.wishes.find((one) => one.id === wishId);
  if (!wish) return reader;
  if (notice === "address-change" && wish.state === "withdrawn")
    throw new Violation("no first attempt after leaving", `${wish.address} was asked after the wish was taken back`);
  return notice === "address-change" ? wish : { address: wish.formerAddress, hash: wish.formerHash };
}

/** Promises 7 and 11, for whatever it is that is sent. */
function checkSuppression({ notice, kind }: DeliveryRow, { to, now }: { to: Addressee; now: Snapshot }): void {
  const suppression = now.suppressions.find(({ hash }) => hash === to.hash);
  const mayAsk = (notice === "confirm" || notice === "address-change") && suppression?.reason !== "complained";
  if (suppression && !mayAsk) {
    throw new Violation(
      "no first attempt after leaving",
      `a ${notice ?? kind} began for an address suppressed for ${suppression.reason}`,
    );
  }
}

function checkLetter({ reader, newsletter, issue: id, copy }: DeliveryRow, now: Snapshot): void {
  const follow = now.follows.find((one) => one.reader === reader && one.newsletter === newsletter);
  if (follow?.state !== "following") {
    throw new Violation(
      "no first attempt after leaving",
      `a letter began for a reader whose follow is ${follow?.state}`,
    );
  }
  const issue = now.issues.find((one) => one.id === id);
  if (copy === 0 && (issue?.state === "paused" || issue?.state === "cancelled")) {
    throw new Violation("no first attempt after leaving", `a letter began while its issue was ${issue.state}`);
  }
}

/** Promise 1's pairs. */
function owedBy({ kind, enrolment, lesson, issue, reader, notice, occasion, copy }: DeliveryRow): string {
  if (kind === "lesson") return `lesson ${lesson} of run ${enrolment}, copy ${copy}`;
  return kind === "issue"
    ? `issue ${issue} to reader ${reader}, copy ${copy}`
    : `${notice} (${occasion}) to reader ${reader}`;
}

function instant(text: string | null): Date {
  return new Date(text ?? 0);
}
