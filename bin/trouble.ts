/**
 * Something that keeps Dayletter from starting and that the person in front of it can mend. `message` is written for
 * them: what is the matter and what to do. Whoever catches it prints it without a stack and ends.
 */
export class Trouble extends Error {
  override name = "Trouble";
}

/** The way out that every trouble with the embedded database can end with. */
export const useYourOwn = "Or set DATABASE_URL to a PostgreSQL of your own (15 or newer).";

const cures: readonly [sign: RegExp, cure: string][] = [
  [/no space left on device|check free disk space/i, "The disk is full: make room and start again."],
  [/read-only file system/i, "The disk is read-only: set DATA_DIR to a folder that can be written to."],
  [/permission denied/i, "A folder on the way cannot be entered or written to: look at its owner, or set DATA_DIR."],
  [/could not look up effective user ID/, "The account has no name in /etc/passwd: use another, or set DATABASE_URL."],
  [
    /could not (?:create|resize|open) shared memory/,
    "Shared memory is too small: in a container, use --shm-size=128m.",
  ],
  [
    /has wrong ownership/,
    "The data belongs to another account: run as that one, or give it to this one with chown -R.",
  ],
  [/incompatible with server/, "The data was written by another major version of PostgreSQL."],
];

/** The cure for what PostgreSQL or the system said, where we know it; otherwise nothing. */
export function explain(said: string): string {
  const found = cures.find(([sign]) => sign.test(said));
  return found === undefined ? "" : ` ${found[1]}`;
}

export function lastLines(text: string, count = 12): string {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
