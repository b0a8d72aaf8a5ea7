/** At the head of a form that was not accepted: how much is to be mended, each with a way to its field. */
export function FormSummary({ errors, labels }: { errors: Record<string, string>; labels: Record<string, string> }) {
  const fields = Object.keys(labels).filter((field) => errors[field] !== undefined);
  if (fields.length === 0) return null;
  return (
    <div role="alert" className="rounded-card border-2 border-alarm bg-surface px-4 py-3">
      <p className="font-semibold">
        {fields.length === 1 ? "One thing needs another look." : `${fields.length} things need another look.`} Nothing
        has been sent yet.
      </p>
      <ul className="mt-1 grid gap-1">
        {fields.map((field) => (
          <li key={field}>
            <a href={`#${field}`}>{labels[field]}</a>: {errors[field]}
          </li>
        ))}
      </ul>
    </div>
  );
}
