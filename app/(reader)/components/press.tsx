import type { ReactNode } from "react";
import { Button } from "../../components/button.tsx";

type Pressed = { action: string; look?: "strong" | "quiet"; children: ReactNode };

/** A button that changes something. It is a form of its own, so it works without JavaScript, and no scanner presses it. */
export function Press({ action, look = "strong", children }: Pressed) {
  return (
    <form method="post" action={action} className={look === "strong" ? "max-sm:grow" : ""}>
      <Button type="submit" look={look} className={look === "strong" ? "max-sm:w-full" : ""}>
        {children}
      </Button>
    </form>
  );
}
