import { sql } from "drizzle-orm";
import type { Database } from "../../db/connect.ts";
import { addDemoEnrolments, addDemoReaders } from "../../db/demo.ts";
import { batch, planning } from "../../db/schema/deliveries.ts";
import { reader, suppression } from "../../db/schema/readers.ts";
import { hashAddress } from "../../engine/context.ts";
import { sendIssue } from "../../engine/letters/schedule-issue.ts";
import { tick } from "../../engine/tick.ts";
import { type TestContext, testContext } from "../factories/context.ts";
import { publishedCourse } from "../factories/course.ts";
import { aLetter, aNewsletter } from "../factories/letter.ts";
import type { TestDatabase } from "../setup/database.ts";

/** One reader for whom one thing is due at this moment: the first lesson of a course, or an issue. */
export type Scene = {
  database: TestDatabase;
  context: TestContext;
  readerId: number;
  course: { id: number; lessonIds: number[] };
  enrolmentId: number;
  issueId: number;
};

/** Seven in the morning, which is this reader's send time in UTC. */
const now = new Date("2026-03-02T07:00:00Z");
const yesterday = new Date("2026-03-01T07:00:00Z");
const address = "racer@example.com";

/** Sets it up anew: of the scene before stays the course, unless that was changed. */
export async function setScene(stage: Stage, { of }: { of: "lesson" | "issue" }): Promise<Scene> {
  const { db } = stage.database;
  for (const table of [reader, batch, planning, suppression]) await db.delete(table);
  const context = testContext({ db, now });
  stage.course ??= await freshCourse(db);
  const { course } = stage;
  const readerId = await addRacer(db, context);
  const scene = { database: stage.database, context, readerId, course };
  if (of === "lesson") return { ...scene, enrolmentId: await enrol(db, { readerId, courseId: course.id }), issueId: 0 };
  return { ...scene, enrolmentId: 0, issueId: await scheduleLetter(context, readerId) };
}

/** A database whose course stands until an act has changed it, since publishing one takes longer than a race. */
export type Stage = { database: TestDatabase; course: Scene["course"] | null };

async function freshCourse(db: Database): Promise<Scene["course"]> {
  await db.execute(sql`truncate course, version, author restart identity cascade`);
  const kinds = ["training", "training", "training", "training"] as const;
  return publishedCourse(db, { kinds, publishedAt: new Date("2026-01-01") });
}

export function racerHash(context: Parameters<typeof hashAddress>[0]): string {
  return hashAddress(context, address);
}

async function addRacer(db: Database, context: TestContext): Promise<number> {
  const row = { address, addressHash: racerHash(context), name: "Maria", zone: "UTC", sendMinute: 420 };
  const ids = await addDemoReaders(db, [{ ...row, createdAt: yesterday, confirmedAt: yesterday }]);
  return ids.get(address) ?? 0;
}

async function enrol(db: Database, { readerId, courseId }: { readerId: number; courseId: number }): Promise<number> {
  const ids = await addDemoEnrolments(db, [
    {
      ...{ readerId, courseId, run: 1, state: "active", asked: { name: "Maria", zone: "UTC", sendMinute: 420 } },
      ...{ createdAt: yesterday, confirmedAt: yesterday, nextSendAt: now, nextSlotAt: now },
    },
  ]);
  return ids.get(readerId) ?? 0;
}

export const newsletterSlug = "races";

let letters = 0;

async function scheduleLetter(context: TestContext, readerId: number): Promise<number> {
  const { db } = context;
  const newsletterId = await aNewsletter(db, { slug: newsletterSlug });
  await db.execute(sql`insert into follow (reader_id, newsletter_id, state, changed_at)
    values (${readerId}, ${newsletterId}, 'following', '2026-01-01')`);
  const { id: issueId } = await aLetter(db, { newsletterId, slug: `letter-${++letters}` });
  await sendIssue(context, { issueId, audience: null, test: null, typedSize: null });
  return issueId;
}

/** Several workers at once, each until nothing is due. */
export async function work({ context }: Pick<Scene, "context">, workers: number): Promise<void> {
  await Promise.all(Array.from({ length: workers }, () => tick(context, { isOver: () => false })));
}

/** What a reader, an author and a developer would see of a race: the mail, the rows, and how the run stands. */
export type Ending = { mail: string; rows: string; run: string };

export async function endingOf({ context, readerId, issueId }: Scene): Promise<Ending> {
  const mail = context.mail.sent.map(({ message }) => `${message.subject}${isOfNow(message.text) ? " (new)" : ""}`);
  const rows = await context.db.execute<{ row: string }>(sql`
    select case when d.kind = 'issue' then 'issue' else l.key || case when e.run > 1 then ' again' else '' end end
      || ' ' || d.state as row
    from delivery d left join lesson l on l.id = d.lesson_id left join enrolment e on e.id = d.enrolment_id
    where d.kind <> 'notice' order by d.id`);
  const runs = await context.db.execute<{ run: string }>(sql`
    select e.state || case when e.next_send_at is not null then ', next ' || to_char(e.next_send_at at time zone 'UTC',
      'DD. HH24:MI') when e.open_delivery_id is not null then ', one open' else '' end as run
    from enrolment e where e.reader_id = ${readerId} order by e.run`);
  const [issue] = await context.db.execute<{ state: string }>(sql`select state from issue where id = ${issueId}`);
  const [stay] = await context.db.execute(sql`select 1 from reader where id = ${readerId}`);
  return {
    mail: spoken(mail),
    rows: spoken(rows.map(({ row }) => row)),
    run: stay ? spoken([...runs.map(({ run }) => run), ...(issue ? [issue.state] : [])]) : "erased",
  };
}

/** A text that was published in the midst of the race begins with its day, the old one greets. */
function isOfNow(text: string): boolean {
  return !text.startsWith("Hello");
}

function spoken(words: readonly string[]): string {
  return words.length === 0 ? "nothing" : words.join("; ");
}
