import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { IssueSource, Typeset } from "../publish/written-issue.ts";

/** Long enough for the longest letter on a busy machine; a text that takes longer was made to. */
const defaultPatienceMs = { preview: 12_000, compile: 30_000 } as const;

/** An author who has stopped writing needs no renderer, and what it has gathered in memory goes with it. */
const idleMs = 60_000;
const mostPreviews = 300;

export type Typesetter = {
  /** Sets a letter as fast as one types. */
  preview(source: IssueSource): Promise<Typeset>;
  /** Sets it in a fresh process and probes it, so that it may be stored and sent. */
  compile(source: IssueSource): Promise<Typeset>;
  /** Ends every process that it has started, whatever it is at. */
  close(): void;
};

/** `root` is the folder of package.json, from where React and the parts of a letter are found. */
type Begun = { root: string; patienceMs?: Readonly<Record<"preview" | "compile", number>> };

/**
 * Sets letters in processes of their own (see bin/typeset.ts). One is kept for previews while an author writes, answers
 * in the order in which they were asked, and is ended when it has been idle.
 */
export function createTypesetter({ root, patienceMs = defaultPatienceMs }: Begun): Typesetter {
  let kept: Setting | null = null;
  const begun = new Set<Setting>();
  const start = (whenIdle: () => void): Setting => {
    const setting = startSetting(root, { whenIdle, whenOver: () => begun.delete(setting) });
    begun.add(setting);
    return setting;
  };
  const end = (setting: Setting) => {
    if (kept === setting) kept = null;
    setting.end();
  };
  const ready = (): Setting => {
    if (kept === null || kept.isOver() || kept.count() >= mostPreviews) {
      kept?.endWhenIdle();
      const setting: Setting = start(() => end(setting));
      kept = setting;
    }
    return kept;
  };
  return {
    preview: (source) => ready().ask({ source, probing: false }, patienceMs.preview),
    async compile(source) {
      const setting = start(() => {});
      return setting.ask({ source, probing: true }, patienceMs.compile).finally(() => setting.end());
    },
    close() {
      for (const setting of begun) setting.end();
    },
  };
}

type Question = { source: IssueSource; probing: boolean };

type Setting = {
  ask(question: Question, patience: number): Promise<Typeset>;
  count(): number;
  isOver(): boolean;
  endWhenIdle(): void;
  end(): void;
};

type Waiting = {
  question: Question;
  answer: (set: Typeset) => void;
  fail: (error: Error) => void;
  timer: NodeJS.Timeout;
};

type Watched = { whenIdle: () => void; whenOver: () => void };

function startSetting(root: string, { whenIdle, whenOver }: Watched): Setting {
  const child = startProcess(root);
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let isOver = false;
  let isLeaving = false;
  let idle: NodeJS.Timeout | undefined;

  const settle = (id: number): Waiting | undefined => {
    const one = waiting.get(id);
    waiting.delete(id);
    clearTimeout(one?.timer);
    if (waiting.size === 0 && isLeaving) child.stdin.end();
    if (waiting.size === 0) idle = setTimeout(whenIdle, idleMs).unref();
    return one;
  };
  const over = (error: Error) => {
    isOver = true;
    whenOver();
    clearTimeout(idle);
    for (const id of [...waiting.keys()]) settle(id)?.fail(error);
  };
  createInterface({ input: child.stdout }).on("line", (line) => {
    const { id, set } = JSON.parse(line) as { id: number; set: Typeset }; // Our own process says nothing else.
    settle(id)?.answer(set);
  });
  child.stdin.on("error", () => {}); // It has ended, which `close` tells.
  child.once("error", over);
  child.once("close", (code) => over(new Error(`setting a letter ended with status ${code}`)));

  return {
    ask(question, patience) {
      clearTimeout(idle);
      const id = ++asked;
      return new Promise<Typeset>((answer, fail) => {
        const timer = setTimeout(() => {
          settle(id)?.answer(takesTooLong());
          isOver = true;
          child.kill("SIGKILL");
        }, patience);
        waiting.set(id, { question, answer, fail, timer });
        child.stdin.write(`${JSON.stringify({ id, ...question })}\n`);
      });
    },
    count: () => asked,
    isOver: () => isOver,
    endWhenIdle() {
      isLeaving = true;
      if (waiting.size === 0) child.stdin.end();
    },
    end() {
      isOver = true;
      clearTimeout(idle);
      child.kill("SIGKILL");
    },
  };
}

function startProcess(root: string): ChildProcessWithoutNullStreams {
  // It reads no settings. What it says on stderr belongs into the log of whoever started it.
  const child = spawn(process.execPath, ["--max-old-space-size=256", join(root, "bin", "typeset.ts")], {
    cwd: root,
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stderr.pipe(process.stderr, { end: false });
  return child;
}

function takesTooLong(): Typeset {
  const message = "takes too long to read, as texts with very many brackets or stars do: take some of them out.";
  return {
    compiled: null,
    compiledB: null,
    complaints: [{ field: "text", line: 1, message }],
    links: [],
    pictures: [],
    otherwise: null,
    sizeBytes: 0,
    limitBytes: 0,
    words: 0,
  };
}
