import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { lookAtImport } from "../../../../../engine/import/desk.ts";
import { firstFaults } from "../../../../../engine/import/faults.ts";
import { requireAuthor } from "../../../author.ts";
import { Note } from "../../../components/note.tsx";
import { PageHeading } from "../../../components/page-heading.tsx";
import { PressButton } from "../../../components/press-form.tsx";
import { AtWork } from "../components/at-work.tsx";
import { Checked } from "../components/checked.tsx";
import { Columns } from "../components/columns.tsx";
import { Ended } from "../components/ended.tsx";
import { idIn, importPath, importsPath } from "../paths.ts";
import type { ImportRoute } from "../press.ts";
import { readRefused } from "../refused.ts";
import { countOf, dayOf, encodingWords, stateWords } from "../words.ts";

export const metadata: Metadata = { title: "Import" };

type Props = ImportRoute & { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** One file on its way: what its columns hold, what would become of it, how far it is, what became of it. */
export default async function ImportPage({ params, searchParams }: Props) {
  const { context, author } = await requireAuthor("viewer");
  const isOwner = author.role === "owner";
  const id = idIn((await params).id);
  const found = id === null ? null : await lookAtImport(context, { id });
  if (found === null) notFound();
  const { row, sameFile } = found;
  const query = await searchParams;
  const refused = await readRefused(query);
  const faults = row.state === "mapping" ? [] : await firstFaults(context, { importId: row.id });
  const asksForColumns = row.state === "mapping" || (row.state === "checked" && query.columns !== undefined);
  return (
    <>
      {refused === null ? null : <Note kind="wrong">{refused.message}</Note>}
      <PageHeading
        title={row.fileName}
        back={{ href: importsPath, words: "Imports" }}
        lead={`${stateWords[row.state]}. ${sizeOf(row.sizeBytes)} in ${encodingWords[row.encoding] ?? row.encoding}, chosen by ${row.authorName} on ${dayOf(row.createdAt)}.`}
      >
        {isOwner && ["mapping", "checked", "stopped", "failed"].includes(row.state) && row.fileKey !== null ? (
          <PressButton action={`${importPath(row.id)}/discard`}>Throw the file away</PressButton>
        ) : null}
      </PageHeading>
      {sameFile === null || row.state === "done" ? null : (
        <Note>
          You took this very file over on {dayOf(sameFile.endedAt ?? sameFile.createdAt)}:{" "}
          <a href={importPath(sameFile.id)}>{countOf(sameFile.counts.added)} new readers</a>. Taking it over again adds
          nobody twice.
        </Note>
      )}
      {asksForColumns ? <Columns context={context} row={row} isOwner={isOwner} /> : null}
      {row.state === "checked" && !asksForColumns ? (
        <Checked row={row} faults={faults} statement={refused?.statement ?? ""} isOwner={isOwner} />
      ) : null}
      {row.state === "checking" || row.state === "running" ? (
        <AtWork context={context} row={row} isOwner={isOwner} />
      ) : null}
      {row.state === "stopped" || row.state === "failed" || row.state === "done" ? (
        <Ended row={row} faults={faults} isOwner={isOwner} />
      ) : null}
    </>
  );
}

function sizeOf(sizeBytes: number): string {
  if (sizeBytes < 10_000) return `${countOf(sizeBytes)} bytes`;
  return sizeBytes < 1_000_000
    ? `${countOf(Math.round(sizeBytes / 1_000))} KB`
    : `${(sizeBytes / 1_000_000).toFixed(1)} MB`;
}
