import type { Metadata } from "next";
import { openNextNow } from "../../../../../engine/next-now.ts";
import { type ChosenCourse, foreseeChoices, isLive } from "../../../../../engine/reader-choices.ts";
import { type Query, readAsked } from "../../../asked.ts";
import { ChangePage } from "../../../components/change-page.tsx";
import { Foreseen } from "../../../components/foreseen.tsx";
import { Proposal } from "../../../components/proposal.tsx";
import { WhichCourse } from "../../../components/which-course.tsx";
import { courseAmong, readOwn } from "../../../own.ts";

export const metadata: Metadata = { title: "The next lesson now" };

type Props = { params: Promise<{ token: string }>; searchParams: Query };

/** For whoever does not want to wait for the morning. */
export default async function NextPage({ params, searchParams }: Props) {
  const { token } = await params;
  const { choices } = await readOwn(token);
  const courses = choices.courses.filter(isLive);
  const course = courseAmong(courses, (await readAsked(searchParams)).value("course"));
  return (
    <ChangePage
      token={token}
      title="The next lesson now"
      about={course?.title}
      lead={
        <p>
          The next lesson opens here at once. Do it here and it will not be mailed again; only read it, and it still
          comes by mail on its day.
        </p>
      }
    >
      {course === null ? (
        <WhichCourse token={token} change="next" courses={courses} />
      ) : (
        <Now token={token} course={course} />
      )}
    </ChangePage>
  );
}

async function Now({ token, course }: { token: string; course: ChosenCourse }) {
  const { context, choices } = await readOwn(token);
  const { readerId } = choices;
  const { enrolmentId, slug } = course;
  const act = (trial: typeof context) => openNextNow(trial, { readerId, enrolmentId });
  const { outcome, after } = await foreseeChoices(context, { token, act });
  if (outcome.kind !== "opened") return <p>{"words" in outcome ? outcome.words : course.coming.words}</p>;
  return (
    <Proposal token={token} change="next" values={{ course: slug }} button="Open it now" mayChooseAgain={false}>
      {outcome.mailed ? (
        <p>Its mail would come at once as well.</p>
      ) : (
        <>
          <p>It opens here now; its mail still comes on its own day, unless you do it here first.</p>
          <Foreseen courses={after?.courses.filter((one) => one.slug === slug) ?? []} />
        </>
      )}
    </Proposal>
  );
}
