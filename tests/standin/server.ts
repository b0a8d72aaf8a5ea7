import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Answer, json, refusal, refusals } from "./answers.ts";
import { control, listAccepted, listState, listWebhooks, type Switchboard } from "./control.ts";
import type { Desk, Received } from "./desk.ts";
import { type FaultRule, Faults } from "./faults.ts";
import { Hold } from "./hold.ts";
import { Hooks } from "./hooks/hooks.ts";
import type { HookSettings } from "./hooks/settings.ts";
import { IdempotencyStore } from "./idempotency.ts";
import { Ledger, type LedgerPaths } from "./ledger.ts";
import { Limiter } from "./limiter.ts";
import { handIn } from "./sending.ts";
import type { Reply } from "./spoiling.ts";

export type ServerOptions = LedgerPaths & {
  key: string;
  rate: number;
  windowMs: number;
  keepKeysMs: number;
  allowExamples: boolean;
  verifiedDomains: readonly string[] | null;
  sync: boolean;
  hashOnly: boolean;
  faults: readonly FaultRule[];
  webhooks: HookSettings;
  now: () => number;
};

type House = { desk: Desk; board: Switchboard; limiter: Limiter; key: { current: string } };

/** Resend's API as far as Dayletter uses it, on any port the caller listens on. */
export function createStandin(options: ServerOptions): Server {
  const house = furnish(options);
  const server = createServer((request, response) => {
    serve(house, request, response).catch((error: unknown) => {
      // A client that goes away in the middle of its request is none of our faults.
      if (!request.destroyed || request.complete) console.error(error);
      response.destroy();
    });
  });
  // A connection that we close as its client picks it up again would be a fault nobody asked for.
  server.keepAliveTimeout = 600_000;
  return server;
}

function furnish({ now, ...options }: ServerOptions): House {
  let aheadMs = 0;
  const key = { current: options.key };
  const faults = new Faults();
  const limiter = new Limiter(options);
  const store = new IdempotencyStore(options.keepKeysMs);
  for (const rule of options.faults) faults.add(rule);
  const clock = () => now() + aheadMs;
  const rules = { verifiedDomains: options.verifiedDomains, allowExamples: options.allowExamples };
  const ledger = new Ledger(options, options);
  const advance = (ms: number) => {
    aheadMs += ms;
  };
  const setKey = (next: string) => {
    key.current = next;
  };
  const hold = new Hold();
  const hooks = new Hooks({ now: clock, trueNow: now, newId: randomUUID, ledger });
  hooks.arrange(options.webhooks);
  const hands = { faults, store, hold, hooks };
  const desk: Desk = { ...hands, ledger, rules, now: clock, newId: randomUUID, hashOnly: options.hashOnly };
  return { desk, limiter, key, board: { ...hands, limiter, setKey, advance } };
}

async function serve(house: House, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://standin");
  const route = `${request.method} ${url.pathname}`;
  const body = await bodyOf(request);
  if (url.pathname.startsWith("/_")) return write(response, ownAnswer(house, { route, url, body }));
  const gate = authorize(house, request.headers.authorization);
  const allowance = house.limiter.take(house.desk.now());
  for (const [name, value] of Object.entries(allowance.headers)) response.setHeader(name, value);
  const shut = gate ?? (allowance.within ? null : refusal(refusals.rate_limit));
  if (route !== "POST /emails" && route !== "POST /emails/batch") return write(response, shut ?? read(house, route));
  if (body === null) return write(response, refusal(refusals.too_large));
  send(response, await handIn(house.desk, received({ route, request, response, body, gate: shut })));
}

type Arrived = {
  route: Received["route"];
  request: IncomingMessage;
  response: ServerResponse;
  body: Buffer;
  gate: Answer | null;
};

function received({ route, request, response, body, gate }: Arrived): Received {
  const key = request.headers["idempotency-key"];
  return {
    route,
    key: typeof key === "string" ? key : null,
    permissive: request.headers["x-batch-validation"] === "permissive",
    body,
    gate,
    gone: new Promise((resolve) => response.once("close", resolve)),
  };
}

function authorize({ key }: House, authorization: string | undefined): Answer | null {
  const given = /^Bearer (\S+)$/.exec(authorization ?? "")?.[1];
  if (given === undefined) return refusal(refusals.missing_key);
  return given === key.current ? null : refusal(refusals.key_revoked);
}

function ownAnswer(
  { board, desk }: House,
  { route, url, body }: { route: string; url: URL; body: Buffer | null },
): Answer {
  if (route === "POST /_control") return control(board, body?.toString("utf8") ?? "");
  if (route === "GET /_control") return listState(board);
  if (route === "GET /_accepted") return listAccepted(desk.ledger, url.searchParams.get("since"));
  if (route === "GET /_webhooks") return listWebhooks(board.hooks, url.searchParams.get("since"));
  return refusal(refusals.not_found);
}

function read({ desk }: House, route: string): Answer {
  if (route === "GET /domains") return json(200, { object: "list", has_more: false, data: domains(desk) });
  const id = /^GET \/emails\/([^/]+)$/.exec(route)?.[1];
  const message = id === undefined ? null : desk.ledger.find(id);
  if (message === null) return refusal(/ \/emails(\/batch)?$/.test(route) ? refusals.bad_method : refusals.not_found);
  const { html = null, text = null, reply_to = null } = desk.ledger.payload(message) ?? {};
  const { from, to, subject, at } = message;
  const tags = Object.entries(message.tags).map(([name, value]) => ({ name, value }));
  const dressed = { from, to, subject, html, text, reply_to, tags, cc: null, bcc: null };
  return json(200, { object: "email", id, ...dressed, created_at: at, last_event: desk.hooks.lastEventOf(message) });
}

function domains({ rules, now }: Desk) {
  const created_at = new Date(now()).toISOString();
  return (rules.verifiedDomains ?? ["example.org"]).map((name) => ({
    id: `domain-${name}`,
    name,
    status: "verified",
    created_at,
    region: "us-east-1",
  }));
}

const largestBody = 64 * 1024 * 1024;

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
  }
  return size <= largestBody ? Buffer.concat(chunks, size) : null;
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply.kind === "silence") return;
  if (reply.kind === "cut") response.destroy();
  else if (reply.kind === "whole") write(response, reply.answer);
  else writeHalf(response, reply.answer);
}

function write(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, headersOf(answer)).end(answer.body);
}

// The announced length is the whole one, so that the client can tell.
function writeHalf(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, headersOf(answer));
  response.write(answer.body.slice(0, answer.body.length / 2), () => response.destroy());
}

function headersOf({ type, body, headers }: Answer): Record<string, string> {
  const mime = type === "json" ? "application/json; charset=utf-8" : "text/html";
  return { ...headers, "content-type": mime, "content-length": String(Buffer.byteLength(body)) };
}
