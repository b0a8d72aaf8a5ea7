import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { signingKeys } from "../../domain/tokens.ts";
import { startDayletter } from "../../e2e/setup.ts";
import { feedOne, feedParsers } from "./feed.ts";
import { parsers } from "./parsers.ts";
import { siteRoutes } from "./routes.ts";
import { type Besieged, besiege } from "./siege.ts";

/**
 * `npm run fuzz -- --inputs N --requests M [--seed S] [--json FILE]`: feeds the parsers of all that others write, and
 * sends hostile requests to a really running site, over raw sockets. Exit status 1 where a parser failed in a way that it
 * does not declare, where anything was answered with a 5xx or not at all, and where the site's process died.
 *
 * `--inputs` counts all parsers together, in equal shares. Ctrl-C ends it early, with a report of what was done by then.
 * `--parser NAME --only SEED` feeds one input of one parser again.
 */
const options = {
  inputs: { type: "string", default: "100000" },
  requests: { type: "string", default: "50000" },
  seed: { type: "string", default: "1" },
  parser: { type: "string" },
  only: { type: "string" },
  json: { type: "string" },
} as const;

const secret = "the-secret-of-the-fuzz-run-which-signs-real-tokens";

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const stopping = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => stopping.abort());
  const { signal } = stopping;
  if (values.parser !== undefined) return feedAgain(values.parser, Number(values.only));
  const seed = Number(values.seed);
  const { fed, found } = await feedParsers({ inputs: Number(values.inputs), seed, signal });
  console.table(fed);
  for (const finding of found.slice(0, 20)) console.log(finding);
  const { findings, replies, died } = await besiegeSite({ requests: Number(values.requests), seed, signal });
  console.table(replies);
  for (const finding of findings.slice(0, 20)) console.log(finding);
  const inputs = fed.reduce((sum, one) => sum + one.inputs, 0);
  const summary = {
    inputs,
    parserFindings: found.length,
    requests: countOf(replies),
    requestFindings: findings.length,
    died,
  };
  console.table([summary]);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ seed, ...summary, replies })}\n`);
  process.exitCode = found.length + findings.length + died === 0 ? 0 : 1;
}

/** A site whose provider is not there, so that nothing of it leaves the machine, with readers whose tokens are real. */
async function besiegeSite({
  requests,
  seed,
  signal,
}: {
  requests: number;
  seed: number;
  signal: AbortSignal;
}): Promise<Besieged & { died: number }> {
  const site = await startDayletter({ APP_SECRET: secret });
  try {
    await site.command("demo", "--readers", "100");
    const [key] = signingKeys([secret]);
    if (key === undefined) throw new Error("there is no key to sign with");
    const port = Number(new URL(site.url).port);
    const besieged = await besiege({
      port,
      key,
      // Pulling the plug kills the worker on purpose, and would drown what must not end it.
      routes: siteRoutes().filter(({ path }) => !path.startsWith("/mailbox/plug")),
      requests,
      seed,
      // Some send slowly on purpose and wait for half a minute, for which the others need not wait.
      atOnce: 60,
      limitMs: 90_000,
      say: console.log,
      signal,
    });
    // Ctrl-C in a terminal has reached the site too.
    if (signal.aborted) return { ...besieged, died: 0 };
    const health = await fetch(`${site.url}/api/health`);
    console.log(`Afterwards the site says of itself: ${health.status} ${(await health.text()).slice(0, 200)}`);
    const printed = site.printed();
    console.log(endsIn(printed));
    return { ...besieged, died: deathsIn(printed) };
  } finally {
    await site.stop();
  }
}

/** What a process said before it ended, for whoever has to find out why. */
function endsIn(printed: string): string {
  const lines = printed.split("\n");
  const ends = lines.flatMap((line, place) => (ended.test(line) ? [place] : []));
  return ends.map((place) => lines.slice(Math.max(0, place - 30), place + 1).join("\n")).join("\n\n");
}

const ended = /The (?:web|worker) process ended/;

/** How often the supervisor had to begin a process again. */
function deathsIn(printed: string): number {
  return printed.split("\n").filter((line) => ended.test(line)).length;
}

function countOf(replies: Besieged["replies"]): number {
  return Object.values(replies).reduce(
    (sum, counts) => sum + Object.values(counts).reduce((all, one) => all + one, 0),
    0,
  );
}

async function feedAgain(name: string, seed: number): Promise<void> {
  const parser = parsers.find((one) => one.name === name);
  if (parser === undefined)
    throw new Error(`There is no parser "${name}". There are: ${parsers.map((one) => one.name).join("; ")}`);
  console.log((await feedOne(parser, seed)) ?? "Nothing was found.");
}

await main();
