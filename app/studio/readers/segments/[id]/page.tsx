import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { listFilterChoices } from "../../../../../db/studio/readers.ts";
import { readSegmentUse } from "../../../../../engine/studio/segments.ts";
import { Button } from "../../../../components/button.tsx";
import { Field } from "../../../../components/field.tsx";
import { requireAuthor } from "../../../author.ts";
import { Said } from "../../../components/note.tsx";
import { PageHeading } from "../../../components/page-heading.tsx";
import { Panel } from "../../../components/panel.tsx";
import { PressForm } from "../../../components/press-form.tsx";
import { writeFilter } from "../../filter-query.ts";
import { idOf, listPath, segmentPath } from "../../paths.ts";
import { filterPhrases } from "../../words.ts";

export const metadata: Metadata = { title: "Segment" };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** A filter with a name: what it asks, who goes by it, and what can be done with it. */
export default async function SegmentPage({ params, searchParams }: Props) {
  const { context, author } = await requireAuthor("viewer");
  const id = idOf((await params).id);
  const use = id === null ? null : await readSegmentUse(context, { id });
  if (use === null) notFound();
  const { segment, letters } = use;
  const { said, fault } = await searchParams;
  const phrases = filterPhrases(segment.filter, await listFilterChoices(context.db));
  const error = fault === "name" ? "Give it a name of up to 100 characters that no other segment has." : undefined;
  return (
    <>
      <Said said={said} words={{ renamed: "The segment has its new name." }} />
      <PageHeading
        title={<bdi>{segment.name}</bdi>}
        back={{ href: "/studio/readers", words: "Readers" }}
        lead={phrases.length === 0 ? "Everybody." : `Only who is: ${phrases.join(", ")}.`}
      >
        <a href={listPath(writeFilter(segment.filter))}>Open its list</a>
      </PageHeading>
      {author.role === "owner" ? (
        <div className="grid gap-6 lg:grid-cols-2">
          <Panel title="Rename">
            <PressForm action={`${segmentPath(segment.id)}/rename`}>
              <Field id="name" label="Name" defaultValue={segment.name} required maxLength={100} error={error} />
              <div>
                <Button type="submit" look="quiet">
                  Give it this name
                </Button>
              </div>
            </PressForm>
          </Panel>
          <Panel title="Delete">
            <p className="mb-4">{deleteWords(letters)}</p>
            <PressForm action={`${segmentPath(segment.id)}/delete`}>
              <div>
                <Button type="submit" look="quiet">
                  Delete this segment
                </Button>
              </div>
            </PressForm>
          </Panel>
        </div>
      ) : null}
    </>
  );
}

const lists = new Intl.ListFormat("en-US", { type: "conjunction" });

function deleteWords(letters: readonly string[]): string {
  const readers = "Only the name and the filter go; the readers stay as they are.";
  if (letters.length === 0) return `Nothing else uses it. ${readers}`;
  const titles = lists.format(letters.map((title) => `“${title}”`));
  return `${titles} will still go to these readers, since a letter keeps a filter of its own. ${readers}`;
}
