import { Button } from "../../components/button.tsx";
import { doneForm } from "./after-lesson.tsx";

type LessonState = { kind: "training" | "rest" | "mobility"; action: string };

/**
 * The bar at the foot of a lesson that is not done yet. It stays in sight while one reads, so that "done" is one tap
 * away from wherever the page is, and there is only one such button on it. The question how it felt, above, is a part
 * of its form.
 */
export function Tick({ kind, action }: LessonState) {
  return (
    <form
      id={doneForm}
      method="post"
      action={action}
      className="tick -mx-5 sticky bottom-0 mt-8 flex items-center justify-between gap-x-6 border-line border-t bg-ground px-5 py-3"
    >
      <p className="text-quiet text-small max-sm:sr-only">{invitations[kind]}</p>
      <Button type="submit" className="max-sm:w-full">
        I did it
      </Button>
    </form>
  );
}

const invitations = {
  training: "Finished? Your square fills at once.",
  mobility: "Finished? Your square fills at once.",
  rest: "Rested well? That counts too.",
} as const;
