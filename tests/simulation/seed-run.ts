import { pino } from "pino";
import { localDay } from "../../domain/calendar.ts";
import { clockChangeOn } from "../../domain/clock-changes.ts";
import { signingKeys } from "../../domain/tokens.ts";
import type { Context } from "../../engine/context.ts";
import type { Settings } from "../../engine/settings.ts";
import { tick } from "../../engine/tick.ts";
import type { HandOver } from "../../mail/transport.ts";
import { testSecret, testSettings } from "../factories/context.ts";
import { webhookSecret } from "../factories/webhook.ts";
import { type Act, Actor, type Role, type Stage } from "./actor.ts";
import { actOf } from "./acts.ts";
import { Chance } from "./chance.ts";
import type { Client } from "./client.ts";
import { VirtualClock } from "./clock.ts";
import type { Control } from "./control.ts";
import { type ActName, type Arrival, authorsActs, Coverage, type Standing } from "./coverage.ts";
import { Interleaving } from "./interleaving.ts";
import { NewsDesk } from "./news.ts";
import { type ProviderFault, providerFaults, reachProvider, SimulatedProvider } from "./provider.ts";
import { otherAct, type PlannedAct, type Scenario, type Scene, sequelsFor } from "./scenario.ts";
import { readSnapshot, type Snapshot } from "./snapshot.ts";
import { Watch } from "./watch.ts";

/** What a run borrows: the database with its control connection, and clients that are kept for the next run. */
export type Equipment = { control: Control; borrow(): Promise<Client>; giveBack(client: Client): void };

/** A tick ends when nothing is due; some workers look a second time. */
const looksAgainShare = 0.25;
/** A worker that died is started again, so often in a scene. */
const livesAScene = 3;
const leaseMs = 45_000;

/** One story with its faults: everything that a seed decides, and what came of it. */
export class SeedRun {
  readonly coverage = new Coverage();
  readonly chance: Chance;
  readonly clock: VirtualClock;
  readonly provider: SimulatedProvider;
  readonly watch: Watch;
  readonly news: NewsDesk;
  readonly interleaving: Interleaving;
  readonly #scenario: Scenario;
  readonly #equipment: Equipment;
  readonly #without: ReadonlySet<string>;
  /** Provider's faults that happened, by the names of their requests. */
  readonly providerFaults: string[] = [];
  /** Who did what, in order. */
  readonly acted: string[] = [];
  readonly #acting = new Map<string, ActName>();
  readonly #changedDays = new Set<string>();
  isHealed = false;

  constructor(scenario: Scenario, equipment: Equipment, without: ReadonlySet<string> = new Set()) {
    this.#scenario = scenario;
    this.#equipment = equipment;
    this.#without = without;
    this.chance = new Chance(scenario.seed);
    this.clock = new VirtualClock(scenario.startAt);
    this.provider = new SimulatedProvider(this.clock);
    this.watch = new Watch({ clock: this.clock, cohort: scenario.cohort });
    this.news = new NewsDesk(this.chance);
    this.provider.watch((accepted) => this.watch.accepted(accepted));
    this.interleaving = new Interleaving({
      chance: this.chance,
      control: equipment.control,
      coverage: this.coverage,
      faultShare: scenario.faultShare,
      without,
      onCommit: (by) => this.#committed(by),
      onDeath: (actor) => this.#startAgain(actor),
      broken: () => this.provider.broken,
    });
  }

