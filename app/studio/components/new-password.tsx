import { longestPassword, shortestPassword } from "../../../engine/studio/sign-in.ts";
import { Field } from "../../components/field.tsx";

type Wanted = { label: string; hint?: string; error: string | undefined };

/**
 * Where a password is chosen. Its form is not checked by the browser: some say nothing but that a box is wrong, and what
 * is wrong with a password we say beside it.
 */
export function NewPassword({ label, hint = "A few words are good.", error }: Wanted) {
  return (
    <Field
      id="password"
      label={label}
      hint={`At least ${shortestPassword} characters. ${hint}`}
      type="password"
      autoComplete="new-password"
      required
      maxLength={longestPassword}
      error={error}
    />
  );
}
