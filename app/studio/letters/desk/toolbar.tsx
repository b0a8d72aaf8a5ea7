"use client";

import { type RefObject, useState } from "react";
import type { LetterEditor } from "./code-mirror.ts";
import type { Mark } from "./marks.ts";
import { PictureForm } from "./picture-form.tsx";

const marks: readonly { mark: Mark; words: string; keys?: string }[] = [
  { mark: "bold", words: "Bold", keys: "Ctrl+B" },
  { mark: "italic", words: "Italic", keys: "Ctrl+I" },
  { mark: "heading", words: "Heading" },
  { mark: "link", words: "Link", keys: "Ctrl+K" },
  { mark: "list", words: "List" },
  { mark: "name", words: "Reader’s name" },
];

/** What can be put into the text by a press. Words and no icons: nobody has to guess. */
export function Toolbar({ handle }: { handle: RefObject<LetterEditor | null> }) {
  const [isPicturing, setIsPicturing] = useState(false);
  return (
    <div>
      <div
        role="toolbar"
        aria-label="What to put into the text"
        aria-controls="letter-text"
        className="flex flex-wrap gap-1"
      >
        {marks.map(({ mark, words, keys }) => (
          <button key={mark} type="button" title={keys} onClick={() => handle.current?.apply(mark)} className={button}>
            {words}
          </button>
        ))}
        <button
          type="button"
          aria-expanded={isPicturing}
          onClick={() => setIsPicturing(!isPicturing)}
          className={button}
        >
          Picture
        </button>
      </div>
      {isPicturing ? (
        <PictureForm
          onTaken={(markdown) => {
            handle.current?.insertBlock(markdown);
            setIsPicturing(false);
          }}
        />
      ) : null}
    </div>
  );
}

const button =
  "inline-flex min-h-11 cursor-pointer items-center rounded-baton border border-edge px-3.5 font-semibold text-small hover:border-ink aria-expanded:border-ink";
