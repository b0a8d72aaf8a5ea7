import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rateLimit } from "../../db/schema/limits.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { publishedCourse } from "../../tests/factories/course.ts";
import { enrolled, signupForm, workOff } from "../../tests/factories/reader.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { askForAddress } from "../change-address.ts";
import { sendLinkAgain } from "../find.ts";
import { signUp } from "../signup.ts";
import { takeMailTurn, takeSignInTurn } from "./rules.ts";

let database: TestDatabase;
let context: TestContext;
beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "consent", "rate_limit");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
});

const minuteMs = 60_000;
const atOnce = 20;

/** Asks so often, each time for another address of a host of mail for everybody. */
async function ask(ip: string | null, times: number): Promise<string[]> {
  const answers: string[] = [];
  for (let time = 0; time < times; time += 1) {
    answers.push((await takeMailTurn(context, { ip, address: `ann-${ip}-${time}@gmail.com` })).kind);
  }
  return answers;
}

const refused = (answers: readonly string[]) => answers.filter((answer) => answer === "too often").length;

describe("one caller", () => {
  it("asks for so many mails at once, and is told when the next may go", async () => {
    expect(refused(await ask("203.0.113.7", atOnce))).toBe(0);
    const turn = await takeMailTurn(context, { ip: "203.0.113.7", address: "ann@gmail.com" });
    expect(turn).toEqual({ kind: "too often", waitSeconds: 60 });
    context.clock.advance(minuteMs);
    expect(await ask("203.0.113.7", 2)).toEqual(["taken", "too often"]);
  });

  it("is not kept out for longer by going on", async () => {
    expect(refused(await ask("203.0.113.7", 40))).toBe(40 - atOnce);
    context.clock.advance(minuteMs);
    expect(await ask("203.0.113.7", 1)).toEqual(["taken"]);
  });

  it("keeps nobody else out", async () => {
    await ask("203.0.113.7", 25);
    expect(await ask("203.0.113.8", 1)).toEqual(["taken"]);
  });

  it("asks at once from many connections and gets no more through than one after the other", async () => {
    const turns = await Promise.all(
      Array.from({ length: 60 }, (_, place) =>
        takeMailTurn(context, { ip: "203.0.113.7", address: `ann${place}@gmail.com` }),
      ),
    );
    expect(turns.filter(({ kind }) => kind === "taken")).toHaveLength(atOnce);
  });

  it("is the whole /64 of IPv6, and five times as much is what a /48 may", async () => {
    for (let place = 0; place < atOnce; place += 1) await ask(`2001:db8:1:1::${place}`, 1);
    expect(await ask("2001:db8:1:1:ffff::1", 1)).toEqual(["too often"]);
    const others: string[] = [];
    for (let place = 2; place < 92; place += 1) others.push(...(await ask(`2001:db8:1:${place}::1`, 1)));
    expect(others.length - refused(others)).toBe(4 * atOnce);
    expect(await ask("2001:db8:2:1::1", 1)).toEqual(["taken"]);
  });

  it("is the same person in IPv4 whichever way it is written", async () => {
    await ask("203.0.113.7", atOnce);
    expect(await ask("::ffff:203.0.113.7", 1)).toEqual(["too often"]);
  });

  it("is not counted on the machine that the mail never leaves", async () => {
    expect(refused(await ask("127.0.0.1", 30))).toBe(0);
    context.settings.movableClock = false;
    expect(refused(await ask("127.0.0.1", 10 * atOnce + 5))).toBe(5);
  });

  it("is a crowd behind an address of one's own network, and is given ten times as much", async () => {
    for (const ip of ["172.18.0.2", "::ffff:192.168.1.4"]) {
      expect(refused(await ask(ip, 10 * atOnce + 5)), ip).toBe(5);
    }
    // Whoever guesses looks as its author does, and is counted with all the others.
    const guess = { ip: "172.18.0.2", address: "ada@example.com", isKnown: true };
    const answers: string[] = [];
    for (let time = 0; time < 65; time += 1) answers.push((await takeSignInTurn(context, guess)).kind);
    expect(refused(answers)).toBe(5);
  });
});

