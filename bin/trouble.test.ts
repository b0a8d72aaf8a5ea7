import { expect, test } from "vitest";
import { explain } from "./trouble.ts";

test.each([
  ["initdb: error: could not write to file: No space left on device", /disk is full: make room/],
  ["ENOSPC: no space left on device, mkdir '/srv/data'", /disk is full: make room/],
  ['could not extend file "base/5/1": wrote only 4096 of 8192 bytes. HINT: Check free disk space.', /disk is full/],
  ["EROFS: read-only file system, open '/srv/data/lock'", /set DATA_DIR/],
])("a start that ends with %j says what to do", (said, cure) => {
  expect(explain(said)).toMatch(cure);
});
