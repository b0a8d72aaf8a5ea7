import type { Metadata } from "next";
import { Button } from "../../../../components/button.tsx";
import { Field } from "../../../../components/field.tsx";
import { readKeptForm } from "../../../../components/signup/kept-form.ts";
import { type Query, readAsked } from "../../../asked.ts";
import { ChangePage } from "../../../components/change-page.tsx";
import { readOwn } from "../../../own.ts";
import { changePath } from "../../../paths.ts";

export const metadata: Metadata = { title: "Name" };

type Props = { params: Promise<{ token: string }>; searchParams: Query };

/**
 * How the letters greet their reader. What it would bring is said before anything is typed, for no date depends on a
 * name; and a name has no place in a URL beside the reader's own link, so this form is posted as the address's is.
 */
export default async function NamePage({ params, searchParams }: Props) {
  const { token } = await params;
  const { choices } = await readOwn(token);
  const kept = (await readAsked(searchParams)).isAgain ? await readKeptForm() : null;
  return (
    <ChangePage token={token} title="Name" lead={<Lead name={choices.name} />}>
      <form method="post" action={changePath(token, "name", "now")} noValidate className="grid gap-6">
        <Field
          id="name"
          label="First name"
          hint="Leave it empty to be greeted without one."
          autoComplete="given-name"
          defaultValue={kept?.typed.name ?? choices.name ?? ""}
          error={kept?.errors.name}
          autoFocus={kept?.errors.name !== undefined}
        />
        <Button type="submit" className="justify-self-start max-sm:w-full">
          Change it
        </Button>
      </form>
    </ChangePage>
  );
}

function Lead({ name }: { name: string | null }) {
  return (
    <>
      <p>
        {name === null ? (
          "Our letters greet you without a name."
        ) : (
          <>
            Our letters greet you as <strong>{name}</strong>.
          </>
        )}
      </p>
      <p>
        From the next message on, we greet you as you type it here, also where one waits to be sent already. Nothing
        comes earlier or later for it.
      </p>
    </>
  );
}
