import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { readClocks } from "../../db/clock.ts";
import type { Database } from "../../db/connect.ts";
import { wakeWorkers } from "../../db/wake.ts";
import { countUnserved } from "../../db/work.ts";
import { addDueReaders } from "../factories/due-readers.ts";
import { sendingEnvironment } from "../factories/sending-environment.ts";
import type { MailServerStandin } from "../mailserver/mail-server.ts";
import { chanceOf } from "./chance.ts";
import { awaitServed, endLeases } from "./crash.ts";
import { Lookout } from "./lookout.ts";
import { namedPoints } from "./points.ts";
import { judgeSmtp, listBegun, type SmtpVerdict } from "./smtp-verdict.ts";
import { type Crew, startCrew } from "./together.ts";
import type { Seen } from "./wire.ts";

export type SmtpCrash = {
  db: Database;
  databaseUrl: string;
  server: MailServerStandin;
  course: string;
  kills: number;
  /** Goes through these moments only. */
  only?: readonly string[];
  workers: number;
  /** Sessions with the mail server, of each worker. */
  connections: number;
  /** At least half as many are waiting whenever a kill is. */
  portion: number;
  seed: number;
  logFile: string;
  say(line: string): void;
};

export type SmtpCrashReport = {
  verdict: SmtpVerdict;
  kills: readonly { moment: string; begun: number }[];
  messages: number;
  tookMs: number;
};

type Moment = { name: string } & (
  | { by: "sql"; isIt: (seen: Seen) => boolean }
  | { by: "server"; when: "taken" | "answered" }
  | { by: "chance" }
);

const note = /^update "batch" set "journal"/i;

/** Every moment that sending by Resend has in the database too, and those of SMTP alone. */
export const smtpMoments: readonly Moment[] = [
  ...namedPoints.flatMap((point) => (point.by === "sql" && point.supply === "mail" ? [point] : [])),
  { name: "a note on its way", by: "sql", isIt: ({ at, sql: said }) => at === "out" && note.test(said) },
  { name: "noted, not heard of", by: "sql", isIt: ({ at, sql: said }) => at === "back" && note.test(said) },
  { name: "a message taken, before the answer", by: "server", when: "taken" },
  { name: "a message answered, before its note", by: "server", when: "answered" },
  { name: "at random", by: "chance" },
];

/** Nothing stands still for longer: all workers die together and their leases are ended at once. */
const patienceMs = 90_000;

/**
 * Lets real workers send by SMTP to a real server and kills all of them at once with `kill -9`, at each moment in turn;
 * then waits until all is over, and holds the server's own record against our rows.
 */
export async function crashSmtp(run: SmtpCrash): Promise<SmtpCrashReport> {
  const startedAt = performance.now();
  const lookout = new Lookout();
  const crew = await startCrew({ ...run, environment: smtpEnvironment(run), watch: lookout.watch });
  const due: string[] = [];
  const begun = new Set<string>();
  const kills: SmtpCrashReport["kills"][number][] = [];
  const ground: Ground = { run, crew, lookout, fraction: chanceOf(run.seed), supply: () => keepBusy(run, due) };
  try {
    const chosen = smtpMoments.filter(({ name }) => run.only?.includes(name) ?? true);
    for (let index = 0; index < run.kills; index += 1) {
      const moment = chosen[index % chosen.length];
      const came = moment !== undefined && (await strike(ground, moment));
      // Also of those who were killed because it did not come.
      const left = await listBegun(run.db);
      for (const address of left) begun.add(address);
      if (!came) {
        run.say(`"${moment?.name}" was waited for in vain`);
        break;
      }
      const count = kills.push({ moment: moment.name, begun: left.length });
      run.say(`${count} of ${run.kills}: ${moment.name}, ${left.length} in the midst of being sent`);
      await endLeases(run.db);
    }
    await crew.start();
    await awaitServed(run, { limitMs: patienceMs, everyMs: 50 });
    const verdict = await judgeSmtp(run.db, { kills: kills.length, due, begun, server: run.server });
    return { verdict, kills, messages: due.length, tookMs: performance.now() - startedAt };
  } finally {
    await crew.stop();
  }
}

function smtpEnvironment({ server, connections }: SmtpCrash): Record<string, string> {
  const { RESEND_API_KEY: _key, RESEND_BASE_URL: _url, ...environment } = sendingEnvironment({ key: "", url: "" });
  return { ...environment, SMTP_URL: `smtp://127.0.0.1:${server.port}?connections=${connections}` };
}

type Ground = {
  run: SmtpCrash;
  crew: Crew;
  lookout: Lookout;
  fraction: () => number;
  supply(): Promise<void>;
};

/** Starts the workers if none is alive, and kills all at that moment. False when it did not come. */
async function strike({ run, crew, lookout, fraction, supply }: Ground, moment: Moment): Promise<boolean> {
  const giveUp = new AbortController();
  // At random means while they send; every other moment is watched for before the first statement.
  if (moment.by === "chance") await Promise.all([supply(), crew.start()]);
  const coming = arrival(moment, { run, lookout, fraction, signal: giveUp.signal });
  let isOver = false;
  const over = coming.finally(() => {
    isOver = true;
  });
  const endAtMs = performance.now() + patienceMs;
  await supply();
  await crew.start();
  while (!isOver) {
    await Promise.race([over, wait(500)]);
    if (performance.now() > endAtMs) giveUp.abort();
    if (!isOver) await supply();
  }
  const came = await coming;
  await crew.kill();
  await untilTheDeadAreGone(run.db);
  return came;
}

async function arrival(
  moment: Moment,
  { run, lookout, fraction, signal }: Pick<Ground, "run" | "lookout" | "fraction"> & { signal: AbortSignal },
): Promise<boolean> {
  switch (moment.by) {
    case "sql":
      return (await lookout.lieInWait({ isIt: moment.isIt, wish: "hold", signal })) !== null;
    case "server":
      return atTheServer(run.server, { when: moment.when, signal });
    case "chance":
      await wait(100 + fraction() * 900);
      return true;
  }
}

/** Once the server has taken one message more: it does not answer that one, or its answer has left a blink ago. */
async function atTheServer(
  server: MailServerStandin,
  { when, signal }: { when: "taken" | "answered"; signal: AbortSignal },
): Promise<boolean> {
  const before = server.received.length;
  const { onMessage } = server;
  let isCaught = false;
  if (when === "taken") {
    server.onMessage = (to) => {
      if (isCaught) return onMessage(to);
      isCaught = true;
      return "accept then hang";
    };
  }
  while (server.received.length === before && !signal.aborted) await wait(1);
  server.onMessage = onMessage;
  if (when === "answered") await wait(server.thinkMs);
  return server.received.length > before;
}

/** A statement that was under way when its worker died may still be carried out; after this, none is. */
async function untilTheDeadAreGone(db: Database): Promise<void> {
  const isAlive = async () =>
    (
      await db.execute(sql`
        select 1 from pg_stat_activity where datname = current_database() and application_name = 'dayletter worker'`)
    ).length > 0;
  const endAtMs = performance.now() + patienceMs;
  while (await isAlive()) {
    if (performance.now() > endAtMs) throw new Error("the database keeps connections of workers that are dead");
    await wait(5);
  }
}

/** Adds readers who are due at once where hardly anybody waits. */
async function keepBusy({ db, course, portion }: SmtpCrash, due: string[]): Promise<void> {
  const { calendarAt } = await readClocks(db);
  if ((await countUnserved(db, { now: calendarAt })) >= portion / 2) return;
  due.push(...(await addDueReaders(db, { from: due.length, count: portion, course })));
  await wakeWorkers(db);
}
