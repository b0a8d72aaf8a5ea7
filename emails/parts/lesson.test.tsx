import { render, toPlainText } from "react-email";
import { expect, test } from "vitest";
import { describeCourse, describeLesson } from "./describe.ts";
import { A, H2, Item, Lesson, List, Move, Note, P } from "./lesson.tsx";
import { plainTextOptions } from "./plain-text.ts";
import { previewChoice, previewLesson } from "./preview.ts";
import type { CellState, LessonProps } from "./props.ts";

const course = describeCourse({
  title: "Five Easy Days",
  promise: "Five days, each of them easy.",
  summary: "A course to test the parts with.",
  forWhom: ["Anybody"],
  needs: ["Nothing"],
  smallPrint: ["None"],
  coach: { name: "Joan", role: "Coach", about: "She coaches." },
  weeks: [{ title: "All of it", aim: "Begin.", lessons: ["first", "second", "third", "fourth", "fifth"] }],
  rhythm: "Every day.",
  start: "confirmation",
  gate: "none",
  order: 1,
  sendTime: "07:00",
});

const description = describeLesson({
  title: "A third day",
  subject: "The third day",
  preheader: "What the third day brings.",
  kind: "training",
  minutes: 9,
  work: {
    deadBug: {
      move: {
        name: "Dead bug",
        aim: "Keep the trunk still.",
        cues: ["Lie on your back.", "Breathe out."],
        easier: "One heel only.",
        harder: "More slowly.",
        mistake: "Letting the ribs flare.",
        muscles: ["core", "hipFlexors"],
        stride: { phase: "swing", how: "One leg reaches." },
        stopWhen: "your back lifts.",
      },
      sets: 2,
      reps: 6,
      eachSide: true,
      restSeconds: 30,
    },
  },
});

const mail = previewLesson(course, "third", description);

test("a lesson's mail starts with its preheader, padded by the same run whatever its length", async () => {
  const body = (await htmlOf(mail)).split("<body")[1] ?? "";
  const [first = ""] = body.slice(body.indexOf(">") + 1).split("</div>");
  expect(first.replaceAll(/<!--.*?-->/g, "")).toMatch(/^<div style="display:none/);
  expect(first).toContain(`>${description.preheader}<`);
  const shorter = await htmlOf({ ...mail, lesson: { ...mail.lesson, preheader: "Short." } });
  expect(shorter.match(/\u034f\u200c\u00a0/g)).toHaveLength((body.match(/\u034f\u200c\u00a0/g) ?? []).length);
});

test("a lesson's mail can be left near its top and in its footer, and says why it came and from where", async () => {
  const html = await htmlOf(mail);
  const links = [...html.matchAll(/<a href="https:\/\/dayletter\.example\/leave\/preview"[^>]*>Unsubscribe<\/a>/g)];
  expect(links).toHaveLength(2);
  expect(links[0]?.index).toBeLessThan(html.indexOf("<h1"));
  expect(html).toContain("because you signed up for “Five Easy Days”");
  expect(html).toContain(mail.site.postalAddress);
});

test("a lesson's mail needs no image, no drawing, no script and nothing from another server", async () => {
  const html = await htmlOf(mail);
  expect(html).not.toMatch(/<(svg|img|script|link|iframe)\b/);
  expect(html).not.toMatch(/url\(|@import|@font-face/);
});

test("a lesson's mail declares both schemes and gives each color its dark one", async () => {
  const html = await htmlOf(mail);
  expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
  expect(html).toContain("@media (prefers-color-scheme:dark){.b-ground{background-color:#0c161a!important}");
  for (const [, style = ""] of html.matchAll(/<style>([\s\S]*?)<\/style>/g)) expect(style.length).toBeLessThan(8192);
});

test("a lesson's page holds the author's words and none of the mail's furniture", async () => {
  const html = await htmlOf({ ...mail, surface: "web" });
  expect(html).toMatch(/<article class="lesson"><header/);
  expect(html).toContain("<h1>A third day</h1>");
  expect(html).toContain("<li>Lie on your back.</li>");
  expect(html).not.toMatch(/<(html|body|table|style)\b|style="|Unsubscribe|I did it|days in a row/);
});

test("a lesson reads well as plain text, with the reader's week in one line", async () => {
  const text = toPlainText(await htmlOf(mail), plainTextOptions);
  expect(text).toBe(`Dayletter

Five Easy Days

Day 3 of 5 · 9 minutes


A third day

Week 1: All of it

Day 1 done · Day 2 done · Day 3 today · Day 4 ahead · Day 5 ahead

2 days in a row · 2 of 5 done

Hello, Ines.


Why

- One reason

Dead bug

2 sets of 6 reps on each side, 30 seconds of rest between sets

Keep the trunk still.

 1. Lie on your back.
 2. Breathe out.

Easier: One heel only.

Harder: More slowly.

Common mistake: Letting the ribs flare.

In the swing: One leg reaches.

Works: Core · Hip flexors

Stop when your back lifts.

Take care

Nothing should hurt.

More https://dayletter.example/more

I did it https://dayletter.example/lessons/preview

The button opens this lesson on the web, where one tap fills today’s square.

See all your 5 days https://dayletter.example/me/preview

You get this lesson because you signed up for “Five Easy Days” and confirmed it.

Leave this course, or everything, whenever you like: Unsubscribe https://dayletter.example/leave/preview

Dayletter https://dayletter.example/
Dayletter, 12 Track Lane, 10115 Berlin, Germany`);
});

test("each state of a day says itself in words", async () => {
  const states: CellState[] = ["done", "missed", "rest", "today", "coming"];
  const week = states.map((state) => previewChoice(state));
  const text = toPlainText(await htmlOf({ ...mail, progress: { ...mail.progress, week } }), plainTextOptions);
  expect(text).toContain("Day 1 done · Day 2 missed · Day 3 rest · Day 4 today · Day 5 ahead\n");
});

function htmlOf(props: LessonProps): Promise<string> {
  return render(
    <Lesson {...props}>
      <P>Hello, {props.reader.name}.</P>
      <H2>Why</H2>
      <List>
        <Item>One reason</Item>
      </List>
      <Move {...description.work.deadBug} />
      <Note title="Take care">
        <P>Nothing should hurt.</P>
      </Note>
      <P>
        <A href="https://dayletter.example/more">More</A>
      </P>
    </Lesson>,
  );
}
