import { createHash } from "node:crypto";
import { findNewsletter } from "../../db/consents.ts";
import {
  addDemoMessages,
  type DemoDelivery,
  type DemoFollower,
  listDemoFollowers,
  setDemoIssueSent,
  setDemoLeft,
} from "../../db/demo.ts";
import type { NewEvent } from "../../db/events.ts";
import { addDraft, storeIssueVersion } from "../../db/letters/drafts.ts";
import { issueBySlug } from "../../db/letters/files.ts";
import { decideSubject } from "../../domain/subject-test.ts";
import type { Compiled } from "../../domain/version.ts";
import type { Context } from "../context.ts";
import type { Typesetter } from "../letters/typesetter.ts";
import { slugOf } from "../letters/write-issue.ts";
import { handedOver } from "./batches.ts";
import { type DemoLetter, demoLetters } from "./letter-texts.ts";
import { factsOf, noteLooks } from "./looks.ts";
import { demoDomain } from "./people.ts";
import { scatter } from "./scatter.ts";

const dayMs = 86_400_000;
const minuteMs = 60_000;
const testPercent = 100;
const testMinutes = 240;

/**
 * Puts the letters that the fictional coach has sent into the weekly letter's archive, with what their fictional readers
 * made of them. Returns how many are new: one that is there by its name stays as it is.
 */
export async function sendDemoLetters(context: Context, input: { typesetter: Typesetter }): Promise<number> {
  const weekly = await findNewsletter(context.db, { slug: "weekly" });
  if (!weekly) return 0;
  const { calendarAt: now } = await context.clocks.read(context.db);
  let sent = 0;
  for (const letter of demoLetters) {
    const slug = slugOf(letter.title);
    if ((await issueBySlug(context.db, { newsletterId: weekly.id, slug })) !== null) continue;
    const versions = await setLetter(input.typesetter, { letter, weekly });
    await sendOne(context, { letter, slug, weekly, versions, now });
    sent += 1;
  }
  return sent;
}

type Weekly = { id: number; slug: string; title: string };
type Versions = { a: Compiled; b: Compiled | null };

/** Without the probes that a letter passes before it is sent in earnest: these words are ours. */
async function setLetter(typesetter: Typesetter, asked: { letter: DemoLetter; weekly: Weekly }): Promise<Versions> {
  const { letter, weekly } = asked;
  const set = async (subject: string) => {
    const { slug, title } = weekly;
    const source = { ...letter, subject, subjectB: null, newsletter: { slug, title }, pictures: {} };
    const { compiled, complaints } = await typesetter.preview(source);
    if (compiled === null) throw new Error(`"${letter.title}" cannot be set: ${JSON.stringify(complaints)}`);
    return compiled;
  };
  return { a: await set(letter.subject), b: letter.subjectB === null ? null : await set(letter.subjectB) };
}

type Sending = { letter: DemoLetter; slug: string; weekly: Weekly; versions: Versions; now: Date };

async function sendOne(context: Context, { letter, slug, weekly, versions, now }: Sending): Promise<void> {
  const sentAt = new Date(now.getTime() - letter.daysAgo * dayMs);
  const looks = await context.db.transaction(async (tx) => {
    const followers = await listDemoFollowers(tx, { newsletterId: weekly.id, at: demoDomain });
    const { title, subject, preheader, markdown } = letter;
    const fields = { title, subject, preheader, markdown };
    const issueId = await addDraft(tx, { newsletterId: weekly.id, slug, fields, now: sentAt });
    const store = (compiled: Compiled) =>
      storeIssueVersion(tx, { issueId, contentHash: hashOf(compiled), compiled, createdAt: sentAt });
    const versionId = await store(versions.a);
    const versionBId = versions.b === null ? null : await store(versions.b);
    const reached = followers.filter(({ since }) => since <= sentAt).map((one) => reachedOf(one, letter, sentAt));
    const test = versionBId === null ? noTest : testOf(reached, letter);
    await setDemoIssueSent(tx, { id: issueId, versionId, versionBId, sentAt, ...test });
    const versionOf = { a: versionId, b: versionBId ?? versionId };
    const messages = reached.map((one) => messageOf(one, { issueId, newsletterId: weekly.id, versionOf, sentAt }));
    const batches = handedOver(context, messages);
    const ids = await addDemoMessages(tx, { handedOver: batches, plannedAt: sentAt, issueId });
    const readerIds = reached.filter(({ leaves }) => leaves).map(({ readerId }) => readerId);
    const at = new Date(sentAt.getTime() + 300 * minuteMs);
    const purpose = `newsletter:${weekly.slug}`;
    await setDemoLeft(tx, { newsletterId: weekly.id, issueId, readerIds, at, purpose });
    return reached.flatMap((one) => looksOf(one, ids.get(providerIdOf(one)), linksOf(versions, one.arm)));
  });
  await noteLooks(context, looks);
}

