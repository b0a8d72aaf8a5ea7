import { type APIRequestContext, request } from "@playwright/test";
import { connect, type Database } from "../db/connect.ts";
import { startDayletter } from "../e2e/setup.ts";
import { findPages } from "../tests/studio/pages.ts";
import { type Measured, median } from "./figure.ts";
import { addressesFor } from "./studio/pages.ts";
import { seedReaders } from "./studio/seed.ts";

/** So many readers must not make the studio slow. `BENCH_READERS` takes another number for a look in between. */
const readers = Number(process.env.BENCH_READERS ?? 1_000_000);

/** How often each page is asked for; of its addresses each in turn. */
const asks = 40;

/** What an author may wait for a page, on the server: 95 of 100. Milliseconds. */
const mostMs = 200;

/**
 * Every page of the studio, found in its folder, with a million readers: how long the server takes from the request to
 * the last byte, as the owner sees it in the production build, with a worker beside it.
 */
export async function measure(say: (line: string) => void): Promise<Measured[]> {
  const pages = findPages();
  const dayletter = await startDayletter();
  const { db, close } = connect({ url: dayletter.databaseUrl, poolSize: 2, name: "bench" });
  const owner = await request.newContext({ baseURL: dayletter.url, extraHTTPHeaders: { Origin: dayletter.url } });
  try {
    await seedReaders(db, { readers, now: new Date(), say });
    await becomeOwner(owner, await dayletter.command("owner-link"));
    const measured: Measured[] = [];
    for (const name of pages) {
      const paths = await addressesFor(db, name);
      if (paths.length === 0) continue;
      const one = await measurePage(owner, paths);
      say(`studio: ${name}: p95 ${one.p95.toFixed(0)} ms, median ${one.middle.toFixed(0)} ms`);
      measured.push(figureOf(name, one));
    }
    await assertNothingDue(db);
    return measured;
  } finally {
    await owner.dispose();
    await close();
    await dayletter.stop();
  }
}

/** Makes the owner's account by the one-time link, without a browser. */
async function becomeOwner(owner: APIRequestContext, printed: string): Promise<void> {
  const link = /http\S*(\/studio\/welcome\/\S+)/.exec(printed)?.[1];
  if (link === undefined) throw new Error("no link was printed that makes the owner's account");
  const form = { name: "Ada", address: "ada@example.com", password: "a long enough password" };
  const response = await owner.post(`${link}/now`, { form });
  if (!response.ok()) throw new Error(`making the owner's account answered ${response.status()}`);
}

async function measurePage(
  owner: APIRequestContext,
  paths: readonly string[],
): Promise<{ p95: number; middle: number }> {
  // The first look at a page also loads its code.
  await look(owner, paths[0] ?? "/studio");
  const took: number[] = [];
  for (let ask = 0; ask < asks; ask += 1) took.push(await look(owner, paths[ask % paths.length] ?? "/studio"));
  return { p95: [...took].sort((one, other) => one - other)[Math.ceil(asks * 0.95) - 1] ?? 0, middle: median(took) };
}

async function look(owner: APIRequestContext, path: string): Promise<number> {
  const startedAt = performance.now();
  const response = await owner.get(path, { maxRedirects: 0 });
  await response.body();
  const tookMs = performance.now() - startedAt;
  // A page that is none, or sends elsewhere, would be quick and no measure of anything.
  if (response.status() !== 200) throw new Error(`${path} answered ${response.status()}`);
  return tookMs;
}

function figureOf(name: string, { p95 }: { p95: number }): Measured {
  return {
    suite: "studio",
    figure: `${name} with ${readers.toLocaleString("en-US")} readers, p95`,
    unit: "ms",
    median: p95,
    toFloor: null,
    toPeer: null,
    demand: { of: "median", atMost: mostMs },
  };
}

/** Had the worker begun to send meanwhile, the figures would be of two things at once. */
async function assertNothingDue(db: Database): Promise<void> {
  const rows = await db.execute<{ count: string }>("select count(*) as count from delivery where state = 'batched'");
  if (Number(rows[0]?.count ?? 0) > 0) throw new Error("lessons became due while the pages were measured");
}
