import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../bin/environment.ts";
import type { Answered, Asked, Took } from "./delivering.ts";

/** A measured process that waits for what it is told. */
export type Hand = { getReady(asked: Asked): Promise<void>; go(): Promise<Took>; dismiss(): void };

/** Starts measured processes from code that is built as the worker's is. */
export async function hire(count: number): Promise<Hand[]> {
  const outfile = join(root, ".build", "bench-delivering.mjs");
  await build({
    absWorkingDir: root,
    entryPoints: ["bench/delivering.ts"],
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "esm",
    packages: "external",
    logLevel: "silent",
  });
  return Array.from({ length: count }, () => handOf(outfile));
}

function handOf(file: string): Hand {
  const { PATH = "" } = process.env;
  const child = fork(file, { env: { PATH, NODE_ENV: "production", TZ: "UTC" } });
  return {
    async getReady(asked) {
      const answered = answerOf(child);
      child.send(asked);
      await answered;
    },
    async go() {
      const answered = answerOf(child);
      child.send({ kind: "go" } satisfies Asked);
      const done = await answered;
      if (done.kind !== "done") throw new Error("a measured process said that it is ready twice");
      return done;
    },
    dismiss: () => void child.kill(),
  };
}

function answerOf(child: ChildProcess): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error("a measured process ended; see above"));
    child.once("exit", ended);
    child.once("message", (said) => {
      child.off("exit", ended);
      resolve(said as Answered); // Our own process says nothing else.
    });
  });
}
