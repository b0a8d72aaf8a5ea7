import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "../db/connect.ts";
import { tallyDeliveries } from "../db/deliveries.ts";
import { lanes } from "../engine/send-due.ts";
import { addDueReaders, beginDueMorning } from "../tests/factories/due-readers.ts";
import { sendingEnvironment } from "../tests/factories/sending-environment.ts";
import { openPublishedDatabase, type PublishedDatabase } from "../tests/setup/published-database.ts";
import { type Standin, startStandin } from "../tests/standin/start.ts";
import { type Hand, hire } from "./crew.ts";
import { type Measured, median } from "./figure.ts";

const readers = 10_000;
const rounds = 5;

/** What one round of each kind came to, in messages a second; `steps` is microseconds a message. */
type Round = { floor: number; one: number; two: number; steps: Record<string, number> };

type Stage = {
  published: PublishedDatabase;
  standin: Standin;
  crew: readonly Hand[];
  /** Files with the request bodies that the engine made. */
  bodies: readonly string[];
  addresses: readonly string[];
};

/**
 * Planning, handing over and settling ten thousand due readers with the real Day 1 to the stand-in, against posting the
 * same requests ready-made. Every round ends with a look into the stand-in's log: each reader once, or it throws.
 */
export async function measure(say: (line: string) => void): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), "dayletter-bench-"));
  const published = await openPublishedDatabase();
  const crew = await hire(2);
  const standin = await startStandin({ hashOnly: true, keepBodies: false });
  try {
    const addresses = await enrolReaders(published.url);
    const bodies = await recordBodies({ published, crew, addresses, standin, folder });
    const stage: Stage = { published, standin, crew, addresses, bodies };
    const all: Round[] = [];
    for (let number = 1; number <= rounds; number += 1) {
      all.push(await round(stage, number));
      say(`deliver: round ${number} of ${rounds} ${JSON.stringify(all.at(-1))}`);
    }
    return figuresOf(all);
  } finally {
    for (const hand of crew) hand.dismiss();
    await standin.stop();
    await published.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function enrolReaders(url: string): Promise<string[]> {
  const { db, close } = connect({ url, poolSize: 1, name: "bench" });
  try {
    await beginDueMorning(db);
    return await addDueReaders(db, { count: readers, course: "runner-core" });
  } finally {
    await close();
  }
}

/** The unmeasured round that warms the processes up also leaves the bodies for the floor to post. */
async function recordBodies(input: Omit<Stage, "bodies"> & { folder: string }): Promise<string[]> {
  const recording = await startStandin({ hashOnly: true, folder: input.folder });
  await sendFrom({ ...input, standin: recording, bodies: [] }, { name: "recorded", hands: input.crew });
  await recording.stop();
  const bodies = join(input.folder, "bodies");
  return readdirSync(bodies).map((name) => join(bodies, name));
}

async function round(stage: Stage, number: number): Promise<Round> {
  const [first] = stage.crew;
  if (!first) throw new Error("there is nobody to measure");
  const floor = await postReadyMade(stage, { hand: first, key: String(number) });
  const one = await sendFrom(stage, { name: `one_${number}`, hands: [first] });
  const two = await sendFrom(stage, { name: `two_${number}`, hands: stage.crew });
  const stepped = await sendFrom(stage, { name: `steps_${number}`, hands: [first], stepByStep: true });
  const perMessage = Object.entries(stepped.steps).map(([step, tookMs]) => [step, (tookMs * 1000) / readers]);
  return { floor: perSecond(floor), one: perSecond(one), two: perSecond(two), steps: Object.fromEntries(perMessage) };
}

async function postReadyMade(stage: Stage, { hand, key }: { hand: Hand; key: string }) {
  await hand.getReady({ kind: "post", url: stage.standin.url, key, bodies: stage.bodies, lanes });
  return hand.go();
}

type Sent = { tookMs: number; steps: Record<string, number> };

/** Sends everything from a fresh copy of the database; several hands begin at the same moment. */
async function sendFrom(
  { published, standin, addresses }: Stage,
  { name, hands, stepByStep = false }: { name: string; hands: readonly Hand[]; stepByStep?: boolean },
): Promise<Sent> {
  const databaseUrl = await published.copy(name);
  const before = standin.accepted().length;
  const environment = sendingEnvironment(standin);
  const kind = stepByStep ? "send step by step" : "send";
  await Promise.all(hands.map((hand) => hand.getReady({ kind, databaseUrl, environment })));
  const startedAt = performance.now();
  const done = await Promise.all(hands.map((hand) => hand.go()));
  const tookMs = performance.now() - startedAt;
  assertEachOnce(addresses, standin.accepted().slice(before));
  await assertSettled(databaseUrl);
  await published.drop(name);
  return { tookMs, steps: done[0]?.steps ?? {} };
}

/** A figure for work that was not done right would be worse than none. */
function assertEachOnce(addresses: readonly string[], accepted: readonly { to: readonly string[] }[]): void {
  const got = new Set(accepted.flatMap(({ to }) => to));
  if (accepted.length === addresses.length && addresses.every((address) => got.has(address))) return;
  throw new Error(`The stand-in accepted ${accepted.length} messages to ${got.size} of ${addresses.length} readers.`);
}

async function assertSettled(url: string): Promise<void> {
  const { db, close } = connect({ url, poolSize: 1, name: "bench" });
  const { planned, accepted } = await tallyDeliveries(db).finally(close);
  if (planned !== readers || accepted !== readers) {
    throw new Error(`Of ${planned} planned deliveries ${accepted} were settled as accepted.`);
  }
}

function perSecond({ tookMs }: { tookMs: number }): number {
  return (readers * 1000) / tookMs;
}

function figuresOf(all: readonly Round[]): Measured[] {
  const speeds = { unit: "messages/s", suite: "deliver", toPeer: null };
  const ofFloor = (read: (round: Round) => number) => median(all.map((one) => read(one) / one.floor));
  const steps = Object.keys(all[0]?.steps ?? {});
  return [
    {
      ...speeds,
      figure: `${readers} due readers planned, handed over and settled by one worker`,
      median: median(all.map(({ one }) => one)),
      toFloor: ofFloor(({ one }) => one),
    },
    {
      ...speeds,
      figure: "the same by two workers at once",
      median: median(all.map(({ two }) => two)),
      toFloor: ofFloor(({ two }) => two),
    },
    {
      ...speeds,
      figure: "the floor: the same requests posted ready-made",
      median: median(all.map(({ floor }) => floor)),
      toFloor: 1,
    },
    ...steps.map((step) => ({
      suite: "deliver",
      figure: `one worker, nothing at once: ${step}`,
      unit: "µs/message",
      median: median(all.map((one) => one.steps[step] ?? 0)),
      toFloor: null,
      toPeer: null,
    })),
  ];
}
