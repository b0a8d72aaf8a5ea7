import { Chance } from "./chance.ts";
import { type Client, openClient } from "./client.ts";
import { Control } from "./control.ts";
import { beginCohort } from "./ground.ts";
import { heal } from "./heal.ts";
import { Restorer } from "./restore.ts";
import { type Scenario, tellScenario } from "./scenario.ts";
import { type Equipment, SeedRun } from "./seed-run.ts";
import { ServerLinks } from "./server-links.ts";
import { Violation } from "./violation.ts";

/** What came of one seed. `violation` is null where every promise was kept. */
export type SeedOutcome = {
  seed: number;
  violation: { promise: string; words: string } | null;
  traceHash: string;
  steps: number;
  /** The faults that happened, by name, for whoever wants to leave some out. */
  faults: readonly string[];
  /** Who did what, in order. */
  acted: readonly string[];
  counts: Readonly<Record<string, number>>;
};

/** A database that runs are played on, one after the other. `layGround` has to have been called for it. */
export class Playground {
  readonly #url: string;
  readonly #control: Control;
  readonly #links: ServerLinks;
  readonly #idle: Client[] = [];
  #restorer: Restorer | null = null;

  constructor(url: string) {
    this.#url = url;
    this.#control = new Control(url);
    this.#links = new ServerLinks(url);
  }

  /** Plays the story of a seed from the same beginning as ever. */
  async play(scenario: Scenario, without: ReadonlySet<string> = new Set()): Promise<SeedOutcome> {
    const run = new SeedRun(scenario, this.#equipment(), without);
    await this.#restore();
    await beginCohort(this.#control, scenario.cohort);
    let violation: SeedOutcome["violation"] = null;
    try {
      await run.playAll();
      run.isHealed = true;
      const client = await this.#borrow();
      await heal(run, client, this.#control).finally(() => this.#giveBack(client));
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      violation = { promise: error.promise, words: error.message };
    } finally {
      await run.end();
    }
    const { interleaving, coverage, providerFaults } = run;
    const faults = [...interleaving.faults, ...providerFaults];
    return {
      seed: scenario.seed,
      violation,
      traceHash: interleaving.traceHash(),
      steps: interleaving.steps,
      faults,
      acted: run.acted,
      counts: coverage.counts,
    };
  }

  playSeed(seed: number): Promise<SeedOutcome> {
    return this.play(tellScenario(seed, new Chance(seed)));
  }

  async close(): Promise<void> {
    await Promise.all(this.#idle.map((client) => client.drop((backend) => this.#control.end(backend))));
    this.#links.close();
    await this.#control.close();
  }

  #equipment(): Equipment {
    return {
      control: this.#control,
      borrow: () => this.#borrow(),
      giveBack: (client) => this.#giveBack(client),
    };
  }

  async #borrow(): Promise<Client> {
    const idle = this.#idle.pop();
    if (idle) return idle;
    const client = openClient({ url: this.#url, links: this.#links });
    await client.warm();
    return client;
  }

  #giveBack(client: Client): void {
    client.shut(null);
    this.#idle.push(client);
  }

  async #restore(): Promise<void> {
    this.#restorer ??= await Restorer.open(this.#control);
    await this.#restorer.restore();
  }
}
