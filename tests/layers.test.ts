import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";

/** What must be caught: a file's path, its offence, and words of the complaint. */
const offences: [path: string, code: string, complaint: string][] = [
  ["domain/a.ts", `export { a } from "../db/a.ts";`, "domain/ imports nothing"],
  ["domain/deep/a.ts", `import "../../engine/a.ts";`, "domain/ imports nothing"],
  ["domain/b.ts", `import type { A } from "../emails/a.ts"; export type B = A;`, "domain/ imports nothing"],
  ["domain/c.ts", `export const a = await import("../mail/a.ts");`, "domain/ imports nothing"],
  ["domain/d.ts", `export type A = import("../mail/a.ts").A;`, "import type"],
  ["domain/a.test.ts", `import "../db/a.ts";`, "domain/ imports nothing"],
  ["emails/courses/x/a.tsx", `import "../../../db/a.ts";`, "emails/ may import"],
  ["emails/a.ts", `import "../mail/a.ts";`, "emails/ may import"],
  ["emails/b.ts", `import "../engine/a.ts";`, "emails/ may import"],
  ["db/a.ts", `import "../emails/a.ts";`, "db/ may import"],
  ["db/b.ts", `import "../mail/a.ts";`, "db/ may import"],
  ["db/schema/c.ts", `import "../../engine/a.ts";`, "db/ may import"],
  ["mail/a.ts", `import "../db/a.ts";`, "mail/ may import"],
  ["mail/b.ts", `import "../emails/a.ts";`, "mail/ may import"],
  ["mail/c.ts", `import "../app/a.ts";`, "mail/ may import"],
  ["engine/a.ts", `import "../app/a.ts";`, "engine/ may import"],
  ["engine/publish/b.ts", `import "../../bin/a.ts";`, "engine/ may import"],
  ["engine/c.ts", `import "../tests/a.ts";`, "Only tests import"],
  ["app/(site)/a.ts", `import "../../bin/a.ts";`, "app/ may import"],
  ["bin/commands/a.ts", `import "../../app/a.ts";`, "bin/ may import"],
  ["engine/d.ts", `import { sql } from "drizzle-orm"; export const a = sql;`, "SQL lives in db/"],
  ["app/a.ts", `import postgres from "postgres"; export const a = postgres;`, "SQL lives in db/"],
  ["bin/a.ts", `export const a = await import("drizzle-orm/postgres-js");`, "SQL lives in db/"],
  ["engine/e.ts", `import { Resend } from "resend"; export const a = Resend;`, "Providers are known"],
  ["app/b.ts", `import nodemailer from "nodemailer"; export const a = nodemailer;`, "Providers are known"],
  ["engine/f.ts", `import { cookies } from "next/headers"; export const a = cookies;`, "Next is known"],
  ["bin/worker.ts", `import next from "next"; export const a = next;`, "Next is known"],
  ["engine/g.ts", `import { render } from "react-email"; export const a = render;`, "React is for"],
  ["bin/worker/a.ts", `import type { ReactNode } from "react"; export type A = ReactNode;`, "React is for"],
  ["mail/d.ts", `import { render } from "@react-email/render"; export const a = render;`, "React is for"],
  ["app/studio/a.ts", `import { betterAuth } from "better-auth"; export const a = betterAuth;`, "sign-in library"],
  ["db/g.ts", `import { a } from "better-auth/adapters/drizzle"; export const b = a;`, "sign-in library"],
  ["domain/e.ts", `import { readFileSync } from "node:fs"; export const a = readFileSync;`, "are pure"],
  ["emails/c.ts", `import { readFile } from "node:fs/promises"; export const a = readFile;`, "are pure"],
  ["engine/h.ts", "export const a = process.env.PORT;", "Settings are parsed once"],
  ["app/c.ts", "const { env } = process; export const a = env;", "Settings are parsed once"],
  ["engine/i.ts", "export const a = Date.now();", "reads a clock"],
  ["db/d.ts", "export const a = new Date();", "reads a clock"],
  ["app/d.tsx", "export const a = () => new Date;", "reads a clock"],
  ["engine/b.test.ts", "export const a = new Date();", "reads a clock"],
  ["mail/e.ts", "export const a = performance.now;", "reads a clock"],
  ["domain/f.ts", "export const a = Math.random();", "Random numbers"],
  ["bench/a.ts", "export const a = Math.random();", "Random numbers"],
  ["db/e.ts", "export const a = (sql) => sql`select 1 where due_at <\n now()`;", "SQL takes"],
  ["db/f.ts", "export const a = (sql) => sql`select CURRENT_TIMESTAMP`;", "SQL takes"],
  ["db/schema/g.ts", "export const a = (column) => column.defaultNow();", "SQL takes"],
  ["engine/index.ts", `export * from "./a.ts";`, "barrel"],
  ["engine/j.ts", "export default 1;", "default"],
  ["engine/k.ts", "export const a: any = 1;", "any"],
  ["engine/l.ts", `console.log("x");`, "console"],
];

