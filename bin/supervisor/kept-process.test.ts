import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { KeptProcess } from "./kept-process.ts";

// Starting processes takes long where others start theirs.
vi.setConfig({ testTimeout: 60_000 });

let home: string;
let kept: KeptProcess | null;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "dayletter-kept-"));
  kept = null;
});

afterEach(async () => {
  await kept?.stop();
  rmSync(home, { recursive: true, force: true });
});

const child = join(import.meta.dirname, "..", "child.ts");

/** A process as ours are, which notes its number and then does what `code` says. */
function program(code: string): string[] {
  const file = join(home, "program.ts");
  writeFileSync(
    file,
    `import { appendFileSync } from "node:fs";
     import { runProcess } from ${JSON.stringify(child)};
     const note = (word: string) => appendFileSync(${JSON.stringify(join(home, "notes"))}, word + "\\n");
     await runProcess(async () => {
       note(String(process.pid));
       ${code}
       const alive = setInterval(() => {}, 1000);
       return { async stop() { clearInterval(alive); note("stopped"); } };
     });`,
  );
  return [file];
}

const notes = () => readFileSync(join(home, "notes"), "utf8").trim().split("\n");

function keep(args: string[], say: (line: string) => void = () => {}, stopLimitMs = 5_000): KeptProcess {
  kept = new KeptProcess({ name: "test", args, cwd: home, env: process.env, stopLimitMs, say });
  return kept;
}

test("a process that is told to stop ends what it has begun", async () => {
  const process = keep(program(""));
  await process.start();
  await process.stop();
  expect(notes().at(-1)).toBe("stopped");
});

test("what a process asks for once it is ready is heard, and one that is killed on request comes back", async () => {
  const ended = Promise.withResolvers<string>();
  const heard = Promise.withResolvers<unknown>();
  const args = program("setTimeout(() => process.send?.('the plug'), 50);");
  const options = { name: "test", args, cwd: home, env: process.env, stopLimitMs: 5_000 };
  kept = new KeptProcess({ ...options, longestPauseMs: 10, say: ended.resolve, hear: heard.resolve });
  await kept.start();
  expect(await heard.promise).toBe("the plug");
  kept.kill();
  expect(await ended.promise).toContain("SIGKILL");
  await expect.poll(() => notes().length, { timeout: 30_000 }).toBe(2);
});

test("a process that was killed is started again, and that is said", async () => {
  const said = Promise.withResolvers<string>();
  const first = keep(program(""), said.resolve);
  await first.start();
  process.kill(Number(notes()[0]), "SIGKILL");
  expect(await said.promise).toMatch(/The test process ended \(SIGKILL\); starting it again/);
  await expect.poll(() => notes().length, { timeout: 10_000 }).toBe(2);
});

test("a reload lets the old one end by itself and starts the new one", async () => {
  const running = keep(program(""));
  await running.start();
  running.reload();
  await expect.poll(() => notes().length, { timeout: 10_000 }).toBe(3);
  expect(notes()[1]).toBe("stopped");
});

test("a process that cannot start is not tried for ever: its own words are passed on", async () => {
  const { href } = new URL("../trouble.ts", import.meta.url);
  const args = program(`const { Trouble } = await import(${JSON.stringify(href)}); throw new Trouble("no room");`);
  await expect(keep(args).start()).rejects.toThrow("no room");
  expect(notes()).toHaveLength(1);
});

test("a process that ends without a word before it is ready is named", async () => {
  await expect(keep(program("process.exit(3);")).start()).rejects.toThrow(/test process ended .* \(status 3\)/);
});

test("a process that does not listen is killed when its time is over", async () => {
  const deaf = keep(
    program("setInterval(() => {}, 1000); return { stop: () => new Promise(() => {}) };"),
    () => {},
    100,
  );
  await deaf.start();
  await deaf.stop();
  expect(notes()).toHaveLength(1);
});

test("when the supervisor is killed, what it started ends by itself", async () => {
  const code = `
    const { KeptProcess } = await import(${JSON.stringify(join(import.meta.dirname, "kept-process.ts"))});
    const kept = new KeptProcess({ name: "test", args: ${JSON.stringify(program(""))}, cwd: "/", env: process.env,
      stopLimitMs: 1000, say: () => {} });
    await kept.start();
    process.stdout.write("up");`;
  const supervisor = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(supervisor.stdout, "data");
  supervisor.kill("SIGKILL");
  // Both hold the pipe, so it ends only when the last of them has.
  await text(supervisor.stdout);
  expect(notes().at(-1)).toBe("stopped");
});

test("a process whose supervisor vanishes while it still begins ends there and then", async () => {
  const args = program("process.send?.('begins'); await new Promise((resolve) => setTimeout(resolve, 600_000));");
  const begun = spawn(process.execPath, args, { cwd: home, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  await once(begun, "message");
  const ended = once(begun, "exit");
  begun.disconnect();
  // It would live for ten minutes if this failed.
  const mercy = setTimeout(() => begun.kill("SIGKILL"), 50_000);
  expect(await ended).toEqual([0, null]);
  clearTimeout(mercy);
});
