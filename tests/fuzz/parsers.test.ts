import { expect, test } from "vitest";
import { feedParsers } from "./feed.ts";

test("nothing that somebody writes makes a parser fail in a way it does not declare", async () => {
  const { fed, found } = await feedParsers({ inputs: 2_800, seed: 1 });
  expect(found).toEqual([]);
  expect(fed.length).toBeGreaterThan(10);
}, 60_000);
