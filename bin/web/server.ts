import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { proxyWords, trustOf } from "../../engine/proxies.ts";
import type { Settings } from "../../engine/settings.ts";
import { Trouble } from "../trouble.ts";
import { limitBody } from "./body-limit.ts";
import { rewriteForwarding } from "./forwarding.ts";
import { hasReadableState } from "./router-state.ts";
import { setSecurityHeaders } from "./security-headers.ts";
import { limitTime, longestRequestMs } from "./time-limit.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * The server in front of Next: it settles who is calling, how much they may send and what every answer carries, and
 * passes the rest on to `answer`.
 */
export function createFrontServer(input: {
  settings: Settings;
  isDevelopment: boolean;
  answer: Answer;
  /** Told now and then of a proxy beside us that the settings do not name. */
  noteProxy?: (address: string) => void;
}): Server {
  const { isTrusted } = trustOf(input.settings.trustedProxies);
  const isHttps = input.settings.siteUrl.startsWith("https:");
  const warnOfProxy = proxyWarning(input.settings, input.noteProxy);
  const limits = { requestTimeout: longestRequestMs, headersTimeout: 10_000 };
  // Development tells browsers of new code over a websocket. Nothing else here upgrades: whoever offers to is answered.
  const server = createServer({ ...limits, shouldUpgradeCallback: () => input.isDevelopment }, (request, response) => {
    const proxy = rewriteForwarding(request, isTrusted);
    if (proxy !== null) warnOfProxy(proxy);
    setSecurityHeaders({ request, response, isDevelopment: input.isDevelopment, isHttps });
    if (!methods.has(request.method ?? "")) {
      response.setHeader("Allow", [...methods].join(", "));
      return refuse({ response, status: 405, words: "Nothing here is asked in that way." });
    }
    if (!hasOneHost(request)) return refuse({ response, status: 400, words: "That request names more than one host." });
    if (!hasReadablePath(request)) return refuse({ response, status: 400, words: "That address cannot be read." });
    if (!hasReadableState(request)) return refuse({ response, status: 400, words: "That request cannot be read." });
    if (!limitBody(request, response)) return;
    limitTime(request);
    input.answer(request, response).catch((error: unknown) => fail({ request, response, error }));
  });
  server.on("clientError", answerUnreadable);
  // Before Node 24.9 an offer cannot be passed over. Next would take it, and never answer.
  if (!input.isDevelopment) server.on("upgrade", (_, socket) => answerLetGo(new Error("an upgrade"), socket));
  // To be a tunnel to somewhere else, which nothing here is; without this the connection would close without a word.
  server.on("connect", (_, socket) => answerLetGo(new Error("a tunnel"), socket));
  // Longer than a proxy's own, so that no proxy sends into a connection which is just being closed.
  server.keepAliveTimeout = 65_000;
  return server;
}

/** Of TRACE and its like Next makes a failure of its own. */
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

const noteEveryMs = 3_600_000;

/** Says once in the log, where limits count, that all visitors count as one, and notes it again while it goes on. */
function proxyWarning(settings: Settings, noteProxy = (_: string) => {}): (address: string) => void {
  let isSaid = false;
  let quietUntilMs = 0;
  return (address) => {
    if (settings.mail.kind === "mailbox") return;
    if (!isSaid) console.warn(proxyWords(address, settings));
    isSaid = true;
    const nowMs = performance.now();
    if (nowMs < quietUntilMs) return;
    quietUntilMs = nowMs + noteEveryMs;
    noteProxy(address);
  };
}

/** What Node could not read as a request at all: it has no method, no path and no response, only a socket. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === "ECONNRESET") return void socket.destroy();
  const [status, words] = unreadable[error.code ?? ""] ?? ["400 Bad Request", "That request cannot be read."];
  const lines = ["Content-Type: text/plain; charset=utf-8", "X-Content-Type-Options: nosniff", "Connection: close"];
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join("\r\n")}\r\n\r\n${words}\n`);
}

const lingerMs = 500;

/**
 * Answers on a socket that Node has handed over: it listens to it no more. An error that nobody listens for would end the
 * process, by whoever cuts the line; and where the other side never closes it, nobody else would.
 */
function answerLetGo(error: Error, socket: Duplex): void {
  socket.on("error", () => socket.destroy());
  const lingering = setTimeout(() => socket.destroy(), lingerMs);
  socket.once("close", () => clearTimeout(lingering));
  socket.resume();
  answerUnreadable(error, socket);
}

const unreadable: Readonly<Record<string, readonly [status: string, words: string]>> = {
  HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", "The headers of that request are too long."],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ["413 Content Too Large", "That was longer than anything this site takes."],
  ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", "That request took too long to arrive."],
};

/** Node takes the first of several, and what stands in front of us may have taken the last (RFC 9112, 3.2: refuse it). */
function hasOneHost({ rawHeaders }: IncomingMessage): boolean {
  return rawHeaders.filter((name, place) => place % 2 === 0 && name.toLowerCase() === "host").length <= 1;
}

/**
 * Of bytes that are no UTF-8, and of what is no path, such as "*", Next would make a failure of its own, with a page in
 * the log.
 */
function hasReadablePath({ url = "" }: IncomingMessage): boolean {
  if (!url.startsWith("/")) return false;
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

/** What Next did not answer itself. A visitor who has left is no failure, and one request must not end the process. */
function fail(input: { request: IncomingMessage; response: ServerResponse; error: unknown }): void {
  const { request, response, error } = input;
  if (!request.destroyed) console.error(error);
  if (response.headersSent) return;
  refuse({ response, status: 500, words: "Something went wrong here. Please try again in a moment." });
}

function refuse({ response, status, words }: { response: ServerResponse; status: number; words: string }): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${words}\n`);
}

/**
 * Listens, or throws a `Trouble` that says who could be in the way. Without a real way out only this machine is
 * answered: what stands here then is somebody's try-out, and nobody else on their network has any business with it.
 */
export async function listen(server: Server, { port, mail }: Pick<Settings, "port" | "mail">): Promise<void> {
  const host = mail.kind === "mailbox" ? "127.0.0.1" : undefined;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(asTrouble(error, port)));
    server.listen({ port, host }, resolve);
  });
}

/** Takes no further request, lets those under way end, and cuts off what is left after `limitMs`. */
export async function close(server: Server, limitMs: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const limit = setTimeout(() => server.closeAllConnections(), limitMs);
  await closed;
  clearTimeout(limit);
}

function asTrouble(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === "EADDRINUSE") return new Trouble(portInUse(port));
  if (error.code === "EACCES") return new Trouble(`Port ${port} needs more rights than we have. Set PORT above 1023.`);
  return error;
}

export function portInUse(port: number): string {
  return `Port ${port} is in use already. Stop what uses it, or start with another: PORT=${port + 1} npm start`;
}
