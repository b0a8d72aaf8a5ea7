import { Button } from "../../components/button.tsx";
import { hasSupervisor } from "../plug/supervisor.ts";

/** The way to the demonstration of a crash; absent where nobody could start the worker again. */
export function PlugBar() {
  if (!hasSupervisor()) return null;
  return (
    <form
      method="post"
      action="/mailbox/plug/now"
      aria-label="A crash to watch"
      className="mt-4 flex flex-wrap items-center justify-between gap-x-8 gap-y-3 rounded-card bg-surface p-5 sm:px-6"
    >
      <p className="text-small">
        What does a crash in mid-send do? 1,000 fictional readers, one <code>kill -9</code>, and a count of every
        letter.
      </p>
      <Button type="submit" look="quiet" className="max-sm:w-full">
        Pull the plug
      </Button>
    </form>
  );
}
