import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

let known: string | null | undefined;

/** The build's own name for itself, which every new one changes; null in development, which has none. */
export function buildId(): string | null {
  if (known === undefined) {
    const file = join(process.cwd(), ".next", "BUILD_ID");
    known = existsSync(file) ? readFileSync(file, "utf8") : null;
  }
  return known;
}