/** What must pass, so that a rule which complains about everything is noticed too. */
const innocent: [path: string, code: string][] = [
  ["domain/ok.ts", `import { createHmac } from "node:crypto"; export const a = [createHmac, new Date(5)];`],
  ["db/ok.ts", `import { sql } from "drizzle-orm"; import type { A } from "../domain/ok.ts"; export const a: A = sql;`],
  ["db/clock.ts", "export const a = (sql) => sql`select now()`;"],
  ["engine/studio/sign-in.ts", `import { betterAuth } from "better-auth"; export const a = betterAuth;`],
  ["mail/ok.ts", `import { Resend } from "resend"; export const a = Resend;`],
  ["emails/parts/ok.tsx", `import { Html } from "react-email"; export const a = Html;`],
  ["engine/publish/ok.ts", `import { render } from "react-email"; export const a = render;`],
  [
    "engine/ok.ts",
    `import { a } from "../db/ok.ts"; import "../mail/ok.ts"; import "../domain/ok.ts"; export const b = a;`,
  ],
  [
    "engine/ok.db.test.ts",
    `import { sql } from "drizzle-orm"; import "../tests/setup/database.ts"; export const a = sql;`,
  ],
  ["app/ok.ts", `import { cookies } from "next/headers"; import "../engine/ok.ts"; export const a = cookies;`],
  ["bin/web.ts", `import next from "next"; export const a = [next, process.env.PORT, performance.now()];`],
];

const house = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "dayletter-layers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

for (const path of ["biome.json", ".gitignore", "tests/lint"])
  cpSync(join(house, path), join(folder, path), { recursive: true });
for (const [path, code] of [...offences, ...innocent]) plant(path, code);
const complaints = lint();

test.each(offences)("%s may not say: %s", (path, _, complaint) => {
  expect(complaints.get(path) ?? "nothing was said").toContain(complaint);
});

test.each(innocent)("%s may say: %s", (path) => {
  expect(complaints.get(path) ?? "").toBe("");
});

function plant(path: string, code: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), `${code}\n`);
}

type Report = { diagnostics: { severity: string; message: string; location: { path: string } }[] };

function lint(): Map<string, string> {
  const biome = join(house, "node_modules", ".bin", "biome");
  const args = ["lint", "--reporter=json", "--max-diagnostics=none", "--diagnostic-level=error", "."];
  const report = JSON.parse(ignoringStatus(() => execFileSync(biome, args, { cwd: folder, stdio: "pipe" }))) as Report;
  const byPath = Map.groupBy(report.diagnostics, ({ location }) => location.path.replace(/^\.\//, ""));
  return new Map([...byPath].map(([path, found]) => [path, found.map(({ message }) => message).join("\n")]));
}

/** Biome ends with status 1 when it has found something, which is what we are after. */
function ignoringStatus(run: () => Buffer): string {
  try {
    return run().toString();
  } catch (error) {
    return String((error as { stdout: Buffer }).stdout);
  }
}
