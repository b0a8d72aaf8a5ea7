import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { previewMessage } from "../../../../../../engine/studio/message-preview.ts";
import { type Query, readAsked } from "../../../../../(reader)/asked.ts";
import { asSeen } from "../../../../../mailbox/as-seen.ts";
import { LetterFrame } from "../../../../../mailbox/components/letter-frame.tsx";
import { requireAuthor } from "../../../../author.ts";
import { Note } from "../../../../components/note.tsx";
import { PageHeading } from "../../../../components/page-heading.tsx";
import { type Tab, Tabs } from "../../../../components/tabs.tsx";
import { idOf, readerPath } from "../../../paths.ts";

export const metadata: Metadata = { title: "Message" };

type Props = { params: Promise<{ id: string; message: string }>; searchParams: Query };

/** A message to a reader, in the version in which it went out. */
export default async function MessagePage({ params, searchParams }: Props) {
  const { context } = await requireAuthor("viewer");
  const { id, message } = await params;
  const [readerId, deliveryId] = [idOf(id), idOf(message)];
  const preview =
    readerId === null || deliveryId === null ? null : await previewMessage(context, { readerId, deliveryId });
  if (preview === null || readerId === null) notFound();
  const asked = await readAsked(searchParams);
  const look = {
    width: asked.value("width") === "phone" ? "phone" : "desktop",
    scheme: asked.value("scheme") === "dark" ? "dark" : "light",
  } as const;
  const isText = asked.value("show") === "text";
  const own = `${readerPath(readerId)}/messages/${deliveryId}`;
  return (
    <>
      <PageHeading
        title={<bdi>{preview.subject}</bdi>}
        back={{ href: readerPath(readerId), words: preview.reader.name ?? preview.reader.address }}
        lead={<bdi>{preview.preheader}</bdi>}
      />
      <Note>{preview.isExact ? exactWords : settledWords}</Note>
      <Tabs label="Ways to look at it" tabs={tabsOf(own, { ...look, isText })} />
      {isText ? (
        <pre className="overflow-x-auto whitespace-pre-wrap rounded-card bg-surface p-4 text-small [overflow-wrap:anywhere] sm:p-6">
          {preview.text}
        </pre>
      ) : (
        <LetterFrame html={asSeen(preview.html, look.scheme)} {...look} />
      )}
    </>
  );
}

const exactWords =
  "This message has not been answered for yet, so it stands here with its own values. Its links lead to the site, not to the reader’s pages.";
const settledWords =
  "This is the version that was sent. What was the reader’s own in it, such as a streak, is not kept after sending: here stand the values of today, and a dash where none is known. Its links lead to the site, not to the reader’s pages.";

function tabsOf(own: string, at: { width: string; scheme: string; isText: boolean }): Tab[] {
  const tab = (words: string, query: string, isHere: boolean): Tab => ({ href: `${own}${query}`, words, isHere });
  const is = (width: string, scheme: string) => !at.isText && at.width === width && at.scheme === scheme;
  return [
    tab("Desktop, light", "", is("desktop", "light")),
    tab("Desktop, dark", "?scheme=dark", is("desktop", "dark")),
    tab("Phone, light", "?width=phone", is("phone", "light")),
    tab("Phone, dark", "?width=phone&scheme=dark", is("phone", "dark")),
    tab("Text", "?show=text", at.isText),
  ];
}