  /** Plays every scene, with whatever goes wrong in it. */
  async playAll(): Promise<void> {
    await this.look();
    for (const scene of this.#scenario.scenes) await this.#play(scene);
  }

  async look(by: string | null = null): Promise<void> {
    this.watch.committed(await readSnapshot(this.#equipment.control), { isEach: !this.isHealed, by });
  }

  async #play(scene: Scene): Promise<void> {
    await this.#jump(scene);
    this.interleaving.note(`${scene.name} at ${this.clock.calendarAt.toISOString()}`);
    for (const planned of scene.acts) await this.#enter(planned);
    for (let number = 1; number <= scene.workers; number += 1)
      await this.#startWorker(`${scene.name}/worker${number}`, 1);
    this.#letPass(scene);
    await this.interleaving.run();
    await this.#finishScene();
  }

  /** What the seed mixes into the actors' steps. */
  #letPass({ name, meanwhile, webhooks }: Scene): void {
    const { passing } = this.interleaving;
    for (const [number, ms] of meanwhile.entries()) {
      passing.push({
        name: `${name}/time${number + 1}`,
        happen: () => this.#passMeanwhile(`${name}/time${number + 1}`, ms),
      });
    }
    for (let number = 1; number <= webhooks; number += 1) {
      const own = `${name}/webhook${number}`;
      passing.push({ name: own, happen: () => this.#bringNews(own) });
    }
    passing.sort((one, other) => this.chance.fraction(one.name) - this.chance.fraction(other.name));
  }

  async #bringNews(name: string): Promise<void> {
    const { provider, news, watch, coverage } = this;
    const found = news.next(name, { accepted: provider.accepted, now: this.clock.elapsedAt });
    if (found === null) return;
    const state = watch.last.deliveries.find(({ id }) => id === found.about.deliveryId)?.state;
    const isOpen = state === "batched" || state === "queued";
    const arrival: Arrival =
      state === undefined ? "after its reader was erased" : isOpen ? "before its answer is settled" : "afterwards";
    coverage.note(found.id === name ? found.kind : "tells again", arrival);
    await this.#start({ name, role: "provider", act: news.tell(found) });
  }

  /** Begins an act, or another one where there is nothing to do it to. */
  async #enter(planned: PlannedAct): Promise<void> {
    for (const act of this.#choices(planned)) {
      if (await this.#tryToEnter({ ...planned, act })) return;
    }
  }

  #choices(planned: PlannedAct): ActName[] {
    const { chance } = this;
    if (planned.begins) return neededToBegin(this.watch.last, this.#scenario.readers[planned.who]?.address);
    if (planned.goesOn) return [planned.act, ...planned.goesOn];
    const others = [1, 2, 3].map((tries) => otherAct(chance, `${planned.name}/else${tries}`));
    return [...sequelsFor(chance, planned.name), planned.act, ...others];
  }

  async #tryToEnter(planned: PlannedAct): Promise<boolean> {
    const { clock, chance, provider } = this;
    const known = { planned, chance, scenario: this.#scenario, now: this.watch.last, calendarAt: clock.calendarAt };
    const act = actOf({ ...known, inbox: provider.accepted });
    if (act === null) return false;
    this.acted.push(`${planned.name}: reader ${planned.who} ${planned.act}`);
    const role = authorsActs.has(planned.act) ? "author" : "reader";
    this.#acting.set(planned.name, planned.act);
    await this.#start({ name: planned.name, role, act });
    return true;
  }

  /** Looks at what was committed, and notes what was under way when somebody's act took effect. */
  async #committed(by: Actor): Promise<void> {
    await this.look(by.name);
    this.#noteClockChanges();
    const act = this.#acting.get(by.name);
    if (act === undefined) return;
    this.#acting.delete(by.name);
    for (const standing of this.#standings()) this.coverage.note(act, standing);
  }

  async #startWorker(name: string, life: number): Promise<void> {
    const ticks = this.chance.happens(`${name}/looks again`, looksAgainShare) ? 2 : 1;
    const act: Act = async (context) => {
      for (let done = 0; done < ticks; done += 1) await tick(context, { isOver: () => false });
    };
    await this.#start({ name: `${name}/life${life}`, role: "worker", act });
  }

  async #start({ name, role, act }: { name: string; role: Role; act: Act }): Promise<void> {
    const client = await this.#equipment.borrow();
    const actor = new Actor({ name, role, client });
    client.shut(this.interleaving.changed);
    this.interleaving.actors.push(actor);
    this.#cast.push(actor);
    actor.begin(act, this.#contextFor(actor), this.interleaving.changed);
  }

  #cast: Actor[] = [];
  #dead: string[] = [];

  #startAgain(actor: Actor): void {
    if (actor.role === "worker") this.#dead.push(actor.name);
  }

