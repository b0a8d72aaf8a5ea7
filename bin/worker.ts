import { randomUUID } from "node:crypto";
import { workChannel } from "../db/wake.ts";
import { openContext } from "../engine/context.ts";
import { runProcess } from "./child.ts";
import { settingsFrom } from "./environment.ts";
import { Trouble } from "./trouble.ts";
import { Worker } from "./worker/worker.ts";

/** The worker process: it sends what is due and rests when nothing is. Any number may run on one database. */
await runProcess(async () => {
  const settings = settingsFrom(process.env);
  if (settings.databaseUrl === null) throw new Trouble("DATABASE_URL is not set. `npm start` sets it by itself.");
  const opened = openContext({ settings, databaseUrl: settings.databaseUrl, name: "worker", poolSize: 8 });
  const worker = new Worker({ context: opened.context, id: randomUUID() });
  const listening = await opened.connection.listen(workChannel, worker.wake, worker.wake);
  const ended = worker.run();
  return {
    async stop() {
      worker.stop();
      await ended;
      await listening.unlisten();
      await opened.close();
    },
  };
});
