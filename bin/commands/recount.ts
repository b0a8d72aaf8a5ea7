import { compareTallies, recountTallies } from "../../db/tallies.ts";
import { type Command, WrongUsage, withContext } from "./command.ts";

const mostTold = 20;

export const recount: Command = {
  usage: "recount [--mend]",
  summary: "Count everything anew and say where the figures of the studio differ; with --mend let the new count stand",
  async run(args) {
    if (args.some((arg) => arg !== "--mend")) throw new WrongUsage();
    await withContext(async ({ db }) => {
      const differing = await compareTallies(db, { limit: mostTold });
      if (differing.length === 0) console.log("The figures agree with a count of everything.");
      for (const { measure, day, stands, counted } of differing)
        console.log(`${measure}${day === null ? "" : ` on ${day}`}: ${stands} in the figures, ${counted} by the count`);
      if (!args.includes("--mend")) return;
      await recountTallies(db);
      console.log("The new count stands.");
    });
  },
};
