import { spanNames } from "../../../../domain/figures/span.ts";
import type { Figures } from "../../../../engine/studio/figures.ts";
import { Button } from "../../../components/button.tsx";
import { Choice } from "../../components/fields.tsx";
import { figuresPath, spanWords } from "../asked.ts";

/** Of what and of which days the figures are: a form that is sent by GET, so that a view can be kept and shared. */
export function Picker({ chapters, chapter, spanName }: Pick<Figures, "chapters" | "chapter" | "spanName">) {
  const about = [
    ["", "Everything"] as const,
    ...chapters.map(({ kind, slug, title }) => [`${kind}:${slug}`, title] as const),
  ];
  return (
    <form action={figuresPath} className="mb-6 flex flex-wrap items-end gap-4">
      <div className="w-full sm:w-auto sm:min-w-64">
        <Choice
          id="about"
          label="Figures of"
          options={about}
          defaultValue={chapter ? `${chapter.kind}:${chapter.slug}` : ""}
        />
      </div>
      <div className="w-full sm:w-auto sm:min-w-52">
        <Choice
          id="span"
          label="Days"
          options={spanNames.map((name) => [name, spanWords[name]] as const)}
          defaultValue={spanName}
        />
      </div>
      <Button type="submit" look="quiet">
        Show
      </Button>
    </form>
  );
}
