// Ownership: whoever creates a thing hands it to a lifetime, which disposes all in reverse order.

export interface Disposable {
  dispose(): unknown;
}

/** Owns disposables and an abort signal that ends with them. */
export class Lifetime implements Disposable {
  private readonly owned: Disposable[] = [];
  private readonly controller = new AbortController();

  /** Aborts when the lifetime ends. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Gives `thing` back; owning on a dead lifetime disposes it at once. */
  own<T extends Disposable>(thing: T): T {
    if (this.controller.signal.aborted) thing.dispose();
    else this.owned.push(thing);
    return thing;
  }

  /** Ends everything owned, last first. Once; one failure does not stop the rest, the first is thrown at the end. */
  dispose(): void {
    if (this.controller.signal.aborted) return;
    this.controller.abort();
    const failures: unknown[] = [];
    for (const thing of this.owned.splice(0).reverse()) {
      try {
        thing.dispose();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
