import { mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { type Measured, median } from "./figure.ts";
import { startSide } from "./fill/side.ts";

const root = resolve(import.meta.dirname, "..");

/** The first of them warm both sides up. */
const rounds = 18;
const warmRounds = 6;

type Times = { fillMicros: number[]; renderMicros: number[] };

/**
 * Filling a version against React Email's `render` and `toPlainText`, for the same lesson and the same readers. Each
 * side is a built process of its own, the one with production React and the other, as the worker is, with none. They
 * take turns, so that whatever else the machine does meets both alike.
 */
export async function measure(say: (line: string) => void): Promise<Measured[]> {
  const folder = mkdtempSync(join(root, ".build", "bench-"));
  try {
    await buildSides(folder);
    const times = await takeTurns({ folder, say });
    return figuresOf({ fill: median(times.fillMicros), render: median(times.renderMicros) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function buildSides(folder: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ["bench/fill/rendering.ts", "bench/fill/filling.ts"],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node22",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
}

async function takeTurns({ folder, say }: { folder: string; say: (line: string) => void }): Promise<Times> {
  const compiledFile = join(folder, "compiled.json");
  const rendering = await startSide(join(folder, "rendering.mjs"), [root, compiledFile]);
  const filling = await startSide(join(folder, "filling.mjs"), [compiledFile]);
  try {
    if (filling.digest !== rendering.digest) throw new Error("the two sides make different messages");
    say(`fill: a message of ${(filling.bytes / 1024).toFixed(1)} KB, ${rounds - warmRounds} rounds`);
    const times: Times = { fillMicros: [], renderMicros: [] };
    for (let round = 0; round < rounds; round += 1) {
      times.fillMicros.push(await filling.round());
      times.renderMicros.push(await rendering.round());
    }
    return { fillMicros: times.fillMicros.slice(warmRounds), renderMicros: times.renderMicros.slice(warmRounds) };
  } finally {
    rendering.stop();
    filling.stop();
  }
}

function figuresOf({ fill, render }: { fill: number; render: number }): Measured[] {
  const shared = { suite: "fill", unit: "µs a message", toFloor: null };
  const ours = { figure: "one lesson filled, its tokens minted", median: fill, toPeer: render / fill };
  const peers = { figure: "React Email: render and toPlainText", median: render, toPeer: null };
  return [
    { ...shared, ...ours, demand: { of: "toPeer", atLeast: 100 } },
    { ...shared, ...peers },
  ];
}

if (process.argv[1] === import.meta.filename) console.table(await measure(console.log));
