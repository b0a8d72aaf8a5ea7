import { buildSite } from "../bin/supervisor/build-site.ts";

/** The site is built before the first test, so that the Dayletters of several workers do not build it side by side. */
export default async function buildOnce(): Promise<void> {
  await buildSite({ say: (line) => console.log(line), signal: new AbortController().signal });
}
