import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPieces } from "./read-rows.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dayletter-rows-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function readAll(text: string | Buffer, from = { offsetBytes: 0, line: 1 }) {
  const path = join(folder, "list.csv");
  writeFileSync(path, text);
  const rows: [line: number, ...cells: string[]][] = [];
  const faults: [line: number, what: string][] = [];
  const places = [];
  for await (const piece of readPieces({ path, delimiter: ",", from })) {
    rows.push(...piece.rows.map(({ line, cells }) => [line, ...cells] as [number, ...string[]]));
    faults.push(...piece.faults.map(({ line, what }) => [line, what] as [number, string]));
    places.push(piece.next);
  }
  return { rows, faults, places };
}

test("tells each row's line, over quoted line ends, blank lines and every kind of line end", async () => {
  const { rows, faults } = await readAll('a,b\r\n1,"x\ny"\n\n3,5" pipe\r\n"say ""hi""",\n');
  expect(rows).toEqual([
    [1, "a", "b"],
    [2, "1", "x\ny"],
    [5, "3", '5" pipe'],
    [6, 'say "hi"', ""],
  ]);
  expect(faults).toEqual([]);
});

test("goes on at any place that it told, as if it had not stopped", async () => {
  const line = (number: number) => `ann${number}@example.com,"Ann\n${number}"\n`;
  const text = Array.from({ length: 5_000 }, (_, number) => line(number)).join("");
  const whole = await readAll(text);
  expect(whole.places.length).toBeGreaterThan(2);
  const middle = whole.places[1] ?? { offsetBytes: 0, line: 0 };
  const rest = await readAll(text, middle);
  expect(rest.rows).toEqual(whole.rows.slice(-rest.rows.length));
  expect(rest.rows[0]?.[0]).toBe(middle.line);
});

test("loses one row and no more to a quote that is never closed", async () => {
  const good = Array.from({ length: 400 }, (_, number) => `ann${number}@example.com,Ann\n`);
  const { rows, faults } = await readAll(
    [...good.slice(0, 100), 'bad@example.com,"Ann\n', ...good.slice(100)].join(""),
  );
  expect(faults).toEqual([[101, "A quote is opened in this row and never closed."]]);
  expect(rows).toHaveLength(400);
  expect(rows[100]).toEqual([102, "ann100@example.com", "Ann"]);
});

test("says that the last row of a file that was cut is not whole", async () => {
  const { rows, faults } = await readAll('ann@example.com,Ann\nben@example.com,"Be');
  expect(rows).toEqual([[1, "ann@example.com", "Ann"]]);
  expect(faults).toEqual([[2, "A quote is opened in this row and never closed."]]);
});

test("steps over a line of many megabytes, and over one that is all separators", async () => {
  const { rows, faults } = await readAll(
    Buffer.concat([
      Buffer.from("ann@example.com,Ann\n"),
      Buffer.alloc(8_000_000, "x"),
      Buffer.from("\nben@example.com,Ben\n"),
      Buffer.alloc(3_000_000, ","),
      Buffer.from("\ncleo@example.com,Cleo\n"),
    ]),
  );
  expect(rows.map(([line]) => line)).toEqual([1, 3, 5]);
  expect(faults.map(([line]) => line)).toEqual([2, 4]);
});

test("gives up a file in which next to nothing can be read", async () => {
  const { faults } = await readAll(`"a\n${"\n".repeat(70)}`.repeat(1_500));
  expect(faults.at(-1)?.[1]).toMatch(/reading stopped here/);
  expect(faults.length).toBe(1_001);
});
