import type { Metadata } from "next";
import { listNewslettersWithCounts } from "../../../../db/letters/newsletter-desk.ts";
import { isAllowed } from "../../../../engine/studio/author.ts";
import { ButtonLink } from "../../../components/button.tsx";
import { requireAuthor } from "../../author.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { PageHeading } from "../../components/page-heading.tsx";
import { Panel } from "../../components/panel.tsx";
import { Cell, RowHead, Table } from "../../components/table.tsx";

export const metadata: Metadata = { title: "Newsletters" };

/** Every newsletter, those that have ended last. */
export default async function NewslettersPage() {
  const { context, author } = await requireAuthor("viewer");
  const newsletters = await listNewslettersWithCounts(context.db);
  const make = isAllowed(author, "owner") ? (
    <ButtonLink href="/studio/letters/newsletters/new">Make a newsletter</ButtonLink>
  ) : null;
  return (
    <>
      <PageHeading
        back={{ href: "/studio/letters", words: "Letters" }}
        title="Newsletters"
        lead="Each has its own page to sign up on, its own sender name, and readers who can leave it alone."
      >
        {make}
      </PageHeading>
      {newsletters.length === 0 ? (
        <EmptyState title="No newsletter yet" words="Make the first one: a title is enough." />
      ) : (
        <Panel>
          <Table
            caption="Newsletters"
            columns={[
              { words: "Newsletter" },
              { words: "Readers", numbers: true },
              { words: "Letters sent", numbers: true },
              { words: "Its page" },
            ]}
          >
            {newsletters.map(({ slug, title, followers, issues, retiredAt }) => (
              <tr key={slug}>
                <RowHead>
                  <a href={`/studio/letters/newsletters/${slug}`} className="wrap-anywhere">
                    {title}
                  </a>
                  {retiredAt === null ? "" : " (ended)"}
                </RowHead>
                <Cell numbers>{followers.toLocaleString("en-US")}</Cell>
                <Cell numbers>{issues.toLocaleString("en-US")}</Cell>
                <Cell>
                  <a href={`/letters/${slug}`} className="wrap-anywhere">
                    /letters/{slug}
                  </a>
                </Cell>
              </tr>
            ))}
          </Table>
        </Panel>
      )}
    </>
  );
}
