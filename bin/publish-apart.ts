import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { PublishReport } from "../engine/publish/store.ts";
import { root } from "./environment.ts";
import { Trouble } from "./trouble.ts";

type Said = ({ kind: "published" } & PublishReport) | { kind: "refused"; message: string };

/**
 * Runs bin/publish.ts in a process of its own, which ends afterwards: templates are code, the renderer's compilers keep
 * state and grow, and no process that lives holds React. What an author has to mend comes as a `Trouble`.
 */
export async function publishApart(input: { env: NodeJS.ProcessEnv; signal?: AbortSignal }): Promise<PublishReport> {
  const child = spawn(process.execPath, [join(root, "bin", "publish.ts"), "--json"], {
    cwd: root,
    // React decides by this whether it is the slow one with warnings.
    env: { ...input.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "inherit"],
    ...(input.signal === undefined ? {} : { signal: input.signal }),
  });
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  const [printed, code] = await Promise.all([text(child.stdout), ended]);
  const line = printed.trim().split("\n").at(-1) ?? "";
  if (!line.startsWith("{")) throw new Trouble(`Publishing ended with status ${code} and said nothing; see above.`);
  const said = JSON.parse(line) as Said; // Our own process says nothing else.
  if (said.kind === "refused") throw new Trouble(said.message);
  return said;
}

export function spokenReport({ published, unchanged, retired }: PublishReport): string {
  const parts = [`${published.length} published`, `${unchanged} unchanged`];
  if (retired.length > 0) parts.push(`${retired.length} retired (${retired.join(", ")})`);
  return `Lessons and notices: ${parts.join(", ")}.`;
}
