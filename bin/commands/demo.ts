import { parseArgs } from "node:util";
import { enrolDemoReaders } from "../../engine/demo/enrol.ts";
import { sendDemoLetters } from "../../engine/demo/letters.ts";
import { createTypesetter } from "../../engine/letters/typesetter.ts";
import { root } from "../environment.ts";
import { Trouble } from "../trouble.ts";
import { type Command, WrongUsage, withContext } from "./command.ts";

const most = 10_000;

export const demo: Command = {
  usage: "demo [--readers <count>] [--course <slug>]",
  summary: "Enrol fictional readers (500) at many stages, to see a site that lives; only with the mailbox",
  async run(args) {
    const { count, course } = read(args);
    await withContext(async (context) => {
      const outcome = await enrolDemoReaders(context, { count, course });
      if (outcome.kind === "refused") throw new Trouble(outcome.message);
      console.log(`${outcome.readers} fictional readers are enrolled in ${outcome.course}.`);
      const typesetter = createTypesetter({ root });
      try {
        const letters = await sendDemoLetters(context, { typesetter });
        if (letters > 0) console.log(`${letters} letters to them are in the archive of the weekly letter.`);
      } finally {
        typesetter.close();
      }
    });
  },
};

function read(args: readonly string[]): { count: number; course: string | null } {
  try {
    const options = { readers: { type: "string", default: "500" }, course: { type: "string" } } as const;
    const { readers, course } = parseArgs({ args: [...args], options }).values;
    const count = /^\d{1,6}$/.test(readers) ? Number(readers) : 0;
    if (count < 1 || count > most) throw new WrongUsage(`--readers is "${readers}". It is a number from 1 to ${most}.`);
    return { count, course: course ?? null };
  } catch (error) {
    throw error instanceof WrongUsage ? error : new WrongUsage((error as Error).message);
  }
}
