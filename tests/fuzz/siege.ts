import type { SigningKey } from "../../domain/tokens.ts";
import { Draw } from "./draw.ts";
import { knock, type Reply } from "./knock.ts";
import { hostileRequest } from "./requests.ts";
import type { Route } from "./routes.ts";

export type Besieged = {
  /** How often each status was answered, and how often none, by the kind of request. */
  replies: Record<string, Record<string, number>>;
  /** What must not be: a 5xx, a whole request without an answer, and a way to another site. */
  findings: { seed: number; kind: string; reply: string; begins: string }[];
};

type Siege = {
  port: number;
  key: SigningKey;
  routes: readonly Route[];
  requests: number;
  seed: number;
  limitMs: number;
  atOnce?: number;
  say?: (line: string) => void;
  /** Ends it early: what is under way then is counted neither as answered nor as a fault. */
  signal?: AbortSignal;
};

/** As many at once as two browsers would have, unless more are asked for. */
const fewAtOnce = 12;

/** Sends so many hostile requests, each over a connection of its own and drawn from a seed of its own. */
export async function besiege(siege: Siege): Promise<Besieged> {
  const besieged: Besieged = { replies: {}, findings: [] };
  const startedMs = performance.now();
  let sent = 0;
  const knocker = async () => {
    while (sent < siege.requests && !siege.signal?.aborted) {
      const place = sent++;
      if (place > 0 && place % 1_000 === 0) {
        const perSecond = Math.round((place * 1_000) / (performance.now() - startedMs));
        siege.say?.(`${place} requests, ${perSecond} a second, ${besieged.findings.length} findings`);
      }
      await knockOnce(siege, besieged, siege.seed * 1_000_003 + place);
    }
  };
  await Promise.all(Array.from({ length: siege.atOnce ?? fewAtOnce }, knocker));
  return besieged;
}

async function knockOnce(siege: Siege, { replies, findings }: Besieged, seed: number): Promise<void> {
  const { port, limitMs, signal } = siege;
  const draw = new Draw(seed);
  const { kind, bytes, isWhole } = hostileRequest(draw, { ...siege, host: `localhost:${port}` });
  const reply = await knock({ port, bytes, isWhole, stays: draw.chance(0.85), limitMs });
  if (signal?.aborted) return;
  const said = reply.kind === "status" ? String(reply.status) : reply.kind;
  const counts = replies[kind] ?? {};
  replies[kind] = { ...counts, [said]: (counts[said] ?? 0) + 1 };
  const fault =
    said.startsWith("5") || said === "no answer" || (isWhole && said === "closed") || leadsAway(reply, port);
  if (fault) findings.push({ seed, kind, reply: said, begins: JSON.stringify(bytes.toString("latin1", 0, 700)) });
}

/** Whether an answer sends a browser to another site. The links of letters do; a forged one leads nowhere. */
function leadsAway(reply: Reply, port: number): boolean {
  if (reply.kind !== "status" || reply.location === null) return false;
  const { host, protocol } = new URL(reply.location, `http://localhost:${port}`);
  return host !== `localhost:${port}` || !/^https?:$/.test(protocol);
}
