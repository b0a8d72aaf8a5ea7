import type { LessonDescription, Work } from "../../emails/parts/props.ts";

/** A careful rep takes about this long, measured with a watch over slow reaches, lifts and squats. */
const secondsPerRep = 4;
/** Reading the cues of a move and getting into place. */
const secondsToSettle = 20;

/** How many minutes a lesson's moves take when they are done as asked, with every rest. */
export function minutesOfWork({ work }: LessonDescription): number {
  return Object.values(work).reduce((total, each) => total + secondsOf(each), 0) / 60;
}

function secondsOf({ sets, reps, seconds, eachSide, restSeconds }: Work): number {
  const effort = (reps ?? 0) * secondsPerRep + (seconds ?? 0);
  return sets * (effort * (eachSide ? 2 : 1) + restSeconds) + secondsToSettle;
}
