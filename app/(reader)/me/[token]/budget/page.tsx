import type { Metadata } from "next";
import { changeRhythm } from "../../../../../engine/change-rhythm.ts";
import { type Choices, foreseeChoices, isLive } from "../../../../../engine/reader-choices.ts";
import { type Asked, type Query, readAsked } from "../../../asked.ts";
import { budgetPhrase, readBudget } from "../../../budget.ts";
import { AskForm } from "../../../components/ask-form.tsx";
import { ChangePage } from "../../../components/change-page.tsx";
import { Foreseen } from "../../../components/foreseen.tsx";
import { Pick, Picks } from "../../../components/pick.tsx";
import { Proposal } from "../../../components/proposal.tsx";
import { readOwn } from "../../../own.ts";
import { changePath } from "../../../paths.ts";

export const metadata: Metadata = { title: "How many a day" };

type Props = { params: Promise<{ token: string }>; searchParams: Query };

/** For readers of two or more courses: how many lessons one day may bring. */
export default async function BudgetPage({ params, searchParams }: Props) {
  const { token } = await params;
  const { choices } = await readOwn(token);
  const asked = await readAsked(searchParams);
  const isMany = choices.courses.filter(isLive).length > 1;
  const budget = readBudget(asked.value("most"));
  return (
    <ChangePage
      token={token}
      title="How many a day"
      lead={
        <p>
          {isMany
            ? "Your courses take turns: the one whose last lesson is longest ago comes first, and none is forgotten."
            : "You are in one course at most, and it never brings more than one lesson a day. There is nothing to choose."}
          {isMany ? suggestions(choices) : null}
        </p>
      }
    >
      {isMany && asked.isSent && budget !== undefined ? <Preview token={token} asked={asked} budget={budget} /> : null}
      {isMany && !(asked.isSent && budget !== undefined) ? (
        <Form token={token} choices={choices} asked={asked} />
      ) : null}
    </ChangePage>
  );
}

/** What the authors of these courses suggest to whoever takes others beside them. It binds nobody. */
function suggestions({ courses }: Choices): string {
  return courses
    .filter(isLive)
    .flatMap(({ title, budgetHint }) =>
      budgetHint === null ? [] : [` The coach of ${title} suggests ${budgetPhrase(budgetHint)}.`],
    )
    .join("");
}

async function Preview({ token, asked, budget }: { token: string; asked: Asked; budget: number | null }) {
  const { context, choices } = await readOwn(token);
  const { readerId } = choices;
  const act = (trial: typeof context) => changeRhythm(trial, { readerId, dailyBudget: budget });
  const { after } = await foreseeChoices(context, { token, act });
  return (
    <Proposal token={token} change="budget" values={asked.values} button="Change it">
      <p>
        A day would bring <strong>{budgetPhrase(budget)}</strong>.
      </p>
      <Foreseen courses={after?.courses.filter(isLive) ?? []} />
    </Proposal>
  );
}

function Form({ token, choices, asked }: { token: string; choices: Choices; asked: Asked }) {
  const { courses, dailyBudget } = choices;
  const live = courses.filter(isLive);
  const chosen = asked.isSent || asked.isAgain ? readBudget(asked.value("most")) : dailyBudget;
  // A budget of as many as there are courses is none: it would only bind the next course that comes along.
  const numbers = live.slice(1).map((_, place) => place + 1);
  const error = asked.isSent ? "Please choose how many lessons a day may bring." : undefined;
  return (
    <AskForm action={changePath(token, "budget")}>
      <Picks id="most" legend="On one day" error={error}>
        <Pick type="radio" name="most" value="each" checked={chosen === null} autoFocus={error !== undefined}>
          One lesson of each course
        </Pick>
        {numbers.map((number) => (
          <Pick key={number} type="radio" name="most" value={String(number)} checked={chosen === number}>
            {number === 1 ? "One lesson, whichever course it is from" : `At most ${number} lessons`}
          </Pick>
        ))}
      </Picks>
    </AskForm>
  );
}
