import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const rows = readFileSync("docs/security.md", "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, id = "", promise = "", file = "", title = ""] =
      /^\| (\d+\.\d+\.\d+) \| (.+) \| `([^`]+)` \| (.+) \|$/.exec(line) ?? [];
    return id === "" ? [] : [{ id, promise, file, title }];
  });

test("every promise of the page on security names a test that there is", () => {
  expect(rows.length).toBeGreaterThan(40);
  for (const { id, file, title } of rows) {
    expect(existsSync(file), `${id}: ${file}`).toBe(true);
    expect(file, id).toMatch(/\.(?:test|spec)\.tsx?$/);
    // As it stands in the test's own file, in whatever quotes.
    const source = readFileSync(file, "utf8");
    expect(source.includes(`"${title}"`), `${id}: ${title}`).toBe(true);
  }
});

test("every row of the table is one that was read", () => {
  const lines = readFileSync("docs/security.md", "utf8").split("\n");
  expect(lines.filter((line) => /^\| \d/.test(line))).toHaveLength(rows.length);
});
