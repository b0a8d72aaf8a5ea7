import type { ReactNode } from "react";
import type { MuscleGroup } from "../../domain/muscles.ts";
import type { Figure } from "../figures/figure.ts";

/**
 * A value that differs from reader to reader. At publish it holds a sentinel, so a template may place it and never
 * inspect it: no `.length`, no comparison, no arithmetic. Publishing refuses a template that does.
 */
export type Slot = string;

/** A slot that is one of several fragments, all compiled at publish. `pick` gives what to place. */
export type Choice<Option extends string> = {
  pick(fragments: Readonly<Record<Option, ReactNode>>): ReactNode;
};

/** How one day of the week strip stands for this reader. */
export type CellState = "done" | "missed" | "frozen" | "rest" | "coming" | "today";

/** Plain values, the same for every reader of this site; fixed when the message is published. */
export type CourseFacts = {
  slug: string;
  title: string;
  days: number;
  coach: string;
};

export type LessonKind = "training" | "rest" | "mobility";

/** Plain values of one lesson, the same for every reader. `day` and `week` count from 1. */
export type LessonFacts = {
  key: string;
  title: string;
  /** What an inbox shows after the subject. The frame places it as the mail's first, hidden element. */
  preheader: string;
  kind: LessonKind;
  minutes: number;
  day: number;
  week: number;
  weekTitle: string;
  /** The days of this lesson's week, in order: what the week strip labels its cells with. */
  weekDays: readonly { day: number; kind: LessonKind }[];
};

/** What every message carries, whatever its kind. */
export type FrameSlots = {
  /** A mail is a table that old clients can read; the web form is the same content as semantic html in the site's page. */
  surface: "mail" | "web";
  reader: { name: Slot };
  /** Where the links of our own lead. They are https URLs made at fill time. */
  links: {
    lesson: Slot;
    me: Slot;
    leave: Slot;
    home: Slot;
    /** Where the site's pictures lie: put "/" and a picture's name behind it, in the src of an image. */
    pictures: Slot;
  };
  site: { name: Slot; postalAddress: Slot };
  /** Declared branches; every combination is compiled. */
  variant: { named: boolean };
};

export type LessonProps = FrameSlots & {
  course: CourseFacts;
  lesson: LessonFacts;
  progress: {
    /** A finished phrase such as "6 days in a row". */
    streak: Slot;
    /** A finished phrase such as "12 of 30 done". */
    done: Slot;
    /** One choice for each of `lesson.weekDays`. */
    week: readonly Choice<CellState>[];
  };
};

/** Plain values of a newsletter, the same for every reader; fixed when the issue is compiled. */
export type NewsletterFacts = { slug: string; title: string };

export type IssueFacts = {
  title: string;
  /** What an inbox shows after the subject. */
  preheader: string;
};

/** One letter of a newsletter, written in the studio or as a file. */
export type IssueProps = FrameSlots & {
  newsletter: NewsletterFacts;
  issue: IssueFacts & {
    /** Where this letter stands on the web. */
    url: Slot;
  };
};

/** What an issue's file says of itself, beside its default export, the template. */
export type IssueDescription = {
  title: string;
  subject: string;
  /** Another subject, where two are to be tried on a share of the readers. */
  subjectB?: string | undefined;
  preheader: string;
};

/** What the file `newsletter.ts` in a newsletter's folder says: with what it is made, where it does not exist yet. */
export type NewsletterDescription = {
  title: string;
  description?: string | undefined;
  /** The name in From; without it that of the site. */
  senderName?: string | undefined;
  /** Where answers go; without it where those of the site go. */
  replyTo?: string | undefined;
  tracking?: boolean | undefined;
  /** What it does for a reader in a course: hold for at most 14 days and then send or drop, send, or leave out. */
  duringCourse?: "hold-send" | "hold-cancel" | "send" | "skip" | undefined;
};

/** A notice's stable name: its file in `emails/notices`. */
export type NoticeKind =
  | "confirm"
  | "welcome"
  | "nudge"
  | "pause-over"
  | "finished"
  | "find-link"
  | "address-change"
  | "address-changed";

/** What every notice carries, whatever it is about. */
export type NoticeSlots = FrameSlots & {
  notice: {
    /**
     * Where the one button leads: the confirmation of a signup or of a new address, the lesson that a nudge is about,
     * the certificate of who has finished, another end of the pause that is ending; in other notices the reader's page.
     */
    action: Slot;
    /** The end of "Lessons come …", a finished phrase such as "every day at 7:00 AM, Berlin time". */
    when: Slot;
    /** A finished phrase about how far they have come, such as "30 of 30 done". */
    done: Slot;
    /** The lesson that comes next, or that waits to be done, such as "Day 5: The sides of you". */
    lesson: Slot;
    /** When the next lesson comes, a finished phrase such as "Tuesday, December 1, at 7:00 AM". */
    next: Slot;
    /** When the first lesson comes, a finished clause such as "Day 1 comes within a minute". */
    start: Slot;
    /** What somebody keeps who is through: a finished sentence, about the certificate where there is one. */
    keeps: Slot;
    /** What the button says where that is: "See your certificate", or "See your days". */
    see: Slot;
    /** Of a change of address: the new one, with all but its ends hidden. */
    address: Slot;
  };
};

/** The notices that the engine itself owes about a course. */
export type NoticeProps = NoticeSlots & { course: CourseFacts };

/**
 * Those that it owes about a newsletter. Its title is a slot, because newsletters are made and renamed in the studio, and
 * one compiled form serves them all.
 */
export type NewsletterNoticeProps = NoticeSlots & { newsletter: { title: Slot } };

/** One exercise, written once and placed by lessons. */
export type MoveFacts = {
  name: string;
  aim: string;
  cues: readonly string[];
  easier: string;
  harder: string;
  mistake: string;
  muscles: readonly MuscleGroup[];
  /** The part of the running stride that the move serves, and how. */
  stride: { phase: "swing" | "foot strike"; how: string };
  stopWhen: string;
  /** Its first and its last position. A move without one is told in words alone. */
  figure?: Figure;
};

/** How a lesson asks for a move: sets of either reps or seconds, and the rest between sets. */
export type Work = {
  move: MoveFacts;
  sets: number;
  reps?: number;
  seconds?: number;
  eachSide?: boolean;
  restSeconds: number;
};

/** What a lesson file says of itself, beside its default export, the template. */
export type LessonDescription = {
  title: string;
  subject: string;
  preheader: string;
  kind: LessonKind;
  minutes: number;
  work: Readonly<Record<string, Work>>;
};

/**
 * What a notice's file says of itself, beside its default export. A line that speaks of the course, or greets the
 * reader, is a function that only joins strings: its slots hold sentinels while the notice is published.
 */
export type NoticeDescription<Props extends NoticeSlots = NoticeProps> = {
  kind: NoticeKind;
  subject: NoticeLine<Props>;
  preheader: NoticeLine<Props>;
};
export type NoticeLine<Props extends NoticeSlots = NoticeProps> = string | ((props: Props) => string);
