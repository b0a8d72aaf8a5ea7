import { Press } from "./press.tsx";

type LessonState = {
  completed: boolean;
  kind: "training" | "rest" | "mobility";
  path: string;
  nextStep: string | null;
};

/**
 * The bar at the foot of a lesson. It stays in sight while one reads, so that "done" is one tap away from wherever the
 * page is, and there is only one such button on it.
 */
export function Tick({ completed, kind, path, nextStep }: LessonState) {
  return (
    <div className="tick -mx-5 sticky bottom-0 mt-12 border-line border-t bg-ground px-5 py-3">
      <div className="flex items-center justify-between gap-x-6">
        {completed ? (
          <>
            <p role="status" className="min-w-0 flex-1 leading-snug max-sm:text-small">
              <strong className="font-semibold">Done.</strong> {nextStep}
            </p>
            <Press action={`${path}/undo`} look="quiet">
              Undo
            </Press>
          </>
        ) : (
          <>
            <p className="text-quiet text-small max-sm:sr-only">{invitations[kind]}</p>
            <Press action={`${path}/done`}>I did it</Press>
          </>
        )}
      </div>
    </div>
  );
}

const invitations = {
  training: "Finished? Your square fills at once.",
  mobility: "Finished? Your square fills at once.",
  rest: "Rested well? That counts too.",
} as const;
