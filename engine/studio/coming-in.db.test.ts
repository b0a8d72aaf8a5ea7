import { afterAll, beforeAll, expect, test } from "vitest";
import { authorAct, authorInvitation, authorSession } from "../../db/schema/authors.ts";
import { testContext } from "../../tests/factories/context.ts";
import { type TestDatabase, testDatabase } from "../../tests/setup/database.ts";
import { authorOf } from "./author.ts";
import { comeIn } from "./come-in.ts";
import { acceptInvitation, inviteAuthor, makeOwnerLink, readInvitation } from "./invitations.ts";
import { askSignIn } from "./sign-in.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const now = new Date("2026-03-02T08:00:00Z");
const hour = 3_600_000;

const ada = { name: "Ada", address: "Ada@Example.com", password: "a long enough password", ip: null };

const open = () => testContext({ db: database.db, now });

const tokenOf = (link: string | null) => link?.split("/").at(-1) ?? "";

test("the first link makes the owner's account, once, and only its hash is kept", async () => {
  const context = open();
  const link = await makeOwnerLink(context, { always: false });
  const token = tokenOf(link);
  expect(link).toMatch(/^http:\/\/localhost:3000\/studio\/welcome\/[\w-]{43}$/);
  expect(JSON.stringify(await context.db.select().from(authorInvitation))).not.toContain(token);

  expect(await readInvitation(context, { token })).toMatchObject({ role: "owner" });
  const both = await Promise.all([
    acceptInvitation(context, { token, ...ada }),
    acceptInvitation(context, { token, ...ada, address: "eve@example.com" }),
  ]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(["made", "spent"]);
  expect(await readInvitation(context, { token })).toBeNull();
  expect(await makeOwnerLink(context, { always: false })).toBeNull();
  expect(await context.db.select().from(authorAct)).toMatchObject([{ act: "account made", facts: { what: "owner" } }]);
});

test("a link is good for a day, and until the next one is made", async () => {
  const context = open();
  const token = tokenOf(await makeOwnerLink(context, { always: true }));
  context.clock.advance(23 * hour);
  expect(await readInvitation(context, { token })).not.toBeNull();
  context.clock.advance(hour);
  expect(await readInvitation(context, { token })).toBeNull();
  expect(await acceptInvitation(context, { token, ...ada })).toEqual({ kind: "spent" });

  const seen = tokenOf(await makeOwnerLink(context, { always: true }));
  await makeOwnerLink(context, { always: true });
  expect(await readInvitation(context, { token: seen })).toBeNull();
});

test("says beside each field what is wrong, and leaves the link good", async () => {
  const context = open();
  const token = tokenOf(await makeOwnerLink(context, { always: true }));
  const accepted = await acceptInvitation(context, {
    token,
    name: " ",
    address: "nowhere",
    password: "short",
    ip: null,
  });
  expect(accepted).toMatchObject({ kind: "invalid" });
  expect(Object.keys(accepted.kind === "invalid" ? accepted.errors : {}).sort()).toEqual([
    "address",
    "name",
    "password",
  ]);
  expect(await readInvitation(context, { token })).not.toBeNull();
});

test("a password opens a session whose cookie no script reads, and a wrong one and an unknown address answer alike", async () => {
  const context = open();
  const token = tokenOf(await makeOwnerLink(context, { always: true }));
  await acceptInvitation(context, { token, ...ada, address: "grace@example.com" });
  const signIn = (email: string, password: string) =>
    askSignIn(context, { path: "/sign-in/email", headers: new Headers(), ip: "192.0.2.1", body: { email, password } });

  const wrong = await signIn("grace@example.com", "another long password");
  const unknown = await signIn("nobody@example.com", "another long password");
  expect([wrong.status, await wrong.text()]).toEqual([unknown.status, await unknown.text()]);

  const right = await signIn("grace@example.com", ada.password);
  const [cookie = ""] = right.headers.getSetCookie();
  expect(cookie).toMatch(/^dayletter\.session_token=/);
  expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/);
  const headers = new Headers({ cookie: cookie.split(";")[0] ?? "" });
  expect(await authorOf(context, headers)).toMatchObject({ name: "Ada", address: "grace@example.com", role: "owner" });
  expect(await authorOf(context, new Headers({ cookie: "dayletter.session_token=forged.forged" }))).toBeNull();

  await askSignIn(context, { path: "/sign-out", headers, ip: "192.0.2.1" });
  expect(await authorOf(context, headers)).toBeNull();
});

test("on https the cookie is never sent in the clear", async () => {
  const context = open();
  const token = tokenOf(await makeOwnerLink(context, { always: true }));
  await acceptInvitation(context, { token, ...ada, address: "hedy@example.com" });
  const settings = { ...context.settings, siteUrl: "https://letters.example" };
  // The library is opened once for each database, so this is a database of its own to it.
  const secure = { ...context, settings, db: Object.create(context.db) };
  const body = { email: "hedy@example.com", password: ada.password };
  const answer = await askSignIn(secure, { path: "/sign-in/email", headers: new Headers(), ip: "192.0.2.2", body });
  expect(answer.headers.getSetCookie()[0]).toMatch(
    /^__Host-dayletter\.session_token=.*; HttpOnly; Secure; SameSite=Lax$/,
  );
});

test("eight wrong passwords are the last that are looked at, also for another process, and another place is let in", async () => {
  const context = open();
  const token = tokenOf(await makeOwnerLink(context, { always: true }));
  await acceptInvitation(context, { token, ...ada, address: "mary@example.com" });
  const guess = (ip: string, password: string) =>
    comeIn(
      { ...context, db: Object.create(context.db) },
      { headers: new Headers({ "x-forwarded-for": "203.0.113.9" }), ip, address: "mary@example.com", password },
    ).then(({ kind }) => kind);
  const answers: string[] = [];
  for (let number = 1; number <= 8; number++) answers.push(await guess("198.51.100.7", `guess number ${number}`));
  expect(answers).toEqual(Array(8).fill("wrong"));
  // The right one is not told apart either.
  expect(await guess("198.51.100.7", ada.password)).toBe("too often");
  expect(await guess("198.51.100.8", ada.password)).toBe("in");
});

test("who has the machine mends a lost password, which ends every session", async () => {
  const context = open();
  const make = async () => tokenOf(await makeOwnerLink(context, { always: true }));
  const joan = { ...ada, name: "Joan", address: "joan@example.com" };
  await acceptInvitation(context, { token: await make(), ...joan });
  const body = { email: joan.address, password: ada.password };
  const ip = "192.0.2.9";
  const answer = await askSignIn(context, { path: "/sign-in/email", headers: new Headers(), ip, body });
  const headers = new Headers({ cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "" });
  const before = await authorOf(context, headers);
  expect(before?.name).toBe("Joan");

  const accepted = await acceptInvitation(context, { token: await make(), ...joan, password: "the new long one" });
  expect(accepted).toEqual({ kind: "made", address: joan.address });
  expect(await authorOf(context, headers)).toBeNull();

  // The invitation of another author gives no power over an account that exists.
  const invited = tokenOf(await inviteAuthor(context, { author: before ?? never(), role: "viewer" }));
  const taken = await acceptInvitation(context, { token: invited, ...joan, password: "an evil long password" });
  expect(taken).toMatchObject({ kind: "invalid", errors: { address: expect.stringContaining("account") } });
  expect(await context.db.select().from(authorSession)).not.toContainEqual(
    expect.objectContaining({ userId: before?.id }),
  );
});

function never(): never {
  throw new Error("nobody was signed in");
}
