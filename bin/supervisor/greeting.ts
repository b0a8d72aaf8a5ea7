import { listCourses } from "../../engine/catalogue.ts";
import { openContext } from "../../engine/context.ts";
import type { Settings } from "../../engine/settings.ts";

/** What a person sees once everything is up: where to look, and how to end it. */
export async function greeting(input: { settings: Settings; databaseUrl: string; tookMs: number }): Promise<string> {
  const { settings } = input;
  const places = [["Site", settings.siteUrl], ...(await coursePlaces(input)), mailPlace(settings)];
  const lines = places.map(([name, place]) => `  ${name?.padEnd(10)}${place}`);
  const seconds = Math.round(input.tookMs / 1000);
  return ["", `Dayletter is up, after ${seconds} s.`, "", ...lines, "", "Stop it with Ctrl-C.", ""].join("\n");
}

async function coursePlaces(input: { settings: Settings; databaseUrl: string }): Promise<string[][]> {
  const opened = openContext({ ...input, name: "start", poolSize: 1 });
  try {
    const courses = await listCourses(opened.context);
    return courses.slice(0, 3).map(({ slug }) => ["Course", `${input.settings.siteUrl}/courses/${slug}`]);
  } finally {
    await opened.close();
  }
}

function mailPlace({ mail, siteUrl }: Settings): string[] {
  if (mail.kind === "mailbox") return ["Mailbox", `${siteUrl}/mailbox (mail lands here and leaves nowhere)`];
  return ["Mail", `leaves by Resend (${mail.baseUrl})`];
}
