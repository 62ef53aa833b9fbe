// Finds results while someone types: `key:value` words narrow by what a result is, the rest is matched to its name, letters
// left out allowed. Names are kept in memory and read anew when the store's stamp changes.
import { go, type Prepared, prepare } from "fuzzysort";
import type { FindQuery, FindResult, RunOutline } from "../../core/results/resultQuery.ts";
import type { RunStore } from "../../core/runStore.ts";
import { foldCase } from "../../core/text/foldCase.ts";

/** Matches below are chance: letters strewn over a long name. Of 0 to 1, an exact name being 1. */
const WORST_SCORE = 0.25;

/** What other processes change is seen so much later at most; keys come faster. */
const CHECK_MS = 1_000;

/** A result as the index keeps it. */
interface Entry {
  readonly outline: RunOutline;
  readonly name: Prepared;
  /** Newest first. */
  readonly position: number;
}

interface Index {
  readonly entries: readonly Entry[];
  /** Keys that a word may name: those of every result, and those of labels. */
  readonly keys: ReadonlySet<string>;
}

/** What a `key:value` word is compared with. */
const VALUES: Readonly<Record<string, (run: RunOutline) => readonly (string | null)[]>> = {
  model: (run) => [run.model],
  dataset: (run) => [run.dataset],
  metric: (run) => [run.metric],
  source: (run) => [run.source],
  status: (run) => [run.status],
  tag: (run) => run.tags,
  score: (run) => run.scores,
};

export class Finder {
  private checkedAtMs = Number.NEGATIVE_INFINITY;
  private known: { readonly stamp: string; readonly made: Promise<Index> } | null = null;

  constructor(
    private readonly store: Pick<RunStore, "stamp" | "outlines" | "summaries">,
    private readonly nowMs: () => number,
  ) {}

  /** Does work that changes the store: the next key looks at it again. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      this.checkedAtMs = Number.NEGATIVE_INFINITY;
    }
  }

  async find({ text, limit }: FindQuery): Promise<FindResult> {
    const { entries, keys } = await this.upToDate();
    const { narrowing, rest } = toWords(text, keys);
    const fitting = entries.filter(({ outline }) => narrowing.every((word) => fits(outline, word)));
    const { best, total } =
      rest === ""
        ? { best: fitting.slice(0, limit), total: fitting.length }
        : rankedByName(fitting, rest, limit);
    return { runs: await this.store.summaries(best.map(({ outline }) => outline.id)), total };
  }

  /** The index as the store is now. Who asks while it is made waits for the same. */
  private async upToDate(): Promise<Index> {
    const nowMs = this.nowMs();
    if (this.known !== null && Math.abs(nowMs - this.checkedAtMs) < CHECK_MS) return this.known.made;
    this.checkedAtMs = nowMs;
    const stamp = await this.store.stamp();
    if (this.known?.stamp !== stamp) {
      const made = this.make();
      this.known = { stamp, made };
      made.catch(() => {
        if (this.known?.made === made) this.known = null;
      });
    }
    return this.known.made;
  }

  private async make(): Promise<Index> {
    const outlines = await this.store.outlines();
    const keys = new Set([...Object.keys(VALUES), ...outlines.flatMap(({ labels }) => Object.keys(labels))]);
    const entries = outlines.map((outline, position) => ({ outline, name: prepare(outline.name), position }));
    return { entries, keys };
  }
}

interface Narrowing {
  readonly key: string;
  readonly folded: string;
}

/** Words whose key is known narrow; a colon in any other word is part of a name. `model:` alone is not yet a wish. */
function toWords(text: string, keys: ReadonlySet<string>) {
  const narrowing: Narrowing[] = [];
  const rest: string[] = [];
  for (const word of text.split(/\s+/).filter((some) => some !== "")) {
    const cut = word.indexOf(":");
    const key = word.slice(0, Math.max(cut, 0));
    if (!keys.has(key)) rest.push(word);
    else if (cut + 1 < word.length) narrowing.push({ key, folded: foldCase(word.slice(cut + 1)) });
  }
  return { narrowing, rest: rest.join(" ") };
}

function fits(run: RunOutline, { key, folded }: Narrowing): boolean {
  const own = Object.hasOwn(VALUES, key) ? VALUES[key]?.(run) : undefined;
  const label = Object.hasOwn(run.labels, key) ? run.labels[key] : undefined;
  return [...(own ?? []), label].some(
    (value) => typeof value === "string" && foldCase(value).includes(folded),
  );
}

/** The best `limit`; of equals the newest. A name's place counts for less than any difference of letters. */
function rankedByName(entries: readonly Entry[], text: string, limit: number) {
  const found = go(text, entries, {
    key: ({ name }) => name,
    limit: Math.max(limit, 1),
    threshold: WORST_SCORE,
    scoreFn: ({ score, obj }) => score - obj.position * 1e-9,
  });
  return { best: found.map(({ obj }) => obj).slice(0, limit), total: found.total };
}
