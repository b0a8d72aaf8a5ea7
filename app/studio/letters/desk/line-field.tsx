import type { ComponentProps } from "react";

/**
 * One line with its name beside it, so that on a wide screen the text of a letter begins where one can see it. What it
 * is for stands in the empty box, and for whoever hears the page behind the name.
 */
export function LineField({
  id,
  label,
  hint,
  ...input
}: { id: string; label: string; hint: string } & Omit<ComponentProps<"input">, "id">) {
  return (
    <div className="grid items-center gap-x-4 gap-y-1.5 sm:grid-cols-[7rem_minmax(0,1fr)]">
      <label htmlFor={id} className="font-semibold leading-snug">
        {label}
      </label>
      <input
        {...input}
        id={id}
        name={id}
        placeholder={hint}
        aria-describedby={`${id}-hint`}
        className="min-h-12 w-full rounded-card border border-edge bg-surface px-3.5 py-2 text-ink placeholder:text-quiet hover:border-ink [&[readonly]]:border-line [&[readonly]]:bg-sunk [&[readonly]]:text-quiet"
      />
      <span id={`${id}-hint`} className="sr-only">
        {hint}
      </span>
    </div>
  );
}
