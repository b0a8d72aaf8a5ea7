import { greetDatabase } from "../../db/cluster.ts";
import { type Context, openContext } from "../../engine/context.ts";
import { readConnection } from "../database/connection-file.ts";
import { asDatabaseTrouble } from "../database/unreachable.ts";
import { type Environment, readEnvironment } from "../environment.ts";
import { Trouble } from "../trouble.ts";

/** One verb of the command line. */
export type Command = {
  /** How it is called, after `npm run dayletter --`. */
  usage: string;
  summary: string;
  /** Prints what it has to say by `console.log`. Throws `WrongUsage`, or a `Trouble`; any return is success. */
  run(args: readonly string[]): Promise<void>;
};

/** The words after the verb make no sense; the verb's usage is shown. */
export class WrongUsage extends Error {
  override name = "WrongUsage";
}

/** Finds the database of the settings, or the embedded one that a running `npm start` keeps, and looks that it answers. */
export async function withDatabase<Result>(
  use: (found: { environment: Environment; databaseUrl: string }) => Promise<Result>,
): Promise<Result> {
  const environment = readEnvironment();
  const { databaseUrl: given, dataDir } = environment.settings;
  const databaseUrl = given ?? readConnection({ dataDir });
  if (databaseUrl === null) throw new Trouble(notRunning);
  const answer = await greetDatabase({ url: databaseUrl });
  if (answer.kind === "answered") return use({ environment, databaseUrl });
  throw given === null ? new Trouble(notRunning) : asDatabaseTrouble(answer.error, databaseUrl);
}

/** The same with a context opened on it. */
export function withContext<Result>(use: (context: Context) => Promise<Result>): Promise<Result> {
  return withDatabase(async ({ environment, databaseUrl }) => {
    const opened = openContext({ settings: environment.settings, databaseUrl, name: "command line", poolSize: 3 });
    return use(opened.context).finally(() => opened.close());
  });
}

const notRunning =
  "No database is running. Start Dayletter in another terminal (`npm start`) and try again, or set DATABASE_URL.";
