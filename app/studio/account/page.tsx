import type { Metadata } from "next";
import { headers } from "next/headers";
import { cameByLink } from "../../../engine/studio/account.ts";
import { longestPassword } from "../../../engine/studio/sign-in.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { readKeptForm } from "../../components/signup/kept-form.ts";
import { requireAuthor } from "../author.ts";
import { NewPassword } from "../components/new-password.tsx";
import { PageHeading } from "../components/page-heading.tsx";
import { Panel } from "../components/panel.tsx";
import { PressButton, PressForm } from "../components/press-form.tsx";

export const metadata: Metadata = { title: "Your account" };

type Props = { searchParams: Promise<{ again?: string }> };

/** What somebody may do with their own account, whatever their role. */
export default async function AccountPage({ searchParams }: Props) {
  const { context, author } = await requireAuthor("viewer");
  const { again } = await searchParams;
  const kept = again === undefined ? null : await readKeptForm();
  const isByLink = await cameByLink(context, await headers());
  return (
    <>
      <PageHeading title="Your account" lead={`${author.name}, ${author.address}: ${rights[author.role]}`} />
      <div className="grid max-w-5xl gap-6 lg:grid-cols-2">
        <Panel title="Another password">
          <PressForm action="/studio/account/password" noValidate>
            {isByLink ? (
              <p className="text-quiet text-small">You came by a link, so the old one is not asked for.</p>
            ) : (
              <Field
                id="current"
                label="The password of now"
                type="password"
                autoComplete="current-password"
                required
                maxLength={longestPassword}
                error={kept?.errors.current}
              />
            )}
            <NewPassword
              label="The new password"
              hint="Every browser is signed out by it."
              error={kept?.errors.password}
            />
            <Button type="submit" className="justify-self-start">
              Change my password
            </Button>
          </PressForm>
        </Panel>
        <Panel title="Other browsers">
          <p className="mb-4 text-quiet">
            Lost a telephone, or signed in somewhere that is not yours? This ends every session of yours, this one too.
          </p>
          <PressButton action="/studio/account/sign-out-everywhere">Sign out everywhere</PressButton>
        </Panel>
      </div>
    </>
  );
}

const rights = {
  owner: "an owner, who sees and changes everything.",
  viewer: "a viewer, who sees everything and changes nothing.",
} as const;
