import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../setup/database.ts";
import { layGround } from "./ground.ts";
import { Playground } from "./playground.ts";

/** A few, for each costs about a second. The long form is `npm run simulate`. */
const seeds = [1, 2, 3, 4];

let database: TestDatabase;
let playground: Playground;

beforeAll(async () => {
  database = await testDatabase();
  await layGround(database.url);
  playground = new Playground(database.url);
});
afterAll(async () => {
  await playground.close();
  await database.close();
});

it("keeps every promise whatever is interleaved and whatever breaks, and comes to an end once it heals", {
  timeout: 180_000,
}, async () => {
  for (const seed of seeds) expect(await playground.playSeed(seed)).toMatchObject({ seed, violation: null });
});

it("plays the same seed the same way, step by step", { timeout: 120_000 }, async () => {
  const first = await playground.playSeed(2);
  const second = await playground.playSeed(2);
  expect(second.traceHash).toBe(first.traceHash);
  expect(second.steps).toBeGreaterThan(100);
});
