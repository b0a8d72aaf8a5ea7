import type { ReactNode } from "react";
import { Button } from "../../components/button.tsx";
import { type Change, changePath } from "../paths.ts";

type Proposed = {
  token: string;
  change: Change;
  /** What is sent on when the button is pressed. */
  values: Readonly<Record<string, string>>;
  button: string;
  /** Whether there is a form with these values to go back to. */
  mayChooseAgain?: boolean;
  children: ReactNode;
};

/** What would be, the one button that makes it so, and the way back to the form. It is a form of its own and needs no script. */
export function Proposal({ token, change, values, button, mayChooseAgain = true, children }: Proposed) {
  const again = new URLSearchParams({ ...values, again: "" });
  return (
    <div>
      <div className="grid gap-3 rounded-card bg-surface p-5 sm:p-6">{children}</div>
      <form method="post" action={changePath(token, change, "now")} className="mt-6">
        {Object.entries(values).map(([field, value]) => (
          <input key={field} type="hidden" name={field} value={value} />
        ))}
        <Button type="submit" className="max-sm:w-full">
          {button}
        </Button>
      </form>
      {mayChooseAgain ? (
        <p className="mt-4">
          <a className="inline-flex min-h-11 items-center" href={`${changePath(token, change)}?${again}`}>
            Choose again
          </a>
        </p>
      ) : null}
    </div>
  );
}
