import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readSuppression } from "../../db/readers.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { aNewsletter } from "../../tests/factories/letter.ts";
import { publishedNewsletterNotices } from "../../tests/factories/newsletter-notices.ts";
import { enrolled, lastTo, mailTo, signupForm, tokenIn, workOff } from "../../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { askForAddress } from "../change-address.ts";
import { confirm, readConfirmation } from "../confirm.ts";
import { confirmAddress } from "../confirm-address.ts";
import { newsletterWords } from "../consent-words.ts";
import { hashAddress } from "../context.ts";
import { erase } from "../erase.ts";
import { sendLinkAgain } from "../find.ts";
import { leave, leaveFrom, readLeaving } from "../leave.ts";
import { readChoices } from "../reader-choices.ts";
import { readCopy } from "../reader-copy.ts";
import { readReader } from "../reader-page.ts";
import { signUp } from "../signup.ts";
import { askForNewsletter, type FollowForm, followAsKnown } from "./follow.ts";

let database: TestDatabase;
let context: TestContext;
const address = "maria@example.com";
const who = { ip: "192.0.2.7", userAgent: "a test" };

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
  for (const [slug, title] of [
    ["weekly", "The weekly letter"],
    ["races", "Race notes"],
  ] as const) {
    const newsletterId = await aNewsletter(database.db, { slug, title });
    await publishedNewsletterNotices(database.db, { newsletterId });
  }
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "consent", "rate_limit");
  await database.db.execute(sql`update newsletter set retired_at = null`);
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

function followForm(form: Partial<FollowForm> = {}): FollowForm {
  return {
    ...{ email: address, name: "Maria", newsletter: "weekly", timezone: "Europe/Berlin", honeypot: "" },
    ...{ form: "letter page", ...who },
    ...form,
  };
}

/** Follows by the form and the button of the mail that it brings. Returns the token of the reader's own page. */
async function following(form: Partial<FollowForm> = {}): Promise<string> {
  await askForNewsletter(context, followForm(form));
  await workOff(context);
  await confirm(context, { token: tokenIn(lastTo(context, address), "confirm"), ...who });
  await workOff(context);
  return tokenIn(lastTo(context, address), "me");
}

async function follows(): Promise<string[]> {
  const rows = await database.db.execute<{ line: string }>(sql`
    select newsletter.slug || ' ' || follow.state as line from follow
    join newsletter on newsletter.id = newsletter_id order by newsletter.id`);
  return rows.map(({ line }) => line);
}

const subjects = () => mailTo(context, address).map(({ subject }) => subject);

