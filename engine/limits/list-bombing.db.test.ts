import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { aNewsletter } from "../../tests/factories/letter.ts";
import { publishedNewsletterNotices } from "../../tests/factories/newsletter-notices.ts";
import { enrolled, mailTo, signupForm, workOff } from "../../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { askForAddress } from "../change-address.ts";
import { sendLinkAgain } from "../find.ts";
import { askForNewsletter } from "../letters/follow.ts";
import { signUp } from "../signup.ts";
import { askForLink } from "../studio/come-in.ts";

let database: TestDatabase;
let context: TestContext;
beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
  const newsletterId = await aNewsletter(database.db, { slug: "weekly", title: "The weekly letter" });
  await publishedNewsletterNotices(database.db, { newsletterId });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "consent", "rate_limit");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

const victim = "victim@example.com";
const hourMs = 3_600_000;

type Asking = (email: string, ip: string) => Promise<unknown>;

/** Everything by which a mail can be made to go to an address that somebody types. */
const entries: Readonly<Record<string, Asking>> = {
  "the form of a course": (email, ip) => signUp(context, signupForm({ email, ip })),
  "the form of a course, with the letter": (email, ip) =>
    signUp(context, signupForm({ email, ip, weeklyLetter: true })),
  "the form of a letter": (email, ip) =>
    askForNewsletter(context, { ...signupForm({ email, ip, form: "letter page" }), newsletter: "weekly" }),
  "the form of a lost link": (email, ip) => sendLinkAgain(context, { email, ip }),
  "a reader's wish for another address": (email, ip) =>
    askForAddress(context, { readerId: 1, enrolmentId: 1, typed: email, questioned: email, ip }),
  "the door of the studio": (email, ip) => askForLink(context, { address: email, headers: new Headers(), ip }),
};

const asks = Object.entries(entries);

async function askEverywhere(order: readonly [string, Asking][], ipOf: (place: number) => string): Promise<void> {
  for (const [place, [, ask]] of order.entries()) await ask(victim, ipOf(place));
  await workOff(context);
}

describe("an address that a stranger types everywhere, from many networks", () => {
  it.each([
    ["in their order", asks],
    ["in the other order", [...asks].reverse()],
  ])("gets one mail a day, %s", async (_how, order) => {
    await enrolled(context, { email: "reader-one@gmail.com" });
    for (let time = 0; time < 3; time += 1) {
      await askEverywhere(order, (place) => `203.0.${time}.${place}`);
      context.clock.advance(4 * hourMs);
    }
    expect(mailTo(context, victim)).toHaveLength(1);
    context.clock.advance(8 * hourMs);
    await askEverywhere(order, (place) => `198.51.100.${place}`);
    expect(mailTo(context, victim)).toHaveLength(2);
  });

  it("is not kept from signing up: where a reader wished for it first, the form is answered when the day is over", async () => {
    await enrolled(context, { email: "reader-one@gmail.com" });
    await entries["a reader's wish for another address"]?.(victim, "203.0.113.1");
    await workOff(context);
    expect(mailTo(context, victim)[0]?.text).toMatch(/\/address\//);
    await entries["the form of a course"]?.(victim, "203.0.113.2");
    await workOff(context);
    expect(mailTo(context, victim)).toHaveLength(1);
    context.clock.jumpTo(new Date("2026-03-03T00:00:00Z"));
    await workOff(context);
    expect(mailTo(context, victim)[1]?.text).toMatch(/\/confirm\//);
  });

  it("asked at two entries at the same moment gets one mail as well", async () => {
    await enrolled(context, { email: "reader-one@gmail.com" });
    await Promise.all(asks.map(([, ask], place) => ask(victim, `203.0.113.${place}`)));
    await workOff(context);
    expect(mailTo(context, victim)).toHaveLength(1);
  });
});

it("one network makes no more than twenty mails at once go out, through all entries together", async () => {
  await enrolled(context, { email: "reader-one@gmail.com" });
  for (let time = 0; time < 24; time += 1) await asks[time % 3]?.[1](`stranger${time}@gmail.com`, "203.0.113.7");
  for (const [, ask] of asks) await ask("one-more@gmail.com", "203.0.113.7");
  await workOff(context);
  const strangers = context.mail.sent.filter(({ message }) => message.to.startsWith("stranger"));
  expect(strangers).toHaveLength(20);
  expect(mailTo(context, "one-more@gmail.com")).toEqual([]);
});

it("what only a machine fills in makes no mail go anywhere", async () => {
  await signUp(context, signupForm({ email: victim, honeypot: "x" }));
  await askForNewsletter(context, { ...signupForm({ email: victim, honeypot: "x" }), newsletter: "weekly" });
  await workOff(context);
  expect(mailTo(context, victim)).toEqual([]);
});
