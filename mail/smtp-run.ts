import { createHash } from "node:crypto";
import type { MessageOutcome } from "../domain/message-outcome.ts";
import { addressIn } from "./address-field.ts";
import { mailBytes } from "./rfc5322.ts";
import type { Parcel } from "./smtp-line.ts";
import { judgeFailure, judgeLine } from "./smtp-outcome.ts";
import type { Way } from "./smtp-way.ts";
import type { HandOver, JournalKeeper, Outcome, Pace, Stop } from "./transport.ts";

/** The part of a request's time in which messages may begin; the rest is for their answers. */
const beginningPart = 0.4;

/** One request on its way. `stop` is the fault that ended it for all that was not begun by then. */
type Run = {
  way: Way;
  request: HandOver;
  limit: AbortSignal;
  next: number;
  isOver: boolean;
  stop: Stop | null;
  outcomes: MessageOutcome[];
};

/** Carries a request out, message by message over several lines at once, and says what became of each. */
export async function carry(way: Way, request: HandOver): Promise<Outcome> {
  const limit = AbortSignal.any([way.closed.signal, AbortSignal.timeout(request.timeoutMs)]);
  const outcomes = request.messages.map((): MessageOutcome => untried);
  const run: Run = { way, request, limit, next: 0, isOver: false, stop: null, outcomes };
  const over = setTimeout(() => {
    run.isOver = true;
  }, request.timeoutMs * beginningPart);
  const lanes = Math.min(way.connections, request.messages.length);
  const ended = await Promise.allSettled(Array.from({ length: lanes }, () => workThrough(run)));
  clearTimeout(over);
  // Thrown when all have ended: none may go on behind the caller's back.
  for (const lane of ended) if (lane.status === "rejected") throw lane.reason;
  const outcome = outcomeOf(run);
  return request.journal === undefined ? plain(outcome) : outcome;
}

const untried: MessageOutcome = { kind: "untried" };

async function workThrough(run: Run): Promise<void> {
  while (run.next < run.request.messages.length) {
    if (run.isOver || run.stop !== null || run.limit.aborted || run.way.isWindingDown) return;
    const index = run.next;
    run.next += 1;
    await run.way.turn();
    const outcome = await tryOne(run, index);
    run.outcomes[index] = outcome;
    if (outcome.kind === "untried") continue;
    if (!isDoubtful(outcome)) believe(run.way);
    await note(run, { begins: null, ended: { index, outcome } });
  }
}

/** False, and the request ends here, where the batch is another worker's or the journal cannot be written. */
async function note(run: Run, entry: Parameters<JournalKeeper["note"]>[0]): Promise<boolean> {
  try {
    if ((await run.request.journal?.note(entry)) ?? true) return true;
  } catch {
    // The database is away. Whoever settles this request meets the same database, and says so.
  }
  run.isOver = true;
  return false;
}

function isDoubtful(outcome: MessageOutcome): boolean {
  return outcome.kind === "deferred" && outcome.doubtful === true;
}

/** A line that had carried messages may have been closed by its server meanwhile: then a fresh one is tried, once. */
async function tryOne(run: Run, index: number): Promise<MessageOutcome> {
  const parcel = await parcelOf(run, index);
  const first = await onLine(run, parcel);
  const tried = first.kind === "sent away" && first.wasUsed ? await onLine(run, parcel) : first;
  switch (tried.kind) {
    case "outcome":
      return tried.outcome;
    case "given up":
      return untried;
    case "stopped":
      run.stop ??= tried.stop;
      return untried;
    case "sent away":
      return doubt(run, { ...tried, id: parcel.id });
    case "no line":
      if (run.stop === null) run.way.failuresInRow += 1;
      run.stop ??= judgeLine({ error: tried.error, failuresInRow: run.way.failuresInRow });
      return untried;
  }
}

/**
 * A session that ended in the midst of a message: the server cannot bear this one, or it can bear nobody now. The message
 * makes room for the others either way, or it would stand at their head each time; when the next one in a row meets the
 * same, everybody waits. One that meets it again by itself, with nobody else to try, says nothing new.
 */
function doubt(run: Run, { stop, error, id }: SentAway & { id: string }): MessageOutcome {
  const { way } = run;
  const isTheOnlyOne = way.doubtsInRow === 1 && way.firstDoubted === id;
  if (run.stop === null && !isTheOnlyOne) {
    way.doubtsInRow += 1;
    way.firstDoubted ??= id;
  }
  if (way.doubtsInRow > 1) run.stop ??= stop ?? judgeLine({ error, failuresInRow: way.doubtsInRow - 1 });
  const { name, message } = stop ?? { name: "smtp_line_cut", message: "The mail server cut the line." };
  return { kind: "deferred", name, message, doubtful: true };
}

