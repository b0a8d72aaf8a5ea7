import type { Database } from "../../db/connect.ts";
import { addressesOf } from "../../tests/studio/pages.ts";

/** How many things of a kind are looked at, such as readers; of each in turn. */
const most = 40;

/** The addresses at which a page is measured: of what the seed made, with the questions that cost most. */
export async function addressesFor(db: Database, name: string): Promise<string[]> {
  const queries = questions[name] ?? [""];
  const paths = await addressesOf(db, name, { most });
  return paths.flatMap((path) => queries.map((query) => `${path}${query}`));
}

/** What a page is asked besides its bare address. */
const questions: Readonly<Record<string, readonly string[]>> = {
  "/studio": ["", "?q=maria", "?q=weber999"],
  "/studio/readers": [
    "",
    "?before=500000",
    "?q=maria",
    "?q=zoe.zhang",
    "?q=example.com",
    "?course=runner-core",
    "?course=runner-core&state=active",
    "?course=runner-core&state=finished&before=400000",
    "?course=runner-core&state=left&tag=club",
    "?course=runner-core&from=10&to=14",
    "?state=paused",
    "?place=not+begun",
    "?seen=within&days=7",
    "?seen=not+for&days=90",
    "?seen=never",
    "?source=import&zone=Asia/Tokyo",
    "?tag=club&without=press",
    "?tag=beta",
    "?letter=weekly&confirmed=yes&suppressed=none",
    "?since=2025-06-01&until=2025-07-01",
    "?course=runner-core&state=active&seen=within&days=7&tag=club&letter=weekly&suppressed=none",
  ],
  "/studio/figures": [
    "",
    "?about=course:runner-core",
    "?about=course:runner-core&span=7",
    "?about=course:runner-core&span=90&table=lessons",
    "?about=course:runner-core&span=365",
    "?about=course:runner-core&span=all&table=growth",
    "?about=newsletter:weekly&span=365",
    "?span=all",
  ],
  "/studio/log": [
    "",
    "?by=Grace",
    "?act=reader+paused",
    "?by=Grace&act=reader+paused",
    "?by=Grace&act=segment+saved&before=20000",
    "?reader=500",
    "?before=10000",
  ],
};
