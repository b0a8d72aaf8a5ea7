import { parseArgs } from "node:util";
import { readClocks } from "../db/clock.ts";
import { connect } from "../db/connect.ts";
import { audiences } from "../domain/pacing.ts";
import type { ChosenAudience } from "../engine/courses/apply-all.ts";
import { type PublishReport, publishCourses } from "../engine/publish/publish.ts";
import { Refusal } from "../engine/publish/refusal.ts";
import { readEnvironment, root } from "./environment.ts";
import { printedReport } from "./publish-apart.ts";
import { Trouble } from "./trouble.ts";

/**
 * Publishes what `emails` holds into the database at DATABASE_URL and ends. A process of its own: templates are code,
 * React stays out of every process that lives, and what rendering leaves in memory goes with it. `--json` prints one
 * object; a refusal is printed as its sentence, with exit status 1. `--apply` and `--for` are the command line's.
 */
async function publish(): Promise<PublishReport> {
  // React reads this when publishing imports it, and is the slow one with warnings unless it says so.
  Object.assign(process.env, { NODE_ENV: "production" });
  const { settings } = readEnvironment();
  if (settings.databaseUrl === null) {
    throw new Trouble("Publishing needs a database: set DATABASE_URL, or run npm start, which publishes by itself.");
  }
  const { db, close } = connect({ url: settings.databaseUrl, poolSize: 1, name: "dayletter publish" });
  try {
    const { calendarAt } = await readClocks(db);
    return await publishCourses({ db, root, now: calendarAt, ...applying() });
  } finally {
    await close();
  }
}

/** `--apply`, and with it any number of `--for course/lesson=audience`. */
function applying(): { apply?: { audiences: ChosenAudience[] } } {
  const { apply, for: chosen } = options;
  if (!apply && chosen === undefined) return {};
  return { apply: { audiences: (chosen ?? []).map(readAudience) } };
}

function readAudience(raw: string): ChosenAudience {
  const [, course = "", lesson = "", word] = /^([^/]+)\/([^=]+)=(\w+)$/.exec(raw) ?? [];
  const audience = audiences.find((known) => known === word);
  if (audience) return { course, lesson, audience };
  throw new Trouble(`"${raw}" is not understood. Say --for course/lesson=new, =ahead or =all.`);
}

const { values: options } = parseArgs({
  options: { json: { type: "boolean" }, apply: { type: "boolean" }, for: { type: "string", multiple: true } },
});
try {
  const report = await publish();
  if (options.json) console.log(JSON.stringify({ kind: "published", ...report }));
  else for (const line of printedReport(report)) console.log(line);
} catch (error) {
  if (!(error instanceof Trouble || error instanceof Refusal)) throw error;
  if (options.json) console.log(JSON.stringify({ kind: "refused", message: error.message }));
  else console.error(error.message);
  process.exitCode = 1;
}
