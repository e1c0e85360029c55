/** What is to be undone at the end, last begun first. */
export class Closing {
  readonly #undone: (() => unknown)[] = [];
  #closed: Promise<void> | undefined;

  add(undo: () => unknown): void {
    this.#undone.push(undo);
  }

  /** Undoes everything once, however often it is called; one failure does not keep the rest from being undone. */
  async close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    for (const undo of this.#undone.toReversed()) {
      try {
        await undo();
      } catch (error) {
        process.stderr.write(`while stopping: ${String(error)}\n`);
      }
    }
  }
}
