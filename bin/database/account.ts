import { spawnSync } from "node:child_process";
import { chownSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { Trouble, useYourOwn } from "../trouble.ts";

/**
 * Under which account PostgreSQL runs. It refuses root, and it wants to find its uid in /etc/passwd.
 * - `own`: the account that started us.
 * - `namespace`: ours outside, an ordinary one inside a user namespace, so it can enter folders that only we can.
 * - `dropped`: root gives up its rights; files and folders must be within that account's reach.
 */
export type Account =
  | { kind: "own" }
  | { kind: "namespace"; uid: number; gid: number }
  | { kind: "dropped"; uid: number; gid: number };

export type Machine = {
  uid: number;
  /** Whether the account that started us stands in the system's list of accounts. */
  known: boolean;
  passwd: string;
  canMapTo(ids: { uid: number; gid: number }): boolean;
};

/** Chooses the account, or throws a trouble that says why there is none. */
export function chooseAccount(machine: Machine = thisMachine()): Account {
  if (machine.uid !== 0 && machine.known) return { kind: "own" };
  const ordinary = ordinaryAccount(machine.passwd);
  if (ordinary !== null && machine.canMapTo(ordinary)) return { kind: "namespace", ...ordinary };
  if (machine.uid !== 0) {
    throw new Trouble(
      `PostgreSQL needs its account to have a name, and uid ${machine.uid} has none in /etc/passwd. Run as an account that is listed there. ${useYourOwn}`,
    );
  }
  if (ordinary === null) {
    throw new Trouble(
      `PostgreSQL refuses to run as root, and /etc/passwd lists no other account. Add one (\`useradd dayletter\`). ${useYourOwn}`,
    );
  }
  return { kind: "dropped", ...ordinary };
}

/** How a program is spawned under the account. */
export function runAs(account: Account, file: string, args: readonly string[]) {
  if (account.kind === "own") return { file, args, options: {} };
  // The folder that we stand in may be closed to a dropped account.
  if (account.kind === "dropped") return { file, args, options: { uid: account.uid, gid: account.gid, cwd: "/" } };
  return { file: "unshare", args: [...mapArgs(account), file, ...args], options: {} };
}

/** What a dropped account is to read or write must be its own. */
export function giveTo(account: Account, paths: readonly string[]): void {
  if (account.kind !== "dropped") return;
  for (const path of paths) chownSync(path, account.uid, account.gid);
}

function mapArgs({ uid, gid }: { uid: number; gid: number }): string[] {
  return ["--user", `--map-user=${uid}`, `--map-group=${gid}`, "--"];
}

function thisMachine(): Machine {
  return {
    uid: process.getuid?.() ?? 0,
    known: hasName(),
    passwd: readPasswd(),
    canMapTo: (ids) => process.platform === "linux" && spawnSync("unshare", [...mapArgs(ids), "true"]).status === 0,
  };
}

function hasName(): boolean {
  try {
    return userInfo().username !== "";
  } catch {
    return false;
  }
}

function readPasswd(): string {
  try {
    return readFileSync("/etc/passwd", "utf8");
  } catch {
    return "";
  }
}

/** `nobody` where there is one (it owns nothing and may do nothing), else the last account that is not root. */
function ordinaryAccount(passwd: string): { uid: number; gid: number } | null {
  const accounts = passwd
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0);
  const found = accounts.find(({ name }) => name === "nobody") ?? accounts.at(-1);
  return found === undefined ? null : { uid: found.uid, gid: found.gid };
}