  /** Whoever died is started again, and takes over what they left, while nobody else acts or dies any more. */
  async #finishScene(): Promise<void> {
    for (const actor of this.#cast) {
      if (actor.state === "done" || (actor.state === "failed" && !actor.wasCut)) this.#equipment.giveBack(actor.client);
      else await this.#drop(actor.client);
    }
    this.#cast = [];
    const dead = this.#dead;
    this.#dead = [];
    for (const name of dead) {
      const [scene = "", life = "1"] = name.split("/life");
      if (Number(life) < livesAScene) await this.#startWorker(scene, Number(life) + 1);
    }
    if (this.#cast.length === 0) return;
    await this.interleaving.run();
    await this.#finishScene();
  }

  #contextFor(actor: Actor): Context {
    const { clock, chance, provider } = this;
    let drawn = 0;
    const next = () => {
      drawn += 1;
      return `${actor.name}/random/${drawn}`;
    };
    return {
      db: actor.client.db,
      clocks: clock.clocks(),
      randomness: { fraction: () => chance.fraction(next()), id: () => next().replaceAll("/", "-") },
      mail: reachProvider({
        ...{ provider, actor, clock },
        choose: (request, number) => this.#chooseFault(request, `${actor.name}/${number}/provider`),
        changed: this.interleaving.changed,
      }),
      settings: simulatedSettings(),
      keys: signingKeys([testSecret]),
      versions: new Map(),
      log: silent,
    };
  }

  #chooseFault(request: HandOver, name: string): ProviderFault | null {
    const { chance, provider, coverage } = this;
    const isFirst = !provider.hasSeen(request.key);
    if (this.isHealed || this.#without.has(name)) return null;
    // What it has taken was well formed, and what it found malformed is mostly so again.
    const isWell = provider.hasTaken(request.key);
    const isAgain = !isWell && provider.hasRefused(request);
    if (!chance.happens(`fault/${name}`, isAgain ? 0.8 : this.#scenario.providerFaultShare)) return null;
    const possible = providerFaults.filter((fault) => (isAgain ? isRefusal(fault) : !(isWell && isRefusal(fault))));
    const fault = chance.weighted(
      `which/${name}`,
      // A refusal counts only when it comes a second time, and requeueing can only follow on that.
      possible.map((one) => [isRefusal(one) ? 2 : 1, one] as const),
    );
    this.providerFaults.push(name);
    this.interleaving.note(fault);
    coverage.note(fault, this.watch.last.halted ? "while halted" : isFirst ? "first attempt" : "retry");
    return fault;
  }

  /** What is under way at this moment, as rows of the report's tables. */
  #standings(): Standing[] {
    const { deliveries, enrolments, batches } = this.watch.last;
    const found: Standing[] = [];
    if (enrolments.some(({ next }) => next !== null)) found.push("a run waits for its hour");
    if (deliveries.some(({ state }) => state === "queued")) found.push("queued");
    if (batches.some(({ frozen }) => !frozen)) found.push("on its way");
    if (batches.some(({ frozen }) => frozen)) found.push("frozen");
    return found;
  }

  async #jump({ jump }: Scene): Promise<void> {
    const { clock } = this;
    if (jump.kind === "move the calendar") {
      this.#noteTime(jump.ms > 0 ? "calendar forward" : "calendar back");
      clock.moveCalendar(jump.ms);
    } else if (jump.kind === "pass") {
      if (jump.ms >= 3_600_000) this.#noteTime("outage");
      clock.pass(jump.ms);
    } else clock.pass((await this.#nextMomentMs()) + jump.plusMs);
  }

  #noteTime(fault: "calendar forward" | "calendar back" | "outage"): void {
    for (const standing of this.#standings()) this.coverage.note(fault, standing);
  }

  /** How long until something is due, as far as the rows tell. */
  async #nextMomentMs(): Promise<number> {
    const { enrolments, deliveries } = this.watch.last;
    const due = [
      ...enrolments.map(({ next }) => next),
      ...deliveries.map(({ state, due: at }) => (state === "queued" ? at : null)),
    ];
    const now = this.clock.calendarAt.getTime();
    const coming = due.flatMap((at) => (at === null ? [] : [new Date(at).getTime() - now])).filter((ms) => ms > 0);
    return coming.length === 0 ? 3_600_000 : Math.min(...coming);
  }

  /** What stood where on a day of its reader's on which the clock changes; each is noted once. */
  #noteClockChanges(): void {
    const { enrolments, readers, deliveries, batches } = this.watch.last;
    const zones = new Map(readers.map(({ id, zone }) => [id, zone]));
    const note = (reader: number, slot: string | null, standing: Standing) => {
      const zone = zones.get(reader);
      const noted = `${reader} ${slot} ${standing}`;
      if (zone === undefined || slot === null || this.#changedDays.has(noted)) return;
      this.#changedDays.add(noted);
      const change = clockChangeOn(localDay(new Date(slot), zone), zone);
      if (change) this.coverage.note(change.byMinutes > 0 ? "a day of 23 hours" : "a day of 25 hours", standing);
    };
    for (const { reader, slot, next } of enrolments) if (next !== null) note(reader, slot, "a run waits for its hour");
    const frozen = new Set(batches.flatMap((batch) => (batch.frozen ? [batch.id] : [])));
    for (const { reader, slot, state, batch } of deliveries) {
      if (state === "queued") note(reader, slot, "queued");
      if (state === "batched") note(reader, slot, frozen.has(batch ?? 0) ? "frozen" : "on its way");
    }
  }

  /**
   * Time goes by while actors act. Some of them lose the lease of a batch that they believe is theirs, and somebody else
   * comes to take it over.
   */
  async #passMeanwhile(name: string, ms: number): Promise<void> {
    this.clock.pass(ms);
    if (ms <= leaseMs) return;
    const workers = this.interleaving.actors.filter(({ role, state }) => role === "worker" && state === "going");
    const held = workers.flatMap((actor) => leaseOf(actor).map((stage) => ({ late: actor.name, stage })));
    for (const { stage } of held) this.coverage.note("lease ran out under a living worker", stage);
    if (held.length === 0) return;
    const relief = `${name}/relief`;
    for (const { late } of held) this.interleaving.steering.relieve({ late, relief });
    await this.#startWorker(relief, 1);
  }

  /** Gives every client back or up, whatever state the run ended in. */
  async end(): Promise<void> {
    for (const { client } of this.#cast) await this.#drop(client);
    this.#cast = [];
  }

  #drop(client: Client): Promise<void> {
    return client.drop((backend) => this.#equipment.control.end(backend));
  }
}

