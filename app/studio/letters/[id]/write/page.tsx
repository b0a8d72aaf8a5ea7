import type { Metadata } from "next";
import { editableStates } from "../../../../../db/letters/drafts.ts";
import { isAllowed } from "../../../../../engine/studio/author.ts";
import { requireAuthor } from "../../../author.ts";
import { Note, Said } from "../../../components/note.tsx";
import { PressButton } from "../../../components/press-form.tsx";
import { IssueHeading } from "../../components/issue-heading.tsx";
import { Desk } from "../../desk/desk.tsx";
import { issueOf, type Params } from "../../issue-id.ts";

export const metadata: Metadata = { title: "Write" };

type Props = Params & { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function WritePage(props: Props) {
  const { context, author } = await requireAuthor("viewer");
  const opened = await issueOf(context, props);
  const { issue, newsletter } = opened;
  const { said } = await props.searchParams;
  const isOwner = isAllowed(author, "owner");
  const isOpen = issue.origin === "written" && editableStates.some((state) => state === issue.state);
  const { id, revision, title, subject, preheader, markdown } = issue;
  return (
    <>
      <IssueHeading opened={opened} here="write" />
      <Said said={said} words={{ saved: "Saved." }} />
      <Standing opened={opened} isOpen={isOpen} isOwner={isOwner} />
      {issue.origin === "file" ? null : (
        <Desk
          issue={{ id, revision, title, subject, preheader, markdown }}
          sender={newsletter.senderName ?? context.settings.siteName}
          isReadOnly={!isOwner || !isOpen}
        />
      )}
      {isOwner && issue.state === "draft" && issue.origin === "written" ? (
        <details className="mt-8">
          <summary className="inline-flex min-h-11 cursor-pointer items-center text-small">Delete this draft</summary>
          <div className="mt-2">
            <p className="mb-3 max-w-[62ch]">Its text is gone then. Nobody has received it.</p>
            <PressButton action={`/studio/letters/${id}/discard`}>Delete it for good</PressButton>
          </div>
        </details>
      ) : null}
    </>
  );
}

type Stood = { opened: Awaited<ReturnType<typeof issueOf>>; isOpen: boolean; isOwner: boolean };

function Standing({ opened: { issue }, isOpen, isOwner }: Stood) {
  if (issue.origin === "file") {
    return (
      <Note>
        This letter is a file in <code>emails/newsletter</code>. Change it there and publish it; here it can be looked
        at and sent. While it goes out, a change waits under Send for you to send it on.
      </Note>
    );
  }
  if (isOpen && !isOwner) return <Note>You may read this letter here. Only an owner may change it.</Note>;
  if (!isOpen) return <Note>This letter has gone out, and stays as it was sent.</Note>;
  if (issue.state === "draft") return null;
  return (
    <Note>
      This letter is on its way. What you change here reaches nobody until you press “Send the corrected text from here
      on” under Send, and then only those who have not had it.
    </Note>
  );
}
