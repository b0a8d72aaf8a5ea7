import type { APIRequestContext } from "@playwright/test";
import { lessonsAmong, mailTo, newest, oneClickUrl, pathIn, type StoredMail, waitForMail } from "./mail.ts";
import { dayAfter } from "./wall-clock.ts";

/** Somebody in both courses and the weekly letter, who may move to two other addresses. */
export type Presser = { request: APIRequestContext; email: string; others: readonly [string, string] };

/** A button that changes something: where its form is posted, and what it sends. */
export type Press = {
  route: string;
  path(presser: Presser): Promise<string>;
  form(presser: Presser): Promise<Record<string, string>> | Record<string, string>;
};

const core = "runner-core";
const warmUp = "warm-up-before-you-run";
const everyDay = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [`day${day}`, "yes"]));

/**
 * Every button of a reader's pages, in an order in which each of them changes something: from the one that confirms to
 * the one that erases.
 */
export const presses: readonly Press[] = [
  { route: "/confirm/[token]/now", path: (presser) => fromMail(presser, "confirm", "/now", 0), form: nothing },
  { route: "/lessons/[token]/done", path: (presser) => fromLesson(presser, "/done"), form: () => ({ felt: "hard" }) },
  { route: "/lessons/[token]/undo", path: (presser) => fromLesson(presser, "/undo"), form: nothing },
  own("time", () => ({ timezone: "Europe/Lisbon", sendTime: "06:30" })),
  own("days", () => ({ course: core, every: "2", ...everyDay })),
  own("budget", () => ({ most: "1" })),
  own("name", () => ({ name: "Mallory" })),
  own("counting", () => ({ counting: "off" })),
  own("pause", pauseOfThreeWeeks),
  own("resume", () => ({ course: core })),
  own("next", () => ({ course: core })),
  ahead("done", () => ({ felt: "easy" })),
  ahead("undo", nothing),
  own("address", ({ others }) => ({ email: others[0] })),
  { route: "/me/[token]/address/back", path: (presser) => fromMe(presser, "/address/back"), form: nothing },
  own("address", ({ others }) => ({ email: others[1] })),
  { route: "/address/[token]/now", path: fromNewAddress, form: nothing },
  own("restart", () => ({ course: core, run: "1" })),
  { route: "/api/leave/[token]", path: fromHeader, form: () => ({ "List-Unsubscribe": "One-Click" }) },
  own("leave", () => ({ letter: "weekly" })),
  own("letters", () => ({ letter: "weekly" })),
  { route: "/leave/[token]/course", path: (presser) => fromMail(presser, "leave", "/course", -1), form: nothing },
  {
    route: "/leave/[token]/everything",
    path: (presser) => fromMail(presser, "leave", "/everything", -1),
    form: nothing,
  },
  own("erase", () => ({ sure: "yes" })),
];

/** What only somebody finds who has come to the end of the short course. */
export const pressesAtTheEnd: readonly Press[] = [
  {
    route: "/me/[token]/certificate/[course]/name",
    path: (presser) => fromMe(presser, `/certificate/${warmUp}/name`),
    form: () => ({ name: "Mallory the Runner" }),
  },
];

function nothing(): Record<string, string> {
  return {};
}

/** Counted from the day that the mailbox's calendar says. */
async function pauseOfThreeWeeks({ request, email }: Presser): Promise<Record<string, string>> {
  const { date } = dayOneAmong(await mailTo(request, email));
  return { course: core, until: "day", day: dayAfter(date.toISOString().slice(0, 10), 21) };
}

/** A change on `/me`, where a course can be named. */
function own(change: string, form: Press["form"]): Press {
  return { route: `/me/[token]/${change}/now`, path: (presser) => fromMe(presser, `/${change}/now`), form };
}

/** The lesson that was opened ahead, by its name. */
function ahead(verb: "done" | "undo", form: Press["form"]): Press {
  const path = (presser: Presser) => fromMe(presser, `/lessons/${core}/breathe-under-the-brace/${verb}`);
  return { route: `/me/[token]/lessons/[course]/[key]/${verb}`, path, form };
}

async function fromMe({ request, email }: Presser, rest: string): Promise<string> {
  const mail = await mailTo(request, email);
  return `${pathIn(newest(mail.filter(({ text }) => text.includes("/me/"))), "me")}${rest}`;
}

async function fromLesson({ request, email }: Presser, rest: string): Promise<string> {
  return `${pathIn(dayOneAmong(await waitForMail(request, { to: email, count: 4 })), "lessons")}${rest}`;
}

/** `place` counts from the end where it is negative: among what came to the address, -1 is Day 1 of the first course. */
async function fromMail(
  { request, email }: Presser,
  page: "confirm" | "leave",
  rest: string,
  place: 0 | -1,
): Promise<string> {
  const mail = await mailTo(request, email);
  const letter = place === 0 ? mail[0] : dayOneAmong(mail);
  if (letter === undefined) throw new Error(`No mail came to ${email}.`);
  return `${pathIn(letter, page)}${rest}`;
}

async function fromNewAddress({ request, others }: Presser): Promise<string> {
  const [letter] = await waitForMail(request, { to: others[1], count: 1 });
  if (letter === undefined) throw new Error("No letter came to the new address.");
  return `${pathIn(letter, "address")}/now`;
}

/** The mail program's own button, of the welcome to the second course. */
async function fromHeader({ request, email }: Presser): Promise<string> {
  const welcome = (await mailTo(request, email)).find(({ subject }) => subject === "Welcome to Warm Up Before You Run");
  if (welcome === undefined) throw new Error(`No welcome to ${warmUp} came to ${email}.`);
  return new URL(oneClickUrl(welcome)).pathname;
}

function dayOneAmong(mail: readonly StoredMail[]): StoredMail {
  const [dayOne] = lessonsAmong(mail);
  if (dayOne === undefined) throw new Error("Day 1 has not come.");
  return dayOne;
}
