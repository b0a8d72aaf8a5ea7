import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { PublishReport } from "../engine/publish/publish.ts";
import { root } from "./environment.ts";
import { Trouble } from "./trouble.ts";

type Said = ({ kind: "published" } & PublishReport) | { kind: "refused"; message: string };

/**
 * Runs bin/publish.ts in a process of its own, which ends afterwards: templates are code, the renderer's compilers keep
 * state and grow, and no process that lives holds React. What an author has to mend comes as a `Trouble`.
 */
export async function publishApart(input: {
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /** `--apply` and the like, as bin/publish.ts takes them. */
  args?: readonly string[];
}): Promise<PublishReport> {
  const child = spawn(process.execPath, [join(root, "bin", "publish.ts"), "--json", ...(input.args ?? [])], {
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

/** In one line where nobody is met, and else with what it means for whom. */
export function spokenReport({ published, unchanged, retired, waiting, applied }: PublishReport): string {
  const parts = [`${published.length} published`, `${unchanged} unchanged`];
  if (retired.length > 0) parts.push(`${retired.length} retired (${retired.join(", ")})`);
  const lines = [
    ...waiting.flatMap(({ course, impact }) => [
      `${course}: a new order of its lessons waits, and its edits with it, because readers are under way.`,
      ...impact.map((words) => `  ${words}`),
      "  Nothing has changed for anybody yet. Choose and apply it in the studio (Courses), or by",
      "  `npm run dayletter -- publish --apply`, and `--for course/lesson=new|ahead|all` for each that is added.",
    ]),
    ...applied.flatMap(({ course, impact }) => [
      `${course}: its new order has been applied, readers under way or not.`,
      ...impact.map((words) => `  ${words}`),
    ]),
  ];
  return [`Lessons and notices: ${parts.join(", ")}.`, ...lines].join("\n");
}

/** The same with each name on a line of its own. */
export function printedReport(report: PublishReport): string[] {
  return [
    ...report.published.map((name) => `published  ${name}`),
    ...report.retired.map((name) => `retired    ${name}`),
    spokenReport(report),
  ];
}