describe("a domain", () => {
  const mailToOne = (place: number) =>
    takeMailTurn(context, { ip: `203.0.113.${place}`, address: `person${place}@victim.example` });

  it("is not flooded by many callers together, and no other domain is closed by it", async () => {
    const answers: string[] = [];
    for (let place = 0; place < 65; place += 1) answers.push((await mailToOne(place)).kind);
    expect(refused(answers)).toBe(5);
    expect(await takeMailTurn(context, { ip: "203.0.113.200", address: "ann@another.example" })).toEqual({
      kind: "taken",
    });
  });

  it("is not used up by one caller who was refused", async () => {
    for (let time = 0; time < 70; time += 1) {
      await takeMailTurn(context, { ip: "198.51.100.1", address: `person${time}@victim.example` });
    }
    expect(await mailToOne(1)).toEqual({ kind: "taken" });
  });

  it("is not used up by asking for what is sent to nobody, or once a day", async () => {
    await signUp(context, signupForm({ email: "unconfirmed@victim.example", ip: "192.0.2.1" }));
    await enrolled(context, { email: "reader@gmail.com", ip: "192.0.2.2" });
    for (let place = 0; place < 6; place += 1) {
      const ip = `203.0.113.${place}`;
      await sendLinkAgain(context, { email: `nobody${place}@victim.example`, ip });
      await sendLinkAgain(context, { email: "unconfirmed@victim.example", ip });
      const wish = { typed: "wished@victim.example", questioned: "", ip };
      await askForAddress(context, { readerId: 2, enrolmentId: 2, ...wish });
    }
    const left: string[] = [];
    for (let place = 0; place < 60; place += 1) left.push((await mailToOne(place)).kind);
    // The signup and the wish have cost one turn each.
    expect(refused(left)).toBe(2);
  });

  it("that is closed still sends its readers their link, and tells nobody who they are", async () => {
    await enrolled(context, { email: "reader@victim.example", ip: "192.0.2.1" });
    await signUp(context, signupForm({ email: "unconfirmed@victim.example", ip: "192.0.2.2" }));
    await workOff(context);
    context.clock.advance(24 * 60 * minuteMs);
    for (let place = 0; place < 65; place += 1) await mailToOne(place);
    const before = context.mail.sent.length;
    for (const name of ["reader", "unconfirmed", "nobody"]) {
      const asked = { email: `${name}@victim.example`, ip: "192.0.2.3" };
      expect(await sendLinkAgain(context, asked)).toEqual({ kind: "received" });
    }
    await workOff(context);
    const links = context.mail.sent.slice(before).filter(({ message }) => message.subject.startsWith("Notice:"));
    expect(links.map(({ message }) => message.to)).toEqual(["reader@victim.example"]);
  });

  it("that strangers share is not closed by anybody", async () => {
    for (let place = 0; place < 70; place += 1) {
      const turn = await takeMailTurn(context, { ip: `203.0.113.${place}`, address: `person${place}@gmail.com` });
      expect(turn.kind).toBe("taken");
    }
  });
});

it("answers a known address and an unknown one alike, before and beyond the limit", async () => {
  await enrolled(context, { email: "known@gmail.com" });
  await workOff(context);
  for (const ip of ["198.51.100.1", "198.51.100.2"]) {
    const email = ip.endsWith("1") ? "known@gmail.com" : "unknown@gmail.com";
    expect(await sendLinkAgain(context, { email, ip })).toEqual({ kind: "received" });
    await ask(ip, atOnce);
    const answer = { kind: "too often", waitSeconds: 60 };
    expect(await sendLinkAgain(context, { email, ip })).toEqual(answer);
    expect(await signUp(context, signupForm({ email, ip }))).toEqual(answer);
  }
});

describe("an account of the studio", () => {
  const guess = (ip: string, isKnown = false) =>
    takeSignInTurn(context, { ip, address: "ada@example.com", isKnown }).then(({ kind }) => kind);

  it("is guessed at no faster by a thousand machines than by a few, and its author still comes in", async () => {
    const answers: string[] = [];
    for (let place = 0; place < 65; place += 1) answers.push(await guess(`203.0.${place}.7`));
    expect(answers.length - refused(answers)).toBe(60);
    expect(await guess("198.51.100.1")).toBe("too often");
    expect(await guess("198.51.100.1", true)).toBe("taken");
  });

  it("is not closed to new places by one stranger, whatever networks they have of one customer's", async () => {
    for (const burst of [1, 2, 3]) {
      context.clock.advance(15 * minuteMs);
      for (let place = 0; place < 40; place += 1) await guess(`2001:db8:1:${place}::${burst}`);
    }
    expect(await guess("198.51.100.1")).toBe("taken");
  });
});

it("keeps no address in the table, and forgets what is no longer owed", async () => {
  await ask("203.0.113.7", 3);
  const rows = await database.db.select().from(rateLimit);
  expect(JSON.stringify(rows)).not.toMatch(/203|gmail|ann/);
  context.clock.advance(4 * minuteMs);
  context.randomness.fraction = () => 0;
  await ask("203.0.113.8", 1);
  expect(await database.db.select().from(rateLimit)).toHaveLength(1);
});
