import { spokenSendTime } from "../../../domain/calendar.ts";
import { spokenZone } from "../../../domain/spoken.ts";
import { type Choices, type ChosenCourse, isLive } from "../../../engine/reader-choices.ts";
import { unbroken } from "../../unbroken.ts";
import { budgetPhrase } from "../budget.ts";
import { readOwn } from "../own.ts";
import { ComingList } from "./foreseen.tsx";

type Confirmed = {
  token: string;
  changed?: string | undefined;
  course?: string | undefined;
  letter?: string | undefined;
};

/**
 * Says after a change what is so now, with the new next times. It is read from how things stand and not from the
 * address, so an old or a made-up link to it says nothing that is not true.
 */
export async function Changed({ token, changed = "", course: slug = "", letter = "" }: Confirmed) {
  const say = sayings.get(changed);
  if (say === undefined) return null;
  const { choices } = await readOwn(token);
  const course = choices.courses.find((one) => one.slug === slug) ?? null;
  const said = say(choices, course, letter);
  if (said === null) return null;
  return (
    <section
      id="changed"
      tabIndex={-1}
      aria-labelledby="changed-title"
      className="mt-6 scroll-mt-6 rounded-card bg-rest p-5 text-rest-ink sm:p-6"
    >
      <div role="status" className="grid grid-cols-1 gap-2">
        <h2 id="changed-title" className="text-minor">
          {unbroken(said.title)}
        </h2>
        {said.words === undefined ? null : <p className="break-words">{unbroken(said.words)}</p>}
        <ComingList courses={said.courses ?? []} />
      </div>
    </section>
  );
}

type Said = { title: string; words?: string; courses?: readonly ChosenCourse[] };
type Say = (choices: Choices, course: ChosenCourse | null, letter: string) => Said | null;

const onlyThe = (course: ChosenCourse) => ({ courses: [course] });
const live = ({ courses }: Choices) => ({ courses: courses.filter(isLive) });

const sayings: ReadonlyMap<string, Say> = new Map<string, Say>([
  [
    "time",
    (choices) => ({
      title: `${choices.courses.some(isLive) ? "Your lessons come at" : "Your hour is"} ${spokenSendTime(choices.sendMinute)}, ${spokenZone(choices.zone)} time`,
      ...live(choices),
    }),
  ],
  [
    "days",
    (_, course) =>
      course && isLive(course) ? { title: "Your new rhythm counts from now on", ...onlyThe(course) } : null,
  ],
  [
    "pause",
    (_, course) => (course?.state === "paused" ? { title: `${course.title} rests`, ...onlyThe(course) } : null),
  ],
  [
    "resume",
    (_, course) => (course?.state === "active" ? { title: `${course.title} goes on`, ...onlyThe(course) } : null),
  ],
  [
    "restart",
    (_, course) =>
      course?.state === "active" && course.run > 1
        ? { title: `${course.title} begins again`, ...onlyThe(course) }
        : null,
  ],
  ["budget", (choices) => ({ title: `A day brings ${budgetPhrase(choices.dailyBudget)}`, ...live(choices) })],
  [
    "name",
    ({ name }) => ({
      title: name === null ? "We greet you without a name" : `We call you ${name}`,
      words: name === null ? "From the next message on." : `From the next message on, we greet you as ${name}.`,
    }),
  ],
  [
    "address",
    ({ wishedAddress, address }) =>
      wishedAddress === null
        ? { title: "Your address is as it was", words: `Our letters go to ${address}.` }
        : {
            title: "Now look there for our email",
            words: `We ask at ${wishedAddress}. Press the button in that email, and everything comes there. Until then it goes to ${address}.`,
          },
  ],
  ["address-back", ({ address }) => ({ title: "Taken back", words: `Our letters go on to ${address}.` })],
  [
    "counting",
    ({ tracking }) => ({
      title: tracking ? "We may note what you open and follow" : "Nothing that you open or follow is noted",
      words: tracking ? "From the next letter on." : "That includes the letters you already have.",
    }),
  ],
  [
    "left-course",
    (choices, course) =>
      course && !isLive(course)
        ? { title: `You have left ${course.title}`, words: "No further lesson of it will come.", ...live(choices) }
        : null,
  ],
  [
    "left-letter",
    (choices, _, letter) =>
      letter === "" || choices.letters.some(({ slug }) => slug === letter)
        ? null
        : { title: "You have left that letter", words: "None will come any more.", ...live(choices) },
  ],
  [
    "followed",
    ({ letters }) =>
      letters.length === 0
        ? null
        : { title: "That letter comes to you now", words: "The next one, when it is written." },
  ],
  [
    "left-everything",
    (choices) =>
      choices.courses.some(isLive) || choices.letters.length > 0
        ? null
        : {
            title: "You have left everything",
            words: "Nothing further will come from us. Your lessons stay open here, and so does the door.",
          },
  ],
]);
