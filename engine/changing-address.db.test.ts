import { setImmediate } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { lockAddress } from "../db/confirmation-days.ts";
import { tallyDeliveries } from "../db/deliveries.ts";
import { findReaderByAddress, readSuppression, suppressAddress } from "../db/readers.ts";
import { consent } from "../db/schema/readers.ts";
import { type TestContext, testContext } from "../tests/factories/context.ts";
import { publishedCourse } from "../tests/factories/course.ts";
import { enrolled, lastTo, mailTo, signupForm, tokenIn, workOff } from "../tests/factories/reader.ts";
import { acceptThenCut, noPace } from "../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../tests/setup/database.ts";
import { askForAddress, takeAddressBack } from "./change-address.ts";
import { changeName } from "./change-name.ts";
import { composeBatch } from "./compose.ts";
import { confirm } from "./confirm.ts";
import { type ConfirmedAddress, confirmAddress as confirmFrom, readAddressConfirmation } from "./confirm-address.ts";
import { addressWords } from "./consent-words.ts";
import { hashAddress } from "./context.ts";
import { leave } from "./leave.ts";
import { readCopy } from "./reader-copy.ts";
import { settle } from "./settle.ts";
import { signUp } from "./signup.ts";
import { isBalanced } from "./status.ts";
import { linkToken } from "./token.ts";

let database: TestDatabase;
let context: TestContext;

beforeAll(async () => {
  database = await testDatabase();
  await publishedCourse(database.db, { publishedAt: new Date("2026-01-01") });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty("reader", "batch", "planning", "suppression", "consent");
  context = testContext({ db: database.db, now: new Date("2026-03-02T08:00:00Z") });
  await enrolled(context);
  await workOff(context);
});

const former = "maria@example.com";
const wished = "maria@new.example";
const maria = { readerId: 1, enrolmentId: 1 };

function ask(typed = wished, who = maria) {
  return askForAddress(context, { ...who, typed, questioned: typed, ip: null });
}

/** Asks, lets the letter go out, and returns the token that it brought. */
async function askedAt(typed = wished, who = maria): Promise<string> {
  await ask(typed, who);
  await workOff(context);
  return tokenIn(lastTo(context, typed), "address");
}

/** Presses the button in that letter, from a browser that does not matter unless it is said. */
function confirmAddress(
  of: TestContext,
  press: { token: string; ip?: string; userAgent?: string },
): Promise<ConfirmedAddress> {
  return confirmFrom(of, { ip: null, userAgent: null, ...press });
}

/** An address is asked to confirm once a day, whichever form it was typed into. */
function passDay(): void {
  context.clock.advance(86_400_000);
}

const hash = (address: string) => hashAddress(context, address);
const wishes = () =>
  database.db.execute<{ address: string; state: string }>(sql`
  select address, case when confirmed_at is not null then 'confirmed' when withdrawn_at is not null then 'withdrawn'
    else 'open' end as state from address_change order by id`);

