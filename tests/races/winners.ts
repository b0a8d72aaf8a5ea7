import { type ActName, acts } from "./acts.ts";
import { type Moment, moments } from "./parking.ts";
import type { Raced } from "./race.ts";

/** `waits`: whoever came second waited for the first; `passes`: nobody waited. */
type Pace = "waits" | "passes";
/** Whose will is done about the message that was due: the act's, or that of the message that was on its way. */
type Winner = "the act" | "the message";
type Cell = readonly [winner: Winner, pace: Pace, mail: string, rows: string, run: string];

/** What comes of a race when the worker was there first, and when the act was. While handing over nobody holds a lock. */
type Cells = { workerFirst: Cell; actFirst: Cell | null };
type Winners = Record<ActName, Record<Moment, Cells>>;

const dayOne = "Day 1: lesson-1";
const had = "lesson-1 accepted";
const tomorrow = "active, next 03. 07:00";

/** The message has begun, and goes out; the act holds for what comes after it. */
function begun(pace: Pace, run: string, rows = had, mail = dayOne): Cell {
  return ["the message", pace, mail, rows, run];
}

function prevented(pace: Pace, rows: string, run: string): Cell {
  return ["the act", pace, "nothing", rows, run];
}

/** Acts that hold the locks of a reader: composing passes such a reader by, and settling waits for the enrolment. */
function ofReader(ends: { planned: string; queued: string; unplanned: string; after: string; rows?: string }) {
  const { planned, queued, unplanned, after, rows } = ends;
  return {
    planning: { workerFirst: prevented("waits", queued, planned), actFirst: prevented("passes", "nothing", unplanned) },
    composing: { workerFirst: begun("waits", after, rows), actFirst: prevented("passes", queued, planned) },
    "handing over": { workerFirst: begun("passes", after, rows), actFirst: null },
    settling: { workerFirst: begun("waits", after, rows), actFirst: begun("waits", after, rows) },
  };
}

const again = "restarted; active, next 03. 07:00";
const anew = (rows: string, pace: Pace): Cell => ["the act", pace, dayOne, rows, again];

const restarted = { workerFirst: begun("waits", again), actFirst: begun("waits", again) };
const keptFrom = begun("passes", tomorrow);
const replaced: Cell = [
  "the act",
  "passes",
  "Day 1: lesson-2 (new)",
  "lesson-1 cancelled; lesson-2 accepted",
  tomorrow,
];
const letter = (pace: Pace, run: string) => begun(pace, run, "issue accepted", "The first letter");
const corrected = (pace: Pace): Cell => ["the act", pace, "Corrected", "issue accepted", "sent"];

/**
 * Acts of a reader against a letter. Planning and settling hold the issue and the batch, and no follow: so leaving and
 * suppressing pass them, and what was planned is asked about once more when it is composed. Erasing takes the rows away
 * that both of them write, and waits for it.
 */
function ofFollower({ pace, queued, rows, run }: { pace: Pace; queued: string; rows: string; run: string }) {
  const after = (how: Pace) => begun(how, run, rows, "The first letter");
  const none = prevented(pace, queued, run);
  return {
    planning: { workerFirst: none, actFirst: none },
    composing: { workerFirst: after("waits"), actFirst: prevented("passes", queued, run) },
    "handing over": { workerFirst: after("passes"), actFirst: null },
    settling: { workerFirst: after(pace), actFirst: after(pace) },
  };
}

/** Publishing holds no reader: what a worker has read of the course is what it sends. */
const published = {
  composing: { workerFirst: keptFrom, actFirst: keptFrom },
  "handing over": { workerFirst: keptFrom, actFirst: null },
  settling: { workerFirst: keptFrom, actFirst: keptFrom },
};

const follower = { pace: "passes", rows: "issue accepted", run: "sent" } as const;

