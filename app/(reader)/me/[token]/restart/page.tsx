import type { Metadata } from "next";
import { restart } from "../../../../../engine/pause.ts";
import { type ChosenCourse, foreseeChoices, mayRestart } from "../../../../../engine/reader-choices.ts";
import { type Query, readAsked } from "../../../asked.ts";
import { ChangePage } from "../../../components/change-page.tsx";
import { Foreseen } from "../../../components/foreseen.tsx";
import { NoWayThere } from "../../../components/no-way-there.tsx";
import { Proposal } from "../../../components/proposal.tsx";
import { WhichCourse } from "../../../components/which-course.tsx";
import { courseAmong, readOwn } from "../../../own.ts";

export const metadata: Metadata = { title: "Start again" };

type Props = { params: Promise<{ token: string }>; searchParams: Query };

/** From Day 1 once more. */
export default async function RestartPage({ params, searchParams }: Props) {
  const { token } = await params;
  const { choices } = await readOwn(token);
  const courses = choices.courses.filter(mayRestart);
  const course = courseAmong(courses, (await readAsked(searchParams)).value("course"));
  return (
    <ChangePage
      token={token}
      title="Start again"
      about={course?.title}
      lead={
        <p>
          You begin with Day 1 again, and your days start empty. What you did so far is kept, but it does not count in
          the new round. The lessons in your mail stay open.
        </p>
      }
    >
      {course === null ? (
        <WhichCourse token={token} change="restart" courses={courses} />
      ) : (
        <Again token={token} course={course} />
      )}
    </ChangePage>
  );
}

async function Again({ token, course }: { token: string; course: ChosenCourse }) {
  const { context, choices } = await readOwn(token);
  const { readerId } = choices;
  const { enrolmentId, slug } = course;
  const act = (trial: typeof context) => restart(trial, { readerId, enrolmentId });
  const { outcome, after } = await foreseeChoices(context, { token, act });
  if (outcome.kind === "suppressed") return <NoWayThere token={token} />;
  // The run is named: a second press on an old page must not begin a third one.
  const values = { course: slug, run: String(course.run) };
  return (
    <Proposal token={token} change="restart" values={values} button="Start with Day 1" mayChooseAgain={false}>
      <Foreseen courses={after?.courses.filter((one) => one.slug === slug) ?? []} />
    </Proposal>
  );
}
