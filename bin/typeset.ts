import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { bundle } from "../engine/publish/bundle.ts";
import type { IssueSource, LetterComponent } from "../engine/publish/written-issue.ts";
import { root } from "./environment.ts";

type Asked = { id: number; source: IssueSource; probing: boolean };

/**
 * Sets letters: reads one JSON object a line and answers each with one. A process of its own, so that React and its
 * renderer stay out of every process that lives on, what rendering leaves in memory goes with it, and a text that takes
 * a Markdown parser minutes can be ended. It ends with its input.
 */
Object.assign(process.env, { NODE_ENV: "production" });
await mkdir(join(root, ".build"), { recursive: true });
const folder = await mkdtemp(join(root, ".build", "typeset-"));
try {
  const file = "emails/parts/written-letter.tsx";
  const [{ typesetIssue }, built] = await Promise.all([
    import("../engine/publish/written-issue.ts"),
    bundle({ root, files: [file], folder, watch: false }).then(({ load }) => load(file)),
  ]);
  await rm(folder, { recursive: true, force: true });
  const component = built.WrittenLetter as LetterComponent; // Our own file, which exports it.
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, source, probing } = JSON.parse(line) as Asked; // From the process that started this one.
    const set = await typesetIssue(source, { component, probing });
    process.stdout.write(`${JSON.stringify({ id, set })}\n`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