const winners: Winners = {
  unsubscribe: ofReader({ planned: "left", queued: "lesson-1 cancelled", unplanned: "left", after: "left" }),
  pause: ofReader({ planned: "paused, one open", queued: "lesson-1 queued", unplanned: "paused", after: "paused" }),
  suppress: ofReader({ planned: "paused", queued: "lesson-1 suppressed", unplanned: "paused", after: "paused" }),
  erase: ofReader({ planned: "erased", queued: "nothing", unplanned: "erased", after: "erased", rows: "nothing" }),
  "change of zone": ofReader({
    planned: "active, one open",
    queued: "lesson-1 queued",
    unplanned: "active, next 02. 12:00",
    after: "active, next 03. 12:00",
  }),
  restart: {
    planning: {
      workerFirst: anew("lesson-1 cancelled; lesson-1 again accepted", "waits"),
      actFirst: anew("lesson-1 again accepted", "passes"),
    },
    composing: {
      workerFirst: begun("waits", again),
      actFirst: anew("lesson-1 cancelled; lesson-1 again accepted", "passes"),
    },
    "handing over": { workerFirst: begun("passes", again), actFirst: null },
    settling: restarted,
  },
  "a new version": { planning: { workerFirst: keptFrom, actFirst: begun("waits", tomorrow) }, ...published },
  "a retirement": {
    planning: { workerFirst: replaced, actFirst: ["the act", "waits", replaced[2], replaced[3], replaced[4]] },
    ...published,
  },
  "an insertion": { planning: { workerFirst: keptFrom, actFirst: begun("waits", tomorrow) }, ...published },
  "leaving the newsletter": ofFollower({ ...follower, queued: "issue cancelled" }),
  "suppress, of a letter": ofFollower({ ...follower, queued: "issue suppressed" }),
  "erase, of a letter": ofFollower({ pace: "waits", queued: "nothing", rows: "nothing", run: "erased" }),
  "a correction": {
    planning: { workerFirst: corrected("waits"), actFirst: corrected("passes") },
    composing: { workerFirst: letter("waits", "sent"), actFirst: corrected("waits") },
    "handing over": { workerFirst: letter("passes", "sent"), actFirst: null },
    settling: { workerFirst: letter("passes", "sent"), actFirst: letter("passes", "sent") },
  },
  "a cancelling": {
    planning: {
      workerFirst: prevented("waits", "issue cancelled", "cancelled"),
      actFirst: prevented("passes", "nothing", "cancelled"),
    },
    composing: {
      workerFirst: letter("waits", "cancelled"),
      actFirst: prevented("waits", "issue cancelled", "cancelled"),
    },
    "handing over": { workerFirst: letter("passes", "cancelled"), actFirst: null },
    settling: { workerFirst: letter("passes", "cancelled"), actFirst: letter("passes", "cancelled") },
  },
};

/** A cell as a race would have ended. */
export function expected([, pace, mail, rows, run]: Cell): Raced {
  return { waits: pace === "waits", mail, rows, run };
}

/** The table as `docs/races.md` has it. */
export function winnersTable(): string {
  const head = ["", ...moments];
  const lines = Object.entries(winners).map(([act, cells]) => [act, ...moments.map((moment) => spoken(cells[moment]))]);
  const ruler = head.map(() => "---");
  return [head, ruler, ...lines].map((line) => `| ${line.join(" | ")} |`).join("\n");
}

function spoken({ workerFirst: [byWorker], actFirst }: Cells): string {
  return actFirst === null || actFirst[0] === byWorker ? byWorker : "whoever was first";
}

type Place = { act: ActName; moment: Moment };

/** Every race of one order, in the order of the table. */
export function racesOf(order: keyof Cells): (Place & { cell: Cell })[] {
  const places = (Object.keys(acts) as ActName[]).flatMap((act) => moments.map((moment) => ({ act, moment }))); // Its own keys.
  return places.flatMap((place) => {
    const cell = winners[place.act][place.moment][order];
    return cell === null ? [] : [{ ...place, cell }];
  });
}
