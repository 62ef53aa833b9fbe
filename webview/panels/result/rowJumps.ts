// Jumps among the rows in view: to the next one with a low score, on any page, and to a row that someone names.

import type { RowMatch, RowSearch } from "../../../src/core/rows/rowQuery.ts";
import type { ScoreSummary } from "../../../src/core/run.ts";
import { lowCondition, lowLimits } from "../../../src/core/scores/lowScores.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";

export interface JumpParts {
  /** Position of the current row in view; `null`: none. */
  readonly current: () => number | null;
  readonly view: () => Pick<RowSearch, "filter" | "sort">;
  readonly locate: (search: RowSearch, signal: AbortSignal) => Promise<RowMatch>;
  readonly scores: () => readonly ScoreSummary[];
  /** Where scores from 0 to 1 begin to be low. */
  readonly below: () => number;
  readonly locale: () => string;
  readonly moveTo: (position: number) => void;
  /** Moves there and opens the row, once the rows in view are loaded. */
  readonly open: (position: number) => void;
  readonly say: (words: string) => void;
}

/** The place that a search looks at first: beside the current row; without one the first row, or the last. */
export function placeBeside(current: number | null, by: 1 | -1): number {
  return (current ?? (by === 1 ? -1 : 0)) + by;
}

export class RowJumps {
  private request = new AbortController();

  constructor(private readonly parts: JumpParts) {}

  /** Moves to the nearest row with a low score below (`by` 1) or above, and round at the end. */
  async toLow(by: 1 | -1): Promise<void> {
    const { parts } = this;
    const scores = parts.scores();
    if (lowLimits(scores, parts.below()).length === 0) {
      parts.say("No score here has a threshold to be low by");
      return;
    }
    const from = placeBeside(parts.current(), by);
    await this.newest(async (signal) => {
      const find = [lowCondition(scores, parts.below())];
      const match = await parts.locate({ ...parts.view(), find, from, by }, signal);
      if (signal.aborted) return;
      if (match.position !== null) parts.moveTo(match.position);
      parts.say(lowWords(match, parts.locale()));
    });
  }

  /** Opens a row of the run, by its index; where filters hide it, `clearFilters` first. */
  async toRow(index: number, clearFilters: () => void): Promise<void> {
    const { parts } = this;
    await this.newest(async (signal) => {
      const place = async (): Promise<number | null> =>
        (await parts.locate({ ...parts.view(), find: [{ kind: "row", index }], from: 0, by: 1 }, signal))
          .position;
      let position = await place();
      const isHidden = position === null;
      if (isHidden && !signal.aborted) {
        clearFilters();
        position = await place();
      }
      if (signal.aborted || position === null) return;
      parts.open(position);
      if (isHidden) parts.say(`Filters hid row ${formatCount(index + 1, parts.locale())} and were cleared`);
    });
  }

  /** Runs the newest jump: one that takes longer than the next changes nothing any more. */
  private async newest(jump: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.request.abort();
    const request = new AbortController();
    this.request = request;
    try {
      await jump(request.signal);
    } catch (error) {
      if (!request.signal.aborted) this.parts.say(error instanceof Error ? error.message : String(error));
    }
  }
}

/** `low score 3 of 12`; without one it says so. */
export function lowWords({ ordinal, total }: RowMatch, locale: string): string {
  if (ordinal === null) return "No low score among these rows";
  return `low score ${formatCount(ordinal, locale)} of ${formatCount(total, locale)}`;
}