describe("a reader who asks for another address", () => {
  it("is asked there, and nothing changes before the button is pressed", async () => {
    const token = await askedAt();
    expect(await readAddressConfirmation(context, { token })).toEqual({ kind: "waiting", address: wished });
    context.clock.advance(86_400_000);
    await workOff(context);
    expect(mailTo(context, wished)).toHaveLength(1);
    expect(lastTo(context, former).subject).toBe("Day 2: lesson-2");
  });

  it("is written to there from the next message on, and the old address is told, its ends alone", async () => {
    const token = await askedAt();
    expect(await confirmAddress(context, { token })).toEqual({ kind: "confirmed" });
    await workOff(context);
    expect(lastTo(context, former).subject).toBe("Notice: address-changed");
    expect(lastTo(context, former).text).toContain("m…a@n….example");
    context.clock.advance(86_400_000);
    await workOff(context);
    expect(lastTo(context, wished).subject).toBe("Day 2: lesson-2");
    expect(mailTo(context, former).filter(({ subject }) => subject.startsWith("Day 2"))).toEqual([]);
    const shown = await readAddressConfirmation(context, { token });
    expect(shown).toMatchObject({ kind: "done", address: wished, meToken: expect.stringMatching(/^[\w-]{34}$/) });
  });

  it("finds a used link good still, and a second press harmless", async () => {
    const token = await askedAt();
    const presses = await Promise.all([confirmAddress(context, { token }), confirmAddress(context, { token })]);
    expect(presses.map(({ kind }) => kind).sort()).toEqual(["confirmed", "done"]);
    await workOff(context);
    expect(mailTo(context, former).filter(({ subject }) => subject === "Notice: address-changed")).toHaveLength(1);
  });

  it("gives away no link into their page, not even the way out, to whoever reads there", async () => {
    await askedAt();
    const letter = lastTo(context, wished);
    expect(Object.keys(letter.headers)).not.toContain("List-Unsubscribe");
  });

  it("is not greeted by name where a stranger may read it, also when they change their name meanwhile", async () => {
    await ask();
    await changeName(context, { readerId: 1, typed: "Mariana" });
    await workOff(context);
    const { html, text, subject } = lastTo(context, wished);
    expect(html).toContain("<p>Hello. ");
    expect(`${html} ${text} ${subject}`).not.toContain("Maria");
    const [stored] = await database.db.execute(sql`select variant from delivery where notice = 'address-change'`);
    expect(stored).toEqual({ variant: "unnamed" });
  });

  it("has agreed to it on record: in which words, when, and from where", async () => {
    const token = await askedAt();
    const wishedAt = context.clock.calendarAt;
    context.clock.advance(60_000);
    await confirmAddress(context, { token, ip: "192.0.2.7", userAgent: "a phone" });
    await confirmAddress(context, { token, ip: "192.0.2.8", userAgent: "a scanner" });
    const consents = await database.db.select().from(consent).where(eq(consent.purpose, "address"));
    expect(consents).toMatchObject([
      {
        readerId: 1,
        words: addressWords,
        askedAt: wishedAt,
        askedIp: null,
        confirmedAt: context.clock.calendarAt,
        confirmedIp: "192.0.2.7",
        confirmedUserAgent: "a phone",
        withdrawnAt: null,
      },
    ]);
    const meToken = linkToken(context, { deliveryId: 1, purpose: "me" });
    expect((await readCopy(context, { token: meToken }))?.agreedTo).toContainEqual(
      expect.objectContaining({ to: "address", words: addressWords, confirmedFromIp: "192.0.2.7" }),
    );
  });

  it("may take it back: the link says so and opens nothing", async () => {
    const token = await askedAt();
    expect(await takeAddressBack(context, maria)).toEqual({ kind: "done" });
    expect(await takeAddressBack(context, maria)).toEqual({ kind: "already" });
    expect(await readAddressConfirmation(context, { token })).toEqual({ kind: "withdrawn", address: wished });
    expect(await confirmAddress(context, { token })).toEqual({ kind: "withdrawn" });
    expect((await findReaderByAddress(database.db, { address: former }))?.id).toBe(1);
  });

  it("takes a letter back that has not gone out yet, and may ask again at once", async () => {
    await ask();
    await takeAddressBack(context, maria);
    await workOff(context);
    expect(mailTo(context, wished)).toEqual([]);
    const token = await askedAt();
    expect(await confirmAddress(context, { token })).toEqual({ kind: "confirmed" });
  });

  it("takes a letter back that the provider had turned away, and may ask again", async () => {
    await ask();
    const composed = await composeBatch(context, { limit: 10 });
    if (composed.kind !== "batch") throw new Error("nothing was composed");
    await takeAddressBack(context, maria);
    const deferred = { kind: "deferred", name: "rate_limit_exceeded", message: "slow", retryAfterMs: 0 } as const;
    await settle(context, { batch: composed.batch, outcome: { ...deferred, pace: noPace } });
    await workOff(context);
    expect(mailTo(context, wished)).toEqual([]);
    await askedAt();
    expect(mailTo(context, wished)).toHaveLength(1);
  });

  it("finds the letter that came before good again, when they ask for the same address once more", async () => {
    const token = await askedAt();
    await takeAddressBack(context, maria);
    await askedAt();
    expect(mailTo(context, wished)).toHaveLength(1);
    expect(await confirmAddress(context, { token })).toEqual({ kind: "confirmed" });
  });

  it("and then for a third one has one open wish, and the link of the earlier says that it was overtaken", async () => {
    const early = await askedAt("first@new.example");
    const late = await askedAt("second@new.example");
    expect(await wishes()).toMatchObject([{ state: "withdrawn" }, { state: "open" }]);
    expect(await confirmAddress(context, { token: early })).toEqual({ kind: "overtaken" });
    expect(await confirmAddress(context, { token: late })).toEqual({ kind: "confirmed" });
    expect(await confirmAddress(context, { token: early })).toEqual({ kind: "overtaken" });
  });

  it("keeps the address of what is on its way, byte for byte, and moves what is queued", async () => {
    const token = await askedAt();
    context.clock.advance(86_400_000);
    context.mail.answers.push(acceptThenCut);
    await workOff(context);
    await confirmAddress(context, { token });
    context.clock.advance(60_000);
    await workOff(context);
    const [first, again] = context.mail.requests
      .slice(-3)
      .filter(({ messages }) => messages[0]?.subject === "Day 2: lesson-2");
    expect(again?.key).toBe(first?.key);
    expect(again?.messages[0]?.to).toBe(former);
    expect(mailTo(context, wished).map(({ subject }) => subject)).toEqual(["Notice: address-change"]);
  });

  it("hears at the address of now when that is what they typed", async () => {
    expect(await ask(" Maria@Example.com ")).toMatchObject({
      kind: "invalid",
      message: expect.stringContaining("already"),
    });
  });

  it("is asked about a likely slip once, and taken at their word the second time", async () => {
    const typed = "maria@gmial.com";
    const first = await askForAddress(context, { ...maria, typed, questioned: "", ip: null });
    expect(first).toMatchObject({ kind: "invalid", suggestion: "maria@gmail.com" });
    expect(await ask(typed)).toEqual({ kind: "asked", address: typed });
  });

  it.each([
    ["nothing", ""],
    ["half an address", "maria@"],
    ["a host without its end", "a@b"],
    ["a book", "x".repeat(5_000)],
    ["a header of their own", "maria@example.com\r\nBcc: all@example.com"],
    ["a zero byte", "\u0000@example.com"],
  ])("is told what is wrong with %s", async (_, typed) => {
    expect(await ask(typed)).toMatchObject({ kind: "invalid", message: expect.stringMatching(/^(Please|This)/) });
    expect(await wishes()).toEqual([]);
  });
});

