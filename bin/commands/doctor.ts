import { greetDatabase } from "../../db/cluster.ts";
import { listCourses } from "../../engine/catalogue.ts";
import { checkKeys } from "../../engine/check-keys.ts";
import { type Context, openContext } from "../../engine/context.ts";
import { isLoopback } from "../../engine/loopback.ts";
import { proxyConcerns } from "../../engine/proxies.ts";
import type { Settings } from "../../engine/settings.ts";
import { readHealth } from "../../engine/status.ts";
import { readConnection } from "../database/connection-file.ts";
import { asDatabaseTrouble } from "../database/unreachable.ts";
import type { Finding } from "../doctor/finding.ts";
import { domainFindings, doorFinding } from "../doctor/mail-findings.ts";
import { readEnvironment } from "../environment.ts";
import { Trouble } from "../trouble.ts";
import { spokenWayOut } from "../way-out.ts";
import type { Command } from "./command.ts";
import { spokenUtc } from "./instant.ts";
import { spokenSpan } from "./span.ts";

export const doctor: Command = {
  usage: "doctor",
  summary: "Look whether everything that sending needs is in place, and say what is not",
  async run() {
    const findings = await examine();
    for (const { mark, words } of findings) console.log(`${mark.padEnd(7)}${words}`);
    const wrong = findings.filter(({ mark }) => mark === "wrong").length;
    if (wrong > 0) throw new Trouble(`\n${wrong} of ${findings.length} need a cure.`);
  },
};

async function examine(): Promise<Finding[]> {
  const node: Finding = { mark: "ok", words: `Node ${process.versions.node}` };
  try {
    const { settings } = readEnvironment();
    return [
      node,
      ...settingsFindings(settings),
      ...mailFindings(settings),
      ...(await domainFindings(settings)),
      ...(await deeper(settings)),
    ];
  } catch (error) {
    if (error instanceof Trouble) return [node, { mark: "wrong", words: error.message }];
    throw error;
  }
}

function settingsFindings({ warnings }: Settings): Finding[] {
  if (warnings.length === 0) return [{ mark: "ok", words: "Settings can be read" }];
  return warnings.map((words) => ({ mark: "wrong", words }));
}

function mailFindings({ mail, siteUrl, trustedProxies, warnings }: Settings): Finding[] {
  if (mail.kind === "mailbox") return [{ mark: "ok", words: "Mail stays here, in the mailbox" }];
  const findings: Finding[] = [{ mark: "ok", words: `Mail leaves by ${spokenWayOut(mail)}` }];
  if (isLoopback(siteUrl)) {
    findings.push({ mark: "look", words: `SITE_URL is ${siteUrl}: links in mail work on this machine only` });
  } else if (trustedProxies.length === 0) {
    findings.push({ mark: "look", words: "TRUSTED_PROXIES is not set: behind a proxy every reader has its address" });
  }
  if (warnings.length === 0) findings.push(feedbackFinding(mail));
  return findings;
}

function feedbackFinding(mail: Exclude<Settings["mail"], { kind: "mailbox" }>): Finding {
  if (mail.kind === "smtp") {
    return { mark: "look", words: "Bounces come back as mail to MAIL_FROM, and are not read from there" };
  }
  return mail.webhookSecrets.length > 0
    ? { mark: "ok", words: "RESEND_WEBHOOK_SECRET is set: bounces and complaints are known" }
    : { mark: "look", words: "RESEND_WEBHOOK_SECRET is not set: bounces and complaints are not known" };
}

async function deeper(settings: Settings): Promise<Finding[]> {
  const databaseUrl = settings.databaseUrl ?? readConnection({ dataDir: settings.dataDir });
  if (databaseUrl === null) return [{ mark: "wrong", words: "No database is running: start one with `npm start`" }];
  const answer = await greetDatabase({ url: databaseUrl });
  if (answer.kind === "silent")
    return [{ mark: "wrong", words: wordsOf(asDatabaseTrouble(answer.error, databaseUrl)) }];
  const opened = openContext({ settings, databaseUrl, name: "doctor", poolSize: 1 });
  const found = await contextFindings(opened.context).finally(() => opened.close());
  return [{ mark: "ok", words: "The database answers" }, ...found];
}

async function contextFindings(context: Context): Promise<Finding[]> {
  const door = await context.mail.check?.();
  const keys = await checkKeys(context);
  const courses = await listCourses(context);
  const { problems } = await readHealth(context);
  return [
    ...(door === undefined ? [] : [doorFinding(door)]),
    await clockFinding(context),
    keys.kind === "ok"
      ? { mark: "ok", words: "APP_SECRET holds every secret that has signed links" }
      : { mark: "wrong", words: keys.message },
    courses.length > 0
      ? { mark: "ok", words: `Published: ${courses.map(({ slug }) => slug).join(", ")}` }
      : { mark: "wrong", words: "No course is published: run `npm run dayletter -- publish`" },
    ...(problems.length === 0 ? [{ mark: "ok" as const, words: "A worker is alive and sending is not halted" }] : []),
    ...(await proxyConcerns(context)).map((words) => ({ mark: "wrong" as const, words })),
    ...problems.map((words) => ({ mark: "wrong" as const, words })),
  ];
}

async function clockFinding({ clocks, db }: Context): Promise<Finding> {
  const { calendarAt, elapsedAt } = await clocks.read(db);
  const aheadMs = calendarAt.getTime() - elapsedAt.getTime();
  return {
    mark: aheadMs === 0 ? "ok" : "look",
    words: `The calendar: ${spokenUtc(calendarAt)}, ${spokenSpan(aheadMs)}`,
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
