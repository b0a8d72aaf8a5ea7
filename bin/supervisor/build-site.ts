import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { root } from "../environment.ts";
import { lastLines, Trouble } from "../trouble.ts";
import { compressFiles } from "./compress.ts";

const buildIdFile = join(root, ".next", "BUILD_ID");
const builtFromFile = join(root, ".build", "site-built-from");

/**
 * What the site is built from. Lessons are not in it, since they reach the site through the database: a changed word
 * in a lesson costs a publish and no build.
 */
const sources = [
  "app/**/*",
  "{domain,db,mail,engine}/**/*.ts",
  "emails/parts/**/*",
  "public/**/*",
  "{proxy.ts,next.config.ts,postcss.config.mjs,tsconfig.json,package.json,package-lock.json}",
];

/** Builds the site for production unless nothing has changed since the last time. Returns whether it had to. */
export async function buildSite(input: { say: (line: string) => void; signal: AbortSignal }): Promise<boolean> {
  const hash = await hashSources();
  if (existsSync(buildIdFile) && existsSync(builtFromFile) && readFileSync(builtFromFile, "utf8") === hash)
    return false;
  input.say("Building the site, which takes about half a minute the first time …");
  await runNextBuild(input.signal);
  await compressFiles(join(root, ".next", "static"));
  mkdirSync(join(root, ".build"), { recursive: true });
  writeFileSync(builtFromFile, hash);
  return true;
}

async function runNextBuild(signal: AbortSignal): Promise<void> {
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  const child = spawn(process.execPath, [next, "build"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"], signal });
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  const [said, complained, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Trouble(`The site could not be built:\n${lastLines(`${said}\n${complained}`, 40)}`);
}

async function hashSources(): Promise<string> {
  const files: string[] = [];
  for await (const file of glob(sources, { cwd: root, withFileTypes: true })) {
    if (file.isFile() && !/\.test\.tsx?$/.test(file.name)) files.push(join(file.parentPath, file.name));
  }
  const hash = createHash("sha256").update(process.version);
  for (const file of files.sort()) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}
