import { countedTo, type Today } from "../../../engine/studio/today.ts";
import { waitNames, waitWords } from "../../../engine/studio/wait-words.ts";
import { countedTo as upTo } from "./words.ts";

/** Who waits and what for: no reader rests without a name for it. */
export function Waiting({ waits, halt, underWay }: Pick<Today, "waits" | "halt" | "underWay">) {
  const rows = waitNames
    .filter((wait) => waits[wait] > 0)
    .map((wait) => ({ wait, ...waitWords[wait], count: waits[wait] }));
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
