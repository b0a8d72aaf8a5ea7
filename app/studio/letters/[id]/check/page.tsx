import type { Metadata } from "next";
import { askLinks, type Check, checkIssue } from "../../../../../engine/letters/check-issue.ts";
import { fillFor } from "../../../../../engine/letters/draw-issue.ts";
import { keptTypesetter } from "../../../../../engine/letters/kept-typesetter.ts";
import { requireAuthor } from "../../../author.ts";
import { Note } from "../../../components/note.tsx";
import { Panel } from "../../../components/panel.tsx";
import { IssueHeading } from "../../components/issue-heading.tsx";
import { Complaints } from "../../desk/preview-pane.tsx";
import { issueOf, type Params } from "../../issue-id.ts";
import { LetterView } from "./letter-view.tsx";
import { LinkCheck } from "./link-check.tsx";
import { LinkList } from "./link-list.tsx";
import { readLook } from "./looks.ts";

export const metadata: Metadata = { title: "Check" };

type Props = Params & { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Everything that can be looked at before a letter goes, on one page. */
export default async function CheckPage(props: Props) {
  const { context } = await requireAuthor("viewer");
  const opened = await issueOf(context, props);
  const { issue } = opened;
  const query = await props.searchParams;
  const checked = await checkIssue(context, { id: issue.id, typesetter: keptTypesetter() });
  if (checked === null) throw new Error(`issue ${issue.id} was there a moment ago`);
  const look = readLook(query);
  const path = `/studio/letters/${issue.id}/check`;
  const others = checked.links.filter(({ href }) => href.startsWith("http"));
  return (
    <>
      <IssueHeading opened={opened} here="check" />
      {query.said === "mend" ? <Note kind="wrong">Nothing was sent: something has to be put right first.</Note> : null}
      <div className="grid gap-6">
        <Panel title="Before it goes">
          <Checks checks={checked.checks} />
          <div className="mt-4">
            <Complaints complaints={checked.complaints} />
          </div>
        </Panel>
        <Panel title="Links">
          {query.links === "asked" ? (
            <LinkList links={await askLinks(checked)} />
          ) : others.length === 0 ? (
            <LinkList links={[]} />
          ) : (
            <>
              <LinkCheck id={issue.id} count={others.length} />
              <noscript>
                <a href={`${path}?links=asked`}>Ask the links</a>
              </noscript>
            </>
          )}
        </Panel>
        <Panel title="The letter" id="letter">
          {checked.compiled === null ? (
            <p className="text-quiet">It can be shown once what stands above is put right.</p>
          ) : (
            <LetterView path={path} look={look} letter={fillFor(context, checked.compiled, look.name)} />
          )}
        </Panel>
      </div>
    </>
  );
}

function Checks({ checks }: { checks: readonly Check[] }) {
  return (
    <ul className="grid gap-2">
      {checks.map(({ name, state, words }) => (
        <li key={name} className="grid gap-x-4 sm:grid-cols-[8rem_6.5rem_1fr]">
          <span className="font-semibold">{name}</span>
          <span className={marks[state].look}>{marks[state].words}</span>
          <span className="wrap-anywhere">{words}</span>
        </li>
      ))}
    </ul>
  );
}

const marks = {
  good: { words: "Good", look: "text-quiet" },
  look: { words: "Look at it", look: "font-semibold" },
  stop: { words: "Put it right", look: "font-semibold text-alarm" },
} as const;
