import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { bugNamed, plantedVariable } from "./bugs.ts";

/** Runs a bug's statement on the template that every test file gets a copy of. Stands behind the setup that makes it. */
export default async function weakenTemplate(project: TestProject): Promise<void> {
  const name = process.env[plantedVariable];
  const statement = name ? bugNamed(name).sql : undefined;
  if (statement === undefined) return;
  const { url, template } = project.getProvidedContext().postgres;
  const sql = postgres(url.replace(/\/postgres$/, `/${template}`), { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    // Until nobody is connected to it, no test can copy it.
    await sql.end();
  }
}
