import fc from "fast-check";
import { expect, test } from "vitest";
import { isSame, orderChange } from "./order-change.ts";

const order = (keys: string) => [...keys].map((key, index) => ({ key, position: index + 1 }));
const change = (from: string, to: string) => orderChange({ from: order(from), to: order(to) });

test("the same order is no change", () => {
  expect(isSame(change("abc", "abc"))).toBe(true);
  expect(isSame(change("", ""))).toBe(true);
});

test("a lesson put in moves nobody", () => {
  expect(change("abc", "axbc")).toEqual({ added: [{ key: "x", position: 2 }], retired: [], moved: [] });
});

test("a lesson taken out moves nobody", () => {
  expect(change("abc", "ac")).toEqual({ added: [], retired: [{ key: "b", position: 2 }], moved: [] });
});

test("where one lesson was put elsewhere, it alone has moved", () => {
  expect(change("abcdef", "bcdeaf").moved).toEqual([{ key: "a", from: 1, to: 5 }]);
  expect(change("abcdef", "eabcdf").moved).toEqual([{ key: "e", from: 5, to: 1 }]);
  expect(change("abc", "bxac").moved).toHaveLength(1);
});

test("a week that grows without another order is no change", () => {
  const from = [
    { key: "a", position: 1 },
    { key: "b", position: 3 },
  ];
  expect(isSame(orderChange({ from, to: order("ab") }))).toBe(true);
});

test("what was added, retired and moved leads from one order to the other", () => {
  const keys = fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { maxLength: 8 }).map((list) => list.join(""));
  fc.assert(
    fc.property(keys, keys, (from, to) => {
      const { added, retired, moved } = change(from, to);
      const gone = new Set([...retired, ...moved].map(({ key }) => key));
      const came = new Set([...added, ...moved].map(({ key }) => key));
      const stayed = [...from].filter((key) => !gone.has(key));
      expect([...to].filter((key) => !came.has(key))).toEqual(stayed);
    }),
  );
});
