/**
 * The compiled form of a message: literal text, cut where a reader's value goes.
 * A `slot` takes a value (escaped in html), a `link` the tracked or original URL of that number,
 * a `choice` one of its compiled fragments.
 */
export type Part =
  | string
  | { slot: string }
  | { link: number }
  | { choice: string; options: Readonly<Record<string, readonly Part[]>> };

/** One variant of a message. `web` is the same content as a page's fragment, without pixel or mail frame. */
export type CompiledForm = {
  subject: readonly Part[];
  preheader: readonly Part[];
  html: readonly Part[];
  text: readonly Part[];
  web: readonly Part[];
};

/**
 * An immutable version: its forms by variant ("named", "unnamed") and the table of its numbered links.
 * Stored as it is; filled by `domain/fill`.
 */
export type Compiled = {
  forms: Readonly<Record<string, CompiledForm>>;
  links: readonly string[];
  /** Every slot and choice that the forms mention, so that a plan can be checked before anything is sent. */
  slots: readonly string[];
};
