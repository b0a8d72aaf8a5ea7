/**
 * Something that stops the embedded database and that its owner can mend. `message` is written for them: what is the
 * matter and what to do. Whoever starts the database prints it without a stack and ends.
 */
export class DatabaseTrouble extends Error {
  override name = "DatabaseTrouble";
}

/** The way out that every such message can end with. */
export const useYourOwn = "Or set DATABASE_URL to a PostgreSQL of your own (15 or newer).";
