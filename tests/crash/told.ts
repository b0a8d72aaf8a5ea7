import type { CrashReport } from "./crash.ts";
import { namedPoints } from "./points.ts";
import type { Done } from "./strike.ts";

/** Times in milliseconds, as seconds: the middle one, the 99th of a hundred, and the longest. */
function spanOf(timesMs: readonly number[]): Record<"times" | "median s" | "p99 s" | "longest s", string> {
  const sorted = timesMs.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  const seconds = (ms: number | undefined) => (ms === undefined ? "-" : (ms / 1000).toFixed(1));
  return {
    times: String(sorted.length),
    "median s": seconds(at(0.5)),
    "p99 s": seconds(at(0.99)),
    "longest s": seconds(at(1)),
  };
}

function timesOf(done: readonly Done[], kind: Done["kind"], name: "awayMs" | "againMs"): number[] {
  return done.flatMap((one) => (one.kind === kind ? (one[name] ?? []) : []));
}

/** Everything that a run found out, for a person. */
export function tell({ verdict, bite, messages, done, takenOverMs, tookMs }: CrashReport): void {
  const points = [...namedPoints.map(({ name }) => name), "at random"];
  const killsAt = (point: string) => done.filter((one) => one.kind === "kill" && one.point === point).length;
  console.table(points.map((point) => ({ "killed with kill -9": point, times: killsAt(point) })));
  console.table({
    "the database was away": spanOf(timesOf(done, "restart", "awayMs")),
    "sending again once it was back": spanOf(timesOf(done, "restart", "againMs")),
    "sending again after a lost acknowledgement": spanOf(timesOf(done, "lost", "againMs")),
    "a dead worker's batch taken over": spanOf(takenOverMs),
  });
  console.table([{ ...verdict, ...bite, messages, "took s": Math.round(tookMs / 1000) }]);
  console.log(
    `${verdict.kills} times something was killed while ${messages} messages were due: ${verdict.twice} readers got something twice, ${verdict.lost} not at all, ${verdict.stuck} are stuck, ${verdict.uncertain} uncertain. ${bite.takenOver} batches were taken over or repeated; ${bite.askedAgain} of those requests the provider had accepted before.`,
  );
}
