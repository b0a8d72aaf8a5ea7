/** What a lesson asks of a move, as its compiled page carries it. Reps that have seconds each last that long. */
export type Asked = {
  name: string;
  sets: number;
  reps: number | null;
  seconds: number | null;
  eachSide: boolean;
  restSeconds: number;
};

/** Which side is trained. The reader decides which comes first; the lessons often say "the shaky one". */
export type Side = "first" | "other";

/** One thing at a time: to get into place, to hold or move for a time, to do so many reps, to rest. Sets count from 1. */
export type Step = { set: number; side: Side | null } & (
  | { kind: "ready"; ms: number }
  | { kind: "hold"; ms: number; rep: number | null }
  | { kind: "count"; reps: number }
  /** `set` and `side` are those that come after it. */
  | { kind: "rest"; ms: number }
);

/** Long enough to put the phone down; the last three seconds are counted aloud. */
export const readyMs = 5_000;

/** A move as steps, in order. After the last set nothing is rested: the reader decides when to go on. */
export function stepsOf(asked: Asked): Step[] {
  const sides: (Side | null)[] = asked.eachSide ? ["first", "other"] : [null];
  return Array.from({ length: asked.sets }, (_, index) => index + 1).flatMap((set) =>
    sides.flatMap((side) => [...approach(asked, { set, side }), ...work(asked, { set, side })]),
  );
}

type Place = Pick<Step, "set" | "side">;

/** What stands before a piece of work. A rest counts down by itself; reps begin when the reader begins. */
function approach({ seconds, restSeconds }: Asked, place: Place): Step[] {
  const isAfterSet = place.set > 1 && place.side !== "other";
  if (isAfterSet && restSeconds > 0) return [{ ...place, kind: "rest", ms: restSeconds * 1_000 }];
  return seconds === null ? [] : [{ ...place, kind: "ready", ms: readyMs }];
}

function work({ reps, seconds }: Asked, place: Place): Step[] {
  if (seconds === null) return [{ ...place, kind: "count", reps: reps ?? 1 }];
  const ms = seconds * 1_000;
  if (reps === null) return [{ ...place, kind: "hold", ms, rep: null }];
  return Array.from({ length: reps }, (_, index) => ({ ...place, kind: "hold", ms, rep: index + 1 }));
}
