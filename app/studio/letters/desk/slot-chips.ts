import { type Extension, RangeSet } from "@codemirror/state";
import { Decoration, EditorView, MatchDecorator, ViewPlugin, type ViewUpdate, WidgetType } from "@codemirror/view";
import { cutAtSlots } from "../../../../domain/letter/slots.ts";

/** Slots that are sound look like what they are; one that is not stays as it was typed, so that it can be mended. */
class Chip extends WidgetType {
  readonly words: string;

  constructor(words: string) {
    super();
    this.words = words;
  }

  override eq(other: Chip): boolean {
    return other.words === this.words;
  }

  override toDOM(): HTMLElement {
    const chip = document.createElement("span");
    chip.className = "slot-chip";
    chip.textContent = this.words;
    return chip;
  }
}

const slots = new MatchDecorator({
  regexp: /\{\{[^{}\n]*\}\}/g,
  decoration: ([written]) => {
    const words = wordsOf(written);
    return words === null ? null : Decoration.replace({ widget: new Chip(words) });
  },
});

function wordsOf(written: string): string | null {
  const [slot, ...rest] = cutAtSlots(written, () => {});
  if (slot?.kind !== "slot" || rest.length > 0) return null;
  if (slot.name === "site.name") return "name of this site";
  if (slot.name === "site.postalAddress") return "your postal address";
  return `reader’s name, or “${slot.otherwise}”`;
}

/** Slots as chips: the cursor steps over one as over a letter, and one press of a key deletes it whole. */
export function slotChips(): Extension {
  return ViewPlugin.fromClass(
    class {
      chips;

      constructor(view: EditorView) {
        this.chips = slots.createDeco(view);
      }

      update(update: ViewUpdate): void {
        this.chips = slots.updateDeco(update, this.chips);
      }
    },
    {
      decorations: ({ chips }) => chips,
      provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.chips ?? RangeSet.empty),
    },
  );
}
