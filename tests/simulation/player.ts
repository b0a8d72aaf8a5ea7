import { Chance } from "./chance.ts";
import { layGround } from "./ground.ts";
import { Playground } from "./playground.ts";
import { tellScenario } from "./scenario.ts";
import { shrink } from "./shrink.ts";

/** What a process says of a seed. `told`: the violation with its smallest story; null where there was none. */
export type Played = {
  seed: number;
  told: string | null;
  steps: number;
  faults: number;
  counts: Readonly<Record<string, number>>;
};

/** Plays the seeds that its parent names, one after the other, until it names none. */
async function main(): Promise<void> {
  const [url = ""] = process.argv.slice(2);
  await layGround(url);
  const playground = new Playground(url);
  process.on("message", ({ seed }: { seed: number | null }) => {
    if (seed === null) process.exit(0);
    playOne(playground, seed).then(
      (played) => process.send?.(played),
      (error: unknown) => {
        console.error(`seed ${seed}:`, error);
        process.exit(1);
      },
    );
  });
  // Ctrl-C reaches the whole group; the parent lets what was begun come to its end.
  process.on("SIGINT", () => {});
  process.on("disconnect", () => process.exit(1));
  process.send?.("ready");
}

async function playOne(playground: Playground, seed: number): Promise<Played> {
  const scenario = tellScenario(seed, new Chance(seed));
  const outcome = await playground.play(scenario);
  const { steps, counts } = outcome;
  const faults = outcome.faults.length;
  if (outcome.violation === null) return { seed, told: null, steps, faults, counts };
  const again = await playground.play(scenario);
  const doubt = again.traceHash === outcome.traceHash ? "" : "\n(it went another way when it was played again)";
  const { told, runs } = await shrink(playground, { scenario, failed: outcome });
  return { seed, told: `${told}\n  trace ${outcome.traceHash}, shrunk in ${runs} runs${doubt}`, steps, faults, counts };
}

await main();
