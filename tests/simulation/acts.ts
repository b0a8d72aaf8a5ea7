import { eq } from "drizzle-orm";
import { findCoursesById, listLessons, readVersion } from "../../db/catalogue.ts";
import type { Database } from "../../db/connect.ts";
import { lockPublishing, storeVersion } from "../../db/publish.ts";
import { lesson } from "../../db/schema/courses.ts";
import { addDays, localDay } from "../../domain/calendar.ts";
import { changeRhythm } from "../../engine/change-rhythm.ts";
import { completeLesson } from "../../engine/complete-lesson.ts";
import { confirm } from "../../engine/confirm.ts";
import type { Context } from "../../engine/context.ts";
import { applyWaitingOrder } from "../../engine/courses/pending.ts";
import { erase } from "../../engine/erase.ts";
import { leave } from "../../engine/leave.ts";
import { askForNewsletter, followAsKnown } from "../../engine/letters/follow.ts";
import { sendIssue } from "../../engine/letters/schedule-issue.ts";
import { cancelIssue, correctIssue, pauseIssue, resumeIssue } from "../../engine/letters/steer-issue.ts";
import { openNextNow } from "../../engine/next-now.ts";
import { pause, restart, resume } from "../../engine/pause.ts";
import { signUp } from "../../engine/signup.ts";
import { requeue, resend } from "../../engine/studio/mend.ts";
import { waitingOrder } from "../factories/order.ts";
import { signupForm } from "../factories/reader.ts";
import type { Act } from "./actor.ts";
import { addressActs } from "./address-acts.ts";
import type { ActName } from "./coverage.ts";
import { courses } from "./ground.ts";
import { sendTimes, zoneFor } from "./scenario.ts";
import { type Knowledge, type Maker, Situation, someone, tokenFor } from "./situation.ts";
import type { DeliveryRow, IssueRow, ReaderRow } from "./snapshot.ts";

/** The act as a call of the engine, or null where there is nothing to do it to. */
export function actOf(known: Knowledge): Act | null {
  return makers[known.planned.act](new Situation(known));
}

const author = { id: "author-Ada", name: "Ada", address: "ada@example.com", role: "owner" as const };

/** What a reader does to one of their runs, in one of these states. */
function onRun(
  states: readonly string[],
  act: (context: Context, who: Own, situation: Situation) => Promise<unknown>,
): Maker {
  return (situation) => {
    const { reader } = situation;
    const run = situation.run(states);
    if (!reader || !run) return null;
    return (context) => act(context, { readerId: reader.id, enrolmentId: run.id, reader }, situation);
  };
}

type Own = { readerId: number; enrolmentId: number; reader: ReaderRow };

function untilDay({ known, chance }: Situation, { zone }: ReaderRow): string | undefined {
  const days = chance.pick(`${known.planned.name}/days`, [0, 1, 1, 2, 4]);
  return days === 0 ? undefined : addDays(localDay(known.calendarAt, zone), days);
}

const alive = ["active", "paused"];

