import type { ActKind } from "./acts.ts";

/** What each act is called on its link, its page and its button, and what it means. */
export const actWords: Readonly<
  Record<ActKind, { link: string; title: string; lead: string; press: string; said: string }>
> = {
  pause: {
    link: "Pause",
    title: "Pause a course",
    lead: "No lesson comes from now on, until a day that you choose or until somebody resumes it. One that is ready is held; one that is on its way already still arrives.",
    press: "Pause it",
    said: "The course is paused.",
  },
  resume: {
    link: "Resume",
    title: "Resume a course",
    lead: "The next lesson comes at their next send time, today if that is still open and today has had none.",
    press: "Resume it",
    said: "The course goes on.",
  },
  move: {
    link: "Move to a lesson",
    title: "Move to a lesson",
    lead: "Makes that lesson the next one. It comes when the next lesson comes anyway, and never as a second one on a day. Forward, what lies between counts as had and stays open on the web. Back to a lesson that was sent, a new round begins there, and what was done before it stays done.",
    press: "Move them there",
    said: "They are moved.",
  },
  time: {
    link: "Zone and hour",
    title: "Change time zone and hour",
    lead: "For all of their courses, from now on. A day that has had its lesson gets no second one.",
    press: "Change it",
    said: "Zone and hour are changed.",
  },
  days: {
    link: "Weekdays and pace",
    title: "Change weekdays and pace",
    lead: "On which days of the week lessons of this course may come, and how often.",
    press: "Change it",
    said: "Weekdays and pace are changed.",
  },
  leave: {
    link: "Unsubscribe",
    title: "Unsubscribe a reader",
    lead: "Takes effect at once, also for what is ready to go out. Only they can come back, by a form and a confirmation of their own.",
    press: "Unsubscribe them",
    said: "They are unsubscribed.",
  },
  erase: {
    link: "Erase",
    title: "Erase a reader",
    lead: "Everything about them goes: address, name, courses, messages, what they did. What stays is a mark by which their address would be known, so that it is not written to again. This cannot be undone.",
    press: "Erase them for good",
    said: "The reader was erased.",
  },
};
