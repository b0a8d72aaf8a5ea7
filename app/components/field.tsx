import type { ComponentProps, ReactNode } from "react";

type Around = {
  id: string;
  label: ReactNode;
  /** What to type, or why it is asked; stands under the label, before the box. */
  hint?: ReactNode;
  /** What is wrong with what was typed, and what would be right. */
  error?: string | undefined;
  /** Something that belongs to the field, such as a suggestion button; stands under the box. */
  children?: ReactNode;
};

/** One box of a form with its label, hint and error, tied together for eyes and screen readers alike. */
export function Field({
  id,
  label,
  hint,
  error,
  children,
  className = "",
  ...input
}: Around & ComponentProps<"input">) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="font-semibold leading-snug">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-small text-quiet">
          {hint}
        </p>
      )}
      <input
        {...input}
        id={id}
        name={input.name ?? id}
        aria-describedby={described || undefined}
        aria-invalid={error ? true : undefined}
        className={`${box} ${error ? "border-alarm" : "border-edge hover:border-ink"} ${className}`}
      />
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {children}
    </div>
  );
}

/** Words beside the field. The mark before them says "error" to those who do not see the color. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="flex gap-2 text-small font-semibold text-alarm">
      <svg viewBox="0 0 16 16" className="mt-0.5 size-4 flex-none" role="img" aria-label="Error:">
        <path
          d="M8 1.2a1 1 0 0 1 .87.5l6 10.6a1 1 0 0 1-.87 1.5H2a1 1 0 0 1-.87-1.5l6-10.6A1 1 0 0 1 8 1.2Zm-.9 4.3.25 4h1.3l.25-4Zm.9 5.2a.95.95 0 1 0 0 1.9.95.95 0 0 0 0-1.9Z"
          fill="currentColor"
          fillRule="evenodd"
        />
      </svg>
      <span>{children}</span>
    </p>
  );
}

const box = "min-h-12 w-full rounded-card border bg-surface px-3.5 py-2 text-ink placeholder:text-quiet";
