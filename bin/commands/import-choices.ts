import { parseSendTime } from "../../domain/calendar.ts";
import { changeables, type ImportPlan, type Meaning, meanings } from "../../domain/import/plan.ts";
import { splitTags } from "../../domain/import/row.ts";
import { zoneNamed } from "../../domain/zones.ts";
import { WrongUsage } from "./command.ts";

export const importOptions = {
  consent: { type: "string" },
  columns: { type: "string" },
  course: { type: "string" },
  "next-lesson": { type: "string" },
  newsletter: { type: "string", multiple: true },
  tag: { type: "string", multiple: true },
  zone: { type: "string" },
  "send-time": { type: "string" },
  change: { type: "string" },
  welcome: { type: "boolean" },
  faults: { type: "string" },
} as const;

export type ImportOptions = {
  consent?: string | undefined;
  columns?: string | undefined;
  course?: string | undefined;
  "next-lesson"?: string | undefined;
  newsletter?: string[] | undefined;
  tag?: string[] | undefined;
  zone?: string | undefined;
  "send-time"?: string | undefined;
  change?: string | undefined;
  welcome?: boolean | undefined;
  faults?: string | undefined;
};

/** What the options change of a guessed plan. */
export function choicesOf(input: {
  options: ImportOptions;
  plan: ImportPlan | null;
  headings: readonly string[];
}): Partial<ImportPlan> {
  const { options, plan, headings } = input;
  return {
    ...(options.columns === undefined ? {} : { columns: columnsOf(options.columns, plan?.columns ?? [], headings) }),
    ...(options.course === undefined ? {} : { course: options.course }),
    ...(options["next-lesson"] === undefined ? {} : { nextLesson: numberOf(options["next-lesson"]) }),
    ...(options.newsletter === undefined ? {} : { newsletters: options.newsletter }),
    ...(options.tag === undefined ? {} : { tags: options.tag.flatMap(splitTags) }),
    ...(options.zone === undefined ? {} : { zone: zoneOf(options.zone) }),
    ...(options["send-time"] === undefined ? {} : { sendMinute: minuteOf(options["send-time"]) }),
    ...(options.change === undefined ? {} : { changes: listOf(options.change, changeables, "--change") }),
  };
}

/** "town=skip,E-Mail=address": what those columns hold; the others stay as they were guessed. */
function columnsOf(text: string, guessed: readonly Meaning[], headings: readonly string[]): Meaning[] {
  const columns = [...guessed];
  for (const pair of text.split(",")) {
    const [heading = "", meaning = ""] = pair.split("=").map((part) => part.trim());
    const [known] = listOf(meaning, meanings, "--columns");
    const place = headings.findIndex((one) => one.trim().toLowerCase() === heading.toLowerCase());
    if (place < 0) throw new WrongUsage(`The file has no column "${heading}". It has: ${headings.join(", ")}.`);
    if (known !== undefined) columns[place] = known;
  }
  return columns;
}

function listOf<Word extends string>(text: string, words: readonly Word[], option: string): Word[] {
  return text.split(",").map((one) => {
    const found = words.find((word) => word === one.trim());
    if (found === undefined) throw new WrongUsage(`${option} does not know "${one}". It knows: ${words.join(", ")}.`);
    return found;
  });
}

function numberOf(text: string): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number < 1) throw new WrongUsage(`--next-lesson is "${text}". It is the number of a lesson, from 1.`);
  return number;
}

function zoneOf(text: string): string {
  const zone = zoneNamed(text);
  if (zone === null) throw new WrongUsage(`--zone is "${text}". Write it like Europe/Berlin.`);
  return zone;
}

function minuteOf(text: string): number {
  const minute = parseSendTime(text);
  if (minute === null) throw new WrongUsage(`--send-time is "${text}". Write it like 07:00.`);
  return minute;
}
