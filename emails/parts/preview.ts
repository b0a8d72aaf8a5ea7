import type { CourseDescription } from "../../domain/course-description.ts";
import type {
  CellState,
  Choice,
  CourseFacts,
  FrameSlots,
  IssueDescription,
  IssueProps,
  LessonDescription,
  LessonFacts,
  LessonProps,
  NewsletterNoticeProps,
  NoticeProps,
  NoticeSlots,
} from "./props.ts";

type Key<Course extends CourseDescription> = Course["weeks"][number]["lessons"][number];

/**
 * Plausible values for the preview server and for tests: a reader who has done every day before this lesson but one.
 * Throws when the course has no lesson of this key.
 */
export function previewLesson<Course extends CourseDescription>(
  course: Course,
  key: Key<Course>,
  description: LessonDescription,
): LessonProps {
  const lesson = placeLesson(course, key, description);
  const missedDay = lesson.weekDays.find((each) => previewState(each, lesson.day) === "missed")?.day;
  const done = lesson.day - 1 - (missedDay === undefined ? 0 : 1);
  const streak = missedDay === undefined ? done : lesson.day - 1 - missedDay;
  const days = course.weeks.flatMap((week) => week.lessons).length;
  return {
    ...previewFrame(),
    course: previewCourse(course, days),
    lesson,
    progress: {
      streak: streak === 0 ? "Your streak starts today" : `${streak} ${streak === 1 ? "day" : "days"} in a row`,
      done: `${done} of ${days} done`,
      week: lesson.weekDays.map((each) => previewChoice(previewState(each, lesson.day))),
    },
  };
}

/** Plausible values for a notice about a month-long course. */
export function previewNotice(): NoticeProps {
  return {
    ...previewFrame(),
    course: {
      slug: "runner-core",
      title: "Runner Core",
      days: 30,
      coach: "Mara Lind",
    },
    notice: previewValues(),
  };
}

/** Plausible values for a notice about the weekly newsletter. */
export function previewNewsletterNotice(): NewsletterNoticeProps {
  return { ...previewFrame(), newsletter: { title: "The weekly letter" }, notice: previewValues() };
}

function previewValues(): NoticeSlots["notice"] {
  return {
    action: "https://dayletter.example/act/preview",
    when: "every day at 7:00 AM, Berlin time",
    done: "28 of 30 done",
    lesson: "Day 5: The sides of you",
    next: "Tuesday, December 1, at 7:00 AM",
    start: "Day 1 comes within a minute",
    keeps: "There is a certificate for everybody who did a day or more, with the name that you want on it.",
    see: "See your certificate",
    address: "i…s@example.org",
  };
}

/** Plausible values for a letter of the weekly newsletter. */
export function previewIssue({ title, preheader }: IssueDescription): IssueProps {
  return {
    ...previewFrame(),
    newsletter: { slug: "weekly", title: "The weekly letter" },
    issue: { title, preheader, url: "https://dayletter.example/letters/weekly/preview" },
  };
}

/** A choice that has been made: what a preview, or a test, hands to a template in place of all its fragments. */
export function previewChoice<Option extends string>(option: Option): Choice<Option> {
  return { pick: (fragments) => fragments[option] };
}

function placeLesson(course: CourseDescription, key: string, description: LessonDescription): LessonFacts {
  const weekIndex = course.weeks.findIndex((week) => week.lessons.includes(key));
  const week = course.weeks[weekIndex];
  if (!week) throw new Error(`The course "${course.title}" has no lesson "${key}".`);
  const daysBefore = course.weeks.slice(0, weekIndex).flatMap((each) => each.lessons).length;
  const { title, preheader, kind, minutes } = description;
  return {
    key,
    title,
    preheader,
    kind,
    minutes,
    day: daysBefore + week.lessons.indexOf(key) + 1,
    week: weekIndex + 1,
    weekTitle: week.title,
    // A course names its lessons by key only, so a preview guesses that the last day of a long week is the rest day.
    weekDays: week.lessons.map((each, index) => ({
      day: daysBefore + index + 1,
      kind: each === key ? kind : index === 6 ? "rest" : "training",
    })),
  };
}

function previewState({ day, kind }: LessonFacts["weekDays"][number], today: number): CellState {
  if (day === today) return "today";
  if (kind === "rest") return "rest";
  if (day > today) return "coming";
  return day % 7 === 2 && day < today - 2 ? "missed" : "done";
}

function previewCourse(course: CourseDescription, days: number): CourseFacts {
  const slug = course.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return {
    slug,
    title: course.title,
    days,
    coach: course.coach.name,
  };
}

function previewFrame(): FrameSlots {
  return {
    surface: "mail",
    reader: { name: "Ines" },
    links: {
      lesson: "https://dayletter.example/lessons/preview",
      me: "https://dayletter.example/me/preview",
      leave: "https://dayletter.example/leave/preview",
      home: "https://dayletter.example/",
      // Where the preview server finds what `npm run email` has drawn before it started.
      pictures: "/static/pictures",
    },
    site: { name: "Dayletter", postalAddress: "Dayletter, 12 Track Lane, 10115 Berlin, Germany" },
    variant: { named: true },
  };
}
