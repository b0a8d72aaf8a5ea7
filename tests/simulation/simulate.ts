import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { createDatabase } from "../../db/cluster.ts";
import { openTestPostgres } from "../setup/postgres.ts";
import { Coverage } from "./coverage.ts";
import type { Played } from "./player.ts";

export type Simulation = {
  /** How many stories to play, and from which seed on. */
  seeds: number;
  firstSeed: number;
  /** How many processes share them; two for each processor where nothing is said, for each waits now and then. */
  processes?: number;
  say?: (line: string) => void;
  /** Told now and then how far it has come. */
  progress?: (line: string) => void;
  /** Asked before each seed: whether no more are wanted. What was begun is played to its end. */
  isOver?: () => boolean;
};

export type SimulationReport = {
  seeds: number;
  violations: number;
  firstFailingSeed: number | null;
  /** Each violation in words, with the smallest story that breaks the same promise. */
  told: readonly string[];
  coverage: Coverage;
  steps: number;
  faults: number;
  tookMs: number;
};

/** So many violations are reason enough to stop and look. */
const mostViolations = 5;

/** Plays stories in several processes, each with a database of its own on one PostgreSQL, and adds up what they tell. */
export async function simulate(input: Simulation): Promise<SimulationReport> {
  const startedAt = performance.now();
  const postgres = await openTestPostgres();
  try {
    const { processes = 2 * availableParallelism() } = input;
    const names = Array.from({ length: Math.min(processes, input.seeds) }, (_, number) => `simulation_${number + 1}`);
    for (const name of names) await createDatabase({ url: postgres.url, name, template: postgres.template });
    const urls = names.map((name) => postgres.url.replace(/\/postgres$/, `/${name}`));
    const report = await playIn(urls, input);
    return { ...report, tookMs: performance.now() - startedAt };
  } finally {
    await postgres.stop();
  }
}

async function playIn(urls: readonly string[], input: Simulation): Promise<Omit<SimulationReport, "tookMs">> {
  const { seeds, firstSeed, say = () => {}, isOver = () => false } = input;
  const progress = progressOf(input);
  const coverage = new Coverage();
  const failures: { seed: number; told: string }[] = [];
  const sums = { seeds: 0, steps: 0, faults: 0 };
  let next = firstSeed;
  const isEnough = () => next >= firstSeed + seeds || failures.length >= mostViolations || isOver();
  const take = () => (isEnough() ? null : next++);
  await Promise.all(
    urls.map((url) =>
      playSeeds({ url, take }, (played) => {
        sums.seeds += 1;
        sums.steps += played.steps;
        sums.faults += played.faults;
        coverage.add(played.counts);
        if (played.told !== null) {
          failures.push({ seed: played.seed, told: played.told });
          say(played.told);
        }
        progress({ played: sums.seeds, violations: failures.length });
      }),
    ),
  );
  failures.sort((a, b) => a.seed - b.seed);
  return {
    ...sums,
    violations: failures.length,
    firstFailingSeed: failures[0]?.seed ?? null,
    told: failures.map(({ told }) => told),
    coverage,
  };
}

const progressEveryMs = 10_000;

function progressOf({ seeds, progress = () => {} }: Simulation) {
  const startedAt = performance.now();
  let toldAt = startedAt;
  return ({ played, violations }: { played: number; violations: number }): void => {
    const now = performance.now();
    if (now - toldAt < progressEveryMs) return;
    toldAt = now;
    const rate = (played * 1_000) / (now - startedAt);
    const minutesLeft = (seeds - played) / rate / 60;
    progress(
      `${played} of ${seeds} seeds, ${rate.toFixed(2)} a second, ${minutesLeft.toFixed(1)} minutes to go, ${violations} violations`,
    );
  };
}

/** One process that is given seed after seed. */
async function playSeeds(
  { url, take }: { url: string; take(): number | null },
  onPlayed: (played: Played) => void,
): Promise<void> {
  const player = fork(fileURLToPath(new URL("player.ts", import.meta.url)), [url], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = once(player, "exit");
  const give = () => {
    const seed = take();
    player.send({ seed });
  };
  player.on("message", (played: Played | "ready") => {
    if (played !== "ready") onPlayed(played);
    give();
  });
  const [code] = await ended;
  if (code !== 0) throw new Error(`a process of the simulation ended with status ${code}`);
}