const makers: Record<ActName, Maker> = {
  ...addressActs,
  "signs up": ({ known, chance, person }) => {
    const { name } = known.planned;
    const form = signupForm({
      email: person.address,
      name: chance.pick(`${name}/name`, ["Maria", "", "O'Brien <b>"]),
      course: chance.pick(`${name}/course`, courses),
      timezone: chance.happens(`${name}/moved`, 0.3) ? zoneFor(chance, `${name}/zone`) : person.zone,
      sendTime: person.sendTime,
      weeklyLetter: false,
    });
    return (context) => signUp(context, form);
  },
  confirms: (situation) => {
    const mail = situation.mail(({ subject }) => /confirm/.test(subject));
    return mail && ((context) => confirm(context, { token: tokenFor(context, mail, "confirm"), ...someone }));
  },
  pauses: onRun(alive, (context, who, situation) =>
    pause(context, { ...who, untilDay: untilDay(situation, who.reader) }),
  ),
  resumes: onRun(["paused"], (context, who) => resume(context, who)),
  restarts: onRun(["active", "paused", "finished"], (context, who) => restart(context, who)),
  "changes the rhythm": onRun(alive, (context, { readerId, enrolmentId }, { chance, known }) => {
    const { name } = known.planned;
    const changes = [
      { zone: zoneFor(chance, `${name}/zone`) },
      { sendMinute: minuteOf(chance.pick(`${name}/hour`, sendTimes)) },
      { dailyBudget: chance.pick(`${name}/budget`, [1, 1, 2, null]) },
      { weekdays: { enrolmentId, mask: chance.pick(`${name}/mask`, [127, 0b0011111, 0b0010101]) } },
      { everyDays: { enrolmentId, days: chance.pick<1 | 2>(`${name}/pace`, [1, 2]) } },
    ];
    return changeRhythm(context, { readerId, ...chance.pick(`${name}/change`, changes) });
  }),
  "opens the next lesson": onRun(["active"], (context, who) => openNextNow(context, who)),
  "does a lesson": (situation) => {
    const mail = situation.mail(({ subject }) => subject.startsWith("Day "));
    const done = !situation.chance.happens(situation.name("undo"), 0.2);
    return mail && ((context) => completeLesson(context, { token: tokenFor(context, mail, "lesson"), done }));
  },
  "leaves a course": (situation) => {
    const mail = situation.mail(({ subject }) => !/confirm|address-change/.test(subject));
    return mail && ((context) => leave(context, { token: tokenFor(context, mail, "leave"), from: "it" }));
  },
  "leaves everything": (situation) => {
    const mail = situation.mail(({ subject }) => !/confirm|address-change/.test(subject));
    return mail && ((context) => leave(context, { token: tokenFor(context, mail, "leave"), from: "everything" }));
  },
  erases: ({ reader }) => reader && ((context) => erase(context, { readerId: reader.id })),
  "follows the letter": ({ reader, person, known, chance }) => {
    if (reader && chance.happens(`${known.planned.name}/known`, 0.7)) {
      return (context) => followAsKnown(context, { readerId: reader.id, slug: "weekly", ...someone });
    }
    const form = {
      email: person.address,
      name: "",
      newsletter: "weekly",
      timezone: person.zone,
      honeypot: "",
      form: "letter page",
    };
    return (context) => askForNewsletter(context, { ...form, ...someone });
  },
  "publishes a new text": (situation) => (context) =>
    context.db.transaction((tx) => publishText(tx, { courseId: courseFor(situation), situation })),
  "inserts a lesson": reorder((keys, { chance, known }) => {
    const place = chance.whole(`${known.planned.name}/place`, 0, keys.length);
    return keys.toSpliced(place, 0, `new-${known.planned.name.replaceAll("/", "-")}`);
  }),
  "retires a lesson": reorder((keys, { chance, known }) =>
    keys.length < 2 ? keys : keys.toSpliced(chance.whole(`${known.planned.name}/place`, 0, keys.length - 1), 1),
  ),
  "moves a lesson": reorder((keys, { chance, known }) => {
    const from = chance.whole(`${known.planned.name}/from`, 0, keys.length - 1);
    const to = chance.whole(`${known.planned.name}/to`, 0, keys.length - 1);
    return keys.toSpliced(from, 1).toSpliced(to, 0, ...keys.slice(from, from + 1));
  }),
  requeues: (situation) => {
    const delivery = deliveryIn(situation, ["refused"]) ?? deliveryIn(situation, ["suppressed"]);
    return delivery === null ? null : (context) => requeue(context, { author, deliveryId: delivery });
  },
  "sends once more": (situation) => {
    const delivery = deliveryIn(situation, ["accepted", "uncertain"], ({ kind }) => kind !== "notice");
    return delivery === null ? null : (context) => resend(context, { author, deliveryId: delivery, copy: 0 });
  },
  "sends a letter": onIssue(["draft"], (context, issueId) =>
    sendIssue(context, { issueId, audience: null, test: null, typedSize: null }),
  ),
  "pauses a letter": onIssue(["sending"], (context, issueId) => pauseIssue(context, { issueId })),
  "resumes a letter": onIssue(["paused"], (context, issueId) => resumeIssue(context, { issueId })),
  "cancels a letter": onIssue(["scheduled", "sending", "paused"], (context, issueId) =>
    cancelIssue(context, { issueId }),
  ),
  // The corrected version of each letter was laid down with the ground, right behind its first.
  "corrects a letter": onIssue(
    ["sending", "paused"],
    (context, issueId, correction) => correctIssue(context, { issueId, versionId: correction, versionBId: null }),
    ({ version, correction }) => version !== correction,
  ),
};

