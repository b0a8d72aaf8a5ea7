import { clock } from "./commands/clock.ts";
import { type Command, WrongUsage } from "./commands/command.ts";
import { demo } from "./commands/demo.ts";
import { doctor } from "./commands/doctor.ts";
import { exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { newCourse } from "./commands/new-course.ts";
import { ownerLink } from "./commands/owner-link.ts";
import { publish } from "./commands/publish.ts";
import { recount } from "./commands/recount.ts";
import { sendTestCommand } from "./commands/send-test.ts";
import { status } from "./commands/status.ts";
import { tick } from "./commands/tick.ts";
import { Trouble } from "./trouble.ts";

/** The verbs, as they are typed; one of two words is looked for first. */
const commands: Readonly<Record<string, Command>> = {
  publish,
  status,
  doctor,
  tick,
  clock,
  "send-test": sendTestCommand,
  "new course": newCourse,
  demo,
  "owner-link": ownerLink,
  import: importCommand,
  export: exportCommand,
  recount,
};

/** `npm run dayletter -- <verb>`. Status 0: done. 1: it could not be done, and why is said. 2: it was not understood. */
async function run(words: readonly string[]): Promise<number> {
  const [verb, args] = verbOf(words);
  const command = commands[verb];
  if (command === undefined) {
    const isAsked = ["", "help", "--help", "-h"].includes(words[0] ?? "");
    (isAsked ? console.log : console.error)(isAsked ? usage() : `There is no verb "${verb}".\n\n${usage()}`);
    return isAsked ? 0 : 2;
  }
  try {
    if (args.includes("--help") || args.includes("-h")) console.log(usageOf(command));
    else await command.run(args);
    return 0;
  } catch (error) {
    if (error instanceof WrongUsage) console.error(`${error.message}${error.message && "\n\n"}${usageOf(command)}`);
    else console.error(error instanceof Trouble ? error.message : error);
    return error instanceof WrongUsage ? 2 : 1;
  }
}

function verbOf([first = "", second = "", ...rest]: readonly string[]): [verb: string, args: readonly string[]] {
  const pair = `${first} ${second}`;
  if (commands[pair] !== undefined) return [pair, rest];
  return [first, second === "" ? [] : [second, ...rest]];
}

function usage(): string {
  const lines = Object.values(commands).map((command) => `  ${command.usage}\n      ${command.summary}`);
  return ["Usage: npm run dayletter -- <verb>", "", ...lines].join("\n");
}

function usageOf(command: Command): string {
  return `Usage: npm run dayletter -- ${command.usage}\n${command.summary}.`;
}

process.exit(await run(process.argv.slice(2)));
