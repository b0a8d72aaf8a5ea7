import { findFileCorrection } from "../../../../../../db/letters/files.ts";
import type { Context } from "../../../../../../engine/context.ts";
import { readProgress } from "../../../../../../engine/letters/follow-progress.ts";
import { Button } from "../../../../../components/button.tsx";
import { Panel } from "../../../../components/panel.tsx";
import { PressButton, PressForm } from "../../../../components/press-form.tsx";
import type { OpenedIssue } from "../../../issue-id.ts";
import { spokenInstant, stateWords } from "../../../state-words.ts";
import { LiveProgress } from "./live-progress.tsx";
import { shownProgress } from "./progress-words.ts";

type Shown = { context: Context; opened: OpenedIssue; isOwner: boolean };

/** A letter that is on its way, or has been: how it comes on, and what can be done about it. */
export async function UnderWay({ context, opened: { issue }, isOwner }: Shown) {
  const progress = await readProgress(context, { issueId: issue.id });
  if (progress === null) throw new Error(`issue ${issue.id} was there a moment ago`);
  const { calendarAt: now } = await context.clocks.read(context.db);
  const isOpen = issue.state === "scheduled" || issue.state === "sending" || issue.state === "paused";
  return (
    <>
      <Panel title={stateWords(issue)}>
        <LiveProgress id={issue.id} begin={shownProgress(progress, now)} />
        {isOwner && isOpen ? <Steering id={issue.id} state={issue.state} /> : null}
      </Panel>
      {isOwner && isOpen ? <Correction context={context} issue={issue} had={progress.counts.accepted} /> : null}
    </>
  );
}

function Steering({ id, state }: { id: number; state: string }) {
  const action = `/studio/letters/${id}/send/act`;
  return (
    <div className="mt-5 grid gap-4">
      <div className="flex flex-wrap gap-3">
        {state === "sending" ? (
          <PressButton action={action} values={{ how: "pause" }}>
            Pause
          </PressButton>
        ) : null}
        {state === "paused" ? (
          <PressButton action={action} values={{ how: "resume" }} look="strong">
            Resume
          </PressButton>
        ) : null}
        {state === "scheduled" ? (
          <PressButton action={action} values={{ how: "take back" }}>
            Make it a draft again
          </PressButton>
        ) : null}
      </div>
      <details>
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-small">Cancel this letter</summary>
        <p className="mt-1 mb-3 max-w-[62ch]">
          Nothing more of it goes out, ever. Those who have had it keep it. This cannot be taken back.
        </p>
        <PressButton action={action} values={{ how: "cancel" }}>
          Cancel it for good
        </PressButton>
      </details>
    </div>
  );
}

type Corrected = { context: Context; issue: OpenedIssue["issue"]; had: number };

async function Correction({ context, issue: { id, origin }, had }: Corrected) {
  const people = had === 1 ? "1 reader has" : `${had.toLocaleString("en-US")} readers have`;
  const before = had === 0 ? "Nobody has had it yet." : `${people} had it before, which stays as it was.`;
  const waiting = origin === "file" ? await findFileCorrection(context.db, { issueId: id }) : null;
  return (
    <Panel title="Found a mistake?">
      <p className="mb-4 max-w-[62ch]">
        {origin === "written" ? (
          <>
            Change the text under <a href={`/studio/letters/${id}/write`}>Write</a>, then press this button: everybody
            whose letter has not begun to go out gets the text as it is now. {before}
          </>
        ) : waiting === null ? (
          <>
            Change its file and publish it with <code className="wrap-anywhere">npm run dayletter -- publish</code>.
            Nothing of it is sent by that: the change waits here until you press a button.
          </>
        ) : (
          <>
            Its file was changed and published on {spokenInstant(waiting.publishedAt)}. Look at it under{" "}
            <a href={`/studio/letters/${id}/check`}>Check</a>, then press this button: everybody whose letter has not
            begun to go out gets it as it is now. {before}
          </>
        )}
      </p>
      {origin === "file" && waiting === null ? null : (
        <PressForm action={`/studio/letters/${id}/send/correct`} className="contents">
          <Button type="submit" look="quiet">
            {origin === "file" ? "Send the changed file from here on" : "Send the corrected text from here on"}
          </Button>
        </PressForm>
      )}
    </Panel>
  );
}