function hashOf(compiled: Compiled): string {
  return createHash("sha256").update(JSON.stringify(compiled)).digest("hex");
}

/** What one reader made of one letter. */
type Reached = DemoFollower & {
  number: number;
  salt: number;
  hadAt: Date;
  arm: "a" | "b";
  opens: boolean;
  clicks: boolean;
  leaves: boolean;
};

function reachedOf(follower: DemoFollower, { daysAgo, subjectB }: DemoLetter, sentAt: Date): Reached {
  const number = Number(/\d+/.exec(follower.address)?.[0] ?? 0);
  const salt = 2_000 + daysAgo;
  const arm = subjectB !== null && scatter(number, salt) < 0.5 ? "b" : "a";
  const opens = scatter(number, salt + 200) < 0.62;
  // The bolder subject did better, as bold ones do.
  const clicks = opens && scatter(number, salt + 300) < (arm === "b" ? 0.5 : 0.24);
  const hadAt = new Date(sentAt.getTime() + Math.floor(scatter(number, salt + 400) * 40_000));
  return { ...follower, number, salt, hadAt, arm, opens, clicks, leaves: scatter(number, salt + 500) < 0.008 };
}

const noTest = { subjectB: null, testPercent: null, testMinutes: null, winner: null, testResult: null };

function testOf(reached: readonly Reached[], { subjectB }: DemoLetter) {
  const tried = (arm: "a" | "b") => {
    const had = reached.filter((one) => one.arm === arm);
    return { accepted: had.length, clicked: had.filter(({ clicks }) => clicks).length };
  };
  const both = { a: tried("a"), b: tried("b") };
  const { winner, difference } = decideSubject(both);
  return { subjectB, testPercent, testMinutes, winner, testResult: { ...both, difference } };
}

type Place = { issueId: number; newsletterId: number; versionOf: Record<"a" | "b", number>; sentAt: Date };

function messageOf(reached: Reached, { issueId, newsletterId, versionOf, sentAt }: Place): DemoDelivery {
  const { readerId, name, arm, hadAt, number, salt } = reached;
  return {
    kind: "issue",
    readerId,
    newsletterId,
    issueId,
    arm,
    versionId: versionOf[arm],
    variant: name === null ? "unnamed" : "named",
    tracked: true,
    plannedAt: sentAt,
    slotAt: sentAt,
    hadAt,
    state: "accepted",
    fate: scatter(number, salt + 600) < 0.004 ? "bounced" : "delivered",
    providerId: providerIdOf(reached),
  };
}

function providerIdOf({ number, salt }: Reached): string {
  return `demo-${number}-letter-${salt}`;
}

function linksOf({ a, b }: Versions, arm: "a" | "b"): number {
  return (arm === "b" && b !== null ? b : a).links.length;
}

function looksOf(reached: Reached, deliveryId: number | undefined, links: number): NewEvent[] {
  if (deliveryId === undefined) return [];
  const { number, salt, hadAt, opens, clicks } = reached;
  const facts = factsOf(number, "person");
  const seenAt = new Date(hadAt.getTime() + (3 + Math.floor(scatter(number, salt + 700) ** 2 * 1_500)) * minuteMs);
  const clickedAt = new Date(seenAt.getTime() + (1 + Math.floor(scatter(number, salt + 800) * 4)) * minuteMs);
  const link = 1 + Math.floor(scatter(number, salt + 900) ** 2 * links);
  return [
    // A proxy looks whether or not anybody reads.
    ...(scatter(number, salt + 950) < 0.35
      ? [
          {
            deliveryId,
            kind: "opened",
            link: null,
            seenAt: new Date(hadAt.getTime() + 3_000),
            facts: factsOf(number, "proxy"),
          } as const,
        ]
      : []),
    ...(opens ? [{ deliveryId, kind: "opened", link: null, seenAt, facts } as const] : []),
    ...(clicks && links > 0 ? [{ deliveryId, kind: "clicked", link, seenAt: clickedAt, facts } as const] : []),
    // A gateway that follows every link as the letter arrives, and finds the one that no person sees.
    ...(scatter(number, salt + 960) < 0.03
      ? Array.from(
          { length: links + 1 },
          (_, place) =>
            ({ deliveryId, kind: "clicked", link: place, seenAt: new Date(hadAt.getTime() + 5_000), facts }) as const,
        )
      : []),
  ];
}
