import type { CourseSummary } from "../../../engine/catalogue.ts";
import { courseWords, letterBoxWords } from "../../../engine/consent-words.ts";
import { offeredInBox } from "../../../engine/letters/offered.ts";
import { requestContext } from "../../context.ts";
import { readKeptForm } from "./kept-form.ts";
import { SignupForm, type SignupPage } from "./signup-form.tsx";

type Where = {
  course: CourseSummary;
  page: SignupPage;
  searchParams: Record<string, unknown>;
};

/** The foot of a page that leads to a course: what happens after the button, and the form. */
export async function SignupSection({ course, page, searchParams }: Where) {
  const letter = await offeredInBox((await requestContext()).db);
  const consent = { course: courseWords(course), letter: letter && letterBoxWords(letter) };
  // Only the page that the answer led to shows it; a later visit begins with an empty form.
  const kept = searchParams.again === undefined ? null : await readKeptForm();
  return (
    <section id="sign-up" aria-labelledby="sign-up-title" className="mx-auto mt-20 max-w-6xl scroll-mt-4 px-5 sm:px-8">
      <div className="grid gap-x-16 gap-y-8 rounded-card bg-surface p-5 sm:p-10 lg:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
        <div>
          <p className="text-quiet">{course.title}</p>
          <h2 id="sign-up-title" className="mt-1 text-title">
            Start with Day 1
          </h2>
          <ol className="mt-6 grid gap-4">
            {steps.map((step, place) => (
              <li key={step} className="grid grid-cols-[1.75rem_1fr]">
                <span aria-hidden="true" className="font-display text-minor font-bold text-link">
                  {place + 1}
                </span>
                {step}
              </li>
            ))}
          </ol>
        </div>
        <SignupForm course={course} page={page} consent={consent} kept={kept} />
      </div>
    </section>
  );
}

const steps = [
  "We send one email, to make sure that the address is yours.",
  "You open it and press its button. Without that, nothing else ever comes.",
  "Your lessons follow, one a day, each with a link that ends them.",
];
