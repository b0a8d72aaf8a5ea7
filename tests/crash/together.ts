import { startProxy } from "./proxy.ts";
import type { Seen, Wish } from "./wire.ts";
import { startWorker, type WorkerProcess, type WorkerStart } from "./worker-process.ts";

/** All workers of a run: they start together and die together, so that every lease left is a dead one's. */
export type Crew = { start(): Promise<void>; kill(): Promise<void>; stop(): Promise<void> };

/** `start` does nothing while they live. With `watch`, every statement of theirs passes by it. */
export async function startCrew(
  run: WorkerStart & { workers: number; watch?: (worker: number, seen: Seen) => Wish },
): Promise<Crew> {
  const { watch, databaseUrl } = run;
  const proxies = await Promise.all(
    Array.from({ length: watch === undefined ? 0 : run.workers }, (_, worker) =>
      startProxy({ databaseUrl, watch: (seen) => watch?.(worker, seen) ?? "pass" }),
    ),
  );
  let workers: WorkerProcess[] = [];
  // Noted one by one: where the start of one fails, the others are ended all the same.
  const startOne = async (_: unknown, worker: number) => {
    workers.push(await startWorker({ ...run, databaseUrl: proxies[worker]?.url ?? databaseUrl }));
  };
  const end = async (how: "kill" | "stop") => {
    await Promise.all(workers.map((worker) => worker[how]()));
    workers = [];
  };
  return {
    async start() {
      if (workers.length > 0) return;
      const started = await Promise.allSettled(Array.from({ length: run.workers }, startOne));
      for (const one of started) if (one.status === "rejected") throw one.reason;
    },
    kill: () => end("kill"),
    async stop() {
      await end("stop");
      await Promise.all(proxies.map((proxy) => proxy.close()));
    },
  };
}
