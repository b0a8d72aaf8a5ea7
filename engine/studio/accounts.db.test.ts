import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readClocks } from "../../db/clock.ts";
import { findSession, listAuthors } from "../../db/studio/authors.ts";
import { type TestContext, testContext } from "../../tests/factories/context.ts";
import { answer, noPace as pace } from "../../tests/factories/transport.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { takeMailTurn } from "../limits/rules.ts";
import { cameByLink, changePassword, signOutEverywhere } from "./account.ts";
import { type Author, authorOf } from "./author.ts";
import { changeRole, removeAuthor } from "./authors.ts";
import { askForLink, followLink } from "./come-in.ts";
import { acceptInvitation, inviteAuthor, makeOwnerLink, readInvitation } from "./invitations.ts";
import { rotateSession } from "./rotate.ts";
import { askSignIn } from "./sign-in.ts";

let database: TestDatabase;
let context: TestContext;
const password = "a long enough password";
const ip = "192.0.2.1";

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** A site of its own, with Ada as its owner; returns her and the headers of her browser. */
async function withOwner(): Promise<{ ada: Author; headers: Headers }> {
  await database.empty("author", "author_invitation", "author_verification", "rate_limit", "author_act");
  // The library is opened once for each database; this is a database of its own to it, and to this context's mail.
  context = testContext({ db: Object.create(database.db), now: (await readClocks(database.db)).elapsedAt });
  const token = tokenOf((await makeOwnerLink(context, { always: true })) ?? "");
  await acceptInvitation(context, { token, name: "Ada", address: "ada@example.com", password, ip });
  return signedIn("ada@example.com");
}

async function withViewer(owner: Author): Promise<{ ada: Author; headers: Headers }> {
  const token = tokenOf(await inviteAuthor(context, { author: owner, role: "viewer" }));
  await acceptInvitation(context, { token, name: "Vera", address: "vera@example.com", password, ip });
  return signedIn("vera@example.com");
}

async function signedIn(email: string): Promise<{ ada: Author; headers: Headers }> {
  const body = { email, password };
  return browserOf(await askSignIn(context, { path: "/sign-in/email", headers: new Headers(), ip, body }));
}

async function browserOf(answered: Response): Promise<{ ada: Author; headers: Headers }> {
  const headers = new Headers({ cookie: answered.headers.getSetCookie()[0]?.split(";")[0] ?? "" });
  const ada = await authorOf(context, headers);
  if (ada === null) throw new Error(`nobody came in: ${answered.status}`);
  return { ada, headers };
}

const tokenOf = (link: string) => link.split("/").at(-1) ?? "";
const ask = (address: string) => askForLink(context, { address, headers: new Headers(), ip });
const mailed = () => context.mail.sent.map(({ message }) => message);
const linkToken = () => /\/studio\/come-in\/link\/(\w+)/.exec(mailed().at(-1)?.text ?? "")?.[1] ?? "";

test("mails a link that signs in once, to an author and to nobody else, and keeps only its hash", async () => {
  await withOwner();
  await ask("stranger@example.com");
  expect(mailed()).toEqual([]);
  await ask(" ADA@example.com ");
  expect(mailed()).toMatchObject([{ to: "ada@example.com", headers: { "Auto-Submitted": "auto-generated" } }]);
  const token = linkToken();
  const kept = await database.db.execute(sql`select identifier, value from author_verification`);
  expect(JSON.stringify(kept)).not.toContain(token);
  expect(JSON.stringify(kept)).toContain("ada@example.com");

  const first = await followLink(context, { token, headers: new Headers(), ip });
  expect((await browserOf(cameIn(first))).ada.name).toBe("Ada");
  expect(await followLink(context, { token, headers: new Headers(), ip })).toBeNull();
  expect(await followLink(context, { token: "forged", headers: new Headers(), ip })).toBeNull();
});

