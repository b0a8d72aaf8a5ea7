import { publishApart, spokenReport } from "../publish-apart.ts";
import { type Command, withDatabase } from "./command.ts";

export const publish: Command = {
  usage: "publish",
  summary: "Publish the courses in emails/courses as they are now",
  run: () =>
    withDatabase(async ({ environment, databaseUrl }) => {
      const env = { ...process.env, ...environment.variables, DATABASE_URL: databaseUrl };
      console.log(spokenReport(await publishApart({ env })));
    }),
};
