import type { Waits } from "../../../db/studio/today.ts";
import { countedTo, type Today } from "../../../engine/studio/today.ts";
import { countedTo as upTo } from "./words.ts";

/** Who waits and what for: no reader rests without a name for it. */
export function Waiting({ waits, halt, underWay }: Pick<Today, "waits" | "halt" | "underWay">) {
  const rows = reasons.filter(({ wait }) => waits[wait] > 0).map((row) => ({ ...row, count: waits[row.wait] }));
  const held = halt === null ? 0 : underWay.due;
  if (rows.length === 0 && held === 0) {
    return <p className="text-quiet">Nobody waits for anything but their next lesson.</p>;
  }
  return (
    <dl className="grid gap-3">
      {held > 0 ? (
        <Row
          count={held}
          name={held === 1 ? "waits for the halt to end" : "wait for the halt to end"}
          why="They are due, and go out by themselves then."
        />
      ) : null}
      {rows.map(({ wait, names: [one, many], why, count }) => (
        <Row key={wait} count={count} name={count === 1 ? one : many} why={why} />
      ))}
    </dl>
  );
}

function Row({ count, name, why }: { count: number; name: string; why: string }) {
  return (
    <div>
      <dt>
        <span className="font-semibold tabular-nums">{upTo(count, countedTo)}</span> {name}
      </dt>
      <dd className="text-quiet text-small">{why}</dd>
    </div>
  );
}

const reasons: readonly { wait: keyof Waits; names: readonly [one: string, many: string]; why: string }[] = [
  {
    wait: "completion",
    names: ["has a lesson to do first", "have a lesson to do first"],
    why: "Their course sends the next one after “I did it”.",
  },
  {
    wait: "reader",
    names: ["rests because they chose to", "rest because they chose to"],
    why: "They come back by themselves, or on the day they said.",
  },
  {
    wait: "refused",
    names: ["is stopped by a refusal", "are stopped by a refusal"],
    why: "Their lesson was refused. Its cure is under “What went wrong”.",
  },
  {
    wait: "suppressed",
    names: ["has an address that must not be mailed", "have an address that must not be mailed"],
    why: "It bounced or complained. Only they can lift that, by signing up anew.",
  },
  {
    wait: "course",
    names: ["letter is held for a course", "letters are held for a course"],
    why: "The newsletter waits until their course is over, at most 14 days.",
  },
  {
    wait: "winner",
    names: ["letter waits for the better subject", "letters wait for the better subject"],
    why: "They go out when one of the two has won, or the time is up.",
  },
  {
    wait: "pause",
    names: ["letter is paused by its author", "letters are paused by their author"],
    why: "They go on from the letter’s own page.",
  },
];