test("whoever sits at an open session finds out no password by trying", async () => {
  const { ada, headers } = await withOwner();
  const next = { author: ada, headers, password: "another long password" };
  const said: unknown[] = [];
  for (let time = 0; time < 6; time += 1)
    said.push(await changePassword(context, { ...next, current: `guess ${time}` }));
  const wrong = (words: string) => ({ kind: "invalid", errors: { current: expect.stringContaining(words) } });
  expect(said).toEqual([...Array(5).fill(wrong("not your password")), wrong("Please try again in 5 minutes")]);
  // Not even the right one is told apart, and the session and the old password are as they were.
  expect(await changePassword(context, { ...next, current: password })).toMatchObject({ kind: "invalid" });
  context.clock.advance(5 * 60_000);
  expect(await changePassword(context, { ...next, current: password })).toEqual({ kind: "done" });
});

test("fills nobody's mailbox with links", async () => {
  await withOwner();
  for (let time = 0; time < 6; time += 1) await ask("ada@example.com");
  expect(mailed()).toHaveLength(3);
});

test("a link comes although strangers have used up what may be mailed to its author's domain", async () => {
  await withOwner();
  for (let place = 0; place < 65; place += 1) {
    await takeMailTurn(context, { ip: `203.0.113.${place}`, address: `person${place}@example.com` });
  }
  await ask("ada@example.com");
  expect(mailed()).toHaveLength(1);
});

test("a password changes by knowing it or by a link that was just followed, and every session ends", async () => {
  const { ada, headers } = await withOwner();
  const other = await signedIn("ada@example.com");
  const next = { author: ada, headers, password: "another long password" };
  expect(await changePassword(context, { ...next, current: "wrong password" })).toMatchObject({
    kind: "invalid",
    errors: { current: expect.any(String) },
  });
  expect(await changePassword(context, { ...next, current: password, password: "short" })).toMatchObject({
    kind: "invalid",
  });
  expect(await authorOf(context, other.headers)).not.toBeNull();
  expect(await changePassword(context, { ...next, current: password })).toEqual({ kind: "done" });
  expect([await authorOf(context, headers), await authorOf(context, other.headers)]).toEqual([null, null]);

  await ask("ada@example.com");
  const byLink = await browserOf(await followed(linkToken()));
  expect(await cameByLink(context, byLink.headers)).toBe(true);
  expect(await changePassword(context, { author: ada, headers: byLink.headers, current: "", password })).toEqual({
    kind: "done",
  });

  // A quarter of an hour later the link is no key to the password any more.
  await ask("ada@example.com");
  const late = await browserOf(await followed(linkToken()));
  context.clock.advance(16 * 60_000);
  expect(await changePassword(context, { author: ada, headers: late.headers, current: "", password })).toMatchObject({
    kind: "invalid",
  });
  await signOutEverywhere(context, { author: ada });
  expect(await authorOf(context, late.headers)).toBeNull();
});

test("the last owner keeps the role, whoever asks, also when two take each other's away at once", async () => {
  const { ada } = await withOwner();
  expect(await removeAuthor(context, { author: ada, id: ada.id })).toBe("last owner");
  expect(await changeRole(context, { author: ada, id: ada.id, role: "viewer" })).toBe("last owner");
  const { ada: vera, headers } = await withViewer(ada);
  expect(vera.role).toBe("viewer");
  expect(await changeRole(context, { author: ada, id: vera.id, role: "owner" })).toBe("done");
  // A new role is a new session.
  expect(await authorOf(context, headers)).toBeNull();
  const both = await Promise.all([
    changeRole(context, { author: ada, id: vera.id, role: "viewer" }),
    changeRole(context, { author: vera, id: ada.id, role: "viewer" }),
  ]);
  expect(both.sort()).toEqual(["done", "last owner"]);
});

