import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Account, runAs } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { DatabaseTrouble } from "./trouble.ts";

/** The one role of an embedded server, and the name of its database. */
export const dayletterName = "dayletter";

/** A cluster is the folder that PostgreSQL calls its data directory; the password to it lies inside. */
export type Cluster = { folder: string; password: string };

/**
 * Makes the cluster in `folder` unless it is there. initdb works in a folder beside it that is renamed at the end, so
 * that a start cut short leaves no half-made cluster to stumble over.
 */
export function openCluster(input: {
  folder: string;
  binaries: Binaries;
  account: Account;
  durable: boolean;
}): Cluster {
  const { folder } = input;
  if (!existsSync(join(folder, "PG_VERSION"))) makeCluster(input);
  return { folder, password: readFileSync(join(folder, passwordFile), "utf8") };
}

const passwordFile = "dayletter-password";

function makeCluster(input: { folder: string; binaries: Binaries; account: Account; durable: boolean }): void {
  const unfinished = `${input.folder}.${process.pid}`;
  const password = randomBytes(24).toString("base64url");
  const passwordAt = `${unfinished}.password`;
  mkdirSync(dirname(input.folder), { recursive: true });
  try {
    mkdirSync(unfinished, { mode: 0o700 });
    writeFileSync(passwordAt, password, { mode: 0o600 });
    giveTo(input.account, [unfinished, passwordAt]);
    runInitdb({ ...input, folder: unfinished, passwordAt });
    renameSync(passwordAt, join(unfinished, passwordFile));
    renameSync(unfinished, input.folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    rmSync(passwordAt, { force: true });
    throw error;
  }
}

function runInitdb(input: {
  folder: string;
  passwordAt: string;
  binaries: Binaries;
  account: Account;
  durable: boolean;
}): void {
  const args = [
    `--pgdata=${input.folder}`,
    `--username=${dayletterName}`,
    `--pwfile=${input.passwordAt}`,
    "--auth=scram-sha-256",
    // Without a locale in the environment initdb would choose SQL_ASCII; so nothing is left to the environment.
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-instructions",
    ...(input.durable ? [] : ["--no-sync"]),
  ];
  const command = runAs(input.account, input.binaries.initdb, args);
  const result = spawnSync(command.file, command.args, { ...command.options, encoding: "utf8" });
  if (result.status === 0) return;
  const said = lastLines(`${result.stdout ?? ""}${result.stderr ?? ""}${result.error?.message ?? ""}`);
  throw new DatabaseTrouble(`PostgreSQL could not make its data folder ${input.folder}.${explain(said)}\n${said}`);
}

/** What a dropped account is to read or write must be its own. */
export function giveTo(account: Account, paths: readonly string[]): void {
  if (account.kind !== "dropped") return;
  for (const path of paths) chownSync(path, account.uid, account.gid);
}

/** The cure for what PostgreSQL's own words point at, where we know it. */
export function explain(said: string): string {
  if (/No space left on device/.test(said)) return " The disk is full: make room and start again.";
  if (/Read-only file system/.test(said))
    return " The disk is read-only: set DATA_DIR to a folder that can be written to.";
  if (/Permission denied/.test(said))
    return " A folder on the way cannot be entered or written to: look at its owner and mode, or set DATA_DIR.";
  if (/could not look up effective user ID/.test(said))
    return " The account has no name in /etc/passwd: use another account, or set DATABASE_URL.";
  if (/could not (create|resize|open) shared memory/.test(said))
    return " Shared memory is too small: in a container, start it with --shm-size=128m.";
  if (/incompatible with server/.test(said)) return " The data was written by another major version of PostgreSQL.";
  return "";
}

export function lastLines(text: string, count = 12): string {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
