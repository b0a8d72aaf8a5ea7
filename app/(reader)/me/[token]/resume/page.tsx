import type { Metadata } from "next";
import { resume } from "../../../../../engine/pause.ts";
import { type ChosenCourse, foreseeChoices } from "../../../../../engine/reader-choices.ts";
import { type Query, readAsked } from "../../../asked.ts";
import { ChangePage } from "../../../components/change-page.tsx";
import { Foreseen } from "../../../components/foreseen.tsx";
import { NoWayThere } from "../../../components/no-way-there.tsx";
import { Proposal } from "../../../components/proposal.tsx";
import { WhichCourse } from "../../../components/which-course.tsx";
import { courseAmong, readOwn } from "../../../own.ts";

export const metadata: Metadata = { title: "Go on" };

type Props = { params: Promise<{ token: string }>; searchParams: Query };

/** The way back from a pause. */
export default async function ResumePage({ params, searchParams }: Props) {
  const { token } = await params;
  const { choices } = await readOwn(token);
  const courses = choices.courses.filter(({ state }) => state === "paused");
  const course = courseAmong(courses, (await readAsked(searchParams)).value("course"));
  return (
    <ChangePage
      token={token}
      title="Go on"
      about={course?.title}
      lead={<p>The course goes on where you left it. Nothing was lost, and nothing is made up for all at once.</p>}
    >
      {course === null ? (
        <WhichCourse token={token} change="resume" courses={courses} />
      ) : (
        <GoOn token={token} course={course} />
      )}
    </ChangePage>
  );
}

async function GoOn({ token, course }: { token: string; course: ChosenCourse }) {
  const { context, choices } = await readOwn(token);
  const { readerId } = choices;
  const { enrolmentId, slug } = course;
  const act = (trial: typeof context) => resume(trial, { readerId, enrolmentId });
  const { outcome, after } = await foreseeChoices(context, { token, act });
  if (outcome.kind === "suppressed") return <NoWayThere token={token} />;
  return (
    <Proposal token={token} change="resume" values={{ course: slug }} button="Go on now" mayChooseAgain={false}>
      <p>{course.coming.words}</p>
      <Foreseen courses={after?.courses.filter((one) => one.slug === slug) ?? []} />
    </Proposal>
  );
}
