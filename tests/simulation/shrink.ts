import type { Playground, SeedOutcome } from "./playground.ts";
import type { Scenario } from "./scenario.ts";

/** A smaller run that breaks the same promise, and in how many runs it was found. */
export type Shrunk = { outcome: SeedOutcome; told: string; runs: number };

/** More are not worth the wait: what is left by then is small enough to be read. */
const mostRuns = 80;

/**
 * Leaves out scenes, acts, second workers, moments and faults, in ever smaller portions, as long as the same promise is
 * broken without them.
 */
export async function shrink(
  playground: Playground,
  input: { scenario: Scenario; failed: SeedOutcome },
): Promise<Shrunk> {
  const { scenario, failed } = input;
  const promise = failed.violation?.promise;
  let kept = partsOf(scenario, failed);
  let smallest = failed;
  let runs = 0;
  for (let portion = Math.ceil(kept.length / 2); portion >= 1 && runs < mostRuns; ) {
    let wasShrunk = false;
    for (let from = 0; from < kept.length && runs < mostRuns; ) {
      const fewer = kept.toSpliced(from, portion);
      runs += 1;
      const outcome = await playground.play(only(scenario, fewer), leftOut(failed, fewer));
      if (outcome.violation?.promise === promise) {
        [kept, smallest, wasShrunk] = [fewer, outcome, true];
      } else from += portion;
    }
    if (!wasShrunk || portion > kept.length) portion = Math.floor(portion / 2);
  }
  return { outcome: smallest, told: tell(only(scenario, kept), smallest), runs };
}

function partsOf({ scenes }: Scenario, { faults }: SeedOutcome): string[] {
  return [
    ...scenes.flatMap(({ name, acts, workers, meanwhile, webhooks }) => [
      `scene ${name}`,
      ...acts.map((act) => `act ${act.name}`),
      ...(workers > 1 ? [`worker ${name}`] : []),
      ...(meanwhile.length > 0 ? [`time ${name}`] : []),
      ...(webhooks > 0 ? [`news ${name}`] : []),
    ]),
    ...faults.map((fault) => `fault ${fault}`),
  ];
}

function only(scenario: Scenario, parts: readonly string[]): Scenario {
  const kept = new Set(parts);
  const scenes = scenario.scenes
    .filter(({ name }) => kept.has(`scene ${name}`))
    .map((scene) => ({
      ...scene,
      acts: scene.acts.filter((act) => kept.has(`act ${act.name}`)),
      workers: kept.has(`worker ${scene.name}`) ? scene.workers : 1,
      meanwhile: kept.has(`time ${scene.name}`) ? scene.meanwhile : [],
      webhooks: kept.has(`news ${scene.name}`) ? scene.webhooks : 0,
    }));
  return { ...scenario, scenes };
}

function leftOut({ faults }: SeedOutcome, parts: readonly string[]): Set<string> {
  const kept = new Set(parts);
  return new Set(faults.filter((fault) => !kept.has(`fault ${fault}`)));
}

function tell({ seed, startAt, readers, scenes }: Scenario, { violation, faults, acted, steps }: SeedOutcome): string {
  const people = readers.map(({ zone, sendTime }, who) => `reader ${who} in ${zone} at ${sendTime}`).join(", ");
  const told = scenes.map(({ name, jump, workers, meanwhile, webhooks }) => {
    const what = acted.filter((act) => act.startsWith(`${name}/`)).map((act) => act.slice(act.indexOf(":") + 2));
    const news = webhooks > 0 ? `, ${webhooks} webhooks` : "";
    const time = meanwhile.length > 0 ? `, ${meanwhile.join(" and ")} ms go by meanwhile` : "";
    return `  ${name}: ${JSON.stringify(jump)}; ${[...what, `${workers} at work`].join(", ")}${time}${news}`;
  });
  return [
    `seed ${seed} breaks "${violation?.promise}": ${violation?.words}`,
    `the smallest story that was found, of ${steps} steps, beginning at ${startAt.toISOString()}, with ${people}:`,
    ...told,
    faults.length > 0 ? `  faults: ${faults.join(", ")}` : "  no faults",
  ].join("\n");
}
