import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../setup/database.ts";
import { compareTelling, isSound } from "./compare.ts";

let databases: TestDatabase[] = [];

beforeAll(async () => {
  databases = [await testDatabase(), await testDatabase()];
});
afterAll(() => Promise.all(databases.map((database) => database.close())));

test("what the provider says makes the same rows in any order, three times over and among forgeries", async () => {
  const [inOrder, badly] = databases;
  if (!inOrder || !badly) throw new Error("two databases are needed");
  const asked = { inOrder: inOrder.db, badly: badly.db, readers: 24, seed: 1, say: () => {} };
  const comparison = await compareTelling(asked);
  expect(comparison.states.badly).toEqual(comparison.states.inOrder);
  expect(comparison).toMatchObject({ differing: [], miscounted: 0 });
  expect(isSound(comparison)).toBe(true);
}, 120_000);
