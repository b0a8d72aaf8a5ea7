import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { workChannel } from "../db/wake.ts";
import { type Context, openContext } from "../engine/context.ts";
import { runProcess } from "./child.ts";
import { settingsFrom } from "./environment.ts";
import { Trouble } from "./trouble.ts";
import { ImportKeeper } from "./worker/import-keeper.ts";
import { Worker } from "./worker/worker.ts";

/** The supervisor, and most others that start processes, kill after eight or ten seconds; settling needs a moment. */
const drainLimitMs = 6_000;

const reachAttempts = 40;
const reachPauseMs = 250;

/** The worker process: it sends what is due and rests when nothing is. Any number may run on one database. */
await runProcess(async () => {
  const settings = settingsFrom(process.env);
  if (settings.databaseUrl === null) throw new Trouble("DATABASE_URL is not set. `npm start` sets it by itself.");
  const opened = openContext({ settings, databaseUrl: settings.databaseUrl, name: "worker", poolSize: 8 });
  await reach(opened.context);
  const worker = new Worker({ context: opened.context, id: randomUUID() });
  const imports = new ImportKeeper(opened.context);
  const wake = () => {
    worker.wake();
    imports.look();
  };
  const listening = await opened.connection.listen(workChannel, wake, wake);
  const running = worker.run();
  return {
    async stop() {
      await Promise.all([worker.drain({ running, limitMs: drainLimitMs }), imports.stop(drainLimitMs)]);
      await listening.unlisten();
      await opened.close();
    },
  };
});

/**
 * Returns once the database answers. One that was ended a moment ago says for seconds that it is starting up, and a
 * worker that died of that would have to be started as often. What it says in the end is passed on.
 */
async function reach({ clocks, db }: Context): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await clocks.read(db);
      return;
    } catch (error) {
      if (attempt === reachAttempts) throw error;
      await wait(reachPauseMs);
    }
  }
}
