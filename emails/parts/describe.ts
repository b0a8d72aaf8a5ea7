import type { CourseDescription } from "../../domain/course-description.ts";
import type {
  IssueDescription,
  LessonDescription,
  NewsletterDescription,
  NoticeDescription,
  NoticeLine,
  NoticeProps,
  NoticeSlots,
} from "./props.ts";

/** Types a course as it was written, so that `previewLesson` knows its lessons' keys and a mistyped one does not compile. */
export function describeCourse<const Course extends CourseDescription>(course: Course): Course {
  return course;
}

/** Types a lesson as it was written, so that `lesson.work.deadBug` is known to be there. */
export function describeLesson<const Lesson extends LessonDescription>(lesson: Lesson): Lesson {
  return lesson;
}

/** Types a notice by what it is given: `NoticeProps` where it is about a course. */
export function describeNotice<Props extends NoticeSlots = NoticeProps>(
  notice: NoticeDescription<Props>,
): NoticeDescription<Props> {
  return notice;
}

export function describeNewsletter<const Newsletter extends NewsletterDescription>(newsletter: Newsletter): Newsletter {
  return newsletter;
}

export function describeIssue<const Issue extends IssueDescription>(issue: Issue): Issue {
  return issue;
}

/** A notice's subject or preheader for these props: as it stands, or joined from them. */
export function lineOf<Props extends NoticeSlots>(line: NoticeLine<Props>, props: Props): string {
  return typeof line === "string" ? line : line(props);
}
