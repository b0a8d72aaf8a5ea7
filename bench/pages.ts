import { chromium, request } from "@playwright/test";
import lighthouse, { desktopConfig, type RunnerResult } from "lighthouse";
import { freePort } from "../bin/database/server.ts";
import { pathIn } from "../e2e/mail.ts";
import { startDayletter } from "../e2e/setup.ts";
import { lessonPath, setStage } from "../e2e/stage.ts";
import { findBrowser } from "../tests/setup/browser.ts";
import { type Measured, median } from "./figure.ts";

/** Lighthouse's simulated phone is not free of chance, so each page is looked at so often. */
const rounds = 3;

const categories = ["performance", "accessibility", "best-practices", "seo"] as const;

/** What the site promises of its pages: nothing above this of scripts on the wire. Bytes. */
const mostScriptBytes = 150 * 1024;

type Page = { name: string; path: string; isPrivate: boolean };
type Look = Record<(typeof categories)[number] | "scriptBytes" | "layoutShift", number>;

/**
 * The pages that readers see most, in the production build, as Lighthouse sees them on its simulated phone and on a
 * desktop. A reader's own pages tell search engines to stay away, which Lighthouse counts against a page; for them that
 * one audit is left out, because answering it would publish them.
 */
export async function measure(say: (line: string) => void): Promise<Measured[]> {
  const dayletter = await startDayletter();
  const { executablePath, args, env } = await findBrowser();
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath,
    args: [...args, `--remote-debugging-port=${port}`],
    env: { ...process.env, ...env } as Record<string, string>,
  });
  try {
    const measured: Measured[] = [];
    for (const page of await pagesOf(dayletter.url)) {
      for (const device of ["phone", "desktop"] as const) {
        const looks: Look[] = [];
        for (let round = 0; round < rounds; round += 1)
          looks.push(await look({ ...page, device, port, base: dayletter.url }));
        say(`${page.name}, ${device}: ${JSON.stringify(looks.at(-1))}`);
        measured.push(...figuresOf(`${page.name}, ${device}`, looks));
      }
    }
    return measured;
  } finally {
    await browser.close();
    await dayletter.stop();
  }
}

async function pagesOf(baseURL: string): Promise<Page[]> {
  const visitor = await request.newContext({ baseURL });
  const { midway } = await setStage(visitor, { days: 17 });
  await visitor.dispose();
  const newest = midway.lessons.at(-1);
  if (newest === undefined) throw new Error("No lesson has come.");
  return [
    { name: "home", path: "/", isPrivate: false },
    { name: "signup", path: "/courses/runner-core", isPrivate: false },
    { name: "lesson", path: lessonPath(midway.lessons, 17), isPrivate: true },
    { name: "progress", path: pathIn(newest, "me"), isPrivate: true },
  ];
}

async function look(asked: Page & { device: "phone" | "desktop"; port: number; base: string }): Promise<Look> {
  const flags = {
    port: asked.port,
    logLevel: "error" as const,
    onlyCategories: [...categories],
    skipAudits: asked.isPrivate ? ["is-crawlable"] : [],
  };
  const result = await lighthouse(
    `${asked.base}${asked.path}`,
    flags,
    asked.device === "desktop" ? desktopConfig : undefined,
  );
  if (!result) throw new Error(`Lighthouse had nothing to say about ${asked.name}.`);
  return lookOf(result);
}

function lookOf({ lhr }: RunnerResult): Look {
  const scores = categories.map((name) => [name, Math.round((lhr.categories[name]?.score ?? 0) * 100)]);
  const missed = Object.values(lhr.audits).filter(
    ({ score, scoreDisplayMode }) => score !== null && score < 1 && scoreDisplayMode !== "informative",
  );
  for (const { id, score, displayValue = "" } of missed) console.log(`  ${id}: ${score} ${displayValue}`);
  const items =
    (
      lhr.audits["network-requests"]?.details as
        | { items?: { resourceType?: string; transferSize?: number }[] }
        | undefined
    )?.items ?? [];
  const scripts = items.filter(({ resourceType }) => resourceType === "Script");
  return {
    ...Object.fromEntries(scores),
    scriptBytes: scripts.reduce((sum, { transferSize = 0 }) => sum + transferSize, 0),
    layoutShift: lhr.audits["cumulative-layout-shift"]?.numericValue ?? 1,
  } as Look; // One key for each category above, and the two beside them.
}

function figuresOf(where: string, looks: readonly Look[]): Measured[] {
  const of = (key: keyof Look) => median(looks.map((one) => one[key]));
  const told = { suite: "pages", toFloor: null, toPeer: null };
  return [
    ...categories.map(
      (key): Measured => ({
        ...told,
        figure: `${where}: ${key}`,
        unit: "of 100",
        median: of(key),
        demand: { of: "median", atLeast: 100 },
      }),
    ),
    {
      ...told,
      figure: `${where}: scripts`,
      unit: "bytes",
      median: of("scriptBytes"),
      demand: { of: "median", atMost: mostScriptBytes },
    },
    {
      ...told,
      figure: `${where}: layout shift`,
      unit: "",
      median: of("layoutShift"),
      demand: { of: "median", atMost: 0 },
    },
  ];
}
