/**
 * Something that stops the embedded database and that its owner can mend. `message` is written for them: what is the
 * matter and what to do. Whoever starts the database prints it without a stack and ends.
 */
export class DatabaseTrouble extends Error {
  override name = "DatabaseTrouble";
}

/** The way out that every such message can end with. */
export const useYourOwn = "Or set DATABASE_URL to a PostgreSQL of your own (15 or newer).";

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
  if (/has wrong ownership/.test(said)) {
    return " The data belongs to another account: run as that one, or give it to this one with chown -R.";
  }
  if (/incompatible with server/.test(said)) return " The data was written by another major version of PostgreSQL.";
  return "";
}

export function lastLines(text: string, count = 12): string {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
