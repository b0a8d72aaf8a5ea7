import { type Course, findCourse, type Lesson, listLessons } from "../db/catalogue.ts";
import { parseAddress } from "../domain/addresses.ts";
import { donePhrase, streakPhrase } from "../domain/streaks.ts";
import { listHeaders } from "../mail/list-headers.ts";
import type { Message, Outcome } from "../mail/transport.ts";
import { requestTimeoutMs } from "./compose.ts";
import type { Context } from "./context.ts";
import { preparedVersion } from "./fillers.ts";
import { nameValue, variantFor } from "./lesson-values.ts";
import { liveLessons } from "./passage.ts";
import { testLinks } from "./web-links.ts";

export type SentTest = { kind: "sent"; subject: string; outcome: Outcome } | { kind: "wrong"; message: string };

/**
 * Sends one lesson to one address as a test, through the real way out, with the values of somebody on that day. It
 * makes no reader and no delivery: its links lead to pages that say what they are for, and its subject says what it is.
 */
export async function sendTest(
  context: Context,
  input: { to: string; course: string; lesson: string | null; name: string | null },
): Promise<SentTest> {
  const address = parseAddress(input.to);
  if (address.kind === "invalid") return { kind: "wrong", message: address.message };
  const course = await findCourse(context.db, { slug: input.course });
  if (!course) return { kind: "wrong", message: `There is no published course "${input.course}".` };
  const lessons = liveLessons({ lessons: await listLessons(context.db, { courseId: course.id }) });
  const lesson = lessons.find(({ key }) => input.lesson === null || key === input.lesson);
  if (!lesson) return { kind: "wrong", message: `"${input.course}" has no lesson "${input.lesson}".` };
  const message = await testMessage(context, { ...input, to: address.address, course, lessons, lesson });
  const { calendarAt } = await context.clocks.read(context.db);
  const key = `dayletter-test-${context.randomness.id()}`;
  const request = { key, messages: [message], at: calendarAt, timeoutMs: requestTimeoutMs };
  return { kind: "sent", subject: message.subject, outcome: await context.mail.handOver(request) };
}

async function testMessage(
  context: Context,
  input: { to: string; name: string | null; course: Course; lessons: readonly Lesson[]; lesson: Lesson },
): Promise<Message> {
  const { to, name, course, lessons, lesson } = input;
  const { siteUrl, mailFrom: from, mailReplyTo: replyTo } = context.settings;
  const version = await preparedVersion(context, lesson.versionId);
  const done = lessons.indexOf(lesson);
  const { subject, html, text } = version.filler(variantFor(name)).fill({
    values: {
      ...testLinks(context),
      ...nameValue(name),
      "progress.streak": streakPhrase(done),
      "progress.done": donePhrase({ done, days: lessons.length }),
    },
    choices: { "open.pixel": "off", ...testWeek(lessons, lesson) },
    linkUrl: (number) => version.links[number] ?? siteUrl,
  });
  const list = { id: course.slug, title: course.facts.title, host: new URL(siteUrl).hostname };
  const feedback = { message: "test", list: course.slug, kind: "test", sender: "dayletter" };
  const headers = listHeaders({ kind: "letter", leaveUrl: `${siteUrl}/api/leave/test`, list, feedback });
  return { from, to, replyTo, subject: `[Test] ${subject}`, html, text, headers, tags: [] };
}

function testWeek(lessons: readonly Lesson[], current: Lesson): Record<string, string> {
  const week = lessons.filter((lesson) => lesson.week === current.week);
  return Object.fromEntries(
    week.map(({ id, position, kind }, index) => {
      const mark =
        id === current.id ? "today" : position < current.position ? "done" : kind === "rest" ? "rest" : "coming";
      return [`progress.week.${index}`, mark];
    }),
  );
}
