import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { readLeaving } from "../../../../engine/leave.ts";
import { requestContext } from "../../../context.ts";
import { Heading } from "../../components/heading.tsx";
import { Press } from "../../components/press.tsx";
import { readerPath } from "../../paths.ts";

export const metadata: Metadata = { title: "Leave" };

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ just?: string }> };

/** The way out: one tap for this course, one for everything. Opening the page leaves nothing. */
export default async function LeavePage({ params, searchParams }: Props) {
  const { token } = await params;
  const found = await readLeaving(await requestContext(), { token });
  if (found.kind === "unknown") notFound();
  const { title, left } = found;
  const path = readerPath("leave", token);
  const now = (await searchParams).just !== undefined;
  if (left.everything) return <LeftEverything now={now} />;
  if (left.it) return <LeftCourse courseTitle={title} path={path} now={now} />;
  return <Choose courseTitle={title} path={path} />;
}

function Choose({ courseTitle, path }: { courseTitle: string | null; path: string }) {
  return (
    <>
      <Heading title={courseTitle === null ? "Leave?" : `Leave ${courseTitle}?`} />
      <p className="mt-5 text-lead">
        One tap is enough. It takes effect at once, also for what is already waiting to be sent, and we will not ask
        why.
      </p>
      <div className="mt-8 grid gap-4">
        {courseTitle === null ? null : (
          <Way words={`No more lessons of ${courseTitle}. Anything else you follow here goes on.`}>
            <Press action={`${path}/course`}>Leave this course</Press>
          </Way>
        )}
        <Way words="No course, no letter, nothing further from us.">
          <Press action={`${path}/everything`} look={courseTitle === null ? "strong" : "quiet"}>
            Leave everything
          </Press>
        </Way>
      </div>
    </>
  );
}

function Way({ words, children }: { words: string; children: ReactNode }) {
  return (
    <div className="grid items-center gap-4 rounded-card bg-surface p-5 sm:grid-cols-[1fr_auto] sm:gap-8 sm:p-6">
      <p>{words}</p>
      {children}
    </div>
  );
}

/** Also where the course came to its end by itself, so without a press just now it does not say who left. */
function LeftCourse({ courseTitle, path, now }: { courseTitle: string; path: string; now: boolean }) {
  return (
    <>
      <Heading title={now ? `You have left ${courseTitle}` : `You are no longer in ${courseTitle}`} />
      <p className="mt-5 text-lead">No further lesson of it will come. Thank you for the days you gave it.</p>
      <ComeBack />
      <div className="mt-10">
        <Way words="Anything else you follow here goes on. If you want none of it:">
          <Press action={`${path}/everything`} look="quiet">
            Leave everything
          </Press>
        </Way>
      </div>
    </>
  );
}

function LeftEverything({ now }: { now: boolean }) {
  return (
    <>
      <Heading title={now ? "You have left everything" : "You have left everything already"} />
      <p className="mt-5 text-lead">Nothing further will come from us. Thank you for the days you gave it.</p>
      <ComeBack />
    </>
  );
}

function ComeBack() {
  return (
    <p className="mt-4">
      The door stays open: <a href="/">choose a course</a> and sign up with the same address whenever you like.
    </p>
  );
}
