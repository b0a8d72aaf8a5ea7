import { parseArgs } from "node:util";
import { publishApart, spokenReport } from "../publish-apart.ts";
import { type Command, WrongUsage, withDatabase } from "./command.ts";

const options = { apply: { type: "boolean" }, for: { type: "string", multiple: true } } as const;

export const publish: Command = {
  usage: "publish [--apply] [--for <course>/<lesson>=new|ahead|all]…",
  summary: "Publish the courses in emails/courses as they are now; shows first what a new order means for readers",
  run: (args) =>
    withDatabase(async ({ environment, databaseUrl }) => {
      const env = { ...process.env, ...environment.variables, DATABASE_URL: databaseUrl };
      const { apply, for: chosen = [] } = read(args);
      const given = [...(apply ? ["--apply"] : []), ...chosen.flatMap((one) => ["--for", one])];
      console.log(spokenReport(await publishApart({ env, args: given })));
    }),
};

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}
