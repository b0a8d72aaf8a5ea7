import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { explain, lastLines, Trouble } from "../trouble.ts";
import { type Account, giveTo, runAs } from "./account.ts";
import type { Binaries } from "./binaries.ts";

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
  return { folder, password: readPassword(folder) };
}

/** The password that the cluster was made with. Nobody else knows it, so without the file the data is locked. */
export function readPassword(folder: string): string {
  const file = join(folder, passwordFile);
  if (!existsSync(file)) {
    throw new Trouble(
      `The password file ${file} is missing, so the database there cannot be opened. Put it back from a backup, or move ${folder} away to start with an empty database.`,
    );
  }
  return readFileSync(file, "utf8");
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
  throw new Trouble(`PostgreSQL could not make its data folder ${input.folder}.${explain(said)}\n${said}`);
}
