import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { root } from "../../bin/environment.ts";
import { testDatabase } from "../setup/database.ts";
import { addParkingPlaces } from "./parking.ts";
import { actFirst, workerFirst } from "./race.ts";
import type { Stage } from "./scene.ts";
import { expected, racesOf, winnersTable } from "./winners.ts";

let stage: Stage;

beforeAll(async () => {
  stage = { database: await testDatabase(), course: null };
  await addParkingPlaces(stage.database.db);
});
afterAll(() => stage.database.close());

it.each(racesOf("workerFirst"))("$act, which comes while a worker is $moment", async ({ cell, ...race }) => {
  expect(await workerFirst(stage, race)).toEqual(expected(cell));
});

it.each(racesOf("actFirst"))("$act, which is not over when workers come to be $moment", async ({ cell, ...race }) => {
  expect(await actFirst(stage, race)).toEqual(expected(cell));
});

it("the page says what the tests say", () => {
  expect(readFileSync(join(root, "docs", "races.md"), "utf8")).toContain(winnersTable());
});
