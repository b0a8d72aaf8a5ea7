import type { Context } from "../../engine/context.ts";
import type { Client } from "./client.ts";

export type Role = "worker" | "reader" | "author" | "provider";

/** What an actor does. A worker's is one tick, a reader's one press of a button. */
export type Act = (context: Context) => Promise<unknown>;

/** A place beside the database where an actor stops: before its request leaves, and before the answer comes back. */
export type RequestGate = { kind: "send" | "answer"; number: number; pass(isLost: boolean): void };

/** Where an actor stood when something befell it. */
export const stages = [
  "looks for work",
  "plans",
  "composes",
  "is about to send",
  "waits for the answer",
  "settles",
  "takes over",
  "acts for a reader",
  "acts for an author",
  "takes a webhook",
] as const;
export type Stage = (typeof stages)[number];

/** One worker's tick, one request of a reader, one act of an author: whatever has a connection and can die. */
export class Actor {
  readonly name: string;
  readonly role: Role;
  readonly client: Client;
  readonly requests: RequestGate[] = [];
  state: "going" | "done" | "failed" | "dead" = "going";
  error: unknown = null;
  /** Its statement waits in the server for a lock. */
  isBlocked = false;
  /** Its connection broke under it, so that it may fail for that and for nothing else. */
  wasCut = false;
  /** Numbers its statements and requests, which is how draws and traces name them. */
  #count = 0;
  #gateNumber: number | null = null;
  #stage: Stage;
  #statementsInStage = 0;
  #isOutside = true;
  hasWritten = false;

  constructor(input: { name: string; role: Role; client: Client }) {
    this.name = input.name;
    this.role = input.role;
    this.client = input.client;
    this.#stage = restingStages[input.role];
  }

  /** Begins the act. Its end is noted; nobody awaits it, for one that dies never ends. */
  begin(act: Act, context: Context, changed: () => void): void {
    act(context).then(
      () => this.#end("done", null, changed),
      (error: unknown) => this.#end("failed", error, changed),
    );
  }

  #end(state: "done" | "failed", error: unknown, changed: () => void): void {
    if (this.state !== "going") return;
    this.state = state;
    this.error = error;
    changed();
  }

  nextNumber(): number {
    this.#count += 1;
    return this.#count;
  }

  get count(): number {
    return this.#count;
  }

  /** The statement that waits at this actor's gate, with its number. */
  get parked(): { statement: string; number: number } | null {
    const parked = this.state === "going" && !this.isBlocked ? this.client.socket()?.parked : null;
    if (!parked) return null;
    this.#gateNumber ??= this.nextNumber();
    return { statement: parked.statement, number: this.#gateNumber };
  }

  /** Whether it has ended, or waits where it can be seen. */
  get isAtRest(): boolean {
    if (this.state !== "going" || this.isBlocked || this.requests.length > 0 || this.parked !== null) return true;
    return this.client.socket()?.isAnswered ?? false;
  }

  /** To be told of every statement that is let through. */
  noteStatement(statement: string): void {
    this.#gateNumber = null;
    if (this.#isOutside) {
      this.#stage = restingStages[this.role];
      this.#statementsInStage = 0;
    }
    this.#isOutside = false;
    if (/^\s*(insert|update|delete|with|truncate)/i.test(statement)) this.hasWritten = true;
    this.#statementsInStage += 1;
    if (this.role !== "worker") return;
    const told = stageTold(statement) ?? this.#stage;
    if (told !== this.#stage) this.#statementsInStage = 1;
    this.#stage = told;
  }

  /** To be told of the end of a transaction; says whether it can have changed anything. */
  endTransaction(): boolean {
    const { hasWritten } = this;
    this.hasWritten = false;
    // Where it stood is known until its next statement, for a COMMIT's acknowledgement can be lost.
    this.#isOutside = true;
    return hasWritten;
  }

  /** How many statements of this stage were let through: how far it has come in its transaction. */
  get statementsInStage(): number {
    return this.#isOutside ? 0 : this.#statementsInStage;
  }

  get stage(): Stage {
    return this.#stage;
  }
}

const restingStages = {
  worker: "looks for work",
  reader: "acts for a reader",
  author: "acts for an author",
  provider: "takes a webhook",
} as const satisfies Record<Role, Stage>;

/** The first telling statement of a worker's transaction says in which room it stands. */
function stageTold(statement: string): Stage | null {
  if (/update "batch" set .*"attempts" = /s.test(statement)) return "takes over";
  if (/update "batch" set/.test(statement)) return "settles";
  if (/from "delivery" where .*for no key update skip locked/s.test(statement)) return "composes";
  if (/from "enrolment" where .*for no key update skip locked/s.test(statement)) return "plans";
  if (/from issue_run|"issue_run"/.test(statement) && /for (no key )?update/.test(statement)) return "plans";
  return null;
}
