import { once } from "node:events";
import { createServer, type Server, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as rest } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importPath, limitTime, picturesPath } from "./time-limit.ts";

let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => {
    limitTime(request, { formMs: 150, pictureMs: 600, silentMs: 150 });
    request.resume().once("end", () => response.end("whole"));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterAll(() => server.close());

/** Sends a piece every 50 ms, `count` of them, and then nothing until `endsAfterMs`. */
async function answerTo(path: string, { count, endsAfterMs }: { count: number; endsAfterMs: number }): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const sending = send({ port, host: "127.0.0.1", path, method: "POST" });
  const answer = new Promise<string>((resolve) => {
    sending.once("response", (response) => response.once("data", (piece) => resolve(String(piece))));
    sending.once("error", () => resolve("hung up"));
  });
  for (let piece = 0; piece < count; piece += 1) {
    sending.write("piece");
    await rest(50);
  }
  await rest(endsAfterMs);
  sending.end();
  return answer;
}

test("hangs up on a form that does not come to an end in its time", async () => {
  expect(await answerTo("/api/signup", { count: 2, endsAfterMs: 0 })).toBe("whole");
  expect(await answerTo("/api/signup", { count: 8, endsAfterMs: 0 })).toBe("hung up");
});

test("waits longer for a picture, and not for ever", async () => {
  expect(await answerTo(picturesPath, { count: 6, endsAfterMs: 0 })).toBe("whole");
  expect(await answerTo(picturesPath, { count: 1, endsAfterMs: 900 })).toBe("hung up");
});

test("waits for a file as long as it keeps coming, and not when it stopped", async () => {
  expect(await answerTo(importPath, { count: 10, endsAfterMs: 0 })).toBe("whole");
  expect(await answerTo(importPath, { count: 1, endsAfterMs: 500 })).toBe("hung up");
});
