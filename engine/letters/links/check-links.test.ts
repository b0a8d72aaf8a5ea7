import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkLinks } from "./check-links.ts";
import { isPublicAddress } from "./public-address.ts";

let server: Server;
let site: string;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const [, status = "200", ...location] = (request.url ?? "").split("/");
    if (status === "never") return;
    if (status === "101") return request.socket.end(switching);
    if (status === "getonly") return response.writeHead(request.method === "GET" ? 200 : 405).end();
    const headers = location.length > 0 ? { Location: `/${location.join("/")}` } : {};
    response.writeHead(Number(status), headers).end("a body that nobody reads");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const switching = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: chat\r\n\r\n";

const stateOf = async (path: string) => {
  const [checked] = await checkLinks({ hrefs: [`${site}${path}`], mayAsk: () => true });
  return checked?.state;
};

test("a link is there, has moved for good, is broken, or could not be told", async () => {
  expect(await stateOf("/200")).toEqual({ kind: "ok" });
  expect(await stateOf("/301/200")).toEqual({ kind: "moved", to: `${site}/200` });
  expect(await stateOf("/308/301/200")).toEqual({ kind: "moved", to: `${site}/200` });
  expect(await stateOf("/302/200")).toEqual({ kind: "ok" });
  expect(await stateOf("/404")).toEqual({ kind: "broken", status: 404 });
  expect(await stateOf("/301/410")).toEqual({ kind: "broken", status: 410 });
  expect(await stateOf("/403")).toEqual({ kind: "unreachable", reason: "it answers machines with 403" });
  expect(await stateOf("/503")).toEqual({ kind: "unreachable", reason: "it answers with 503" });
  expect(await stateOf("/getonly")).toEqual({ kind: "ok" });
  expect(await stateOf(`/301${"/301".repeat(8)}/200`)).toMatchObject({ kind: "unreachable" });
});

test("whoever would rather speak another protocol keeps nobody waiting", async () => {
  expect(await stateOf("/101")).toEqual({ kind: "unreachable", reason: "it broke the connection off" });
});

test("nobody answers at a port where nobody is", async () => {
  const [checked] = await checkLinks({ hrefs: ["http://127.0.0.1:1/"], mayAsk: () => true });
  expect(checked?.state).toEqual({ kind: "unreachable", reason: "it refused the connection" });
});

test("our own machine and network are never asked, by number, by name, or by a redirect", async () => {
  asked.length = 0;
  const hrefs = [site, site.replace("127.0.0.1", "localhost"), "https://[::1]/", "https://169.254.169.254/latest"];
  const checked = await checkLinks({ hrefs });
  expect(checked.map(({ state }) => state.kind)).toEqual(["private", "private", "private", "private"]);
  const port = new URL(site).port;
  const [led] = await checkLinks({
    hrefs: [`http://localhost:${port}/302/200`],
    mayAsk: (address) => address !== "127.0.0.2",
  });
  expect(led?.state).toEqual({ kind: "ok" });
  expect(asked).toEqual(["HEAD /302/200", "HEAD /200"]);
});

test("a redirect into our own network is not followed", async () => {
  const inside = createServer((_, response) => response.writeHead(301, { Location: "http://10.0.0.1/" }).end());
  await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
  const href = `http://127.0.0.1:${(inside.address() as AddressInfo).port}/`;
  const [checked] = await checkLinks({ hrefs: [href], mayAsk: (address) => address === "127.0.0.1" });
  inside.close();
  expect(checked?.state).toEqual({ kind: "private" });
});

test("each address is asked once, in the order of the letter, and slots and mail addresses not at all", async () => {
  const hrefs = [`${site}/404`, `${site}/200`, `${site}/404`, "mailto:mara@example.org", "{{links.me}}"];
  const checked = await checkLinks({ hrefs, mayAsk: () => true });
  expect(checked.map(({ href }) => href)).toEqual([`${site}/404`, `${site}/200`]);
});

test.each([
  ["8.8.8.8", true],
  ["2606:4700::1111", true],
  ["127.0.0.1", false],
  ["10.1.2.3", false],
  ["172.31.0.1", false],
  ["192.168.1.1", false],
  ["169.254.169.254", false],
  ["100.64.0.1", false],
  ["0.0.0.0", false],
  ["255.255.255.255", false],
  ["::1", false],
  ["::", false],
  ["fe80::1", false],
  ["fd00::1", false],
  ["::ffff:127.0.0.1", false],
  ["64:ff9b::7f00:1", false],
  ["2002:7f00:1::", false],
  ["localhost", false],
])("%s is public: %s", (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});
