import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { markdown } from "@codemirror/lang-markdown";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { applyMark, type Mark } from "./marks.ts";
import { slotChips } from "./slot-chips.ts";

type Begin = {
  parent: HTMLElement;
  text: string;
  /** The ids of the words that name and explain the field. */
  labelledBy: string;
  describedBy: string;
  isReadOnly: boolean;
  onChange: (text: string) => void;
};

export type LetterEditor = {
  apply(mark: Mark): void;
  /** Puts a block of its own where the cursor is. */
  insertBlock(text: string): void;
  replace(text: string): void;
  focus(): void;
  destroy(): void;
};

/** The editor of a letter's text. It is loaded after the page: until then, and without scripts, there is a plain box. */
export function beginEditor({ parent, text, labelledBy, describedBy, isReadOnly, onChange }: Begin): LetterEditor {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        history(),
        drawSelection(),
        EditorView.lineWrapping,
        markdown({ addKeymap: true, completeHTMLTags: false, pasteURLAsLink: true }),
        syntaxHighlighting(letterStyle),
        slotChips(),
        placeholder("Write as you would to one runner."),
        EditorState.readOnly.of(isReadOnly),
        keymap.of([
          { key: "Mod-b", run: (at) => applyMark(at, "bold") },
          { key: "Mod-i", run: (at) => applyMark(at, "italic") },
          { key: "Mod-k", run: (at) => applyMark(at, "link") },
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        EditorView.contentAttributes.of({
          "aria-labelledby": labelledBy,
          "aria-describedby": describedBy,
          "aria-multiline": "true",
          spellcheck: "true",
          autocapitalize: "sentences",
        }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) onChange(state.doc.toString());
        }),
      ],
    }),
  });
  return {
    apply: (mark) => {
      applyMark(view, mark);
      view.focus();
    },
    insertBlock: (block) => {
      const { doc, selection } = view.state;
      const line = doc.lineAt(selection.main.to);
      // An empty line parts a block from the words before it; without one it would be a word among them.
      const isBare = line.text.trim() === "";
      const isApart = isBare && (line.number === 1 || doc.line(line.number - 1).text.trim() === "");
      const before = isApart ? "" : isBare ? "\n" : "\n\n";
      const insert = `${before}${block}\n\n`;
      view.dispatch({ changes: { from: line.to, insert }, selection: { anchor: line.to + insert.length } });
      view.focus();
    },
    replace: (next) => {
      if (next === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

/** How Markdown looks while it is written: like what it will be, with its marks quiet. Colors follow the scheme. */
const letterStyle = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "700", fontFamily: "var(--font-display)" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: tags.link, color: "var(--link)" },
  { tag: tags.url, color: "var(--quiet)" },
  { tag: tags.monospace, fontFamily: "ui-monospace, monospace" },
  { tag: tags.quote, color: "var(--quiet)" },
  { tag: tags.processingInstruction, color: "var(--quiet)", fontWeight: "400" },
]);
