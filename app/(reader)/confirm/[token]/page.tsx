import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { type Confirmation, readConfirmation } from "../../../../engine/confirm.ts";
import { returnWords } from "../../../../engine/consent-words.ts";
import { ButtonLink } from "../../../components/button.tsx";
import { requestContext } from "../../../context.ts";
import { unbroken } from "../../../unbroken.ts";
import { Heading } from "../../components/heading.tsx";
import { Press } from "../../components/press.tsx";
import { readerPath } from "../../paths.ts";

export const metadata: Metadata = { title: "Please confirm" };

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ just?: string }> };

/** The last step of signing up. Opening it confirms nothing, because mail scanners open it too; the button does. */
export default async function ConfirmPage({ params, searchParams }: Props) {
  const { token } = await params;
  const found = await readConfirmation(await requestContext(), { token });
  if (found.kind === "unknown") notFound();
  const action = `${readerPath("confirm", token)}/now`;
  const { courseTitle } = found;
  const { just } = await searchParams;
  if (found.kind === "waiting" && found.returns) return <Returning {...found} action={action} />;
  if (just === "returned") return <Returned {...found} />;
  const now = just === "confirmed";
  if (courseTitle === null) {
    return found.kind === "waiting" ? (
      <LetterWaiting {...found} action={action} />
    ) : (
      <LetterDone {...found} now={now} />
    );
  }
  return found.kind === "waiting" ? (
    <Waiting {...found} courseTitle={courseTitle} action={action} />
  ) : (
    <Done {...found} courseTitle={courseTitle} now={now} />
  );
}

type Shown = Exclude<Confirmation, { kind: "unknown" }>;
type OfCourse = Shown & { courseTitle: string };

function Waiting(props: OfCourse & { action: string }) {
  const { courseTitle, name, when, starts, movesOthers, letters, action } = props;
  return (
    <>
      <Heading about={courseTitle} title={name === null ? "Shall we start?" : `Shall we start, ${name}?`} />
      <p className="mt-5 text-lead">{unbroken(`Your lessons come ${when}. ${starts}`)}</p>
      {movesOthers ? <p className="mt-3">The course that you take already moves to this time as well.</p> : null}
      {letters.length === 0 ? null : (
        <p className="mt-3 break-words">
          You asked for {spoken(letters)} too, and {letters.length === 1 ? "it begins" : "they begin"} with the same
          tap.
        </p>
      )}
      <Agree action={action}>Yes, start my course</Agree>
    </>
  );
}

/** Of somebody who confirmed before, and to whose address nothing may go until they say so anew. */
function Returning({ courseTitle, name, starts, letters, action }: Shown & { action: string }) {
  return (
    <>
      <Heading
        {...(courseTitle === null ? about(letters) : { about: courseTitle })}
        title={name === null ? "Shall we go on?" : `Shall we go on, ${name}?`}
      />
      <p className="mt-5 text-lead">{unbroken(`Mail to this address had to stop. ${starts}`.trim())}</p>
      <p className="mt-3">“{returnWords}”</p>
      <Agree action={action}>Yes, write to me again</Agree>
    </>
  );
}

function Returned({ courseTitle, letters, starts, meToken }: Shown) {
  return (
    <>
      <Heading {...(courseTitle === null ? about(letters) : { about: courseTitle })} title="Welcome back." />
      <p className="mt-5 text-lead">{unbroken(`Mail comes to you again. ${starts}`.trim())}</p>
      <ToOwnPage meToken={meToken}>Open my page</ToOwnPage>
    </>
  );
}

function Done(props: OfCourse & { now: boolean }) {
  const { courseTitle, when, starts, meToken, now } = props;
  return (
    <>
      <Heading about={courseTitle} title={now ? "You are in." : "That is done already"} />
      <p className="mt-5 text-lead">
        {welcome(now)} {unbroken(`Your lessons come ${when}. ${starts}`.trim())}
      </p>
      <ToOwnPage meToken={meToken}>See all my days</ToOwnPage>
    </>
  );
}

/** The same for somebody who asked for letters alone. */
function LetterWaiting({ name, letters, action }: Shown & { action: string }) {
  return (
    <>
      <Heading about={spoken(letters)} title={name === null ? "Was this you?" : `Was this you, ${name}?`} />
      <p className="mt-5 break-words text-lead">
        Somebody asked us to send {spoken(letters)} to this address. One tap, and the next one comes to you when it is
        written. You can leave at any time.
      </p>
      <Agree action={action}>Yes, send it to me</Agree>
    </>
  );
}

function LetterDone({ letters, meToken, now }: Shown & { now: boolean }) {
  return (
    <>
      <Heading {...about(letters)} title={now ? "You are in." : "That is done already"} />
      <p className="mt-5 text-lead">
        {welcome(now)}{" "}
        {letters.length === 0 ? "You follow no letter at the moment." : "The next letter comes when it is written."}
      </p>
      <ToOwnPage meToken={meToken}>Open my page</ToOwnPage>
    </>
  );
}

/** The button that counts, and what it means to leave it alone. */
function Agree({ action, children }: { action: string; children: string }) {
  return (
    <>
      <div className="mt-8">
        <Press action={action}>{children}</Press>
      </div>
      <p className="mt-8 text-quiet text-small">
        If you did not ask for this, close the page. Without your tap we send you nothing.
      </p>
    </>
  );
}

function ToOwnPage({ meToken, children }: { meToken: string; children: string }) {
  return (
    <p className="mt-8">
      <ButtonLink href={readerPath("me", meToken)}>{children}</ButtonLink>
    </p>
  );
}

function welcome(now: boolean): string {
  return now ? "A welcome is on its way to you." : "You confirmed this before, and once is enough.";
}

function about(letters: readonly string[]): { about?: string } {
  return letters.length === 0 ? {} : { about: spoken(letters) };
}

const lists = new Intl.ListFormat("en-US", { type: "conjunction" });

function spoken(titles: readonly string[]): string {
  return lists.format(titles.map((title) => `“${title}”`));
}
