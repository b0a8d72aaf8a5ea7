"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "../../../components/button.tsx";
import type { LetterEditor } from "./code-mirror.ts";
import { Conflict } from "./conflict.tsx";
import "./desk.css";
import type { Draft } from "./draft.ts";
import { KeepingLine } from "./keeping-line.tsx";
import { LineField } from "./line-field.tsx";
import { PreviewPane } from "./preview-pane.tsx";
import { TextEditor } from "./text-editor.tsx";
import { Toolbar } from "./toolbar.tsx";
import { useDraft } from "./use-draft.ts";

type Opened = {
  issue: { id: number; revision: number } & Draft;
  sender: string;
  isReadOnly: boolean;
};

/**
 * Where a letter is written. The form works by itself; with scripts it saves by itself, shows the letter beside the
 * text, and keeps what was typed when the network goes.
 */
export function Desk({ issue, sender, isReadOnly }: Opened) {
  const { id, revision, title, subject, preheader, markdown } = issue;
  const { draft, keeping, found, change, save, restore, settle } = useDraft({
    id,
    revision,
    draft: { title, subject, preheader, markdown },
  });
  const editor = useRef<LetterEditor | null>(null);
  const [isReady, setIsReady] = useState(false);
  const [isReading, setIsReading] = useState(false);
  // The preview is drawn by script alone; without one its buttons would do nothing.
  const [isAwake, setIsAwake] = useState(false);
  useEffect(() => setIsAwake(true), []);
  return (
    <>
      {found === null || isReadOnly ? null : <Found restore={restore} />}
      {keeping.kind === "conflict" ? <Conflict mine={draft} theirs={keeping.theirs} settle={settle} /> : null}
      {isReady ? <OtherSide isReading={isReading} choose={setIsReading} /> : null}
      <div className="grid gap-8 lg:grid-cols-2">
        <form
          method="post"
          action={`/studio/letters/${id}/save`}
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
          className={`min-w-0 content-start gap-4 ${isReading ? "hidden lg:grid" : "grid"}`}
        >
          <input type="hidden" name="revision" value={revision} />
          <LineField
            id="title"
            label="Title"
            hint="Its heading, and its name in the archive"
            value={draft.title}
            readOnly={isReadOnly}
            maxLength={120}
            onChange={(event) => change({ title: event.target.value })}
          />
          <LineField
            id="subject"
            label="Subject"
            hint="What an inbox shows first"
            value={draft.subject}
            readOnly={isReadOnly}
            maxLength={200}
            onChange={(event) => change({ subject: event.target.value })}
          />
          <LineField
            id="preheader"
            label="Preview line"
            hint="What an inbox shows after the subject"
            value={draft.preheader}
            readOnly={isReadOnly}
            maxLength={200}
            onChange={(event) => change({ preheader: event.target.value })}
          />
          <div className="grid min-w-0 gap-2">
            <label id="markdown-label" htmlFor="markdown" className="sr-only">
              Text
            </label>
            {isReady && !isReadOnly ? <Toolbar handle={editor} /> : null}
            <div id="letter-text" className="min-w-0">
              <TextEditor
                value={draft.markdown}
                isReadOnly={isReadOnly}
                onChange={(text) => change({ markdown: text })}
                handle={editor}
                onReady={() => setIsReady(true)}
              />
            </div>
            <p id="markdown-hint" className="text-quiet text-small">
              Markdown: **bold**, *italic*, ## heading, [words](https://address). {"{{reader.name | there}}"} is the
              reader’s name, or “there”.
            </p>
          </div>
          {isReadOnly ? null : (
            <div className="sticky bottom-0 flex flex-wrap items-center gap-x-4 gap-y-2 bg-ground py-3">
              <Button type="submit" look="quiet">
                Save
              </Button>
              <KeepingLine keeping={keeping} />
            </div>
          )}
        </form>
        <section aria-label="Preview" className={`min-w-0 ${isReading ? "" : "hidden lg:block"}`}>
          {isAwake ? <PreviewPane id={id} draft={draft} sender={sender} /> : null}
          <noscript>
            Saved words are shown as a letter under <a href={`/studio/letters/${id}/check`}>Check</a>.
          </noscript>
        </section>
      </div>
    </>
  );
}

/** On a phone there is room for one of the two. A button and no second row of tabs: they are two sides of one thing. */
function OtherSide({ isReading, choose }: { isReading: boolean; choose: (isReading: boolean) => void }) {
  return (
    <div className="mb-4 lg:hidden">
      <button
        type="button"
        onClick={() => choose(!isReading)}
        className="min-h-11 cursor-pointer text-link underline underline-offset-[0.18em]"
      >
        {isReading ? "Back to the text" : "See it as a letter"}
      </button>
    </div>
  );
}

function Found({ restore }: { restore: (isWanted: boolean) => void }) {
  return (
    <section aria-label="Unsaved changes" role="alert" className="mb-6 rounded-card bg-rest p-4 text-rest-ink sm:p-6">
      <p className="font-semibold">This browser has changes to this letter that were never saved.</p>
      <p className="mt-1 max-w-[62ch]">The tab was closed, or the connection went, before they reached the server.</p>
      <div className="mt-3 flex flex-wrap gap-3">
        <Button type="button" look="quiet" onClick={() => restore(true)}>
          Bring them back
        </Button>
        <Button type="button" look="quiet" onClick={() => restore(false)}>
          Throw them away
        </Button>
      </div>
    </section>
  );
}
