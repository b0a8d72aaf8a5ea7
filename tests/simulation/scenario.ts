import { addDays, type Day, localDay } from "../../domain/calendar.ts";
import type { Chance } from "./chance.ts";
import type { ActName } from "./coverage.ts";

/**
 * One act of a person: who, what, and a name from which everything else about it is drawn. `begins`: it is whatever the story
 * of their first address still needs to begin; who has moved away from it begins there once more. `goesOn`: what to try
 * instead of anything else where it cannot be done.
 */
export type PlannedAct = { name: string; act: ActName; who: number; begins?: true; goesOn?: readonly ActName[] };

export type Jump =
  | { kind: "to the next moment"; plusMs: number }
  | { kind: "pass"; ms: number }
  | { kind: "move the calendar"; ms: number };

/** Some time goes by, then these act at once. `meanwhile`: what goes by while they do. */
export type Scene = {
  name: string;
  jump: Jump;
  workers: number;
  acts: readonly PlannedAct[];
  meanwhile: readonly number[];
  /** How many webhooks arrive meanwhile. */
  webhooks: number;
};

/** A story that the seed tells; leaving a scene, an act or a fault out leaves the rest as it was. */
export type Scenario = {
  seed: number;
  startAt: Date;
  /** How the third course begins: with a cohort on one day for everybody, or for each reader at their next hour. */
  cohort: { start: { cohortDay: Day } | "next send time"; catchUp: "shift" | "skip to today" };
  readers: readonly { address: string; zone: string; sendTime: string }[];
  faultShare: number;
  providerFaultShare: number;
  scenes: readonly Scene[];
};

/** Days before the clock changes somewhere, with a zone where it does, and one in a quiet summer. */
const starts = [
  { at: "2026-03-06T15:00:00Z", zone: "America/New_York" },
  { at: "2026-03-27T05:30:00Z", zone: "Europe/Berlin" },
  { at: "2026-04-02T11:00:00Z", zone: "Pacific/Auckland" },
  { at: "2026-10-02T09:00:00Z", zone: "Australia/Lord_Howe" },
  { at: "2026-10-23T22:00:00Z", zone: "Europe/Berlin" },
  { at: "2026-10-30T06:59:50Z", zone: "America/Los_Angeles" },
  { at: "2026-06-10T06:00:00Z", zone: "Asia/Kathmandu" },
] as const;