/** The server carried something to its end: whatever it did before was not about everybody. */
function believe(way: Way): void {
  way.failuresInRow = way.doubtsInRow = 0;
  way.firstDoubted = null;
}

type Tried =
  | { kind: "outcome"; outcome: MessageOutcome }
  | { kind: "stopped"; stop: Stop }
  | SentAway
  | { kind: "no line"; error: unknown }
  | { kind: "given up" };

/** `stop`: what the server said; null where the line was lost without a word. */
type SentAway = { kind: "sent away"; stop: (Stop & { kind: "deferred" }) | null; error: unknown; wasUsed: boolean };

async function onLine(run: Run, parcel: Parcel & { id: string }): Promise<Tried> {
  try {
    return await run.way.pool.use(run.limit, async (line): Promise<Tried> => {
      const wasUsed = line.carried > 0;
      const sent = await line.send(parcel);
      if (sent.kind === "accepted") return { kind: "outcome", outcome: { kind: "accepted", id: parcel.id } };
      const judged = judgeFailure(sent);
      if (judged.kind !== "line lost" && judged.kind !== "sent away") return judged;
      if (run.limit.aborted) return givenUp;
      return { stop: null, ...judged, kind: "sent away", error: sent.error, wasUsed };
    });
  } catch (error) {
    // Sending never throws, so there was no line to send on.
    return run.limit.aborted ? givenUp : { kind: "no line", error };
  }
}

const givenUp: Tried = { kind: "given up" };

async function parcelOf(run: Run, index: number): Promise<Parcel & { id: string }> {
  const { key, messages, at } = run.request;
  const message = messages[index];
  if (!message) throw new Error(`the request ${key} has no message ${index}`);
  const [from, to] = [addressIn(message.from), addressIn(message.to)];
  if (from === null || to === null) throw new Error("a message was let through that cannot be sent");
  const local = message.id ?? placeId(key, index);
  const raw = await mailBytes({ id: local, message, at });
  const mayLeave = () => note(run, { begins: index, ended: null });
  return { id: `${local}@${from.split("@")[1]}`, from, to, raw, mayLeave };
}

function placeId(key: string, index: number): string {
  return createHash("sha256")
    .update(JSON.stringify([key, index]))
    .digest("hex")
    .slice(0, 32);
}

const pace: Pace = { remaining: null, resetMs: null };

function outcomeOf(run: Run): Outcome {
  const { outcomes, stop } = eased(run);
  if (stop !== null && outcomes.every(({ kind }) => kind === "untried")) return { ...stop, pace };
  const ids = outcomes.flatMap((outcome) => (outcome.kind === "accepted" ? [outcome.id] : []));
  if (ids.length === outcomes.length) return { kind: "accepted", ids, pace };
  return { kind: "each", outcomes, stop, pace };
}

/** A single message that nobody keeps a journal of, such as a test: its outcome in the words of any other way out. */
function plain(outcome: Outcome): Outcome {
  const [only, ...others] = outcome.kind === "each" ? outcome.outcomes : [];
  switch (others.length === 0 ? only?.kind : undefined) {
    case "lost":
      return { kind: "unknown", name: "smtp_no_answer", message: "The mail server did not answer in time.", pace };
    case "untried":
      return { ...notTried, pace };
    default:
      return only?.kind === "refused" || only?.kind === "deferred" ? { ...notTried, ...only, pace } : outcome;
  }
}

const notTried = {
  kind: "deferred",
  name: "smtp_not_tried",
  message: "There was no time for it.",
  retryAfterMs: null,
} as const;

const recipientsThatWait = 5;

/**
 * Where the server puts five readers off in the same words and takes nobody, it is hardly about them: everybody waits.
 * Whoever stands behind the five has the next turn, in case it is about them after all.
 */
function eased({ outcomes, stop }: Run): Pick<Run, "outcomes" | "stop"> {
  if (outcomes.some(({ kind }) => kind === "accepted")) return { outcomes, stop };
  const deferred = outcomes.filter((outcome) => outcome.kind === "deferred").filter(({ doubtful }) => !doubtful);
  const common = deferred.find(({ name }) => deferred.filter((one) => one.name === name).length >= recipientsThatWait);
  if (!common) return { outcomes, stop };
  const { kind, name, message } = common;
  const isCommon = (one: MessageOutcome) => one.kind === kind && one.name === name;
  const rest = outcomes.map((one) => (isCommon(one) ? { kind, name, message, doubtful: true as const } : one));
  return { outcomes: rest, stop: stop ?? { kind, name, message, retryAfterMs: 60_000 } };
}
