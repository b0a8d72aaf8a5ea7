import type { IncomingMessage, ServerResponse } from "node:http";
import next from "next";
import { runProcess } from "./child.ts";
import { root, settingsFrom } from "./environment.ts";
import { quietErrors } from "./web/quiet-errors.ts";
import { close, createFrontServer, listen } from "./web/server.ts";

const drainLimitMs = 5_000;

/** The web process: our own server in front, Next behind it. */
await runProcess(async () => {
  quietErrors();
  const settings = settingsFrom(process.env);
  const isDevelopment = process.env.NODE_ENV !== "production";
  const site = next({ dev: isDevelopment, dir: root, hostname: "localhost", port: settings.port });
  let answer: (request: IncomingMessage, response: ServerResponse) => Promise<void> = async () => {};
  const server = createFrontServer({
    settings,
    isDevelopment,
    handle: (request, response) => answer(request, response),
  });
  // Before Next is prepared, since a port that is taken should not cost that long to find out.
  await listen(server, settings);
  await site.prepare();
  answer = site.getRequestHandler();
  server.on("upgrade", site.getUpgradeHandler());
  return {
    async stop() {
      await close(server, drainLimitMs);
      await site.close();
    },
  };
});
