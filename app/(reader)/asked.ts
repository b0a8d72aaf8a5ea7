export type Query = Promise<Record<string, string | string[] | undefined>>;

/** What the form of a change has sent to its own page. */
export type Asked = {
  /** "See what changes" was pressed, so the values are to be tried. */
  isSent: boolean;
  /** "Choose again" was: the form stands there anew with the values. */
  isAgain: boolean;
  /** One text for each field, "" where there is none. */
  value(field: string): string;
  /** The fields that were sent, to be sent on. */
  values: Readonly<Record<string, string>>;
};

/** Longer than anything that belongs in one of these forms. */
const longestValue = 1_000;

/** Reads the query of a page. Of a field that is given twice the last counts, as in a form that is posted. */
export async function readAsked(query: Query): Promise<Asked> {
  const values = Object.fromEntries(
    Object.entries(await query).flatMap(([field, value]) => {
      const last = Array.isArray(value) ? value.at(-1) : value;
      return last === undefined ? [] : [[field, last.slice(0, longestValue).toWellFormed()]];
    }),
  );
  const { see, again, ...others } = values;
  return {
    isSent: see !== undefined && again === undefined,
    isAgain: again !== undefined,
    value: (field) => (Object.hasOwn(others, field) ? (others[field] ?? "") : ""),
    values: others,
  };
}
