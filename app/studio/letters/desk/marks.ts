import { EditorSelection } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";

export type Mark = "bold" | "italic" | "heading" | "list" | "link" | "name";

const around: Partial<Record<Mark, string>> = { bold: "**", italic: "*" };
const before: Partial<Record<Mark, string>> = { heading: "## ", list: "- " };

/** Puts a mark on what is selected, or takes it away where it is already. */
export function applyMark(view: EditorView, mark: Mark): boolean {
  const pair = around[mark];
  const prefix = before[mark];
  if (pair !== undefined) wrap(view, pair);
  else if (prefix !== undefined) prefixLines(view, prefix);
  else if (mark === "link") link(view);
  else insert(view, "{{reader.name | there}}");
  return true;
}

function wrap(view: EditorView, pair: string): void {
  view.dispatch(
    view.state.changeByRange(({ from, to }) => {
      const size = pair.length;
      const isMarked = view.state.sliceDoc(from - size, from) === pair && view.state.sliceDoc(to, to + size) === pair;
      if (isMarked) {
        return {
          changes: [
            { from: from - size, to: from },
            { from: to, to: to + size },
          ],
          range: EditorSelection.range(from - size, to - size),
        };
      }
      return {
        changes: [
          { from, insert: pair },
          { from: to, insert: pair },
        ],
        range: EditorSelection.range(from + size, to + size),
      };
    }),
  );
}

function prefixLines(view: EditorView, prefix: string): void {
  const { doc, selection } = view.state;
  const first = doc.lineAt(selection.main.from).number;
  const last = doc.lineAt(selection.main.to).number;
  const lines = Array.from({ length: last - first + 1 }, (_, index) => doc.line(first + index));
  const isMarked = lines.every(({ text }) => text.startsWith(prefix));
  view.dispatch({
    changes: lines.map(({ from }) => (isMarked ? { from, to: from + prefix.length } : { from, insert: prefix })),
  });
}

/** The address is selected afterwards, ready to be typed over. */
function link(view: EditorView): void {
  const { from, to } = view.state.selection.main;
  const words = view.state.sliceDoc(from, to) || "words";
  const address = "https://";
  const text = `[${words}](${address})`;
  const end = from + text.length - 1;
  view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: end - address.length, head: end } });
}

function insert(view: EditorView, text: string): void {
  view.dispatch(view.state.replaceSelection(text));
}
