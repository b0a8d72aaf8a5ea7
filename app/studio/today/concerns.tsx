import type { Today } from "../../../engine/studio/today.ts";
import { Note } from "../components/note.tsx";

/** What stops nothing and is easily forgotten, until it has cost something. */
export function Concerns({ concerns }: Pick<Today, "concerns">) {
  if (concerns.length === 0) return null;
  return (
    <Note>
      <p className="font-semibold">Worth mending</p>
      {concerns.map((words) => (
        <p key={words} className="mt-1 max-w-[75ch] wrap-anywhere">
          {words}
        </p>
      ))}
    </Note>
  );
}
