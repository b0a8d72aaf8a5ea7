import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../setup/database.ts";
import { layGround } from "./ground.ts";
import { Playground } from "./playground.ts";

/** A few, for each costs about a second. The long form is `npm run simulate`. */
const seeds = [1, 2, 4];

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

it("keeps every promise whatever breaks, and plays the same seed the same way, step by step", {
  timeout: 300_000,
}, async () => {
  const played = [];
  for (const seed of seeds) played.push(await playground.playSeed(seed));
  expect(played.map(({ seed, violation }) => ({ seed, violation }))).toEqual(
    seeds.map((seed) => ({ seed, violation: null })),
  );
  const last = played.at(-1);
  expect(last?.steps).toBeGreaterThan(100);
  expect((await playground.playSeed(4)).traceHash).toBe(last?.traceHash);
});