describe("an address that somebody else reads under", () => {
  it("gets nothing, the answer is the same, and no press can ever make two readers one", async () => {
    await enrolled(context, { email: "other@example.com" });
    await workOff(context);
    const before = mailTo(context, "other@example.com").length;
    expect(await ask("other@example.com")).toEqual({ kind: "asked", address: "other@example.com" });
    await workOff(context);
    expect(mailTo(context, "other@example.com")).toHaveLength(before);
    expect(await wishes()).toMatchObject([{ state: "open" }]);
  });

  it("and who confirmed a signup with it after the letter went is not merged either", async () => {
    const token = await askedAt();
    passDay();
    await enrolled(context, { email: wished });
    expect(await readAddressConfirmation(context, { token })).toEqual({ kind: "taken", address: wished });
    expect(await confirmAddress(context, { token })).toEqual({ kind: "taken" });
    expect((await findReaderByAddress(database.db, { address: former }))?.id).toBe(1);
  });

  it("goes to one of two readers who confirm it at the same moment", async () => {
    await enrolled(context, { email: "other@example.com" });
    const hers = await askedAt();
    context.clock.advance(86_400_000);
    const who = { readerId: 2, enrolmentId: 2 };
    const theirs = await askedAt(wished, who);
    expect(theirs).not.toBe(hers);
    const presses = [confirmAddress(context, { token: hers }), confirmAddress(context, { token: theirs })];
    expect((await Promise.all(presses)).map(({ kind }) => kind).sort()).toEqual(["confirmed", "taken"]);
  });
});

