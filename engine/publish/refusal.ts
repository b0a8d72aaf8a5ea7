/**
 * Why something cannot be published, in one sentence that begins with its file and ends with the cure. It is an
 * expected outcome (authors make mistakes); it travels as an exception because it may arise deep inside a rendering.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(file: string, sentence: string) {
    super(`${file} ${sentence}`);
  }
}
