import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { readKeptForm } from "../../components/signup/kept-form.ts";
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
  const address = wrong === undefined ? undefined : (await readKeptForm())?.typed.address;
  return (
    <div className="mx-auto max-w-md">
      <h1 className="mb-6 text-title font-extrabold">Sign in to the studio</h1>
      <Said said={said} words={saids} />
      {typeof wrong === "string" && Object.hasOwn(wrongs, wrong) ? <Note kind="wrong">{wrongs[wrong]}</Note> : null}
      <PressForm action="/studio/come-in/now" values={wanted === null ? {} : { to: wanted }}>
        <Field
          id="address"
          label="Your address"
          type="email"
          autoComplete="username"
          required
          maxLength={254}
          defaultValue={address}
        />
        <Field id="password" label="Password" type="password" autoComplete="current-password" maxLength={128} />
        <div className="flex flex-wrap gap-3">
          <Button type="submit">Sign in</Button>
          <Button type="submit" look="quiet" formAction="/studio/come-in/link">
            Mail me a link instead
          </Button>
        </div>
      </PressForm>
      <p className="mt-8 text-quiet text-small">
        Forgot your password? Let a link be mailed to you, and set a new one on your account’s page. No account yet? An
        owner of this site can invite you. If the site is your own, ask on its machine:{" "}
        <code>npm run dayletter -- owner-link</code>
      </p>
    </div>
  );
}

const saids = {
  out: "You have signed out.",
  welcome: "Your account is made. Sign in with it.",
  password: "Your password is changed, and every browser was signed out. Sign in with the new one.",
  everywhere: "You have signed out everywhere.",
  link: "If this address is an author’s, a link is on its way to it. It is good once, and for 15 minutes.",
  halted:
    "Mail does not leave this site at the moment, so a link may not arrive. Use your password, or ask on the site’s machine: npm run dayletter -- owner-link",
} as const;

const wrongs: Readonly<Record<string, string>> = {
  password:
    "This address and this password do not go together. Look at both once more, or let a link be mailed to you.",
  link: "This link was used, or it is too old. Let another be mailed to you.",
};