describe("an address that somebody typed into a signup form and never confirmed", () => {
  const neverConfirmed = () => signUp(context, signupForm({ email: wished, name: "Mallory" }));

  async function expectMoved(newest = "Day 2: lesson-2"): Promise<void> {
    expect((await findReaderByAddress(database.db, { address: wished }))?.id).toBe(1);
    const tally = await tallyDeliveries(database.db);
    expect(isBalanced(tally), JSON.stringify(tally)).toBe(true);
    context.clock.advance(86_400_000);
    await workOff(context);
    expect(lastTo(context, wished).subject).toBe(newest);
  }

  it("is asked all the same, and its yes takes that signup away and the reader there", async () => {
    await neverConfirmed();
    await workOff(context);
    const stale = tokenIn(lastTo(context, wished), "confirm");
    passDay();
    const token = await askedAt();
    expect(await readAddressConfirmation(context, { token })).toEqual({ kind: "waiting", address: wished });
    expect(await confirmAddress(context, { token })).toEqual({ kind: "confirmed" });
    expect(await confirm(context, { token: stale, ip: null, userAgent: null })).toEqual({ kind: "unknown" });
    const readers = await database.db.execute(sql`select address, name from reader`);
    expect(readers).toEqual([{ address: wished, name: "Maria" }]);
    await expectMoved("Day 3: lesson-3");
  });

  it("and that was typed there after the letter went stands in nobody's way either", async () => {
    const token = await askedAt();
    await neverConfirmed();
    expect(await confirmAddress(context, { token })).toEqual({ kind: "confirmed" });
    await workOff(context);
    expect(mailTo(context, wished).map(({ subject }) => subject)).not.toContain("Notice: confirm");
    await expectMoved();
  });

  it("is the reader's at once while that signup's confirmation is on its way, which goes out once", async () => {
    const token = await askedAt();
    passDay();
    await workOff(context);
    await neverConfirmed();
    context.mail.answers.push(acceptThenCut);
    await workOff(context);
    expect(await confirmAddress(context, { token })).toEqual({ kind: "confirmed" });
    context.clock.advance(60_000);
    await workOff(context);
    const keys = context.mail.requests
      .filter(({ messages }) => messages.some(({ to, subject }) => to === wished && subject === "Notice: confirm"))
      .map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(await database.db.execute(sql`select id::int from reader`)).toEqual([{ id: 1 }]);
    await expectMoved("Day 3: lesson-3");
  });

  it("belongs to whichever of the two confirms first, when both do at the same moment", async () => {
    await neverConfirmed();
    await workOff(context);
    const theirs = tokenIn(lastTo(context, wished), "confirm");
    passDay();
    const hers = await askedAt();
    const [moved, begun] = await Promise.all([
      confirmAddress(context, { token: hers }),
      confirm(context, { token: theirs, ip: null, userAgent: null }),
    ]);
    expect([
      ["confirmed", "unknown"],
      ["taken", "confirmed"],
    ]).toContainEqual([moved.kind, begun.kind]);
    expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
  });

  it("is one reader's in the end, when it is confirmed and signed up with again and again at once", async () => {
    await enrolled(context, { email: "other@example.com" });
    await neverConfirmed();
    passDay();
    const hers = await askedAt();
    passDay();
    const theirs = await askedAt(wished, { readerId: 2, enrolmentId: 2 });
    const [first, second] = await Promise.all([
      confirmAddress(context, { token: theirs }),
      confirmAddress(context, { token: hers }),
      ...[1, 2, 3].map(neverConfirmed),
    ]);
    expect([first, second].map(({ kind }) => kind).sort()).toEqual(["confirmed", "taken"]);
    const [row] = await database.db.execute(sql`select count(*)::int as count from reader`);
    expect(row).toEqual({ count: 2 });
    expect(isBalanced(await tallyDeliveries(database.db))).toBe(true);
  });
});