describe("a form for a letter alone", () => {
  it("brings one question and nothing else, before its button is pressed", async () => {
    expect(await askForNewsletter(context, followForm())).toEqual({ kind: "received", address });
    await workOff(context);
    expect(subjects()).toEqual(["Letter notice: confirm, The weekly letter"]);
    expect(await follows()).toEqual(["weekly waiting"]);
  });

  it("keeps the words that were shown, and completes the proof when the button is pressed", async () => {
    await following();
    const [row] = await database.db.execute(sql`
      select purpose, form, words, asked_ip, confirmed_ip, confirmed_at is not null as confirmed from consent`);
    expect(row).toEqual({
      purpose: "newsletter:weekly",
      form: "letter page",
      words: newsletterWords({ title: "The weekly letter" }),
      asked_ip: "192.0.2.7",
      confirmed_ip: "192.0.2.7",
      confirmed: true,
    });
  });

  it("says what is asked for on the page of the button, and is not confirmed by looking at it", async () => {
    await askForNewsletter(context, followForm());
    await workOff(context);
    const token = tokenIn(lastTo(context, address), "confirm");
    const waiting = { kind: "waiting", courseTitle: null, letters: ["The weekly letter"], name: "Maria" };
    expect(await readConfirmation(context, { token })).toMatchObject(waiting);
    expect(await follows()).toEqual(["weekly waiting"]);
    await confirm(context, { token, ...who });
    expect(await readConfirmation(context, { token })).toMatchObject({ kind: "done", courseTitle: null });
    expect(await confirm(context, { token, ...who })).toMatchObject({ kind: "already" });
  });

  it("welcomes once, whatever is pressed again", async () => {
    await following();
    expect(subjects()).toEqual([
      "Letter notice: confirm, The weekly letter",
      "Letter notice: welcome, The weekly letter",
    ]);
  });

  it("sends one question a day through whichever forms an address is typed into", async () => {
    await askForNewsletter(context, followForm());
    await signUp(context, signupForm());
    await askForNewsletter(context, followForm({ newsletter: "races" }));
    await sendLinkAgain(context, { email: address, ip: null });
    await workOff(context);
    expect(subjects()).toHaveLength(1);
    // And its one button says yes to all of it.
    await confirm(context, { token: tokenIn(lastTo(context, address), "confirm"), ...who });
    expect(await follows()).toEqual(["weekly following", "races following"]);
  });

  it("gives one who left before the question went out the same question after all, by another form", async () => {
    await askForNewsletter(context, followForm());
    await leaveFrom(context, { readerId: 1, from: { newsletter: "weekly" } });
    await signUp(context, signupForm());
    await workOff(context);
    expect(subjects()).toEqual(["Notice: confirm"]);
  });

  it("answers the same for one who follows already, and sends them their own link", async () => {
    await following();
    context.clock.advance(86_400_000);
    expect(await askForNewsletter(context, followForm({ name: "Eve" }))).toEqual({ kind: "received", address });
    await workOff(context);
    expect(subjects().at(-1)).toBe("Letter notice: find-link, The weekly letter");
    const token = tokenIn(lastTo(context, address), "me");
    expect(await readReader(context, { token })).toMatchObject({ name: "Maria" });
  });

  it("answers a program as anybody and keeps nothing", async () => {
    expect(await askForNewsletter(context, followForm({ honeypot: "x" }))).toEqual({ kind: "received", address });
    expect(await follows()).toEqual([]);
  });

  it.each([
    ["an address that is none", { email: "maria" }, "email"],
    ["a letter that there is none of", { newsletter: "nothing" }, "newsletter"],
    ["no letter", { newsletter: "" }, "newsletter"],
  ])("with %s is answered beside its field, and nothing is stored", async (_, form, field) => {
    const answer = await askForNewsletter(context, followForm(form));
    expect(answer).toMatchObject({ kind: "invalid", errors: { [field]: expect.stringContaining(" ") } });
    expect(await follows()).toEqual([]);
  });

  it("takes nobody into a letter that was retired", async () => {
    await database.db.execute(sql`update newsletter set retired_at = '2026-02-01' where slug = 'weekly'`);
    expect(await askForNewsletter(context, followForm())).toMatchObject({ kind: "invalid" });
  });

  it("needs no zone: who tells none lives by UTC until they say otherwise", async () => {
    await following({ timezone: "" });
    const [reader] = await database.db.execute(sql`select zone, send_minute from reader`);
    expect(reader).toEqual({ zone: "UTC", send_minute: 420 });
  });

  it("changes nothing of one who reads here already", async () => {
    await enrolled(context);
    await askForNewsletter(context, followForm({ name: "Eve", timezone: "Asia/Tokyo" }));
    const [reader] = await database.db.execute(sql`select name, zone from reader`);
    expect(reader).toEqual({ name: "Maria", zone: "Europe/Berlin" });
  });

  it.each(["bounced", "left"])(
    "lets an address back that was suppressed (%s), by one question and its button",
    async (reason) => {
      await following();
      await database.db.execute(sql`insert into suppression (address_hash, reason, suppressed_at)
      values (${hashAddress(context, address)}, ${reason}, '2026-03-02')`);
      context.clock.advance(86_400_000);
      const before = subjects().length;
      for (const newsletter of ["weekly", "races"]) await askForNewsletter(context, followForm({ newsletter }));
      await workOff(context);
      expect(subjects().slice(before)).toEqual(["Letter notice: confirm, The weekly letter"]);
      expect(await readSuppression(context.db, { addressHash: hashAddress(context, address) })).toBe(reason);
      await confirm(context, { token: tokenIn(lastTo(context, address), "confirm"), ...who });
      expect(await readSuppression(context.db, { addressHash: hashAddress(context, address) })).toBeNull();
      expect(await follows()).toEqual(["weekly following", "races following"]);
    },
  );

  it("never writes to an address that complained", async () => {
    await following();
    await database.db.execute(sql`
      insert into suppression (address_hash, reason, suppressed_at)
      values (${hashAddress(context, address)}, 'complained', '2026-03-02')`);
    context.clock.advance(86_400_000);
    const before = subjects().length;
    await askForNewsletter(context, followForm({ newsletter: "races" }));
    await workOff(context);
    expect(subjects()).toHaveLength(before);
  });
});

