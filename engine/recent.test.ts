import { expect, test } from "vitest";
import { Recent } from "./recent.ts";

/** Finds numbers and tells which ones it had to look up. */
function lookingUp(most: number, of: (key: number) => Promise<string | null> = async (key) => `${key}`) {
  const recent = new Recent<string>(most);
  const asked: number[] = [];
  const find = (key: number) =>
    recent.find(key, (wanted) => {
      asked.push(wanted);
      return of(wanted);
    });
  return { find, asked };
}

test("what was looked up is not looked up again", async () => {
  const { find, asked } = lookingUp(10);
  expect([await find(1), await find(1), await find(2)]).toEqual(["1", "1", "2"]);
  expect(asked).toEqual([1, 2]);
});

test("what was not asked for the longest is forgotten first", async () => {
  const { find, asked } = lookingUp(2);
  for (const key of [1, 2, 1, 3, 1, 2]) await find(key);
  expect(asked).toEqual([1, 2, 3, 2]);
});

test("two who ask at once wait for one look-up", async () => {
  const { find, asked } = lookingUp(10);
  expect(await Promise.all([find(1), find(1)])).toEqual(["1", "1"]);
  expect(asked).toEqual([1]);
});

test("what is not there, or failed, is looked up anew", async () => {
  let isAway = true;
  const { find, asked } = lookingUp(10, async (key) => {
    if (isAway) throw new Error("away");
    return key === 1 ? null : "found";
  });
  await expect(Promise.all([find(2), find(2)])).rejects.toThrow("away");
  isAway = false;
  expect([await find(2), await find(1), await find(1)]).toEqual(["found", null, null]);
  expect(asked).toEqual([2, 2, 1, 1]);
});
