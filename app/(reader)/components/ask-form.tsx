import type { ReactNode } from "react";
import { Button } from "../../components/button.tsx";

type Asking = { action: string; course?: string | undefined; button?: string; children: ReactNode };

/**
 * The form that asks what a change would bring. It is sent by GET to its own page, because it changes nothing; the
 * browser's own checks are off, so that everybody reads the same words beside the field.
 */
export function AskForm({ action, course, button = "See what changes", children }: Asking) {
  return (
    <form method="get" action={action} noValidate className="grid gap-8">
      <input type="hidden" name="see" value="yes" />
      {course === undefined ? null : <input type="hidden" name="course" value={course} />}
      {children}
      <Button type="submit" className="justify-self-start max-sm:w-full">
        {button}
      </Button>
    </form>
  );
}
