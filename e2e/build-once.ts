import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSite } from "../bin/supervisor/build-site.ts";
import { preparedName, startDayletter } from "./setup.ts";

/**
 * Done once before the first test: the site is built, so that the Dayletters of several workers do not build it side by
 * side, and one of them is started on an empty folder and stopped again. The others begin with a copy of its data, with
 * everything migrated and published. Playwright gives what is set here to its workers, and calls what is returned last.
 */
export default async function buildOnce(): Promise<() => void> {
  await buildSite({ say: (line) => console.log(line), signal: new AbortController().signal });
  const folder = mkdtempSync(join(tmpdir(), "dayletter-prepared-"));
  await (await startDayletter()).stop({ keepIn: folder });
  process.env[preparedName] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
