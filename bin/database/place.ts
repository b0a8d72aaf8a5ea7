import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type Account, chooseAccount, giveTo } from "./account.ts";
import { type Binaries, binariesIn, copyBinaries, findBinaries } from "./binaries.ts";

/** Where an embedded server's parts lie, and under which account it runs. */
export type Place = {
  account: Account;
  binaries: Binaries;
  /** PostgreSQL's data directory. */
  folder: string;
  logFile: string;
  /** What the person who started us should know about it, if anything. */
  notice: string | null;
};

/**
 * Decides all of that for a data folder. Everything lies in the data folder itself, except when PostgreSQL has to run
 * under an account that cannot enter it: then programs and data move to `farFolder`, and a file in the data folder says
 * so to every later start.
 */
export function choosePlace(input: { dataDir: string; account?: Account; farFolder?: string }): Place {
  const { dataDir } = input;
  const near = join(dataDir, "postgres");
  const nearLog = join(dataDir, "postgres.log");
  const marker = join(dataDir, "postgres-lies-in");
  const folder = existsSync(marker) ? readFileSync(marker, "utf8").trim() : near;
  const account = input.account ?? accountFor(folder);
  const binaries = findBinaries({ copiesFolder: dataDir });
  if (account.kind !== "dropped") {
    return { account, binaries, folder, logFile: nearLog, notice: null };
  }
  if (folder === near && canEnter(account, dataDir)) {
    giveTree(account, near);
    return { account, binaries: within(account, binaries, dataDir), folder, logFile: nearLog, notice: null };
  }
  const far = folder === near ? (input.farFolder ?? farFolderOf(dataDir)) : dirname(folder);
  moveAway({ near, far, marker, account });
  return {
    account,
    binaries: within(account, binaries, far),
    folder: join(far, "postgres"),
    logFile: join(far, "postgres.log"),
    notice: `PostgreSQL cannot run as root, and uid ${account.uid} cannot enter ${dataDir}: the database lies in ${far}.`,
  };
}

/** Root serves existing data under the account that owns it, so that data and server never disagree. */
function accountFor(folder: string): Account {
  const owner = existsSync(folder) ? lstatSync(folder) : null;
  if (process.getuid?.() === 0 && owner !== null && owner.uid !== 0) {
    return { kind: "dropped", uid: owner.uid, gid: owner.gid };
  }
  return chooseAccount();
}

/** One far folder for each data folder, named after its path, so that two clones do not share one. */
function farFolderOf(dataDir: string): string {
  return join("/var/lib/dayletter", createHash("sha256").update(realpathSync(dataDir)).digest("hex").slice(0, 12));
}

function moveAway(input: { near: string; far: string; marker: string; account: Account }): void {
  const target = join(input.far, "postgres");
  mkdirSync(input.far, { recursive: true, mode: 0o755 });
  giveTo(input.account, [input.far]);
  // What an earlier start left nearby, under other conditions, is taken along once.
  if (existsSync(join(input.near, "PG_VERSION")) && !existsSync(target)) {
    cpSync(input.near, target, { recursive: true, verbatimSymlinks: true });
  }
  giveTree(input.account, target);
  writeFileSync(input.marker, `${target}\n`);
}

/** The programs as they are if the account can run them, else a copy of them in `folder`. */
function within(account: Account & { kind: "dropped" }, binaries: Binaries, folder: string): Binaries {
  if (canRun(account, binaries)) return binaries;
  const copy = copyBinaries({ from: binaries.folder, into: folder });
  giveTree(account, copy);
  return binariesIn(copy);
}

function giveTree(account: Account, path: string): void {
  if (account.kind !== "dropped" || !existsSync(path)) return;
  const found = lstatSync(path);
  if (found.isSymbolicLink()) return;
  if (found.uid !== account.uid) giveTo(account, [path]);
  if (found.isDirectory()) for (const name of readdirSync(path)) giveTree(account, join(path, name));
}

function canEnter(account: Account & { kind: "dropped" }, folder: string): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$0"', folder], { uid: account.uid, gid: account.gid, cwd: "/" }).status === 0;
}

function canRun(account: Account & { kind: "dropped" }, binaries: Binaries): boolean {
  const run = spawnSync(binaries.postgres, ["--version"], { uid: account.uid, gid: account.gid, cwd: "/" });
  return run.status === 0;
}
