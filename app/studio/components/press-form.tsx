import type { ComponentProps, ReactNode } from "react";
import { Button } from "../../components/button.tsx";

type Pressed = {
  /** Where it is posted; the route answers with 303. */
  action: string;
  /** Fields that are not shown. */
  values?: Readonly<Record<string, string | number>>;
  children: ReactNode;
  className?: string;
  /** What is wrong is said by us, beside the field, and not by the browser. */
  noValidate?: boolean;
};

/** A form that changes something. It works without JavaScript. */
export function PressForm({ action, values = {}, children, className = "grid gap-4", noValidate }: Pressed) {
  return (
    <form method="post" action={action} className={className} noValidate={noValidate}>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

/** One button that does one thing. */
export function PressButton({
  action,
  values,
  look = "quiet",
  ...button
}: Omit<Pressed, "children" | "className"> & ComponentProps<typeof Button>) {
  return (
    <PressForm action={action} values={values ?? {}} className="contents">
      <Button type="submit" look={look} {...button} />
    </PressForm>
  );
}

/** The same for a row of a table, where a large button would tower over the words. */
export function SmallButton({
  action,
  values,
  children,
  ...button
}: Pressed & Omit<ComponentProps<"button">, "children">) {
  return (
    <PressForm action={action} values={values ?? {}} className="contents">
      <button
        type="submit"
        {...button}
        className="inline-flex min-h-11 cursor-pointer items-center rounded-baton border border-edge px-4 font-semibold text-ink text-small hover:border-ink"
      >
        {children}
      </button>
    </PressForm>
  );
}
