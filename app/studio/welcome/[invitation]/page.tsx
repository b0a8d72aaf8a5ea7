import type { Metadata } from "next";
import { readInvitation } from "../../../../engine/studio/invitations.ts";
import { Button } from "../../../components/button.tsx";
import { Field } from "../../../components/field.tsx";
import { readKeptForm } from "../../../components/signup/kept-form.ts";
import { requestContext } from "../../../context.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { NewPassword } from "../../components/new-password.tsx";
import { PressForm } from "../../components/press-form.tsx";

export const metadata: Metadata = { title: "Make your account" };

type Props = { params: Promise<{ invitation: string }>; searchParams: Promise<{ again?: string }> };

/** Where the one-time link leads: looking uses nothing up, the button does. */
export default async function WelcomePage({ params, searchParams }: Props) {
  const { invitation: token } = await params;
  const { again } = await searchParams;
  const invitation = await readInvitation(await requestContext(), { token });
  if (invitation === null) return <Spent />;
  const kept = again === undefined ? null : await readKeptForm();
  return (
    <div className="mx-auto max-w-md">
      <h1 className="text-title font-extrabold">Make your account</h1>
      <p className="mt-2 mb-6 text-quiet">{promises[invitation.role]}</p>
      <PressForm action={`/studio/welcome/${encodeURIComponent(token)}/now`} noValidate>
        <Field
          id="name"
          label="Your name"
          hint="The log says who changed what."
          autoComplete="name"
          required
          maxLength={100}
          defaultValue={kept?.typed.name}
          error={kept?.errors.name}
        />
        <Field
          id="address"
          label="Your address"
          hint="You sign in with it, and a lost password is mended by mail to it."
          type="email"
          autoComplete="username"
          required
          maxLength={254}
          defaultValue={kept?.typed.address}
          error={kept?.errors.address}
        />
        <NewPassword label="A password" error={kept?.errors.password} />
        <Button type="submit" className="justify-self-start">
          Make my account
        </Button>
      </PressForm>
    </div>
  );
}

const promises = {
  owner: "It is an owner’s: you see everything, change everything, and can invite others.",
  viewer: "It is a viewer’s: you see everything and change nothing.",
} as const;

function Spent() {
  return (
    <div className="mx-auto max-w-xl">
      <h1 className="mb-6 text-title font-extrabold">This link makes no account any more</h1>
      <EmptyState
        title="It was used, or it is too old"
        words={
          <p>
            Each link is good once, and for a short time. If you have an account, sign in. If not, ask who sent you the
            link for another. On the machine of the site, <code>npm run dayletter -- owner-link</code> makes one.
          </p>
        }
      >
        <a href="/studio/come-in">Sign in</a>
      </EmptyState>
    </div>
  );
}