/** Asked for at the end of a run, when everything heals. */
export function requeueOne(context: Context, deliveryId: number): Promise<unknown> {
  return requeue(context, { author, deliveryId });
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

function courseFor({ chance, known }: Situation): number {
  return chance.whole(`${known.planned.name}/course`, 1, courses.length);
}

/** Whoever's delivery it is, for an author sees them all; but nothing is sent again to where nothing may go. */
function deliveryIn(
  { known, chance }: Situation,
  states: readonly string[],
  isMeant: (delivery: DeliveryRow) => boolean = () => true,
): number | null {
  const { deliveries, readers, suppressions } = known.now;
  const suppressed = new Set(suppressions.map(({ hash }) => hash));
  const open = new Set(readers.flatMap(({ id, hash }) => (suppressed.has(hash) ? [] : [id])));
  const found = deliveries.filter((one) => states.includes(one.state) && open.has(one.reader) && isMeant(one));
  return found.length === 0 ? null : chance.pick(`${known.planned.name}/delivery`, found).id;
}

function onIssue(
  states: readonly string[],
  act: (context: Context, issueId: number, correction: number) => Promise<unknown>,
  isMeant: (issue: IssueRow) => boolean = () => true,
): Maker {
  return ({ known, chance }) => {
    const issues = known.now.issues.filter((issue) => states.includes(issue.state) && isMeant(issue));
    if (issues.length === 0) return null;
    const { id, correction } = chance.pick(`${known.planned.name}/issue`, issues);
    return (context) => act(context, id, correction);
  };
}

/** Gives a lesson another subject, as publishing does with a text that was changed. */
async function publishText(
  tx: Database,
  { courseId, situation }: { courseId: number; situation: Situation },
): Promise<void> {
  await lockPublishing(tx);
  const { chance, known } = situation;
  const lessons = await listLessons(tx, { courseId });
  const { id, key, versionId: before } = chance.pick(`${known.planned.name}/lesson`, lessons);
  const compiled = await readVersion(tx, { id: before });
  if (!compiled) throw new Error(`lesson ${id} has no version`);
  const forms = Object.entries(compiled.forms).map(([name, form]) => [
    name,
    { ...form, subject: [...form.subject, "!"] },
  ]);
  const versionId = await storeVersion(tx, {
    courseId,
    owner: { lessonKey: key, notice: null },
    contentHash: known.planned.name,
    compiled: { ...compiled, forms: Object.fromEntries(forms) },
    createdAt: known.calendarAt,
  });
  await tx.update(lesson).set({ versionId }).where(eq(lesson.id, id));
}

/** Publishes another order of a course, and applies it as an author does. */
function reorder(change: (keys: readonly string[], situation: Situation) => readonly string[]): Maker {
  return (situation) => async (context) => {
    const courseId = courseFor(situation);
    const { chance, known } = situation;
    const { name } = known.planned;
    const lessons = (await listLessons(context.db, { courseId })).filter(({ retiredAt }) => retiredAt === null);
    const before = lessons.map(({ key }) => key);
    const keys = change(before, situation);
    const sourceHash = await context.db.transaction(async (tx) => {
      await lockPublishing(tx);
      const course = (await findCoursesById(tx, { ids: [courseId] })).get(courseId);
      if (!course) throw new Error(`there is no course ${courseId}`);
      return waitingOrder(tx, { course, keys, foundAt: known.calendarAt });
    });
    const audience = chance.pick(`${name}/audience`, ["ahead", "all", "new"] as const);
    const audiences = Object.fromEntries(keys.map((key) => [key, audience]));
    await applyWaitingOrder(context, {
      author,
      courseId,
      sourceHash,
      choices: { audiences, wake: chance.happens(`${name}/wake`, 0.3) },
    });
  };
}
