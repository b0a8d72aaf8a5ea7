import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect as connectSocket, type Socket } from "node:net";
import { join } from "node:path";
import postgres from "postgres";
import { freePort } from "../bin/database/server.ts";
import { root } from "../bin/environment.ts";
import { connect } from "../db/connect.ts";
import { wakeWorkers } from "../db/wake.ts";
import { mintTokens, signingKeys } from "../domain/tokens.ts";
import { startDayletter } from "../e2e/setup.ts";
import { testSecret } from "../tests/factories/context.ts";
import { addDueReaders, beginDueMorning } from "../tests/factories/due-readers.ts";
import { publishLinksOnDayOne } from "../tests/factories/links.ts";
import { type Measured, median } from "./figure.ts";

const readers = 1_000;
const rounds = 5;
const connections = 32;
const requests = { front: 10_000, next: 1_000 };
const url = "https://elsewhere.example/article";

/**
 * A link of a thousand readers' letters, followed as fast as it goes: answered in front of Next, as `npm start` does it,
 * against the same engine call as a route of Next alone. Every answer is looked at, and noting goes on meanwhile.
 */
export async function measure(say: (line: string) => void): Promise<Measured[]> {
  const settings = { APP_SECRET: testSecret };
  const dayletter = await startDayletter(settings);
  const alone = await startNext({ ...settings, DATABASE_URL: dayletter.databaseUrl });
  try {
    const paths = await sendLetters(dayletter.databaseUrl);
    const ports = { front: Number(new URL(dayletter.url).port), next: alone.port };
    const speeds: { front: number; next: number }[] = [];
    // The round before the first warms both up and is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      const speed = {
        front: await follow(ports.front, paths, requests.front),
        next: await follow(ports.next, paths, requests.next),
      };
      if (round > 0) speeds.push(speed);
      say(`redirect: round ${round} of ${rounds} ${JSON.stringify(speed)}`);
    }
    return figuresOf(speeds);
  } finally {
    // Before the database goes, which it would complain about.
    alone.child.kill("SIGKILL");
    await once(alone.child, "exit");
    await dayletter.stop();
  }
}

/** Next without our server, as a host runs it that knows nothing of ours. */
async function startNext(settings: Record<string, string>): Promise<{ port: number; child: ChildProcess }> {
  const port = await freePort();
  const { PATH = "", HOME = "" } = process.env;
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  const child = spawn(process.execPath, [next, "start", "-p", String(port)], {
    cwd: root,
    env: { PATH, HOME, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const said of child.stdout) if (String(said).includes("Ready")) break;
  return { port, child };
}

/** Sends a lesson with a link to so many readers, and returns the paths of that link. */
async function sendLetters(databaseUrl: string): Promise<string[]> {
  const { db, close } = connect({ url: databaseUrl, poolSize: 1, name: "bench" });
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await publishLinksOnDayOne({ url: databaseUrl, course: "runner-core", urls: [url] });
    await addDueReaders(db, { count: readers, course: "runner-core" });
    await beginDueMorning(db);
    await wakeWorkers(db);
    const ids = await untilSent(sql);
    const [key] = signingKeys([testSecret]);
    if (!key) throw new Error("there is no key");
    return ids.map((id) => `/r/${mintTokens({ key, deliveryId: BigInt(id), purposes: ["click"] }).click}?n=1`);
  } finally {
    await sql.end();
    await close();
  }
}

async function untilSent(sql: postgres.Sql): Promise<string[]> {
  for (;;) {
    const rows = await sql<{ id: string }[]>`select id from delivery where state = 'accepted' and tracked`;
    if (rows.length === readers) return rows.map(({ id }) => id);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Follows the links over so many connections at once and returns how many answers came in a second. */
async function follow(port: number, paths: readonly string[], count: number): Promise<number> {
  let sent = 0;
  const next = () => (sent < count ? paths[sent++ % paths.length] : undefined);
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connections }, () => followOn(connectSocket(port, "127.0.0.1"), next)));
  return (count * 1000) / (performance.now() - startedAt);
}

/** One request after the other on one connection. By hand, since Node's client would be slower than the server. */
async function followOn(socket: Socket, next: () => string | undefined): Promise<void> {
  await once(socket, "connect");
  const ask = () => {
    const path = next();
    if (path === undefined) return void socket.end();
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Mozilla/5.0 (X11) Firefox/128.0\r\n\r\n`);
  };
  let answer = "";
  socket.setEncoding("latin1").on("data", (piece) => {
    answer += piece;
    // A redirect has no body: it ends with its headers, unless it came in chunks.
    if (!answer.endsWith("\r\n\r\n")) return;
    if (!answer.startsWith("HTTP/1.1 302") || !answer.toLowerCase().includes(`location: ${url}`)) {
      return void socket.destroy(new Error(`not where the link leads: ${answer.slice(0, 200)}`));
    }
    answer = "";
    ask();
  });
  const ended = once(socket, "close");
  ask();
  await ended;
}

function figuresOf(speeds: readonly { front: number; next: number }[]): Measured[] {
  const told = { suite: "redirect", unit: "redirects/s", toFloor: null };
  return [
    {
      ...told,
      figure: "links followed in front of Next",
      median: median(speeds.map(({ front }) => front)),
      toPeer: median(speeds.map(({ front, next }) => front / next)),
      demand: { of: "toPeer", atLeast: 4 },
    },
    {
      ...told,
      figure: "the peer: the same call as a route of Next",
      median: median(speeds.map(({ next }) => next)),
      toPeer: 1,
    },
  ];
}
