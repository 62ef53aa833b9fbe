// What a tab has to ask the engine for: the newest question counts, a slow one says how far it is and can be given up, a
// failed one says why.
import { QUIET_MS } from "../../shared/pageCache.ts";
import { actionButton } from "../../shared/toolkit.ts";

export interface Question<T> {
  /** Equal keys have equal answers. */
  readonly key: string;
  readonly ask: (signal: AbortSignal, progress: (done: number) => void) => Promise<T>;
  /** What it waits for, in words; `done` as `progress` was told. */
  readonly waiting: (done: number) => string;
  /** Gives the question up; absent: it can't be. */
  readonly cancel?: () => void;
  readonly answered: () => void;
}

export class Asked<T> {
  private kept: { readonly key: string; readonly answer: T } | null = null;
  private request = new AbortController();
  private underWay: string | null = null;

  /** `say` shows words in place of what was asked for. */
  constructor(private readonly say: (words: string, ...more: readonly Node[]) => void) {}

  /** The answer to that question, if it is the last one given. */
  answer(key: string): T | null {
    return this.kept?.key === key ? this.kept.answer : null;
  }

  /** The last answer whose question began alike: better than nothing until a newer one comes. */
  lastAnswer(start: string): T | null {
    return this.kept?.key.startsWith(start) === true ? this.kept.answer : null;
  }

  /** Ends what is under way. */
  stop(): void {
    this.request.abort();
    this.underWay = null;
  }

  /** Asks, unless the same is being asked already. `isQuiet`: an older answer stands, so nothing is said meanwhile. */
  async ask({ key, ask, waiting, cancel, answered }: Question<T>, isQuiet = false): Promise<void> {
    if (this.underWay === key) return;
    this.request.abort();
    const request = new AbortController();
    this.request = request;
    this.underWay = key;
    let done = 0;
    const buttons = cancel === undefined ? [] : [actionButton({ label: "Cancel", click: cancel })];
    const quiet = setInterval(() => {
      if (!isQuiet) this.say(waiting(done), ...buttons);
    }, QUIET_MS);
    try {
      const answer = await ask(request.signal, (next) => {
        done = next;
      });
      if (request.signal.aborted) return;
      this.kept = { key, answer };
      this.underWay = null;
      clearInterval(quiet);
      answered();
    } catch (error) {
      if (request.signal.aborted) return;
      this.underWay = null;
      this.say(error instanceof Error ? error.message : String(error));
    } finally {
      clearInterval(quiet);
    }
  }
}
