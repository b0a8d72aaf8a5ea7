import type { ComponentProps, ReactNode } from "react";
import { FieldError } from "../../components/field.tsx";

type Around = { id: string; label: ReactNode; hint?: ReactNode; error?: string | undefined };

const box = "w-full rounded-card border bg-surface px-3.5 py-2 text-ink placeholder:text-quiet";

/** One of several, in a box that opens. `options` are value and words. */
export function Choice({
  label,
  hint,
  error,
  options,
  className = "",
  ...select
}: Around & Omit<ComponentProps<"select">, "id"> & { options: readonly (readonly [value: string, words: string])[] }) {
  return (
    <Labelled id={select.id} label={label} hint={hint} error={error}>
      {(tie) => (
        <select name={select.id} {...select} {...tie} className={`min-h-12 ${tie.className} ${className}`}>
          {options.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** For more than one line. */
export function LongField({
  label,
  hint,
  error,
  className = "",
  ...area
}: Around & Omit<ComponentProps<"textarea">, "id">) {
  return (
    <Labelled id={area.id} label={label} hint={hint} error={error}>
      {(tie) => <textarea rows={4} name={area.id} {...area} {...tie} className={`${tie.className} ${className}`} />}
    </Labelled>
  );
}

/** A box to be ticked, with its words beside it. */
export function Tick({ id, label, hint, ...input }: Omit<Around, "error"> & ComponentProps<"input">) {
  return (
    <div>
      <label htmlFor={id} className="flex min-h-11 items-center gap-3">
        <input
          {...input}
          type="checkbox"
          id={id}
          name={input.name ?? id}
          aria-describedby={hint ? `${id}-hint` : undefined}
          className="size-5 flex-none accent-brand"
        />
        <span>{label}</span>
      </label>
      {hint && (
        <p id={`${id}-hint`} className="ml-8 text-quiet text-small">
          {hint}
        </p>
      )}
    </div>
  );
}

type Tie = { "aria-describedby": string | undefined; "aria-invalid": true | undefined; className: string };

function Labelled({ id, label, hint, error, children }: Around & { children: (tie: Tie) => ReactNode }) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="font-semibold leading-snug">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-quiet text-small">
          {hint}
        </p>
      )}
      {children({
        "aria-describedby": described || undefined,
        "aria-invalid": error ? true : undefined,
        className: `${box} ${error ? "border-alarm" : "border-edge hover:border-ink"}`,
      })}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}
