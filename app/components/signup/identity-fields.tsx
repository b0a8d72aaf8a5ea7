import { Field } from "../field.tsx";
import type { KeptForm } from "./parse-kept.ts";
import { SuggestionButton } from "./suggestion-button.tsx";

export const identityLabels = { email: "Email address", name: "First name (optional)" } as const;

/** What stands behind a signup form's button: what came back from it, to be typed over, and where it went wrong. */
export function readBack<FieldName extends string>(kept: KeptForm | null, labels: Readonly<Record<FieldName, string>>) {
  const names = Object.keys(labels) as FieldName[]; // Its own keys.
  const errors: Readonly<Partial<Record<string, string>>> = kept?.errors ?? {};
  const first = names.find((field) => errors[field] !== undefined);
  return {
    typed: (field: string) => kept?.typed[field],
    wrong: (field: FieldName) => ({ error: errors[field], autoFocus: field === first }),
  };
}

type Identity = {
  kept: KeptForm | null;
  wrong: (field: keyof typeof identityLabels) => { error: string | undefined; autoFocus: boolean };
};

/** Who somebody is, as every form asks for it: the address, with its likely mistake, and a name to be greeted by. */
export function IdentityFields({ kept, wrong }: Identity) {
  return (
    <>
      <input type="hidden" name="questioned" value={kept?.suggestion ? kept.typed.email : ""} />
      <Field
        id="email"
        label={identityLabels.email}
        type="email"
        autoComplete="email"
        defaultValue={kept?.typed.email}
        required
        {...wrong("email")}
      >
        {kept?.suggestion && <SuggestionButton address={kept.suggestion} fieldId="email" />}
      </Field>
      <Field
        id="name"
        label={identityLabels.name}
        hint="So that the letters can greet you."
        autoComplete="given-name"
        defaultValue={kept?.typed.name}
        {...wrong("name")}
      />
    </>
  );
}
