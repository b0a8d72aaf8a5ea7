/** A promise that was broken, in words. `promise` names it, so that a smaller run can be told to break the same one. */
export class Violation extends Error {
  readonly promise: string;

  constructor(promise: string, words: string) {
    super(words);
    this.name = "Violation";
    this.promise = promise;
  }
}
