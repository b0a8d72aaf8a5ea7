import type { IncomingMessage, ServerResponse } from "node:http";
import next from "next";
import { openContext } from "../engine/context.ts";
import { closeTypesetter } from "../engine/letters/kept-typesetter.ts";
import { abandonPlug } from "../engine/plug.ts";
import { noteProxy } from "../engine/proxies.ts";
import { Tracker } from "../engine/track.ts";
import { runProcess } from "./child.ts";
import { root, settingsFrom } from "./environment.ts";
import { Trouble } from "./trouble.ts";
import { quietErrors } from "./web/quiet-errors.ts";
import { close, createFrontServer, listen } from "./web/server.ts";
import { builtSite } from "./web/site.ts";
import { withTrackedLinks } from "./web/tracked.ts";

const drainLimitMs = 5_000;
const notingLimitMs = 1_500;

/** The web process: our own server in front, Next behind it. */
await runProcess(async () => {
  quietErrors();
  const settings = settingsFrom(process.env);
  if (settings.databaseUrl === null) throw new Trouble("DATABASE_URL is not set. `npm start` sets it by itself.");
  const opened = openContext({ settings, databaseUrl: settings.databaseUrl, name: "links", poolSize: 3 });
  const tracker = new Tracker(opened.context, { stopwatchMs: () => performance.now() });
  const isDevelopment = process.env.NODE_ENV !== "production";
  const site = next({ dev: isDevelopment, dir: root, hostname: "localhost", port: settings.port });
  let answer: (request: IncomingMessage, response: ServerResponse) => Promise<void> = notYet;
  const server = createFrontServer({
    settings,
    isDevelopment,
    answer: withTrackedLinks((request, response) => answer(request, response), tracker),
    noteProxy: (address) =>
      void noteProxy(opened.context, { address }).catch((error: unknown) =>
        opened.context.log.warn({ err: error }, "a proxy could not be noted"),
      ),
  });
  // Before Next is prepared, since a port that is taken should not cost that long to find out.
  await listen(server, settings);
  abandonPlug(opened.context).catch((error: unknown) => {
    opened.context.log.warn({ err: error }, "what a pulled plug left behind could not be taken away");
  });
  await site.prepare();
  answer = isDevelopment ? site.getRequestHandler() : builtSite(site.getRequestHandler());
  // Development tells browsers of new code by it. The built site has nothing of the kind, and would leave one waiting.
  if (isDevelopment) server.on("upgrade", site.getUpgradeHandler());
  return {
    async stop() {
      await close(server, drainLimitMs);
      closeTypesetter();
      await tracker.close(notingLimitMs);
      await opened.close();
      await site.close();
    },
  };
});

/** Between listening and Next being ready there is a second in which a proxy or a browser may already ask. */
async function notYet(_: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(503, { "Retry-After": "2", "Content-Type": "text/plain; charset=utf-8" });
  response.end("Dayletter is starting. Please try again in a moment.\n");
}
