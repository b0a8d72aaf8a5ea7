import { type Context, type OpenContext, openContext } from "../engine/context.ts";
import { parseSettings } from "../engine/settings.ts";

// On globalThis, because in development Next loads this module anew with every change, and each would open a pool.
const kept = globalThis as { dayletterContext?: OpenContext };

/** The one context of this web process. The supervisor has put the database's address into the environment. */
export async function requestContext(): Promise<Context> {
  kept.dayletterContext ??= open();
  return kept.dayletterContext.context;
}

function open(): OpenContext {
  const parsed = parseSettings(process.env);
  if (parsed.kind === "wrong") throw new Error(parsed.complaints.join("\n"));
  const { databaseUrl } = parsed.settings;
  if (databaseUrl === null)
    throw new Error("DATABASE_URL is not set: start the site with `npm start` or `npm run dev`.");
  return openContext({ settings: parsed.settings, databaseUrl, name: "web", poolSize: 10 });
}