test("whoever is made a viewer has no link left that would make them an owner again", async () => {
  const { ada } = await withOwner();
  const { ada: vera } = await withViewer(ada);
  await changeRole(context, { author: ada, id: vera.id, role: "owner" });
  const kept = tokenOf(await inviteAuthor(context, { author: vera, role: "owner" }));
  const others = tokenOf(await inviteAuthor(context, { author: ada, role: "viewer" }));
  await changeRole(context, { author: ada, id: vera.id, role: "viewer" });
  expect(await readInvitation(context, { token: kept })).toBeNull();
  expect(await readInvitation(context, { token: others })).not.toBeNull();
});

test("an author who is removed is out at once, and the log still names them", async () => {
  const { ada } = await withOwner();
  const { ada: vera, headers } = await withViewer(ada);
  const listed = await listAuthors(context.db);
  expect(listed.map(({ name, lastSignInAt }) => [name, lastSignInAt !== null])).toEqual([
    ["Ada", true],
    ["Vera", true],
  ]);
  expect(await removeAuthor(context, { author: ada, id: vera.id })).toBe("done");
  expect(await authorOf(context, headers)).toBeNull();
  expect((await listAuthors(context.db)).map(({ name }) => name)).toEqual(["Ada"]);
  const acts = await database.db.execute(sql`select author_name, act, facts from author_act order by id`);
  expect(acts).toContainEqual({ author_name: "Vera", act: "account made", facts: { what: "viewer" } });
  expect(acts).toContainEqual({ author_name: "Ada", act: "author removed", facts: { what: "Vera" } });
});

test("every sign-in is a session of its own", async () => {
  await withOwner();
  const [one, other] = [await signedIn("ada@example.com"), await signedIn("ada@example.com")];
  expect(one.headers.get("cookie")).not.toBe(other.headers.get("cookie"));
  expect(await findSession(context.db, { token: "none" })).toBeNull();
});

test("a session is renewed once a day, the old one is good for a minute, and its end stays where it was", async () => {
  const { headers } = await withOwner();
  expect(await rotateSession(context, headers)).toBeNull();
  await database.db.execute(sql`update author_session set updated_at = updated_at - interval '25 hours'`);
  const [before] = await database.db.execute<{ end: string }>(sql`select expires_at as end from author_session`);
  const both = await Promise.all([rotateSession(context, headers), rotateSession(context, headers)]);
  const fresh = both.filter((one) => one !== null);
  expect(fresh).toHaveLength(1);
  expect(fresh[0]?.line).toMatch(/; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);

  const renewed = new Headers({ cookie: fresh[0]?.pair ?? "" });
  expect((await authorOf(context, renewed))?.name).toBe("Ada");
  expect((await authorOf(context, headers))?.name).toBe("Ada");
  expect(await rotateSession(context, renewed)).toBeNull();
  const ends = await database.db.execute<{ end: string }>(
    sql`select expires_at as end from author_session order by expires_at`,
  );
  expect(ends[1]).toEqual(before);
  expect(new Date(ends[0]?.end ?? "").getTime() - context.clock.elapsedAt.getTime()).toBe(60_000);
  await database.db.execute(sql`update author_session set expires_at = expires_at - interval '61 seconds'`);
  expect(await authorOf(context, headers)).toBeNull();
});

test("a mail that cannot leave is said to be so in the log, and the door stays shut and whole", async () => {
  await withOwner();
  context.mail.answers.push(answer({ kind: "halted", name: "invalid_api_key", message: "no", cure: "Set it.", pace }));
  await ask("ada@example.com");
  expect(mailed()).toEqual([]);
  await ask("ada@example.com");
  expect(mailed()).toHaveLength(1);
});

async function followed(token: string): Promise<Response> {
  return cameIn(await followLink(context, { token, headers: new Headers(), ip }));
}

function cameIn(answered: Awaited<ReturnType<typeof followLink>>): Response {
  if (answered instanceof Response) return answered;
  throw new Error("the link did not sign in");
}
