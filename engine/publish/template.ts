import { type ComponentType, createElement, type ReactElement } from "react";
import { lineOf } from "../../emails/parts/describe.ts";
import type {
  Choice,
  CourseFacts,
  FrameSlots,
  IssueFacts,
  IssueProps,
  LessonFacts,
  LessonProps,
  NewsletterFacts,
  NewsletterNoticeProps,
  NoticeDescription,
  NoticeProps,
  NoticeSlots,
} from "../../emails/parts/props.ts";

/** What stands in a message's places for one rendering: sentinels while it is compiled, values while it is probed. */
export type Binding = {
  surface: FrameSlots["surface"];
  named: boolean;
  slot(name: string): string;
  choice<Option extends string>(name: string): Choice<Option>;
};

/** A message before it is compiled. Its file, relative to the project, is what a refusal names. */
export type Template = {
  file: string;
  element(binding: Binding): ReactElement;
  subject(binding: Binding): string;
  preheader(binding: Binding): string;
  /** Whether the law and the inbox providers want a way out in it. A confirmation has nothing to leave yet. */
  mustOfferLeaving: boolean;
};

/** The slots that hold URLs of our own making. Only they may stand in an href, and nowhere but at its beginning. */
export const urlSlots: readonly string[] = [
  "links.lesson",
  "links.me",
  "links.leave",
  "links.home",
  "links.pictures",
  "links.web",
  "notice.action",
];

export const textSlots: readonly string[] = [
  "reader.name",
  "progress.streak",
  "progress.done",
  "site.name",
  "site.postalAddress",
  "notice.when",
  "notice.done",
  "notice.lesson",
  "notice.next",
  "notice.address",
  "notice.start",
  "notice.keeps",
  "notice.see",
  "newsletter.title",
];

type LessonSource = {
  file: string;
  component: ComponentType<LessonProps>;
  subject: string;
  facts: { course: CourseFacts; lesson: LessonFacts };
};

export function lessonTemplate({ file, component, subject, facts }: LessonSource): Template {
  return {
    file,
    element: (binding) => createElement(component, lessonProps(facts, binding)),
    subject: () => subject,
    preheader: () => facts.lesson.preheader,
    mustOfferLeaving: true,
  };
}

type IssueSource = {
  file: string;
  component: ComponentType<IssueProps>;
  facts: { newsletter: NewsletterFacts; issue: IssueFacts };
  /** A line of an issue may greet the reader: it is made from what stands in its places. */
  subject: (props: IssueProps) => string;
  preheader: (props: IssueProps) => string;
};

export function issueTemplate({ file, component, facts, subject, preheader }: IssueSource): Template {
  const props = (binding: Binding) => issueProps(facts, binding);
  const withPreheader = (binding: Binding): IssueProps => {
    const given = props(binding);
    return { ...given, issue: { ...given.issue, preheader: preheader(given) } };
  };
  return {
    file,
    element: (binding) => createElement(component, withPreheader(binding)),
    subject: (binding) => subject(props(binding)),
    preheader: (binding) => preheader(props(binding)),
    mustOfferLeaving: true,
  };
}

function issueProps({ newsletter, issue }: IssueSource["facts"], binding: Binding): IssueProps {
  return { ...frameSlots(binding), newsletter, issue: { ...issue, url: binding.slot("links.web") } };
}

type NoticeSource = {
  file: string;
  component: ComponentType<NoticeProps>;
  description: NoticeDescription;
  course: CourseFacts;
};

export function noticeTemplate({ course, ...source }: NoticeSource): Template {
  return templateOfNotice(source, (binding) => ({ ...noticeSlots(binding), course }));
}

type NewsletterNoticeSource = {
  file: string;
  component: ComponentType<NewsletterNoticeProps>;
  description: NoticeDescription<NewsletterNoticeProps>;
};

export function newsletterNoticeTemplate(source: NewsletterNoticeSource): Template {
  return templateOfNotice(source, (binding) => ({
    ...noticeSlots(binding),
    newsletter: { title: binding.slot("newsletter.title") },
  }));
}

type AnyNotice<Props extends NoticeSlots> = {
  file: string;
  component: ComponentType<Props>;
  description: NoticeDescription<Props>;
};

function templateOfNotice<Props extends NoticeSlots>(
  { file, component, description }: AnyNotice<Props>,
  propsOf: (binding: Binding) => Props,
): Template {
  const { kind, subject, preheader } = description;
  return {
    file,
    element: (binding) => createElement(component, propsOf(binding)),
    subject: (binding) => lineOf(subject, propsOf(binding)),
    preheader: (binding) => lineOf(preheader, propsOf(binding)),
    mustOfferLeaving: kind !== "confirm" && kind !== "address-change",
  };
}

function lessonProps(facts: LessonSource["facts"], binding: Binding): LessonProps {
  return {
    ...frameSlots(binding),
    ...facts,
    progress: {
      streak: binding.slot("progress.streak"),
      done: binding.slot("progress.done"),
      week: facts.lesson.weekDays.map((_, index) => binding.choice(`progress.week.${index}`)),
    },
  };
}

function noticeSlots(binding: Binding): NoticeSlots {
  const { slot } = binding;
  return {
    ...frameSlots(binding),
    notice: {
      action: slot("notice.action"),
      when: slot("notice.when"),
      done: slot("notice.done"),
      lesson: slot("notice.lesson"),
      next: slot("notice.next"),
      start: slot("notice.start"),
      keeps: slot("notice.keeps"),
      see: slot("notice.see"),
      address: slot("notice.address"),
    },
  };
}

function frameSlots(binding: Binding): FrameSlots {
  const { surface, named, slot } = binding;
  return {
    surface,
    reader: { name: slot("reader.name") },
    links: {
      lesson: slot("links.lesson"),
      me: slot("links.me"),
      leave: slot("links.leave"),
      home: slot("links.home"),
      pictures: slot("links.pictures"),
    },
    site: { name: slot("site.name"), postalAddress: slot("site.postalAddress") },
    variant: { named },
  };
}
