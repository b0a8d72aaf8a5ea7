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

/** The way out: one tap for this course or letter, one for everything. Opening the page leaves nothing. */
export default async function LeavePage({ params, searchParams }: Props) {
  const { token } = await params;
  const found = await readLeaving(await requestContext(), { token });
  if (found.kind === "unknown") notFound();
  const { of, title, left } = found;
  const path = readerPath("leave", token);
  const now = (await searchParams).just !== undefined;
  if (left.everything) return <LeftEverything now={now} />;
  if (left.it) return <LeftIt of={of} title={title} path={path} now={now} />;
  return <Choose of={of} title={title} path={path} />;
}

type Left = { of: "course" | "newsletter"; title: string; path: string };

function Choose({ of, title, path }: Left) {
  const isCourse = of === "course";
  return (
    <>
      <Heading title={`Leave ${title}?`} />
      <p className="mt-5 text-lead">
        One tap is enough. It takes effect at once, also for what is already waiting to be sent, and we will not ask
        why.
      </p>
      <div className="mt-8 grid gap-4">
        <Way
          words={`No more ${isCourse ? "lessons of" : "letters of"} ${title}. Anything else you follow here goes on.`}
        >
          <Press action={`${path}/course`}>{isCourse ? "Leave this course" : "Leave this letter"}</Press>
        </Way>
        <Way words="No course, no letter, nothing further from us.">
          <Press action={`${path}/everything`} look="quiet">
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
function LeftIt({ of, title, path, now }: Left & { now: boolean }) {
  const isCourse = of === "course";
  const words = isCourse
    ? "No further lesson of it will come. Thank you for the days you gave it."
    : "No further letter of it will come. Thank you for reading.";
  return (
    <>
      <Heading title={now ? `You have left ${title}` : `You are no longer ${isCourse ? "in" : "following"} ${title}`} />
      <p className="mt-5 text-lead">{words}</p>
      <ComeBack of={of} />
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

function ComeBack({ of = "course" }: { of?: Left["of"] }) {
  return (
    <p className="mt-4">
      The door stays open: {of === "course" ? <a href="/">choose a course</a> : <a href="/letters">choose a letter</a>}{" "}
      and sign up with the same address whenever you like.
    </p>
  );
}
