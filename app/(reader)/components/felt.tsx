import { type Feeling, feelings } from "../../../db/schema/enrolments.ts";
import { feelingWords } from "../feelings.ts";

/** Asked before the press of "I did it", as part of its form; nobody has to answer. */
export function FeltChoice({ form }: { form: string }) {
  return (
    <fieldset className="mt-6">
      <legend className="font-semibold">
        How did it feel? <span className="font-normal text-quiet">Only if you like to say.</span>
      </legend>
      <div className="mt-2 grid grid-cols-3 gap-2">
        {feelings.map((feeling) => (
          <label
            key={feeling}
            className="flex min-h-12 cursor-pointer items-center justify-center gap-1.5 rounded-baton border-2 border-edge bg-surface px-1 text-center leading-tight max-sm:text-small has-checked:border-ink has-checked:bg-today has-checked:text-today-ink has-focus-visible:outline-2 has-focus-visible:outline-ink has-focus-visible:outline-offset-2"
          >
            <input type="radio" name="felt" value={feeling} form={form} className="accent-ink" />
            {feelingWords[feeling]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Afterwards one tap says it, or says it anew. */
export function FeltAfterwards({ action, felt }: { action: string; felt: Feeling | null }) {
  return (
    <form method="post" action={action} className="mt-6">
      <fieldset>
        <legend className="font-semibold">How did it feel?</legend>
        <div className="mt-2 grid grid-cols-3 gap-2">
          {feelings.map((feeling) => (
            <button
              key={feeling}
              type="submit"
              name="felt"
              value={feeling}
              aria-pressed={felt === feeling}
              className="min-h-12 cursor-pointer rounded-baton border-2 border-edge bg-surface px-2 leading-tight hover:border-ink aria-pressed:border-ink aria-pressed:bg-today aria-pressed:text-today-ink"
            >
              {feelingWords[feeling]}
            </button>
          ))}
        </div>
      </fieldset>
    </form>
  );
}
