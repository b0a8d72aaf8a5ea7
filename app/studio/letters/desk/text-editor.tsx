"use client";

import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { LetterEditor } from "./code-mirror.ts";

type Editing = {
  value: string;
  isReadOnly: boolean;
  onChange: (text: string) => void;
  /** What the toolbar acts on, once it is there. */
  handle: RefObject<LetterEditor | null>;
  onReady: () => void;
};

/**
 * The text of a letter: a plain box that the server draws, which works by itself, and over which the editor is put once
 * it is loaded. The box stays in the form, so that a form that is sent without scripts holds the text.
 */
export function TextEditor({ value, isReadOnly, onChange, handle, onReady }: Editing) {
  const place = useRef<HTMLDivElement>(null);
  const [isThere, setIsThere] = useState(false);
  const [editor, setEditor] = useState<LetterEditor | null>(null);
  const latest = useRef({ value, onChange, onReady });
  latest.current = { value, onChange, onReady };
  useImperativeHandle<LetterEditor | null, LetterEditor | null>(handle, () => editor, [editor]);

  useEffect(() => {
    let isGone = false;
    let begun: LetterEditor | null = null;
    const begin = async () => {
      const { beginEditor } = await import("./code-mirror.ts");
      if (isGone || place.current === null) return;
      begun = beginEditor({
        parent: place.current,
        text: latest.current.value,
        labelledBy: "markdown-label",
        describedBy: "markdown-hint",
        isReadOnly,
        onChange: (text) => latest.current.onChange(text),
      });
      setEditor(begun);
      setIsThere(true);
      latest.current.onReady();
    };
    // Without the editor there is still the box.
    begin().catch(() => {});
    return () => {
      isGone = true;
      begun?.destroy();
    };
  }, [isReadOnly]);

  useEffect(() => editor?.replace(value), [editor, value]);

  return (
    <>
      <textarea
        id="markdown"
        name="markdown"
        rows={24}
        value={value}
        readOnly={isReadOnly}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby="markdown-hint"
        hidden={isThere}
        className="w-full rounded-card border border-edge bg-surface px-3.5 py-3 text-ink hover:border-ink [&[readonly]]:border-line [&[readonly]]:bg-sunk"
      />
      <div ref={place} className="letter-editor" hidden={!isThere} />
    </>
  );
}