describe("an address that must not be written to", () => {
  it("gets nothing after a complaint, with the same answer", async () => {
    await suppressAddress(database.db, suppressed("complained"));
    expect(await ask()).toEqual({ kind: "asked", address: wished });
    await workOff(context);
    expect(mailTo(context, wished)).toEqual([]);
  });

  it("opens nothing when it complained after the letter", async () => {
    const token = await askedAt();
    await suppressAddress(database.db, suppressed("complained"));
    expect(await confirmAddress(context, { token })).toEqual({ kind: "withdrawn" });
  });

  it.each(["left", "bounced", "erased"] as const)(
    "because it %s is asked once, and its yes lifts that",
    async (reason) => {
      await suppressAddress(database.db, suppressed(reason));
      const token = await askedAt();
      await confirmAddress(context, { token });
      expect(await readSuppression(database.db, { addressHash: hash(wished) })).toBeNull();
    },
  );

  it("at the old place does not keep the new one from being asked, and what rested for it goes on", async () => {
    await suppressAddress(database.db, { ...suppressed("bounced"), addressHash: hash(former) });
    context.clock.advance(86_400_000);
    await workOff(context);
    const [paused] = await database.db.execute(sql`select pause_reason from enrolment`);
    expect(paused).toEqual({ pause_reason: "suppressed" });
    const token = await askedAt();
    await confirmAddress(context, { token });
    await workOff(context);
    expect(lastTo(context, wished).subject).toBe("Day 2: lesson-2");
    expect(mailTo(context, former).map(({ subject }) => subject)).not.toContain("Notice: address-changed");
  });

  it("suppresses the letter alone: the course goes on at the old address", async () => {
    await ask();
    await suppressAddress(database.db, suppressed("complained"));
    await workOff(context);
    const [enrolment] = await database.db.execute(sql`select state from enrolment`);
    expect(enrolment).toEqual({ state: "active" });
    const [letter] = await database.db.execute(sql`select state from delivery where notice = 'address-change'`);
    expect(letter).toEqual({ state: "suppressed" });
  });

  function suppressed(reason: "left" | "bounced" | "complained" | "erased") {
    return { addressHash: hash(wished), reason, suppressedAt: context.clock.calendarAt };
  }
});

describe("who would bomb an address with our letters", () => {
  it("gets one a day to it, through however many readers", async () => {
    await enrolled(context, { email: "other@example.com" });
    const others = { readerId: 2, enrolmentId: 2 };
    await Promise.all([ask(), ask(), ask(wished, others)]);
    await takeAddressBack(context, maria);
    await ask();
    await workOff(context);
    expect(mailTo(context, wished)).toHaveLength(1);
    context.clock.advance(86_400_000);
    await ask();
    await ask(wished, others);
    await workOff(context);
    expect(mailTo(context, wished)).toHaveLength(2);
  });

  it("holds no wish that others wait for while it waits for the address itself", async () => {
    await ask();
    await takeAddressBack(context, maria);
    const holding = { addressHash: hash(wished) };
    const asked = await database.db.transaction(async (tx) => {
      await lockAddress(tx, holding);
      const again = ask();
      while (!(await isAwaited())) await setImmediate();
      await tx.execute(sql`select id from address_change for update nowait`);
      return { again };
    });
    expect(await asked.again).toEqual({ kind: "asked", address: wished });
  });

  async function isAwaited(): Promise<boolean> {
    const rows = await database.db.execute(sql`
      select 1 from pg_locks join pg_database d on d.oid = database
      where locktype = 'advisory' and not granted and datname = current_database()`);
    return rows.length > 0;
  }

  it("may wish three times a day, also when all come at once", async () => {
    const typed = [1, 2, 3, 4, 5, 6].map((one) => `maria${one}@new.example`);
    const answers = await Promise.all(typed.map((one) => ask(one)));
    expect(answers.filter(({ kind }) => kind === "asked")).toHaveLength(3);
    expect(answers.find(({ kind }) => kind === "invalid")).toMatchObject({
      message: expect.stringContaining("tomorrow"),
    });
    context.clock.advance(86_400_001);
    expect((await ask("maria7@new.example")).kind).toBe("asked");
  });
});

describe("tokens of other pages", () => {
  it("confirm no address, and an address's token is good for nothing else", async () => {
    const token = await askedAt();
    for (const page of ["leave", "lessons"] as const) {
      const foreign = tokenIn(lastTo(context, former), page);
      expect(await confirmAddress(context, { token: foreign })).toEqual({ kind: "unknown" });
    }
    expect(await leave(context, { token, from: "everything" })).toEqual({ kind: "unknown" });
    for (const forged of ["", "x", `${token}A`, token.slice(1)]) {
      expect(await confirmAddress(context, { token: forged })).toEqual({ kind: "unknown" });
    }
  });
});
