import type { Metadata } from "next";
import { Button } from "../../../../components/button.tsx";
import { Field } from "../../../../components/field.tsx";
import { readKeptForm } from "../../../../components/signup/kept-form.ts";
import { SuggestionButton } from "../../../../components/signup/suggestion-button.tsx";
import { type Query, readAsked } from "../../../asked.ts";
import { ChangePage } from "../../../components/change-page.tsx";
import { Press } from "../../../components/press.tsx";
import { readOwn } from "../../../own.ts";
import { changePath } from "../../../paths.ts";

export const metadata: Metadata = { title: "Address" };

type Props = { params: Promise<{ token: string }>; searchParams: Query };

/**
 * Where the letters go. Nothing can be foreseen here, because nothing changes before the new address has said yes; and
 * an address has no place in a URL, so this form is posted and comes back with what was typed in a cookie.
 */
export default async function AddressPage({ params, searchParams }: Props) {
  const { token } = await params;
  const { choices } = await readOwn(token);
  const kept = (await readAsked(searchParams)).isAgain ? await readKeptForm() : null;
  return (
    <ChangePage
      token={token}
      title="Address"
      lead={
        <>
          <p>
            Our letters go to <strong className="break-all">{choices.address}</strong>.
          </p>
          <p>
            To change that, type the new one. We send one letter there, and once you press its button everything comes
            there; until then nothing changes. Your old address is told afterwards.
          </p>
        </>
      }
    >
      {choices.wishedAddress === null ? null : <Waiting token={token} address={choices.wishedAddress} />}
      <form method="post" action={changePath(token, "address", "now")} noValidate className="grid gap-6">
        <input type="hidden" name="questioned" value={kept?.suggestion ? kept.typed.email : ""} />
        <Field
          id="email"
          label="New email address"
          type="email"
          autoComplete="email"
          required
          defaultValue={kept?.typed.email}
          error={kept?.errors.email}
          autoFocus={kept?.errors.email !== undefined}
        >
          {kept?.suggestion ? <SuggestionButton address={kept.suggestion} fieldId="email" /> : null}
        </Field>
        <Button type="submit" className="justify-self-start max-sm:w-full">
          Ask me there
        </Button>
      </form>
    </ChangePage>
  );
}

/** A wish that waits for its yes, whatever became of the letter: an address that reads here already gets none. */
function Waiting({ token, address }: { token: string; address: string }) {
  return (
    <section aria-label="Waiting for your yes" className="mb-8 rounded-card bg-surface p-5 sm:p-6">
      <p>
        We have asked at <strong className="break-all">{address}</strong> and wait for the button in that letter to be
        pressed. At most one such letter a day goes to an address.
      </p>
      <div className="mt-4">
        <Press action={changePath(token, "address", "back")} look="quiet">
          Take it back
        </Press>
      </div>
    </section>
  );
}
