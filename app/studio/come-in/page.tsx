import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { currentAuthor } from "../author.ts";
import { Note, Said } from "../components/note.tsx";
import { PressForm } from "../components/press-form.tsx";
import { ownPath } from "../paths.ts";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The door of the studio. */
export default async function ComeInPage({ searchParams }: Props) {
  const { to, said, wrong } = await searchParams;
  const wanted = typeof to === "string" ? ownPath(to) : null;
  if ((await currentAuthor()) !== null) redirect(wanted ?? "/studio");
  return (
    <div className="mx-auto max-w-md">
      <h1 className="mb-6 text-title font-extrabold">Sign in to the studio</h1>
      <Said said={said} words={{ out: "You have signed out.", welcome: "Your account is made. Sign in with it." }} />
      {typeof wrong === "string" && Object.hasOwn(wrongs, wrong) ? <Note kind="wrong">{wrongs[wrong]}</Note> : null}
      <PressForm action="/studio/come-in/now" values={wanted === null ? {} : { to: wanted }}>
        <Field id="address" label="Your address" type="email" autoComplete="username" required maxLength={254} />
        <Field
          id="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={128}
        />
        <Button type="submit" className="justify-self-start">
          Sign in
        </Button>
      </PressForm>
      <p className="mt-8 text-quiet text-small">
        No account yet? An owner of this site can send you a link that makes one. If the site is your own and you have
        none, ask on its machine: <code>npm run dayletter -- owner-link</code>
      </p>
    </div>
  );
}

const wrongs: Readonly<Record<string, string>> = {
  password: "This address and this password do not go together. Nothing was changed.",
  often: "That was tried too often. Please wait a minute, and try again.",
};
