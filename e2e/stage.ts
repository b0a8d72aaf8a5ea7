import type { APIRequestContext } from "@playwright/test";
import { lessonsAmong, mailTo, pathIn, type StoredMail } from "./mail.ts";
import { complete, enrol, newAddress, signUp, sleepUntilMorning } from "./reader.ts";

/** Readers at several places of the course, for tests that look at every page and every letter. */
export type Stage = {
  /** Signed up and not confirmed. */
  waiting: StoredMail;
  /** In the third week, some days done, some not. */
  midway: { email: string; mail: StoredMail[]; lessons: StoredMail[] };
};

const daysDone = [1, 2, 3, 4, 5, 6, 8, 9, 11, 12, 13, 14, 15, 16];

export async function setStage(
  request: APIRequestContext,
  { days = 17, email = newAddress("midway") } = {},
): Promise<Stage> {
  const waiting = await signUp(request, { email: newAddress("waiting") });
  let mail = await enrol(request, { email });
  for (let day = 1; day <= days; day += 1) {
    if (day > 1) await sleepUntilMorning(request, email);
    mail = await mailTo(request, email);
    const newest = lessonsAmong(mail).at(-1);
    if (newest !== undefined && daysDone.includes(day) && day < days) await complete(request, newest);
  }
  return { waiting, midway: { email, mail, lessons: lessonsAmong(mail) } };
}

/** Where a lesson of a reader is read on the web. */
export function lessonPath(lessons: readonly StoredMail[], day: number): string {
  const lesson = lessons[day - 1];
  if (lesson === undefined) throw new Error(`Day ${day} has not come.`);
  return pathIn(lesson, "lessons");
}
