import type { Database } from "../../db/connect.ts";
import { askToFollow, recordConsents } from "../../db/consents.ts";
import { followNow, readFollow } from "../../db/letters/follows.ts";
import { findNewsletterBySlug, type Newsletter } from "../../db/letters/newsletters.ts";
import {
  changeReader,
  findOrAddReader,
  liftSuppression,
  lockReader,
  type Reader,
  readSuppression,
} from "../../db/readers.ts";
import { wakeWorkers } from "../../db/wake.ts";
import { normaliseName } from "../../domain/names.ts";
import { zoneNamed } from "../../domain/zones.ts";
import { confirmationDay } from "../confirmation-day.ts";
import { newsletterWords } from "../consent-words.ts";
import { type Context, hashAddress } from "../context.ts";
import { takeMailTurn } from "../limits/rules.ts";
import { mayReturn } from "../returning.ts";
import type { SignupAnswer, SignupField } from "../signup.ts";
import { readTypedAddress } from "../typed-address.ts";
import { queueNewsletterNotice } from "./notices.ts";

/** A newsletter's form as it came in; every field is what somebody typed. */
export type FollowForm = {
  email: string;
  name: string;
  newsletter: string;
  /** Told by the browser, and empty where it runs no script: then by UTC, until its reader says otherwise. */
  timezone: string;
  /** Hidden from people; only a machine fills it in. */
  honeypot: string;
  /** See `readTypedAddress`. */
  questioned?: string | undefined;
  /** Which form on the site, such as "letter page". */
  form: string;
  ip: string | null;
  userAgent: string | null;
};

type Read = { address: string; name: string | null; zone: string | null; newsletter: Newsletter };

/** A letter's reader has never been asked for an hour; it is what a course suggests too. */
const usualSendMinute = 7 * 60;

/**
 * Takes a signup for a newsletter alone, as `signUp` takes one for a course: the answer is the same for an address that
 * is known and one that is not, nothing is confirmed by it, and one confirmation a day goes to an address, whichever
 * form it was typed into. Who follows already gets their own link again.
 */
export async function askForNewsletter(context: Context, form: FollowForm): Promise<SignupAnswer> {
  const read = await readForm(context, form);
  if (read.kind === "invalid") return read;
  if (form.honeypot !== "") return { kind: "received", address: read.address };
  const turn = await takeMailTurn(context, { ip: form.ip, address: read.address });
  if (turn.kind === "too often") return turn;
  await context.db.transaction(async (tx) => {
    await ask(context, tx, { form, read });
    await wakeWorkers(tx);
  });
  return { kind: "received", address: read.address };
}

async function readForm(
  context: Context,
  form: FollowForm,
): Promise<({ kind: "read" } & Read) | Extract<SignupAnswer, { kind: "invalid" }>> {
  const { address, error, suggestion } = readTypedAddress(form);
  const name = normaliseName(form.name);
  const zone = zoneNamed(form.timezone);
  const newsletter = await findOpenNewsletter(context.db, form.newsletter);
  const errors: Partial<Record<SignupField, string>> = {};
  if (error !== null) errors.email = error;
  if (name.kind === "invalid") errors.name = name.message;
  if (newsletter === null) errors.newsletter = "We have no letter of that name. Please choose one from the list.";
  if (address !== null && name.kind === "ok" && newsletter !== null && error === null) {
    return { kind: "read", address, name: name.name, zone, newsletter };
  }
  return { kind: "invalid", errors, suggestion };
}

/** Null also for one that was retired: no further issue of it will come. */
async function findOpenNewsletter(db: Database, slug: string): Promise<Newsletter | null> {
  const newsletter = await findNewsletterBySlug(db, { slug: slug.slice(0, 200) });
  return newsletter?.retiredAt === null ? newsletter : null;
}

async function ask(context: Context, tx: Database, input: { form: FollowForm; read: Read }): Promise<void> {
  const { form, read } = input;
  const { calendarAt: now } = await context.clocks.read(tx);
  const { newsletter, name, zone } = read;
  const reader = await askingReader(tx, {
    address: read.address,
    addressHash: hashAddress(context, read.address),
    ...{ name, zone, now, source: form.form },
  });
  const isFollowing = (await readFollow(tx, { readerId: reader.id, newsletterId: newsletter.id })) === "following";
  const isAsked = !isFollowing || (await mayReturn(tx, reader));
  if (!isFollowing) await askToFollow(tx, { readerId: reader.id, newsletterId: newsletter.id, changedAt: now });
  if (isAsked) {
    await recordConsents(tx, [
      {
        readerId: reader.id,
        ...agreement(newsletter),
        ...{ form: form.form, askedAt: now, askedIp: form.ip, askedUserAgent: form.userAgent },
      },
    ]);
  }
  const kind = isAsked ? "confirm" : "find-link";
  await queueNewsletterNotice(tx, {
    kind,
    ...(await confirmationDay(tx, { kind, reader, now })),
    newsletter,
    reader,
    now,
  });
}

type Asking = Pick<Reader, "address" | "addressHash" | "name" | "source"> & { zone: string | null; now: Date };

/** The reader of this address, locked. What the form says of them counts only while nobody has confirmed anything. */
async function askingReader(tx: Database, { zone, now, ...asking }: Asking): Promise<Reader> {
  const reader = await findOrAddReader(tx, {
    ...asking,
    zone: zone ?? "UTC",
    sendMinute: usualSendMinute,
    createdAt: now,
  });
  if (reader.confirmedAt !== null) return reader;
  const told = { name: asking.name ?? reader.name, zone: zone ?? reader.zone };
  await changeReader(tx, { id: reader.id, ...told });
  return { ...reader, ...told };
}

function agreement(newsletter: Pick<Newsletter, "slug" | "title">) {
  return { purpose: `newsletter:${newsletter.slug}`, words: newsletterWords(newsletter) };
}

export type Followed =
  | { kind: "followed" | "already"; slug: string }
  /** Nobody ever confirmed this address, or its owner complained about us: then nothing may be sent. */
  | { kind: "refused" | "unknown" };

/**
 * Follows for a reader who is known by their own link: that they own the address is proven, so nobody is asked again. It
 * is their own consent, and so lifts what leaving or bouncing had suppressed.
 */
export function followAsKnown(
  context: Context,
  input: { readerId: number; slug: string; ip: string | null; userAgent: string | null },
): Promise<Followed> {
  const { readerId, slug, ip, userAgent } = input;
  return context.db.transaction(async (tx): Promise<Followed> => {
    const { calendarAt: now } = await context.clocks.read(tx);
    const reader = await lockReader(tx, { id: readerId });
    const newsletter = reader && (await findOpenNewsletter(tx, slug));
    if (!reader || !newsletter) return { kind: "unknown" };
    if (reader.confirmedAt === null) return { kind: "refused" };
    const { addressHash } = reader;
    if ((await readSuppression(tx, { addressHash })) === "complained") return { kind: "refused" };
    if (!(await followNow(tx, { readerId, newsletterId: newsletter.id, changedAt: now })))
      return { kind: "already", slug };
    await liftSuppression(tx, { addressHash, liftedAt: now });
    const moment = { askedAt: now, askedIp: ip, askedUserAgent: userAgent };
    const proof = { ...moment, confirmedAt: now, confirmedIp: ip, confirmedUserAgent: userAgent };
    await recordConsents(tx, [{ readerId, ...agreement(newsletter), form: "own page", ...proof }]);
    return { kind: "followed", slug };
  });
}
