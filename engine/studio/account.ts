import { endSessions, findSession, readPassword } from "../../db/studio/authors.ts";
import { replacePassword } from "../../db/studio/invitations.ts";
import type { Context } from "../context.ts";
import { takeOwnPasswordTurn } from "../limits/rules.ts";
import { waitPhrase } from "../limits/take-turns.ts";
import { recordAct } from "./audit.ts";
import { type Author, sessionTokenOf } from "./author.ts";
import { passwordFault } from "./invitations.ts";
import { linkGoodForMs, signInOf } from "./sign-in.ts";

/** Whether this browser came in by a link a moment ago, and so may set a password without knowing the old one. */
export async function cameByLink(context: Context, headers: Headers): Promise<boolean> {
  const token = await sessionTokenOf(context, headers);
  const session = token === null ? null : await findSession(context.db, { token });
  const { elapsedAt } = await context.clocks.read(context.db);
  return session?.isByLink === true && elapsedAt.getTime() - session.createdAt.getTime() < linkGoodForMs;
}

export type PasswordChanged =
  | { kind: "done" }
  | { kind: "invalid"; errors: Partial<Record<"current" | "password", string>> };

type Wish = { author: Author; headers: Headers; current: string; password: string };

/** Sets another password and ends every session, this one too: its browser signs in with the new one. */
export async function changePassword(context: Context, input: Wish): Promise<PasswordChanged> {
  const { author } = input;
  const fault = passwordFault(input.password);
  if (fault !== null) return { kind: "invalid", errors: { password: fault } };
  const wrong = (await cameByLink(context, input.headers)) ? null : await faultOfCurrent(context, input);
  if (wrong !== null) return { kind: "invalid", errors: { current: wrong } };
  const library = await signInOf(context).$context;
  const password = await library.password.hash(input.password);
  await context.db.transaction(async (tx) => {
    const { elapsedAt, calendarAt: now } = await context.clocks.read(tx);
    await replacePassword(tx, { address: author.address, password, now: elapsedAt });
    await recordAct(tx, { author, act: "password changed", now });
  });
  return { kind: "done" };
}

/** What keeps this password from counting as the one of now. So many are looked at, right or wrong. */
async function faultOfCurrent(context: Context, { author, current }: Wish): Promise<string | null> {
  const turn = await takeOwnPasswordTurn(context, { authorId: author.id });
  if (turn.kind === "too often") return `That was tried too often. Please try again ${waitPhrase(turn)}.`;
  const library = await signInOf(context).$context;
  const hash = await readPassword(context.db, { authorId: author.id });
  const isRight = hash !== null && (await library.password.verify({ hash, password: current }));
  return isRight ? null : "This is not your password.";
}

/** Signs this author out of every browser. */
export async function signOutEverywhere(context: Context, { author }: { author: Author }): Promise<void> {
  await context.db.transaction(async (tx) => {
    const { calendarAt: now } = await context.clocks.read(tx);
    await endSessions(tx, { authorId: author.id });
    await recordAct(tx, { author, act: "sessions ended", now });
  });
}
