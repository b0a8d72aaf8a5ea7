import type { ReactNode } from "react";
import { FieldError } from "../../components/field.tsx";

type Group = { id: string; legend: string; hint?: string | undefined; error?: string | undefined; children: ReactNode };

/** Boxes that belong together, with their name, what to say about them, and what is wrong with the choice. */
export function Picks({ id, legend, hint, error, children }: Group) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <fieldset id={id} aria-describedby={described || undefined} className="min-w-0">
      <legend className="font-semibold leading-snug">{legend}</legend>
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-quiet text-small">
          {hint}
        </p>
      ) : null}
      <div className="mt-2">{children}</div>
      {error ? (
        <div className="mt-2">
          <FieldError id={`${id}-error`}>{error}</FieldError>
        </div>
      ) : null}
    </fieldset>
  );
}

type Box = {
  type: "checkbox" | "radio";
  name: string;
  value: string;
  checked: boolean;
  autoFocus?: boolean;
  invalid?: boolean;
  children: ReactNode;
};

/** One box with its words; all of the line can be pressed. */
export function Pick({ type, name, value, checked, autoFocus = false, invalid = false, children }: Box) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3">
      <input
        type={type}
        name={name}
        value={value}
        defaultChecked={checked}
        // biome-ignore lint/a11y/noAutofocus: the first mistake of a form that came back is where its reader goes on.
        autoFocus={autoFocus}
        aria-invalid={invalid || undefined}
        className="size-5 flex-none cursor-pointer accent-brand"
      />
      <span className="min-w-0">{children}</span>
    </label>
  );
}
