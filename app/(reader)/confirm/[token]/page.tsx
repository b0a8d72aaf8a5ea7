import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { type Confirmation, readConfirmation } from "../../../../engine/confirm.ts";
import { ButtonLink } from "../../../components/button.tsx";
import { requestContext } from "../../../context.ts";
import { unbroken } from "../../../unbroken.ts";
import { Heading } from "../../components/heading.tsx";
import { Press } from "../../components/press.tsx";
import { readerPath } from "../../paths.ts";

export const metadata: Metadata = { title: "Start your course" };

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ just?: string }> };

/** The last step of signing up. Opening it confirms nothing, because mail scanners open it too; the button does. */
export default async function ConfirmPage({ params, searchParams }: Props) {
  const { token } = await params;
  const found = await readConfirmation(await requestContext(), { token });
  if (found.kind === "unknown") notFound();
  if (found.kind === "waiting") return <Waiting {...found} action={`${readerPath("confirm", token)}/now`} />;
  const { just } = await searchParams;
  return <Done {...found} now={just === "confirmed"} />;
}

type Shown = Exclude<Confirmation, { kind: "unknown" }>;

function Waiting(props: Shown & { action: string }) {
  const { courseTitle, name, when, starts, movesOthers, letter, action } = props;
  return (
    <>
      <Heading about={courseTitle} title={name === null ? "Shall we start?" : `Shall we start, ${name}?`} />
      <p className="mt-5 text-lead">{unbroken(`Your lessons come ${when}. ${starts}`)}</p>
      {movesOthers ? <p className="mt-3">The course that you take already moves to this time as well.</p> : null}
      {letter ? <p className="mt-3">The weekly letter, which you asked for too, begins with the same tap.</p> : null}
      <div className="mt-8">
        <Press action={action}>Yes, start my course</Press>
      </div>
      <p className="mt-8 text-quiet text-small">
        If you did not ask for this, close the page. Without your tap we send you nothing.
      </p>
    </>
  );
}

function Done(props: Shown & { now: boolean }) {
  const { courseTitle, when, starts, meToken, now } = props;
  return (
    <>
      <Heading about={courseTitle} title={now ? "You are in." : "That is done already"} />
      <p className="mt-5 text-lead">
        {now ? "A welcome is on its way to you." : "You confirmed this before, and once is enough."}{" "}
        {unbroken(`Your lessons come ${when}. ${starts}`.trim())}
      </p>
      <p className="mt-8">
        <ButtonLink href={readerPath("me", meToken)}>See all my days</ButtonLink>
      </p>
    </>
  );
}
