import { type APIRequestContext, expect } from "@playwright/test";
import { pathIn, type StoredMail, waitForMail } from "./mail.ts";

export type Signup = { email: string; name?: string; course?: string; timezone?: string; sendTime?: string };

/** Signs somebody up without a browser and returns their confirmation, unanswered. */
export async function signUp(request: APIRequestContext, signup: Signup): Promise<StoredMail> {
  const data = { name: "Ines", course: "runner-core", timezone: "Europe/Berlin", sendTime: "07:00", ...signup };
  const response = await request.post("/api/signup", { data });
  expect(response.status(), await response.text()).toBe(202);
  const [confirmation] = await waitForMail(request, { to: signup.email, count: 1 });
  if (confirmation === undefined) throw new Error("No confirmation came.");
  return confirmation;
}

/**
 * Signs somebody up and confirms. Returns once confirmation, welcome and Day 1 have come, in this order; a course that
 * does not start on confirmation sends two messages.
 */
export async function enrol(
  request: APIRequestContext,
  { mail: count = 3, ...signup }: Signup & { mail?: number },
): Promise<StoredMail[]> {
  const confirmation = await signUp(request, signup);
  const response = await request.post(`${pathIn(confirmation, "confirm")}/now`);
  expect(response.status()).toBe(200);
  return waitForMail(request, { to: signup.email, count });
}

/** Signs somebody up for both courses and the weekly letter. Returns the one confirmation, unanswered. */
export async function signUpForBoth(request: APIRequestContext, { email }: { email: string }): Promise<StoredMail> {
  const confirmation = await signUp(request, { email });
  const second = { email, course: "warm-up-before-you-run", weeklyLetter: true };
  const data = { name: "Ines", timezone: "Europe/Berlin", sendTime: "07:00", ...second };
  expect((await request.post("/api/signup", { data })).status()).toBe(202);
  return confirmation;
}

/** Enrols somebody in both courses with one press, and in the weekly letter. Day 1 of the first has come. */
export async function enrolInBoth(request: APIRequestContext, { email }: { email: string }): Promise<StoredMail[]> {
  const confirmation = await signUpForBoth(request, { email });
  expect((await request.post(`${pathIn(confirmation, "confirm")}/now`)).status()).toBe(200);
  return waitForMail(request, { to: email, count: 4 });
}

/** Presses "Next morning" for a reader and tells the day that dawned there, and the subjects of what came. */
export async function sleepUntilMorning(
  request: APIRequestContext,
  address: string,
): Promise<{ day: string; subjects: string[] }> {
  const response = await request.post("/mailbox/morning", {
    form: { to: address },
    headers: { Accept: "application/json" },
  });
  expect(response.status()).toBe(200);
  const morning = (await response.json()) as { kind: string; day: string; mail: { subject: string }[] };
  expect(morning.kind).toBe("came");
  return { day: morning.day, subjects: morning.mail.map(({ subject }) => subject) };
}

/** Presses "I did it" on the web page of a lesson. */
export async function complete(request: APIRequestContext, lesson: StoredMail): Promise<void> {
  const response = await request.post(`${pathIn(lesson, "lessons")}/done`);
  expect(response.status()).toBe(200);
}

let readers = 0;

/** An address that no other test uses, in any worker's Dayletter. */
export function newAddress(local: string): string {
  readers += 1;
  return `${local}-${process.pid}-${readers}@example.com`;
}
