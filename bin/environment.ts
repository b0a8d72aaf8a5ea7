import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadEnvFile } from "node:process";
import { trustOf } from "../engine/proxies.ts";
import { parseSettings, type Settings, type SettingsRecord } from "../engine/settings.ts";
import { Trouble } from "./trouble.ts";

/** The folder that package.json lies in, seen from bin/ and from .build/ alike. */
export const root = resolve(import.meta.dirname, "..");

/** The settings, and the same as an environment for the processes that we start. */
export type Environment = { settings: Settings; variables: Record<string, string> };

/**
 * Reads the settings from the environment and from a file `.env` beside package.json, which does not override it. With
 * the mailbox a missing secret is made once and kept in the data folder. Throws a `Trouble` that lists all that is wrong.
 */
export function readEnvironment(): Environment {
  const file = join(root, ".env");
  if (existsSync(file)) loadEnvFile(file);
  return completeEnvironment(process.env);
}

export function completeEnvironment(record: SettingsRecord): Environment {
  const dataDir = resolve(root, record.DATA_DIR?.trim() || ".data");
  const given = Object.entries(record).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const variables: Record<string, string> = { ...Object.fromEntries(given), DATA_DIR: dataDir };
  if (!isSet(record.APP_SECRET) && !isSet(record.RESEND_API_KEY) && !isSet(record.SMTP_URL)) {
    variables.APP_SECRET = ownSecret(dataDir);
  }
  return { settings: settingsFrom(variables), variables };
}

export function settingsFrom(record: SettingsRecord): Settings {
  const parsed = parseSettings(record);
  const complaints = parsed.kind === "ok" ? proxyComplaints(parsed.settings) : parsed.complaints;
  if (parsed.kind === "ok" && complaints.length === 0) return parsed.settings;
  throw new Trouble(`Some settings need a look:\n${complaints.map((line) => `  - ${line}`).join("\n")}`);
}

function proxyComplaints({ trustedProxies }: Settings): string[] {
  return trustOf(trustedProxies).unknown.map(
    (proxy) => `TRUSTED_PROXIES holds "${proxy}". Write addresses or networks, such as: 127.0.0.1, 10.0.0.0/8`,
  );
}

/** With real mail a secret must be set, because links in sent mails hang on it; a try-out makes its own. */
function ownSecret(dataDir: string): string {
  const file = join(dataDir, "app-secret");
  // Node's recursive mkdir never returns below these.
  if (/^\/(proc|sys|dev)(\/|$)/.test(dataDir)) {
    throw new Trouble(`DATA_DIR is ${dataDir}, where nothing can be stored. Give it the path of a folder.`);
  }
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    // "wx": of two processes at the same moment one writes and both read what it wrote.
    if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    // Another process made the secret in between; but a file where the folder should be is EEXIST as well.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST" || !existsSync(file)) {
      throw new Trouble(
        `The data folder ${dataDir} cannot be used (${(error as Error).message}). Set DATA_DIR to another.`,
      );
    }
  }
  return readFileSync(file, "utf8");
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== "";
}
