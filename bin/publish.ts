import { readClocks } from "../db/clock.ts";
import { connect } from "../db/connect.ts";
import { publishCourses } from "../engine/publish/publish.ts";
import { Refusal } from "../engine/publish/refusal.ts";
import type { PublishReport } from "../engine/publish/store.ts";
import { readEnvironment, root } from "./environment.ts";
import { Trouble } from "./trouble.ts";

/**
 * Publishes what `emails` holds into the database at DATABASE_URL and ends. A process of its own: templates are code,
 * React stays out of every process that lives, and what rendering leaves in memory goes with it. `--json` prints one
 * object; a refusal is printed as its sentence, with exit status 1.
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
    return await publishCourses({ db, root, now: calendarAt });
  } finally {
    await close();
  }
}

function print(report: PublishReport): void {
  for (const name of report.published) console.log(`published  ${name}`);
  for (const name of report.retired) console.log(`retired    ${name}`);
  console.log(`${report.published.length} published, ${report.unchanged} unchanged, ${report.retired.length} retired`);
}

const wantsJson = process.argv.includes("--json");
try {
  const report = await publish();
  if (wantsJson) console.log(JSON.stringify({ kind: "published", ...report }));
  else print(report);
} catch (error) {
  if (!(error instanceof Trouble || error instanceof Refusal)) throw error;
  if (wantsJson) console.log(JSON.stringify({ kind: "refused", message: error.message }));
  else console.error(error.message);
  process.exitCode = 1;
}