/** What somebody has to do so that something comes to them at all. */
function neededToBegin({ readers, enrolments, follows }: Snapshot, address: string | undefined): ActName[] {
  const reader = readers.find((one) => one.address === address);
  if (!reader) return ["signs up"];
  const isAsked =
    enrolments.some((run) => run.reader === reader.id && run.state === "unconfirmed") ||
    follows.some((follow) => follow.reader === reader.id && follow.state === "waiting");
  return isAsked ? ["confirms"] : [];
}

/** Where an actor stands who holds the lease of a batch. */
function leaseOf({ stage, requests: [request] }: Actor): Stage[] {
  if (request) return [request.kind === "send" ? "is about to send" : "waits for the answer"];
  return stage === "settles" || stage === "composes" ? [stage] : [];
}

function isRefusal(fault: ProviderFault): boolean {
  return fault === "one message refused" || fault === "all refused (422)";
}

/** A provider that is real enough to have webhooks, and an address of the owner's is none of this. */
export function simulatedSettings(): Settings {
  const mail = {
    kind: "resend",
    apiKey: "re_simulated",
    baseUrl: "http://127.0.0.1:9",
    webhookSecrets: [webhookSecret],
  } as const;
  return { ...testSettings(), mail };
}

const silent = pino({ level: "silent" });
