import { constants, setPriority } from "node:os";
import { openContext } from "../engine/context.ts";
import { forgetOldImports, workOnImports } from "../engine/import/work.ts";
import { settingsFrom } from "./environment.ts";
import { Trouble } from "./trouble.ts";

/**
 * The import process: it takes files of readers over while there are any, and ends. The worker starts it when an import
 * waits. A process of its own, because reading and judging a million rows is a minute of computing, and in the worker's
 * process every lesson that falls due would wait for each step of it. It steps back behind everything else on the machine.
 */
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
let isStopping = false;
const stop = () => {
  isStopping = true;
};
process.on("SIGTERM", stop);
// The worker above is gone: the step that was begun ends, and the next worker goes on with the rest.
process.on("disconnect", stop);

const settings = settingsFrom(process.env);
if (settings.databaseUrl === null) throw new Trouble("DATABASE_URL is not set. `npm start` sets it by itself.");
const opened = openContext({ settings, databaseUrl: settings.databaseUrl, name: "import", poolSize: 2 });
await forgetOldImports(opened.context);
await workOnImports(opened.context, { isOver: () => isStopping });
await opened.close();
process.exit(0);
