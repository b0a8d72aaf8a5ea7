/** A gate that requests wait at until it is opened; those that come later wait for the next time. */
export class Hold {
  #waiting: { key: string | null; resolve: () => void }[] = [];

  readonly #silent = new Set<{ key: string | null }>();

  /** The idempotency keys of the requests that are held back, or whose client waits for an answer in vain. */
  get keys(): (string | null)[] {
    return [...this.#waiting, ...this.#silent].map(({ key }) => key);
  }

  /** A request that gets no answer, until its client has gone. */
  keepSilent({ key, gone }: { key: string | null; gone: Promise<void> }): void {
    const one = { key };
    this.#silent.add(one);
    void gone.then(() => this.#silent.delete(one));
  }

  wait(key: string | null): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ key, resolve }));
  }

  release(): void {
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }
}
