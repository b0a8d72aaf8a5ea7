import type { Actor, Stage } from "./actor.ts";
import type { Chance } from "./chance.ts";

/** Where a worker may be met by whoever lies in wait for it. Nothing: some just act. */
const ambushes = [
  null,
  null,
  "plans",
  "composes",
  "composes",
  "composes",
  "is about to send",
  "is about to send",
  "settles",
] as const satisfies (Stage | null)[];

/** Composing, the longest of a worker's transactions, has about so many statements. */
const mostStatementsAwaited = 14;

/**
 * Whose step is next. It is drawn, and the draw is loaded toward the interleavings that guards are there for, since among
 * all others these are too rare to be met: somebody's act in the midst of a worker's transaction or while its request is on the
 * way, and the late holder of a lease who comes back while another is on the way with the same batch.
 */
export class Steering {
  readonly #chance: Chance;
  /** Who lost a lease, and who came to take over. */
  readonly #reliefs = new Map<string, string>();

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  relieve({ late, relief }: { late: string; relief: string }): void {
    this.#reliefs.set(late, relief);
  }

  /** The step with the lowest number is taken; from 1 on it is only taken where nobody else can go. */
  orderOf({ name, actor }: { name: string; actor: Actor | null }, actors: readonly Actor[]): number {
    const order = this.#chance.fraction(`order/${name}`);
    if (actor === null) return order;
    if (actor.role !== "worker") return this.#orderOfAct(actor, { order, actors });
    const relief = this.#reliefs.get(actor.name);
    if (relief === undefined) return isRelief(actor) ? order * 0.2 : order;
    return this.#orderOfLate({ order, relief: actors.find((one) => one.name.startsWith(relief)) });
  }

  /** The late one waits until the other is on the way, and then is back at once. */
  #orderOfLate({ order, relief }: { order: number; relief: Actor | undefined }): number {
    if (relief === undefined || relief.state !== "going") return order;
    return relief.requests.length > 0 ? order * 0.1 : 1 + order;
  }

  #orderOfAct(actor: Actor, { order, actors }: { order: number; actors: readonly Actor[] }): number {
    const stage = this.#chance.pick(`ambush/${actor.name}`, ambushes);
    if (stage === null) return order;
    const statements = this.#chance.whole(`ambush/${actor.name}/statements`, 1, mostStatementsAwaited);
    const workers = actors.filter(({ role, state }) => role === "worker" && state === "going");
    const isMet = workers.some((worker) =>
      stage === "is about to send"
        ? worker.requests.length > 0
        : worker.stage === stage && worker.statementsInStage >= statements,
    );
    return isMet ? order * 0.05 : 1 + order;
  }
}

function isRelief({ name }: Actor): boolean {
  return name.includes("/relief/");
}
