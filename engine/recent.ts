/**
 * What was looked up last, up to `most` of it: whatever was not asked for the longest goes first, so memory is bounded
 * however many readers there are. Two who ask for the same at once wait for one look-up. What failed, or is not there,
 * is looked up anew the next time.
 */
export class Recent<Value> {
  readonly #most: number;
  readonly #found = new Map<number, Promise<Value | null>>();

  constructor(most: number) {
    this.#most = most;
  }

  async find(key: number, lookUp: (key: number) => Promise<Value | null>): Promise<Value | null> {
    const known = this.#found.get(key);
    const finding = known ?? lookUp(key);
    // Set again, because a Map keeps the order in which its keys came.
    this.#found.delete(key);
    this.#found.set(key, finding);
    if (known === undefined) this.#forgetOldest();
    try {
      const value = await finding;
      if (value === null) this.#forget(key, finding);
      return value;
    } catch (error) {
      this.#forget(key, finding);
      throw error;
    }
  }

  #forgetOldest(): void {
    const [oldest] = this.#found.keys();
    if (this.#found.size > this.#most && oldest !== undefined) this.#found.delete(oldest);
  }

  #forget(key: number, finding: Promise<Value | null>): void {
    if (this.#found.get(key) === finding) this.#found.delete(key);
  }
}
