// Whether an answer is late enough to say so: quick ones must not flicker.
import { QUIET_MS } from "../shared/pageCache.ts";

export class Lateness {
  private newest: object | null = null;
  private late = false;

  /** `changed`: told when {@link isLate} has another value. */
  constructor(private readonly changed: () => void) {}

  /** The newest work has been due for longer than {@link QUIET_MS}. */
  get isLate(): boolean {
    return this.late;
  }

  /** Does it, in the place of what was done before. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const own = {};
    this.newest = own;
    const timer = setTimeout(() => this.set(true), QUIET_MS);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      if (this.newest === own) this.set(false);
    }
  }

  private set(late: boolean): void {
    if (late === this.late) return;
    this.late = late;
    this.changed();
  }
}