describe("a reader of letters alone", () => {
  it("has a page of their own, with no course and what they follow", async () => {
    const token = await following();
    expect(await readReader(context, { token })).toMatchObject({
      kind: "ok",
      name: "Maria",
      enrolments: [],
      newsletters: [{ slug: "weekly", following: true }],
    });
    expect(await readChoices(context, { token })).toMatchObject({
      courses: [],
      letters: [{ slug: "weekly" }],
      enrolmentId: null,
    });
  });

  it("leaves the letter by the link of its mail, and only that", async () => {
    await following();
    const token = tokenIn(lastTo(context, address), "leave");
    const of = { of: "newsletter", title: "The weekly letter" };
    expect(await readLeaving(context, { token })).toMatchObject({ ...of, left: { it: false, everything: false } });
    expect(await leave(context, { token, from: "it" })).toEqual({ kind: "left" });
    expect(await readLeaving(context, { token })).toMatchObject({ ...of, left: { it: true, everything: false } });
    expect((await follows())[0]).toBe("weekly left");
    expect(await readSuppression(context.db, { addressHash: hashAddress(context, address) })).toBeNull();
  });

  it("finds their link again", async () => {
    await following();
    context.clock.advance(86_400_000);
    await sendLinkAgain(context, { email: address, ip: null });
    await workOff(context);
    expect(subjects().at(-1)).toBe("Letter notice: find-link, The weekly letter");
  });

  it("gets the question again where they never answered it, on another day", async () => {
    await askForNewsletter(context, followForm());
    await workOff(context);
    context.clock.advance(86_400_000);
    await sendLinkAgain(context, { email: address, ip: null });
    await workOff(context);
    expect(subjects()).toEqual(Array(2).fill("Letter notice: confirm, The weekly letter"));
  });

  it("moves to another address that says yes, and the old one is told", async () => {
    await following();
    const wish = {
      readerId: 1,
      enrolmentId: null,
      newsletterId: 1,
      typed: "maria@new.example",
      questioned: "",
      ip: null,
    };
    expect(await askForAddress(context, wish)).toMatchObject({ kind: "asked" });
    await workOff(context);
    const asked = lastTo(context, "maria@new.example");
    expect(asked.text).not.toContain("Maria");
    expect(await confirmAddress(context, { token: tokenIn(asked, "address"), ...who })).toEqual({ kind: "confirmed" });
    await workOff(context);
    expect(context.mail.sent.at(-1)?.message).toMatchObject({
      to: address,
      subject: "Letter notice: address-changed, The weekly letter",
    });
  });

  it("takes a copy of everything, and is erased without a trace but the proof", async () => {
    const token = await following();
    expect(await readCopy(context, { token })).toMatchObject({
      courses: [],
      newsletters: [{ newsletter: "The weekly letter", state: "following" }],
      agreedTo: [{ to: "newsletter:weekly" }],
    });
    expect(await erase(context, { readerId: 1 })).toEqual({ kind: "erased" });
    expect(await follows()).toEqual([]);
    expect(await readReader(context, { token })).toEqual({ kind: "unknown" });
  });
});

describe("one who is known by their link", () => {
  it("follows without being asked a second time, with a proof of its own", async () => {
    await enrolled(context);
    await workOff(context);
    const before = subjects().length;
    expect(await followAsKnown(context, { readerId: 1, slug: "races", ...who })).toMatchObject({ kind: "followed" });
    expect(await followAsKnown(context, { readerId: 1, slug: "races", ...who })).toMatchObject({ kind: "already" });
    await workOff(context);
    expect(subjects()).toHaveLength(before);
    const rows = await database.db.execute(sql`
      select form, words, confirmed_at = asked_at as at_once from consent where purpose = 'newsletter:races'`);
    expect([...rows]).toEqual([{ form: "own page", words: newsletterWords({ title: "Race notes" }), at_once: true }]);
  });

  it("is written to again after they had left everything", async () => {
    await following();
    await leaveFrom(context, { readerId: 1, from: "everything" });
    expect(await followAsKnown(context, { readerId: 1, slug: "races", ...who })).toMatchObject({ kind: "followed" });
    expect(await readSuppression(context.db, { addressHash: hashAddress(context, address) })).toBeNull();
    expect(await follows()).toEqual(["weekly left", "races following"]);
  });

  it("follows nothing from an address that nobody confirmed, or that complained", async () => {
    await askForNewsletter(context, followForm());
    expect(await followAsKnown(context, { readerId: 1, slug: "races", ...who })).toEqual({ kind: "refused" });
    await workOff(context);
    await confirm(context, { token: tokenIn(lastTo(context, address), "confirm"), ...who });
    await database.db.execute(sql`
      insert into suppression (address_hash, reason, suppressed_at)
      values (${hashAddress(context, address)}, 'complained', '2026-03-02')`);
    expect(await followAsKnown(context, { readerId: 1, slug: "races", ...who })).toEqual({ kind: "refused" });
    expect(await followAsKnown(context, { readerId: 1, slug: "nothing", ...who })).toEqual({ kind: "unknown" });
  });
});
