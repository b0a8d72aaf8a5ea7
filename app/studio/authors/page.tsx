import type { Metadata } from "next";
import type { OpenInvitation } from "../../../db/studio/authors.ts";
import { spokenInstant } from "../../../domain/spoken.ts";
import { readAuthors } from "../../../engine/studio/authors.ts";
import { Button } from "../../components/button.tsx";
import { readKeptForm } from "../../components/signup/kept-form.ts";
import { requireAuthor } from "../author.ts";
import { CopyButton } from "../components/copy-button.tsx";
import { Choice } from "../components/fields.tsx";
import { Note, Said } from "../components/note.tsx";
import { PageHeading } from "../components/page-heading.tsx";
import { Panel } from "../components/panel.tsx";
import { PressForm, SmallButton } from "../components/press-form.tsx";
import { authorZone } from "../today/zone.ts";
import { AuthorTable } from "./author-table.tsx";

export const metadata: Metadata = { title: "Authors" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Who may come in, and with which rights. */
export default async function AuthorsPage({ searchParams }: Props) {
  const { context, author } = await requireAuthor("viewer");
  const { said } = await searchParams;
  const { authors, invitations } = await readAuthors(context);
  const zone = await authorZone();
  const mayChange = author.role === "owner";
  return (
    <>
      {said === "invited" ? <Invited /> : <Said said={said} words={saids} />}
      <PageHeading
        title="Authors"
        lead="An owner sees and changes everything. A viewer sees everything and changes nothing."
      />
      <div className="grid gap-6 lg:grid-cols-3">
        <Panel title="Who may come in" className="lg:col-span-2">
          <AuthorTable authors={authors} zone={zone} mayChange={mayChange} own={author.id} />
        </Panel>
        <div className="grid content-start gap-6">
          {mayChange ? <Invite /> : null}
          <Panel title="Links not used yet">
            <Invitations invitations={invitations} zone={zone} mayChange={mayChange} />
          </Panel>
        </div>
      </div>
    </>
  );
}

const saids = {
  role: "The role is changed. Whoever it is has to sign in again.",
  removed: "The account is gone, with its sessions. What its author did stays in the log.",
  withdrawn: "The link is good no more.",
  "last-owner": "Nothing was changed: this is the last owner, and somebody has to be able to change things here.",
  unknown: "There is no such account any more. Nothing was changed.",
} as const;

/** The link stands in a cookie of five minutes and nowhere else: only its hash was kept. */
async function Invited() {
  const link = (await readKeptForm())?.typed.invitation;
  if (link === undefined) return null;
  return (
    <Note kind="good">
      <p className="font-semibold">Send this link to whom you invite. It is shown this once.</p>
      <p className="mt-1 mb-2 break-all font-mono text-small">{link}</p>
      <CopyButton text={link} words="Copy the link" />
      <p className="mt-1 text-small">It makes one account. For an owner it is good for a day, for a viewer a week.</p>
    </Note>
  );
}

function Invite() {
  return (
    <Panel title="Invite somebody">
      <PressForm action="/studio/authors/invite">
        <Choice id="role" label="As" options={roleWords} defaultValue="viewer" />
        <Button type="submit" className="justify-self-start">
          Make a link
        </Button>
      </PressForm>
    </Panel>
  );
}

const roleWords = [
  ["viewer", "A viewer, who changes nothing"],
  ["owner", "An owner, who changes everything"],
] as const;

type Links = { invitations: readonly OpenInvitation[]; zone: string; mayChange: boolean };

function Invitations({ invitations, zone, mayChange }: Links) {
  if (invitations.length === 0) {
    return <p className="text-quiet">None. A link that you make shows here until it is used or too old.</p>;
  }
  return (
    <ul className="grid gap-3">
      {invitations.map(({ id, role, expiresAt }) => (
        <li key={id} className="flex flex-wrap items-center justify-between gap-2">
          <span>
            For {role === "owner" ? "an owner" : "a viewer"}
            <span className="block text-quiet text-small">until {spokenInstant(expiresAt, zone)}</span>
          </span>
          {mayChange ? (
            <SmallButton action="/studio/authors/withdraw" values={{ invitation: id }}>
              Take it back
            </SmallButton>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
