import { listCourses } from "../../engine/catalogue.ts";
import { openContext } from "../../engine/context.ts";
import type { Settings } from "../../engine/settings.ts";
import { makeOwnerLink } from "../../engine/studio/invitations.ts";
import { spokenWayOut } from "../way-out.ts";

/** What a person sees once everything is up: where to look, and how to end it. */
export async function greeting(input: { settings: Settings; databaseUrl: string; tookMs: number }): Promise<string> {
  const { settings } = input;
  const places = [["Site", settings.siteUrl], ...(await placesOfTheDatabase(input)), mailPlace(settings)];
  const lines = places.map(([name, place]) => `  ${name?.padEnd(10)}${place}`);
  const seconds = Math.round(input.tookMs / 1000);
  return ["", `Dayletter is up, after ${seconds} s.`, "", ...lines, "", "Stop it with Ctrl-C.", ""].join("\n");
}

async function placesOfTheDatabase(input: { settings: Settings; databaseUrl: string }): Promise<string[][]> {
  const opened = openContext({ ...input, name: "start", poolSize: 1 });
  try {
    const courses = await listCourses(opened.context);
    const places = courses.slice(0, 3).map(({ slug }) => ["Course", `${input.settings.siteUrl}/courses/${slug}`]);
    return [...places, ...studioPlace(await makeOwnerLink(opened.context, { always: false }), input.settings)];
  } finally {
    await opened.close();
  }
}

/** Until somebody owns the site, each start makes a fresh link, and the one of the start before is good no more. */
function studioPlace(link: string | null, { siteUrl }: Settings): string[][] {
  if (link === null) return [["Studio", `${siteUrl}/studio`]];
  return [
    ["Studio", link],
    ["", "(makes the owner's account: good once, for a day)"],
  ];
}

function mailPlace({ mail, siteUrl }: Settings): string[] {
  if (mail.kind === "mailbox") return ["Mailbox", `${siteUrl}/mailbox (mail lands here and leaves nowhere)`];
  return ["Mail", `leaves by ${spokenWayOut(mail)}`];
}
