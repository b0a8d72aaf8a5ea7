import type { Metadata } from "next";
import { changeName } from "../../../../../engine/change-name.ts";
import { foreseeChoices } from "../../../../../engine/reader-choices.ts";
import { Field } from "../../../../components/field.tsx";
import { type Asked, type Query, readAsked } from "../../../asked.ts";
import { AskForm } from "../../../components/ask-form.tsx";
import { ChangePage } from "../../../components/change-page.tsx";
import { Proposal } from "../../../components/proposal.tsx";
import { readOwn } from "../../../own.ts";
import { changePath } from "../../../paths.ts";

export const metadata: Metadata = { title: "Name" };

type Props = { params: Promise<{ token: string }>; searchParams: Query };

/** How the letters greet their reader. */
export default async function NamePage({ params, searchParams }: Props) {
  const { token } = await params;
  const { context, choices } = await readOwn(token);
  const asked = await readAsked(searchParams);
  const act = (trial: typeof context) => changeName(trial, { readerId: choices.readerId, typed: asked.value("name") });
  const tried = asked.isSent ? await foreseeChoices(context, { token, act }) : null;
  return (
    <ChangePage
      token={token}
      title="Name"
      lead={
        <p>
          {choices.name === null ? (
            "Our letters greet you without a name."
          ) : (
            <>
              Our letters call you <strong>{choices.name}</strong>.
            </>
          )}{" "}
          Another name counts from the next letter on, also where one waits to be sent already.
        </p>
      }
    >
      {tried?.outcome.kind === "changed" ? (
        <Preview token={token} asked={asked} name={tried.outcome.name} />
      ) : (
        <AskForm action={changePath(token, "name")}>
          <Field
            id="name"
            label="First name"
            hint="Leave it empty to be greeted without one."
            autoComplete="given-name"
            defaultValue={asked.isSent || asked.isAgain ? asked.value("name") : (choices.name ?? "")}
            error={tried?.outcome.kind === "invalid" ? tried.outcome.message : undefined}
            autoFocus={tried !== null}
          />
        </AskForm>
      )}
    </ChangePage>
  );
}

function Preview({ token, asked, name }: { token: string; asked: Asked; name: string | null }) {
  return (
    <Proposal token={token} change="name" values={asked.values} button="Change it">
      <p>
        {name === null ? (
          "Your next letter would greet you without a name."
        ) : (
          <>
            Your next letter would begin <strong>“Hi {name},”</strong>
          </>
        )}
      </p>
    </Proposal>
  );
}