const zones = [
  ...["Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "Australia/Lord_Howe"],
  ...["America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "UTC"],
] as const;
export const sendTimes = ["07:00", "00:00", "02:30", "05:00", "18:00", "23:00", "23:59"] as const;

export function zoneFor(chance: Chance, name: string): string {
  return chance.pick(name, zones);
}

/** So many scenes have everybody do what their story needs to begin. */
const scenesToBegin = 4;

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

export function tellScenario(seed: number, chance: Chance): Scenario {
  const start = chance.pick("start", starts);
  const readers = Array.from({ length: chance.whole("readers", 2, 3) }, (_, index) => ({
    address: `reader${index}@example.com`,
    zone: chance.happens(`zone/${index}/changes`, 0.4) ? start.zone : zoneFor(chance, `zone/${index}`),
    sendTime: chance.pick(`hour/${index}`, sendTimes),
  }));
  const scenes = Array.from({ length: scenesOf(chance) }, (_, index) =>
    tellScene(chance, { name: `scene${index + 1}`, readers: readers.length, index }),
  );
  return {
    seed,
    startAt: new Date(start.at),
    cohort: tellCohort(chance, new Date(start.at)),
    readers,
    faultShare: chance.pick("faults", [0, 0.01, 0.02, 0.05]),
    providerFaultShare: chance.pick("provider faults", [0, 0.1, 0.25, 0.6]),
    scenes: [welcome(readers.length), ...scenes],
  };
}

function tellCohort(chance: Chance, startAt: Date): Scenario["cohort"] {
  if (chance.happens("no cohort", 0.3)) return { start: "next send time", catchUp: "shift" };
  const cohortDay = addDays(localDay(startAt, "UTC"), chance.pick("cohort", [-1, 0, 1, 1, 2, 3]));
  return { start: { cohortDay }, catchUp: chance.pick("catch up", ["shift", "skip to today"] as const) };
}

/** Everybody signs up and follows the letter, so that there is something to lose. */
function welcome(readers: number): Scene {
  const acts = Array.from({ length: readers }, (_, who): PlannedAct[] => [
    { name: `welcome/${who}`, act: "signs up", who },
    ...(who === 0 ? [{ name: `welcome/${who}/letter`, act: "follows the letter" as const, who }] : []),
  ]);
  return { name: "welcome", jump: { kind: "pass", ms: 0 }, workers: 1, acts: acts.flat(), meanwhile: [], webhooks: 0 };
}

function tellScene(chance: Chance, { name, readers, index }: { name: string; readers: number; index: number }): Scene {
  const acts = Array.from(
    // While everybody begins there is little yet that somebody could do something to.
    { length: index < 2 ? chance.whole(`${name}/acts`, 0, 1) : chance.whole(`${name}/acts`, 1, 4) },
    (_, number): PlannedAct => ({
      name: `${name}/act${number + 1}`,
      act: otherAct(chance, `${name}/act${number + 1}`),
      who: chance.whole(`${name}/act${number + 1}/who`, 0, readers - 1),
    }),
  );
  // Somebody who never confirms has no story, and whoever met a fault tries again.
  const beginning =
    index < scenesToBegin
      ? Array.from(
          { length: readers },
          (_, who): PlannedAct => ({ name: `${name}/begin${who}`, act: "confirms", who, begins: true }),
        )
      : [];
  return {
    name,
    jump: tellJump(chance, name),
    workers: chance.whole(`${name}/workers`, 1, 2),
    webhooks: chance.pick(`${name}/webhooks`, [0, 0, 1, 2]),
    acts: [...beginning, ...acts, ...(index < 1 ? [] : goingOn(chance, { name, readers }))],
    meanwhile: Array.from({ length: chance.whole(`${name}/meanwhile`, 0, 2) }, (_, number) =>
      chance.pick(`${name}/meanwhile/${number}`, [
        2 * secondMs,
        20 * secondMs,
        50 * secondMs,
        50 * secondMs,
        6 * minuteMs,
        20 * minuteMs,
      ]),
    ),
  };
}

function tellJump(chance: Chance, name: string): Jump {
  const hours = chance.whole(`${name}/hours`, 1, 30) * hourMs;
  const seconds = chance.whole(`${name}/seconds`, 1, 120) * secondMs;
  return chance.weighted<Jump>(`${name}/jump`, [
    [12, { kind: "to the next moment", plusMs: chance.pick(`${name}/plus`, [0, 0, 1, 90 * secondMs, 2 * hourMs]) }],
    [4, { kind: "pass", ms: seconds }],
    [3, { kind: "pass", ms: hours }],
    [1, { kind: "move the calendar", ms: hours }],
    [1, { kind: "move the calendar", ms: -hours }],
  ]);
}

/**
 * What most stories are mainly about, for one thing follows on another: a wish for another address, the letter about it,
 * its yes. Evenly mixed, hardly a story would come to the end of anything.
 */
const themes: readonly (readonly [number, readonly ActName[]])[] = [
  [4, []],
  [2, ["asks for another address", "takes the wish back", "confirms another address"]],
  [4, ["sends a letter", "pauses a letter", "resumes a letter", "corrects a letter", "cancels a letter"]],
  [4, ["requeues", "sends once more", "leaves everything", "erases"]],
  [4, ["pauses", "resumes", "restarts", "does a lesson", "opens the next lesson", "leaves a course"]],
];
const themeWeight = 6;

/** Of the stories that take longest to come to an end, what everybody does next in each scene, the first that can be done. */
function continuationOf(chance: Chance, name: string): readonly ActName[] {
  const theme = themeOf(chance);
  if (theme.includes("requeues")) return ["requeues"];
  if (!theme.includes("asks for another address")) return [];
  const answer = chance.happens(`${name}/regrets`, 0.25) ? "takes the wish back" : "confirms another address";
  return [answer, ...(chance.happens(`${name}/asks`, 0.7) ? ["asks for another address" as const] : [])];
}

/** From a wish for another address to its yes it takes some scenes more. */
function scenesOf(chance: Chance): number {
  const theme = themeOf(chance);
  if (theme.includes("asks for another address")) return 8;
  return theme.includes("requeues") ? 6 : chance.whole("scenes", 4, 5);
}

function goingOn(chance: Chance, { name, readers }: { name: string; readers: number }): PlannedAct[] {
  return Array.from({ length: readers }, (_, who) => `${name}/on${who}`).flatMap((own, who) => {
    const [act, ...goesOn] = continuationOf(chance, own);
    return act ? [{ name: own, act, who, goesOn }] : [];
  });
}

function themeOf(chance: Chance): readonly ActName[] {
  return chance.weighted("theme", themes);
}

/** What somebody does, or would do instead where there is nothing to do the first to. */
export function otherAct(chance: Chance, name: string): ActName {
  const theme = themeOf(chance);
  return chance.weighted(
    name,
    weights.map(([weight, act]) => [theme.includes(act) ? weight * themeWeight : weight, act] as const),
  );
}

/** What can only follow on something rare, so that it is done where it can be, or it would hardly ever be. */
const rareSequels = [
  "resumes",
  "takes the wish back",
  "confirms another address",
  "requeues",
  "pauses a letter",
  "resumes a letter",
  "corrects a letter",
] as const satisfies readonly ActName[];

/** For some acts, what to try instead of them, the first that can be done. */
export function sequelsFor(chance: Chance, name: string): ActName[] {
  if (!chance.happens(`${name}/sequel`, 0.6)) return [];
  const theme = themeOf(chance);
  const orderOf = (act: ActName) => chance.fraction(`${name}/sequel/${act}`) - (theme.includes(act) ? 1 : 0);
  const rare = rareSequels.toSorted((one, other) => orderOf(one) - orderOf(other));
  return chance.happens(`${name}/sequel/more`, theme.includes("sends once more") ? 0.5 : 0.1)
    ? [...rare, "sends once more"]
    : rare;
}

const weights: readonly (readonly [number, ActName])[] = [
  [2, "signs up"],
  [4, "confirms"],
  [3, "pauses"],
  [3, "resumes"],
  [2, "restarts"],
  [4, "changes the rhythm"],
  [3, "opens the next lesson"],
  [4, "does a lesson"],
  [2, "leaves a course"],
  [1, "leaves everything"],
  [1, "erases"],
  [2, "follows the letter"],
  [2, "asks for another address"],
  [1, "takes the wish back"],
  [3, "confirms another address"],
  [1, "publishes a new text"],
  [1, "inserts a lesson"],
  [1, "retires a lesson"],
  [1, "moves a lesson"],
  [3, "requeues"],
  [1, "sends once more"],
  [3, "sends a letter"],
  [1, "pauses a letter"],
  [2, "resumes a letter"],
  [1, "corrects a letter"],
  [1, "cancels a letter"],
];
