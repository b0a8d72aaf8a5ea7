import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { openEmbeddedDatabase } from "../../bin/database/embedded.ts";
import { createDatabase } from "../../db/cluster.ts";
import { connect } from "../../db/connect.ts";
import { migrateDatabase } from "../../db/migrate.ts";
import { type Comparison, compareTelling, isSound } from "./compare.ts";

/**
 * `npm run feedback -- [--webhooks N] [--seed S] [--json FILE]`: what a provider says of N messages' fates is told to two
 * databases, once in order and once shuffled, three times over and among forgeries, and every row is compared. Exit
 * status 1 when anything differs.
 */
const options = {
  webhooks: { type: "string", default: "100000" },
  seed: { type: "string", default: "1" },
  json: { type: "string" },
} as const;

/** A reader has nine messages, of which some are spoken of more than once. */
const webhooksOfReader = 10.7;

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const dataDir = mkdtempSync(join(tmpdir(), "dayletter-feedback-"));
  const database = await openEmbeddedDatabase({ dataDir });
  try {
    await migrateDatabase({ url: database.url });
    const copy = database.url.replace(/\/dayletter$/, "/badly");
    await createDatabase({
      url: database.url.replace(/\/dayletter$/, "/postgres"),
      name: "badly",
      template: "dayletter",
    });
    await hurry(database.url);
    const [inOrder, badly] = [database.url, copy].map((url) => connect({ url, poolSize: 10, name: "feedback" }));
    if (!inOrder || !badly) throw new Error("two databases are needed");
    const readers = Math.max(50, Math.ceil(Number(values.webhooks) / webhooksOfReader));
    const asked = { inOrder: inOrder.db, badly: badly.db, readers, seed: Number(values.seed), say: console.log };
    const comparison = await compareTelling(asked);
    await Promise.all([inOrder.close(), badly.close()]);
    tell(comparison);
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(comparison)}\n`);
    process.exitCode = isSound(comparison) ? 0 : 1;
  } finally {
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Half a million commits: what is compared does not depend on whether each has reached the disk. */
async function hurry(url: string): Promise<void> {
  const { db, close } = connect({ url, poolSize: 1, name: "feedback" });
  for (const name of ["dayletter", "badly"]) {
    await db.execute(sql`alter database ${sql.identifier(name)} set synchronous_commit = off`);
  }
  await close();
}

function tell(comparison: Comparison): void {
  const { states, inOrder, badly, outcome, differing, webhooks, miscounted } = comparison;
  console.table({ "told in order": inOrder, "told badly": badly });
  console.table([outcome]);
  const rows = Object.entries(states.inOrder).map(([part, { rows, hash }]) => {
    return { part, rows, "in order": hash, badly: states.badly[part]?.hash };
  });
  console.table(rows);
  console.log(
    `${webhooks} webhooks, shuffled and three times over, ${badly.forged} forged ones and ${badly.foreign} of another installation among them: ${differing.length} of ${rows.length} parts of the state differ, ${badly.refused} were refused, ${miscounted} figures are wrong.`,
  );
}

await main();
