// Keeps the latest few results of slow work by key; work under way is shared, and a failure is forgotten.

export class LatestPromises<T> {
  private readonly kept = new Map<string, Promise<T>>();

  constructor(private readonly capacity: number) {}

  has(key: string): boolean {
    return this.kept.has(key);
  }

  /**
   * As {@link get}, for work that whoever began it may give up: it is begun anew for those who did not. `signal`: of this
   * caller, who gets nothing once it is aborted, whoever did the work.
   */
  async getAnew(key: string, signal: AbortSignal, make: () => Promise<T>): Promise<T> {
    try {
      const made = await this.get(key, make);
      signal.throwIfAborted();
      return made;
    } catch (error) {
      if (signal.aborted || !(error instanceof Error) || error.name !== "AbortError") throw error;
      return this.getAnew(key, signal, make);
    }
  }

  get(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key);
    const promise = known ?? make();
    this.kept.delete(key);
    this.kept.set(key, promise);
    if (known === undefined)
      promise.catch(() => {
        if (this.kept.get(key) === promise) this.kept.delete(key);
      });
    const [oldest] = this.kept.keys();
    if (this.kept.size > this.capacity && oldest !== undefined) this.kept.delete(oldest);
    return promise;
  }
}
