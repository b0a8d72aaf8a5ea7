import { tick as doTick } from "../../engine/tick.ts";
import { type Command, withContext } from "./command.ts";

/** A call by cron must end well before the next one begins. */
const limitMs = 50_000;

export const tick: Command = {
  usage: "tick",
  summary: "Do once what the worker does all the time: send what is due (for a cron job in place of a worker)",
  run: () =>
    withContext(async (context) => {
      const endAtMs = performance.now() + limitMs;
      const { didWork, nextWorkAt } = await doTick(context, { isOver: () => performance.now() > endAtMs });
      const next = nextWorkAt === null ? "nothing is waiting" : `the next work is at ${nextWorkAt.toISOString()}`;
      console.log(`${didWork ? "Did what was due" : "Nothing was due"}; ${next}.`);
    }),
};
