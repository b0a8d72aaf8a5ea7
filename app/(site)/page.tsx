import type { Metadata } from "next";
import { listCourses, readCourse } from "../../engine/catalogue.ts";
import { listNewsletters, type NewsletterSummary } from "../../engine/letters/archive/archive.ts";
import { BodyPicture } from "../components/body-map/body-map.tsx";
import { ButtonLink } from "../components/button.tsx";
import { TrackBend } from "../components/track-bend.tsx";
import { requestContext } from "../context.ts";
import { CourseList } from "./course-list.tsx";
import { courseFacts, startWords } from "./course-words.ts";

export const metadata: Metadata = {
  description: "Strength for runners by email: one short lesson a day, at the hour you choose, in your own time zone.",
  alternates: { canonical: "/" },
};

/** The first page names no course of its own: the one with the lowest `order` stands first, whatever it is. */
export default async function Home() {
  const context = await requestContext();
  const [first, ...others] = await listCourses(context);
  const featured = first ? await readCourse(context, { slug: first.slug }) : null;
  return (
    <main id="main">
      <section className="mx-auto grid max-w-6xl items-end gap-x-14 gap-y-12 px-5 pt-8 sm:px-8 sm:pt-14 lg:grid-cols-[minmax(0,1fr)_minmax(0,34rem)]">
        <div className="pb-2">
          <h1 className="text-title font-extrabold sm:text-poster">Strength for runners, one morning at a time.</h1>
          <p className="mt-6 max-w-[46ch] text-lead">
            Each day, at the hour you choose, one short lesson comes by email. You read it, do it beside your bed, and
            tap “I did it”. Then you go for your run, or make coffee.
          </p>
          {featured && (
            <>
              <ButtonLink href={`/courses/${featured.slug}`} className="mt-8">
                Read Day 1 and start
              </ButtonLink>
              <p className="mt-4 text-small text-quiet">
                {featured.title}: {courseFacts(featured)}. Free. No app, no password.
              </p>
            </>
          )}
        </div>
        {featured && <TrackBend weeks={featured.weeks} />}
      </section>
      <div className="lanes" aria-hidden="true" />
      {featured ? <Featured course={featured} /> : <NoCourseYet />}
      <HowItWorks start={featured ? startWords(featured.start) : null} />
      <ArticleTeaser />
      <LetterTeaser newsletters={await listNewsletters(context)} />
      {others.length > 0 && <CourseList courses={others} />}
    </main>
  );
}

function Featured({ course }: { course: NonNullable<Awaited<ReturnType<typeof readCourse>>> }) {
  return (
    <section className="mx-auto grid max-w-6xl gap-x-16 gap-y-10 px-5 pt-16 sm:px-8 lg:grid-cols-2">
      <div>
        <h2 className="text-title">{course.title}</h2>
        <p className="mt-4 text-lead">{course.promise}</p>
        <p className="mt-4 max-w-[62ch]">{course.summary}</p>
        <p className="mt-4">
          <a href={`/courses/${course.slug}`}>All {course.days} days, and the first one to read</a>
        </p>
      </div>
      <ol className="grid content-start gap-5">
        {course.weeks.map((week) => (
          <li key={week.title} className="border-t border-line pt-4">
            <h3 className="text-minor">{week.title}</h3>
            <p className="text-quiet">{week.aim}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Three lines, each of which the software keeps. */
function HowItWorks({ start }: { start: string | null }) {
  const lines = [
    {
      title: "You sign up",
      words: `An address, your time zone, an hour. One email asks whether it was you; until you press its button, nothing else comes. ${start ?? ""}`,
    },
    {
      title: "One lesson a day",
      words:
        "It comes at your hour, wherever you live, and the hour stays yours when the clocks change. Never two at once, and nothing is sent twice.",
    },
    {
      title: "You can see it grow, and you can go",
      words:
        "Every day you did is one more piece of track, in the email and on your own page. Every letter has a link that ends it, at once and without questions.",
    },
  ];
  return (
    <section aria-labelledby="how" className="mx-auto mt-20 max-w-6xl px-5 sm:px-8">
      <h2 id="how" className="text-title">
        How it works
      </h2>
      <ol className="mt-8 grid gap-x-12 gap-y-8 md:grid-cols-3">
        {lines.map(({ title, words }, place) => (
          <li key={title}>
            <p aria-hidden="true" className="font-display text-lane font-extrabold text-brand">
              {place + 1}
            </p>
            <h3 className="mt-3 text-minor">{title}</h3>
            <p className="mt-2">{words}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function ArticleTeaser() {
  return (
    <section className="mx-auto mt-20 max-w-6xl px-5 sm:px-8">
      <div className="grid items-center gap-x-14 gap-y-8 overflow-hidden rounded-card bg-surface p-6 sm:p-10 md:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
        <div>
          <h2 className="text-title">What muscles does running work?</h2>
          <p className="mt-4 max-w-[52ch] text-lead">
            Eight groups, and what each has to do when your foot lands and while it flies. With a map of the body, and
            the lessons that train every part of it.
          </p>
          <ButtonLink look="quiet" href="/articles/what-muscles-does-running-work" className="mt-6">
            Open the map
          </ButtonLink>
        </div>
        <div className="mx-auto w-full max-w-xs">
          <BodyPicture lit={["core", "glutes", "calves"]} />
        </div>
      </div>
    </section>
  );
}

/** What there is beside the courses; nothing where no newsletter is written. */
function LetterTeaser({ newsletters }: { newsletters: readonly NewsletterSummary[] }) {
  if (newsletters.length === 0) return null;
  return (
    <section aria-labelledby="letters" className="mx-auto mt-20 max-w-6xl px-5 sm:px-8">
      <h2 id="letters" className="text-title">
        Letters, apart from any course
      </h2>
      <ul className="mt-6 grid gap-x-12 gap-y-5 md:grid-cols-2">
        {newsletters.slice(0, 4).map(({ slug, title, description, newest }) => (
          <li key={slug} className="min-w-0 break-words border-line border-t pt-4">
            <h3 className="text-minor">
              <a href={`/letters/${slug}`}>{title}</a>
            </h3>
            <p className="mt-1">{description || "Read it here, or have it come to you. It can be left on its own."}</p>
            {newest === null ? null : (
              <p className="mt-1 text-quiet">
                The newest: <a href={newest.path}>{newest.title}</a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function NoCourseYet() {
  return (
    <section className="mx-auto max-w-6xl px-5 pt-16 sm:px-8">
      <h2 className="text-title">The first course is not open yet</h2>
      <p className="mt-4">Come back soon. The article below is here to read already.</p>
    </section>
  );
}
