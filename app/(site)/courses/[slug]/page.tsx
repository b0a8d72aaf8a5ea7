import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { type CoursePage, readCourse } from "../../../../engine/catalogue.ts";
import { ButtonLink } from "../../../components/button.tsx";
import { SignupSection } from "../../../components/signup/signup-section.tsx";
import { TrackBend } from "../../../components/track-bend.tsx";
import { requestContext } from "../../../context.ts";
import { isSlug } from "../../../slug.ts";
import { courseFacts } from "../../course-words.ts";
import { Outline } from "./outline.tsx";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, unknown>> };

/** Read once for the page and its title. */
const find = cache(async (slug: string) => (isSlug(slug) ? readCourse(await requestContext(), { slug }) : null));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const course = await find((await params).slug);
  if (course === null) return { title: "No such course" };
  const canonical = `/courses/${course.slug}`;
  return { title: course.title, description: course.promise, alternates: { canonical } };
}

export default async function CoursePageOfSite({ params, searchParams }: Props) {
  const course = await find((await params).slug);
  if (course === null) notFound();
  return (
    <main id="main">
      <section className="mx-auto grid max-w-6xl items-end gap-x-14 gap-y-12 px-5 pt-8 sm:px-8 sm:pt-14 lg:grid-cols-[minmax(0,1fr)_minmax(0,34rem)]">
        <div className="pb-2">
          <h1 className="text-title font-extrabold sm:text-poster">{course.title}</h1>
          <p className="mt-6 max-w-[46ch] text-lead">{course.promise}</p>
          <p className="mt-3 text-quiet">{courseFacts(course)}. Free.</p>
          <ButtonLink href="#sign-up" className="mt-8">
            Sign me up
          </ButtonLink>
        </div>
        <TrackBend weeks={course.weeks} />
      </section>
      <div className="lanes" aria-hidden="true" />
      <Fit course={course} />
      {course.firstLesson && <FirstDay lesson={course.firstLesson} />}
      <Outline course={course} />
      <Honesty course={course} />
      <SignupSection course={course} page="course page" searchParams={await searchParams} />
    </main>
  );
}

function Fit({ course }: { course: CoursePage }) {
  return (
    <section className="mx-auto grid max-w-6xl gap-x-16 gap-y-10 px-5 pt-16 sm:px-8 md:grid-cols-2">
      <div className="md:col-span-2">
        <p className="max-w-[62ch] text-lead">{course.summary}</p>
      </div>
      <Listed title="Who it is for" lines={course.forWhom} />
      <Listed title="What you need" lines={course.needs} />
    </section>
  );
}

function Listed({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <div>
      <h2 className="text-section">{title}</h2>
      <ul className="mt-4 grid gap-3">
        {lines.map((line) => (
          <li key={line} className="max-w-[62ch] border-t border-line pt-3">
            {line}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The whole of Day 1, as a reader gets it. The html is compiled from our own template when the course is published. */
function FirstDay({ lesson }: { lesson: { title: string; html: string } }) {
  return (
    <section aria-labelledby="first-day" className="mx-auto mt-20 max-w-6xl px-5 sm:px-8">
      <div className="rounded-card bg-surface p-5 sm:p-10">
        <div className="mx-auto max-w-[62ch]">
          <p className="text-quiet">Day 1, all of it</p>
          <h2 id="first-day" className="mt-1 text-title">
            {lesson.title}
          </h2>
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: compiled from our own template, and no reader's value is in it. */}
          <div className="lesson-bare mt-6" dangerouslySetInnerHTML={{ __html: lesson.html }} />
          <p className="mt-10 border-t border-line pt-6 text-quiet">
            That is all of Day 1. In the email a button follows, “I did it”, and the first piece of track is laid.
          </p>
          <ButtonLink look="quiet" href="#sign-up" className="mt-5">
            Send me the next one
          </ButtonLink>
        </div>
      </div>
    </section>
  );
}

function Honesty({ course }: { course: CoursePage }) {
  return (
    <section className="mx-auto mt-20 grid max-w-6xl gap-x-16 gap-y-12 px-5 sm:px-8 md:grid-cols-2">
      <div>
        <h2 className="text-section">{course.coach.name}</h2>
        <p className="text-quiet">{course.coach.role}</p>
        <p className="mt-4 max-w-[62ch]">{course.coach.about}</p>
      </div>
      <Listed title="The small print, in full size" lines={course.smallPrint} />
    </section>
  );
}
