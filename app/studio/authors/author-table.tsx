import type { ReactNode } from "react";
import type { ListedAuthor } from "../../../db/studio/authors.ts";
import { spokenInstant } from "../../../domain/spoken.ts";
import { SmallButton } from "../components/press-form.tsx";
import { Cell, RowHead, Table } from "../components/table.tsx";

type Listed = { authors: readonly ListedAuthor[]; zone: string; mayChange: boolean; own: string };

/** Who may come in, and for an owner what can be changed about them. */
export function AuthorTable({ authors, zone, mayChange, own }: Listed) {
  const owners = authors.filter(({ role }) => role === "owner").length;
  return (
    <Table
      caption="Who may come in"
      isStacked
      columns={[
        { words: "Name" },
        { words: "Role" },
        { words: "Last signed in" },
        ...(mayChange ? [{ words: "Change" }] : []),
      ]}
    >
      {authors.map((one) => (
        <tr key={one.id}>
          <RowHead>
            {one.name}
            {one.id === own ? " (you)" : ""}
            <span className="block font-normal text-quiet">{one.address}</span>
          </RowHead>
          <Cell label="Role">{one.role}</Cell>
          <Cell label="Last signed in">
            {one.lastSignInAt === null ? "not signed in now" : spokenInstant(one.lastSignInAt, zone)}
          </Cell>
          {mayChange ? (
            <Cell>
              <Changes author={one} isOwn={one.id === own} isLastOwner={one.role === "owner" && owners === 1} />
            </Cell>
          ) : null}
        </tr>
      ))}
    </Table>
  );
}

type Changed = { author: ListedAuthor; isOwn: boolean; isLastOwner: boolean };

/** Each behind a second press that says what it does; somebody has to stay who can change things here. */
function Changes({ author: { id, name, role }, isOwn, isLastOwner }: Changed) {
  if (isLastOwner) return <span className="text-quiet">The only owner stays one. Invite another first.</span>;
  const other = role === "owner" ? "viewer" : "owner";
  const words = `Make ${role === "owner" ? "a viewer" : "an owner"}`;
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Behind words={words} name={name}>
        <p>
          {isOwn ? "You sign" : `${name} signs`} in again after it, and then{" "}
          {role === "owner" ? "sees everything and changes nothing." : "changes everything, as you do."}
        </p>
        <SmallButton action="/studio/authors/role" values={{ id, role: other }} aria-label={`${words}, now: ${name}`}>
          {words}
        </SmallButton>
      </Behind>
      <Behind words="Remove" name={name}>
        <p>
          {isOwn ? "Your own account goes, and you are signed out" : `The account of ${name} goes, with its sessions`}.
          What was done with it stays in the log.
        </p>
        <SmallButton action="/studio/authors/remove" values={{ id }} aria-label={`Remove the account, now: ${name}`}>
          Remove the account
        </SmallButton>
      </Behind>
    </div>
  );
}

function Behind({ words, name, children }: { words: string; name: string; children: ReactNode }) {
  return (
    <details className="rounded-card open:bg-sunk open:p-3">
      <summary className="inline-flex min-h-11 cursor-pointer items-center px-2 text-link">
        {words} …<span className="sr-only">: {name}</span>
      </summary>
      <div className="mt-1 grid max-w-[40ch] justify-items-start gap-2">{children}</div>
    </details>
  );
}
