import type { Metadata } from "next";
import { listEndedNewsletters, listIssues, listLiveNewsletters } from "../../../db/letters/drafts.ts";
import type { Context } from "../../../engine/context.ts";
import { isAllowed } from "../../../engine/studio/author.ts";
import { requireAuthor } from "../author.ts";
import { EmptyState } from "../components/empty-state.tsx";
import { Said } from "../components/note.tsx";
import { PageHeading } from "../components/page-heading.tsx";
import { Panel } from "../components/panel.tsx";
import { PressButton } from "../components/press-form.tsx";
import { Cell, RowHead, Table } from "../components/table.tsx";
import { spokenInstant, stateWords } from "./state-words.ts";

export const metadata: Metadata = { title: "Letters" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** More letters than anybody looks through in one list; a weekly letter fills it in four years. */
const mostIssues = 200;

export default async function LettersPage({ searchParams }: Props) {
  const { context, author } = await requireAuthor("viewer");
  const { said } = await searchParams;
  const newsletters = await listLiveNewsletters(context.db);
  const issues = await listOf(context, newsletters);
  const ended = await listEndedNewsletters(context.db);
  const endedIssues = await listOf(context, ended);
  const isOwner = isAllowed(author, "owner");
  return (
    <>
      <Said said={said} words={{ deleted: "The draft is deleted." }} />
      <PageHeading title="Letters" lead="What you write to everyone who follows a newsletter, apart from the courses.">
        <a href="/studio/letters/newsletters">Newsletters</a>
      </PageHeading>
      {newsletters.length === 0 ? (
        <EmptyState title="No newsletter yet" words="A letter belongs to a newsletter. Make one first.">
          <a href="/studio/letters/newsletters">To the newsletters</a>
        </EmptyState>
      ) : null}
      <div className="grid gap-6">
        {newsletters.map((newsletter) => (
          <Newsletter
            key={newsletter.id}
            newsletter={newsletter}
            issues={issues.filter(({ newsletterId }) => newsletterId === newsletter.id)}
            isOwner={isOwner}
          />
        ))}
        {ended.length === 0 ? null : <Ended newsletters={ended} issues={endedIssues} />}
      </div>
    </>
  );
}

function listOf({ db }: Context, newsletters: readonly { id: number }[]) {
  return listIssues(db, { newsletterIds: newsletters.map(({ id }) => id), limit: mostIssues });
}

type Listed = Awaited<ReturnType<typeof listIssues>>[number];
type Shown = { newsletter: { id: number; title: string }; issues: readonly Listed[]; isOwner: boolean };

function Newsletter({ newsletter, issues, isOwner }: Shown) {
  const begin = (from: string) => ({ newsletter: newsletter.id, from });
  return (
    <Panel title={newsletter.title}>
      {issues.length === 0 ? (
        <EmptyState
          title="No letter yet"
          words="Write the first one. Nothing is sent until you say when, to whom, and press a button that says so."
        >
          {isOwner ? (
            <PressButton action="/studio/letters/new" values={begin("empty")} look="strong">
              Write a letter
            </PressButton>
          ) : null}
        </EmptyState>
      ) : (
        <>
          {isOwner ? (
            <div className="mb-4 flex flex-wrap gap-3">
              <PressButton action="/studio/letters/new" values={begin("empty")}>
                Write a letter
              </PressButton>
              {issues.some(isToGoOnFrom) ? (
                <PressButton action="/studio/letters/new" values={begin("last")}>
                  Continue from the last letter
                </PressButton>
              ) : null}
            </div>
          ) : null}
          <Issues issues={issues} caption={`Letters of ${newsletter.title}`} />
        </>
      )}
    </Panel>
  );
}

type Past = { newsletters: readonly { id: number; title: string }[]; issues: readonly Listed[] };

/** What was sent while they went on stays readable, with its results. Nothing here can be written or sent. */
function Ended({ newsletters, issues }: Past) {
  return (
    <details className="rounded-card border border-line p-4 sm:p-6">
      <summary className="min-h-11 cursor-pointer content-center">
        <h2 className="inline font-bold text-minor">Newsletters that have ended</h2>
      </summary>
      <p className="mt-2 max-w-[62ch] text-quiet">
        Their letters and results stay here, and nothing more of them can be sent. A newsletter is opened again on its{" "}
        <a href="/studio/letters/newsletters">own page</a>.
      </p>
      {newsletters.map(({ id, title }) => (
        <section key={id} className="mt-5">
          <h3 className="mb-2 font-semibold text-body">{title}</h3>
          <Issues issues={issues.filter(({ newsletterId }) => newsletterId === id)} caption={`Letters of ${title}`} />
        </section>
      ))}
    </details>
  );
}

/** As `lastIssue` chooses: a file is written elsewhere, and what was cancelled is not to be gone on from. */
function isToGoOnFrom({ origin, state }: Listed): boolean {
  return origin === "written" && state !== "cancelled";
}

function Issues({ issues, caption }: { issues: readonly Listed[]; caption: string }) {
  return (
    <Table caption={caption} columns={[{ words: "Letter" }, { words: "How it stands" }, { words: "Changed" }]}>
      {issues.map((issue) => (
        <tr key={issue.id}>
          <RowHead>
            <a href={`/studio/letters/${issue.id}`} className="wrap-anywhere">
              {issue.title || "Untitled letter"}
            </a>
          </RowHead>
          <Cell>
            {stateWords(issue)}
            {issue.private ? ", not in the archive" : ""}
          </Cell>
          <Cell>{spokenInstant(issue.changedAt)}</Cell>
        </tr>
      ))}
    </Table>
  );
}
