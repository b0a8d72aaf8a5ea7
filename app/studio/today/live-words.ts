import { countedTo, type Live } from "../../../engine/studio/today.ts";
import { count, countedTo as upTo } from "./words.ts";

/** What the page says about this moment: the same from the server and, seconds later, from the route. */
export type LiveWords = {
  /** Says in a sentence how it stands. */
  state: string;
  facts: readonly { name: string; value: string }[];
};

export function liveWords(live: Live): LiveWords {
  const { due, handedOver, frozen, acceptedLastMinute } = live.underWay;
  return {
    state: stateOf(live),
    facts: [
      { name: "Due and not yet sent", value: upTo(due, countedTo) },
      { name: "Sent, no answer yet", value: count(handedOver) },
      ...(frozen > 0 ? [{ name: "Of these, tried again because no answer came", value: count(frozen) }] : []),
      { name: "Accepted in the last minute", value: count(acceptedLastMinute) },
    ],
  };
}

function stateOf({ halt, waitUntil, isWorkerAlive, underWay }: Live): string {
  if (!isWorkerAlive) return "Nothing is going out: no worker has been heard of for a minute.";
  if (halt !== null) return "Nothing is going out: sending has halted.";
  if (waitUntil !== null) return "The provider asked for a rest. It goes on by itself.";
  if (underWay.due + underWay.handedOver > 0) return "Going out now.";
  return "Everything that is due has gone out.";
}
