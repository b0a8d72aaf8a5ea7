import { createHash } from "node:crypto";
import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";
import type { Actor, RequestGate, Stage } from "./actor.ts";
import type { Chance } from "./chance.ts";
import type { Control } from "./control.ts";
import type { ConnectionFault, Coverage } from "./coverage.ts";
import type { GatedSocket } from "./gated-socket.ts";
import { Steering } from "./steering.ts";
import { Violation } from "./violation.ts";

/** More statements than any scene needs: whoever goes on beyond them goes round in circles. */
const mostSteps = 4_000;

/** A turn of the event loop is enough for a client to write its next statement; some more, to be sure. */
const quietTurns = 3;

/** Whoever is nowhere to be seen for so long waits for something that never comes. */
const longestRestMs = 20_000;

/** A statement that has no answer after so long is looked up in the server: it works still, or it waits for a lock. */
const firstLookMs = 5;

/** What comes to pass while actors act, time or a webhook, at a moment that the seed chooses among their steps. */
export type Passing = { name: string; happen(): Promise<void> };

type Step =
  | { kind: "statement"; actor: Actor; name: string; statement: string }
  | { kind: "request"; actor: Actor; name: string; gate: RequestGate }
  | { kind: "passing"; name: string; passing: Passing };

export type InterleavingInput = {
  chance: Chance;
  control: Control;
  coverage: Coverage;
  /** How likely a step goes wrong, and which faults, by name, are left out of a run that is being shrunk. */
  faultShare: number;
  without: ReadonlySet<string>;
  /** Called whenever a transaction that wrote has ended, before anybody acts on it. */
  onCommit(by: Actor): Promise<void>;
  onDeath(actor: Actor): void;
  broken(): Violation | null;
};

/**
 * Lets several actors act at once, one step at a time: a step is a statement with its answer, a request on its way out,
 * or an answer on its way back. Whose step is next is drawn from the seed, and so is what goes wrong with it. A statement
 * that waits for a lock is parked in the server until somebody's COMMIT wakes it.
 */
export class Interleaving {
  readonly actors: Actor[] = [];
  readonly passing: Passing[] = [];
  /** The faults that happened, by name. */
  readonly faults: string[] = [];
  readonly steering: Steering;
  readonly #input: InterleavingInput;
  readonly #trace = createHash("sha256");
  #moves = 0;
  #steps = 0;

  constructor(input: InterleavingInput) {
    this.#input = input;
    this.steering = new Steering(input.chance);
  }

  readonly changed = (): void => {
    this.#moves += 1;
  };

  get steps(): number {
    return this.#steps;
  }

  note(line: string): void {
    this.#trace.update(`${line}\n`);
  }

  /** What happened so far, in one word: equal for two runs of the same seed. */
  traceHash(): string {
    return this.#trace.copy().digest("hex").slice(0, 16);
  }

  /** Runs until every actor has ended. */
  async run(): Promise<void> {
    let sceneSteps = 0;
    await this.#rest();
    while (this.actors.some(({ state }) => state === "going")) {
      sceneSteps += 1;
      this.#steps += 1;
      if (sceneSteps > mostSteps) throw new Violation("an end", "somebody acts on and on and comes to no end");
      await this.#take(this.#choose());
      await this.#rest();
      const broken = this.#input.broken();
      if (broken) throw broken;
      this.#judgeEnded();
    }
  }

