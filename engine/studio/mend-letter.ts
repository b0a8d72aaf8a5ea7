import type { Database } from "../../db/connect.ts";
import { readFollow } from "../../db/consents.ts";
import type { Delivery } from "../../db/deliveries.ts";
import { holdIssues, type Issue } from "../../db/letters/issues.ts";
import { hasEnded } from "../../db/letters/newsletters.ts";
import { requeueLetter } from "../../db/letters/planning.ts";
import { planCopy } from "../../db/planning.ts";
import type { Reader } from "../../db/readers.ts";
import type { Arm } from "../../db/schema/letters.ts";
import { nameValue, variantFor } from "../lesson-values.ts";
import { already, type Found, impossible, type Mended } from "./mending.ts";

/** The version of now, as for every letter that has not begun. Its issue may be over; this reader's part of it is not. */
export async function queueLetterAgain(tx: Database, { delivery, reader, now }: Found): Promise<Mended> {
  const letter = await openLetter(tx, delivery);
  if (letter.kind === "impossible") return letter;
  const { id } = delivery;
  const again = { id, ...contentOfNow(letter, reader), dueAt: now };
  return (await requeueLetter(tx, again)) ? { kind: "done" } : already;
}

/** Another copy of a letter, which may be over. Its figures count this reader once all the same. */
export async function copyLetter(tx: Database, { delivery, reader, now }: Found, after: number): Promise<Mended> {
  const letter = await openLetter(tx, delivery);
  if (letter.kind === "impossible") return letter;
  const { newsletterId, issue, arm } = letter;
  const content = contentOfNow(letter, reader);
  const message = { readerId: reader.id, newsletterId, issueId: issue.id, arm, ...content, dueAt: now, slotAt: now };
  const made = await planCopy(tx, { kind: "issue", after, message, plannedAt: now });
  return made === null ? already : { kind: "done" };
}

type OpenLetter = { kind: "open"; issue: Issue; newsletterId: number; arm: Arm };

/**
 * Whether a letter may go out to its reader. Its issue is held until the COMMIT: one that is cancelled was cancelled
 * before and is seen, or is cancelled afterwards, and then this letter with it unless its first attempt has begun.
 */
async function openLetter(tx: Database, delivery: Delivery): Promise<OpenLetter | ReturnType<typeof impossible>> {
  const { readerId, issueId, newsletterId, arm } = delivery;
  const issue = issueId === null ? undefined : (await holdIssues(tx, { ids: [issueId] })).get(issueId);
  if (!issue || newsletterId === null || arm === null) throw new Error(`letter ${delivery.id} has no issue`);
  if (issue.state === "cancelled") return impossible("This letter was cancelled, so nothing of it goes out any more.");
  if (issue.state === "paused") return impossible("This letter is paused. Let it go on first, and then send this one.");
  if (await hasEnded(tx, { newsletterId })) return impossible("This newsletter has ended, so nothing of it is sent.");
  if ((await readFollow(tx, { readerId, newsletterId })) !== "following") {
    return impossible("They do not follow this newsletter any more, so nothing of it may be sent to them.");
  }
  return { kind: "open", issue, newsletterId, arm };
}

function contentOfNow({ issue, arm }: OpenLetter, { name }: Reader) {
  const versionId = arm === "b" ? issue.versionBId : issue.versionId;
  if (versionId === null) throw new Error(`issue ${issue.id} was sent and has no version`);
  return { versionId, variant: variantFor(name), values: { values: nameValue(name), choices: {} } };
}
