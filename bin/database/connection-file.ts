import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * While an embedded database runs, a file in the data folder says how to reach it, so that the command line works
 * beside `npm start`. It holds the password, hence its mode.
 */
export function noteConnection(input: { dataDir: string; url: string }): void {
  const file = fileIn(input.dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify({ url: input.url })}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The address that was noted, or null; that the server still runs is for the caller to find out. */
export function readConnection(input: { dataDir: string }): string | null {
  try {
    // Nobody but us writes this file.
    return (JSON.parse(readFileSync(fileIn(input.dataDir), "utf8")) as { url: string }).url;
  } catch {
    return null;
  }
}

export function forgetConnection(input: { dataDir: string }): void {
  rmSync(fileIn(input.dataDir), { force: true });
}

function fileIn(dataDir: string): string {
  return join(dataDir, "database.json");
}