  /** An act fails only where its connection was taken from under it. */
  #judgeEnded(): void {
    for (const { state, wasCut, error, name } of this.actors) {
      if (state !== "failed" || wasCut) continue;
      if (error instanceof Violation) throw error;
      throw new Violation(
        "no act fails by itself",
        `${name} failed although nothing had been done to it: ${inFull(error)}`,
      );
    }
    this.actors.splice(0, this.actors.length, ...this.actors.filter(({ state }) => state === "going"));
  }

  #choose(): Step {
    const steps = this.actors.flatMap(stepsOf);
    const [passing] = this.passing;
    if (steps.length === 0) {
      const stuck = this.actors.filter(({ state }) => state === "going").map(({ name, stage }) => `${name} ${stage}`);
      throw new Violation("an end", `nobody can go on: ${stuck.join(", ")}`);
    }
    // A moment at which somebody holds a lease is worth more than any other.
    if (passing && this.#isHit(passing)) return { kind: "passing", name: passing.name, passing };
    if (passing) steps.push({ kind: "passing", name: passing.name, passing });
    const drawn = steps.map((step) => ({ step, order: this.steering.orderOf(asMover(step), this.actors) }));
    const first = drawn.reduce((least, one) => (one.order < least.order ? one : least));
    return first.step;
  }

  #isHit(passing: Passing): boolean {
    const held = this.actors.find(({ requests, stage }) => requests.length > 0 || stage === "settles");
    return held !== undefined && this.#input.chance.happens(`hit/${passing.name}/${held.name}/${held.count}`, 0.15);
  }

  async #take(step: Step): Promise<void> {
    this.note(step.name);
    if (step.kind === "passing") {
      this.passing.shift();
      await step.passing.happen();
    } else if (step.kind === "request") await this.#request(step);
    else await this.#statement(step);
  }

  async #request({ actor, gate, name }: Extract<Step, { kind: "request" }>): Promise<void> {
    const stage = gate.kind === "send" ? "is about to send" : "waits for the answer";
    const fault = this.#draw(name, ["crash before a statement", "answer lost"], 4);
    if (fault !== null) this.#input.coverage.note(fault, stage);
    if (fault === "crash before a statement") return this.#kill(actor, { isTold: false });
    gate.pass(fault === "answer lost");
  }

  /** `weight`: how much more often than elsewhere, where faults do the most harm. */
  #draw(name: string, faults: readonly ConnectionFault[], weight = 1): ConnectionFault | null {
    const { chance, faultShare, without } = this.#input;
    if (without.has(name) || !chance.happens(`fault/${name}`, faultShare * weight)) return null;
    this.faults.push(name);
    const fault = chance.pick(`which/${name}`, faults);
    this.note(fault);
    return fault;
  }

  async #statement({ actor, name, statement }: Extract<Step, { kind: "statement" }>): Promise<void> {
    const socket = socketOf(actor);
    actor.noteStatement(statement);
    const fault = this.#draw(
      `${name}/before`,
      ["crash before a statement", "connection cut before a statement"],
      weightIn(actor.stage),
    );
    if (fault !== null) {
      this.#input.coverage.note(fault, actor.stage);
      return this.#kill(actor, { isTold: fault === "connection cut before a statement" });
    }
    const isAnswered = await this.#awaitAnswer(actor, socket.release());
    if (!isAnswered) {
      actor.isBlocked = true;
      this.note("waits for a lock");
      await this.#seekDeadlock();
      return this.#partRivals();
    }
    await this.#answered([{ actor, name, statement }]);
  }

  async #awaitAnswer(actor: Actor, answered: Promise<void>): Promise<boolean> {
    const socket = socketOf(actor);
    for (let lookMs = firstLookMs; ; lookMs = Math.min(lookMs * 2, 50)) {
      await Promise.race([answered, wait(lookMs, undefined, { ref: false })]);
      if (socket.isAnswered) return true;
      const { backend } = socket;
      if (backend === null || !(await this.#input.control.waiting([backend])).has(backend)) continue;
      // It may have been answered between the look and now.
      if (!socket.isAnswered) return false;
    }
  }

  /** A statement has its answer; so has whoever it woke. What they wrote is looked at before anybody hears of it. */
  async #answered(first: readonly { actor: Actor; name: string; statement: string }[]): Promise<void> {
    const answered = [...first];
    for (const { actor } of first) if (socketOf(actor).isOutside) answered.push(...(await this.#woken()));
    for (const { actor } of answered) {
      if (socketOf(actor).isOutside && actor.endTransaction()) await this.#input.onCommit(actor);
    }
    for (const one of answered) await this.#deliver(one);
    if (answered.length > first.length) await this.#partRivals();
  }

  async #woken(): Promise<{ actor: Actor; name: string; statement: string }[]> {
    const woken: { actor: Actor; name: string; statement: string }[] = [];
    for (const actor of this.actors.filter(({ isBlocked }) => isBlocked)) {
      if (!(await this.#awaitWaking(actor))) continue;
      actor.isBlocked = false;
      woken.push({ actor, name: `${actor.name}/woken/${this.#steps}`, statement: "" });
    }
    const alsoFree = woken.filter(({ actor }) => socketOf(actor).isOutside);
    return alsoFree.length > 0 ? [...woken, ...(await this.#woken())] : woken;
  }

  /** Whether it has its answer by now; false where it waits still, for this lock or the next one. */
  async #awaitWaking(actor: Actor): Promise<boolean> {
    const socket = socketOf(actor);
    const { backend } = socket;
    for (;;) {
      if (socket.isAnswered) return true;
      if (backend !== null && (await this.#input.control.waiting([backend])).has(backend)) return socket.isAnswered;
      await wait(1);
    }
  }

  async #deliver({ actor, name, statement }: { actor: Actor; name: string; statement: string }): Promise<void> {
    const socket = socketOf(actor);
    const isCommit = /^commit/i.test(statement);
    const fault = this.#draw(
      `${name}/after`,
      ["crash after a statement", isCommit ? "COMMIT acknowledgement lost" : "answer lost"],
      weightIn(actor.stage) * (isCommit ? 3 : 1),
    );
    this.note(createHash("sha256").update(socket.answerBytes()).digest("hex"));
    if (fault === null) {
      socket.deliver();
      return this.#rest();
    }
    this.#input.coverage.note(fault, actor.stage);
    await this.#kill(actor, { isTold: fault !== "crash after a statement" });
  }

  /** Ends an actor's connection: with its process, which does nothing more, or under it, and it is told. */
  async #kill(actor: Actor, { isTold }: { isTold: boolean }): Promise<void> {
    actor.wasCut = true;
    if (!isTold) {
      actor.state = "dead";
      actor.requests.length = 0;
      this.#input.onDeath(actor);
    }
    await socketOf(actor).cut({ isTold, end: (backend) => this.#input.control.end(backend) });
    const woken = await this.#woken();
    if (woken.length > 0) await this.#answered(woken);
  }

  /**
   * Of those who wait for the end of the same transaction all but one lose their connection while they wait. Woken
   * together they would race in the server, where nobody can say who is first, and no replay would go the same way.
   */
  async #partRivals(): Promise<void> {
    const blocked = this.actors.filter(({ isBlocked }) => isBlocked);
    if (blocked.length < 2) return;
    const rivals = await this.#input.control.rivals(blocked.flatMap((actor) => socketOf(actor).backend ?? []));
    for (const backends of rivals) {
      const [, ...others] = blocked.filter((actor) => backends.includes(socketOf(actor).backend ?? 0));
      for (const actor of others) {
        this.note(`${actor.name} is parted from its rival`);
        actor.isBlocked = false;
        await this.#kill(actor, { isTold: true });
      }
    }
  }

  async #seekDeadlock(): Promise<void> {
    const blocked = this.actors.filter(({ isBlocked }) => isBlocked);
    const backends = blocked.flatMap((actor) => socketOf(actor).backend ?? []);
    const blockers = await this.#input.control.blockers(backends);
    const circle = backends.find((backend) => reaches(blockers, backend, backend, new Set()));
    if (circle === undefined) return;
    const names = blocked.map(({ name, stage }) => `${name} (${stage})`);
    throw new Violation("no deadlock", `these wait for each other: ${names.join(", ")}`);
  }

  /** Ends when nobody moves any more: every actor waits at a gate, in the server, or has ended. */
  async #rest(): Promise<void> {
    const giveUpAt = performance.now() + longestRestMs;
    for (;;) {
      let seen = this.#moves;
      for (let quiet = 0; quiet < quietTurns; quiet += 1) {
        await turn();
        if (seen === this.#moves) continue;
        seen = this.#moves;
        quiet = -1;
      }
      // A client that lost its connection opens another from a timer of its own, and the server takes its time.
      if (this.actors.every(({ isAtRest }) => isAtRest) || performance.now() > giveUpAt) return;
      await wait(1);
    }
  }
}

/**
 * Acts and looking for work have so many statements that at full weight hardly a story would come to its first lesson; taking
 * over and hearing a webhook have few and seldom come.
 */
function weightIn(stage: Stage): number {
  if (stage === "looks for work" || stage === "acts for a reader" || stage === "acts for an author") return 0.25;
  return stage === "takes over" || stage === "takes a webhook" ? 3 : 1;
}

function asMover(step: Step): { name: string; actor: Actor | null } {
  return { name: step.name, actor: step.kind === "passing" ? null : step.actor };
}

function stepsOf(actor: Actor): Step[] {
  if (actor.state !== "going") return [];
  const { parked } = actor;
  const requests = actor.requests.map(
    (gate): Step => ({ kind: "request", actor, name: `${actor.name}/${gate.number}`, gate }),
  );
  if (parked === null) return requests;
  const { statement, number } = parked;
  return [{ kind: "statement", actor, name: `${actor.name}/${number}`, statement }, ...requests];
}

function socketOf(actor: Actor): GatedSocket {
  const socket = actor.client.socket();
  if (!socket) throw new Error(`${actor.name} has no connection`);
  return socket;
}

function reaches(
  blockers: ReadonlyMap<number, readonly number[]>,
  from: number,
  to: number,
  seen: Set<number>,
): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  return (blockers.get(from) ?? []).some((next) => next === to || reaches(blockers, next, to, seen));
}

function inFull(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : "";
  return `${error.message}${cause}`.slice(0, 600);
}
