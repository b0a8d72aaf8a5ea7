import { parseArgs } from "node:util";
import { listCourses } from "../../engine/catalogue.ts";
import { type SentTest, sendTest } from "../../engine/send-test.ts";
import { Trouble } from "../trouble.ts";
import { type Command, WrongUsage, withContext } from "./command.ts";

const options = {
  to: { type: "string" },
  course: { type: "string" },
  lesson: { type: "string" },
  name: { type: "string" },
} as const;

export const sendTestCommand: Command = {
  usage: "send-test --to <address> [--course <slug>] [--lesson <key>] [--name <name>]",
  summary: "Send one lesson to one address, by the way that real mail takes",
  async run(args) {
    const { to, course, lesson, name } = read(args);
    if (to === undefined) throw new WrongUsage("To whom? Add --to and an address.");
    await withContext(async (context) => {
      const chosen = course ?? (await listCourses(context))[0]?.slug;
      if (chosen === undefined) throw new Trouble("No course is published. Run `npm run dayletter -- publish` first.");
      const sent = await sendTest(context, { to, course: chosen, lesson: lesson ?? null, name: name ?? null });
      console.log(inWords(sent, context.mail.name));
    });
  },
};

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}

const spokenWayOut = { resend: "Resend", smtp: "your mail server", mailbox: "the mailbox" } as const;

function inWords(sent: SentTest, wayOut: keyof typeof spokenWayOut): string {
  if (sent.kind === "wrong") throw new Trouble(sent.message);
  const { outcome, subject } = sent;
  if (outcome.kind === "accepted")
    return `Handed over by ${spokenWayOut[wayOut]}: "${subject}" (${outcome.ids.join(", ")}).`;
  if (outcome.kind === "halted") throw new Trouble(`${outcome.name}: ${outcome.message}\nCure: ${outcome.cure}`);
  const [first] = outcome.kind === "partly" ? outcome.refused : outcome.kind === "each" ? [] : [outcome];
  throw new Trouble(`It was not accepted (${outcome.kind}). ${first?.name ?? ""}: ${first?.message ?? ""}`);
}
