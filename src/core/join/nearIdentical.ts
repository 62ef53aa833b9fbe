// Which texts of two lists are near-identical: an item that was reworded, respaced or corrected, where no id tells that it
// is the same. Similarity is Jaccard's over distinct words, case and marks set aside; scripts without spaces count by
// character. Every pair that is alike enough is found, without comparing each with each: such texts share words among
// their rarest.
// Source: Bayardo, Ma, Srikant (2007), "Scaling up all pairs similarity search", section 3 (prefix and size filters).
import { foldCase } from "../text/foldCase.ts";

/** Least similarity of a pair, 0 to 1. */
const ALIKE = 0.6;
/** A pair stands out from the next best by this much on both sides; otherwise it is not said which belongs to which. */
const MARGIN = 0.1;
/** What can be a next best that counts. */
const NEXT = ALIKE - MARGIN;
/** A text with fewer distinct words says too little. */
const LEAST_WORDS = 4;
/** What comes after does not take part. */
const LONGEST = 8_000;
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu;

/** Indexes into the two lists. */
export type AlikePair = readonly [left: number, right: number];

/**
 * Pairs of one text of each list that are each other's best match by a margin; each text is in one pair at most. By
 * `left`, ascending. Empty lists have none. `pause` is awaited now and then: throwing in it ends the search.
 */
export async function nearIdentical(
  left: readonly string[],
  right: readonly string[],
  pause: () => Promise<void>,
): Promise<readonly AlikePair[]> {
  const vocabulary = new Vocabulary();
  const lefts = left.map((text) => vocabulary.read(text));
  const rights = right.map((text) => vocabulary.read(text));
  for (const words of lefts) vocabulary.rarestFirst(words);
  const index = indexOf(rights, vocabulary.size);
  const ofLeft = left.map(() => new Best());
  const ofRight = right.map(() => new Best());
  const shared = new Uint16Array(right.length);
  for (const [at, words] of lefts.entries()) {
    if (at % PAUSE_EVERY === PAUSE_EVERY - 1) await pause();
    for (const [other, similarity] of alikeTo(words, rights, index, shared)) {
      ofLeft[at]?.offer(other, similarity);
      ofRight[other]?.offer(at, similarity);
    }
  }
  return ofLeft.flatMap((best, at): readonly AlikePair[] =>
    best.isClear && ofRight[best.at]?.isClear === true && ofRight[best.at]?.at === at ? [[at, best.at]] : [],
  );
}

const PAUSE_EVERY = 64;

/** In which texts each word is. */
function indexOf(texts: readonly (readonly number[])[], size: number): readonly (readonly number[])[] {
  const index = Array.from({ length: size }, (): number[] => []);
  for (const [at, words] of texts.entries()) for (const word of words) index[word]?.push(at);
  return index;
}

/** Texts at least `NEXT` alike. `words`: the rarest first; `shared`: room for counts, left as found: all 0. */
function alikeTo(
  words: readonly number[],
  others: readonly (readonly number[])[],
  index: readonly (readonly number[])[],
  shared: Uint16Array,
): readonly (readonly [other: number, similarity: number])[] {
  // Of this many words at the end, the commonest, a text can share all and still be less than NEXT alike.
  const rest = Math.max(0, Math.ceil(NEXT * words.length) - 1);
  const met: number[] = [];
  for (const word of words.slice(0, words.length - rest))
    for (const other of index[word] ?? []) {
      if (shared[other] === 0) met.push(other);
      (shared[other] as number)++;
    }
  const own = new Set(words);
  const found: (readonly [number, number])[] = [];
  for (const other of met) {
    const theirs = others[other] ?? [];
    const total = words.length + theirs.length;
    const canBe = (shared[other] as number) + Math.min(rest, theirs.length);
    shared[other] = 0;
    if (canBe * (1 + NEXT) < NEXT * total) continue;
    let both = 0;
    for (const word of theirs) if (own.has(word)) both++;
    const similarity = both / (total - both);
    if (similarity >= NEXT) found.push([other, similarity]);
  }
  return found;
}

/** Numbers words and counts in how many texts each is. */
class Vocabulary {
  private readonly numbers = new Map<string, number>();
  private readonly counts: number[] = [];

  get size(): number {
    return this.numbers.size;
  }

  /** The distinct words of a text; none where it says too little. */
  read(text: string): number[] {
    const found = new Set(foldCase(text.slice(0, LONGEST)).match(WORD) ?? []);
    if (found.size < LEAST_WORDS) return [];
    return [...found].map((word) => {
      const number = this.numbers.get(word) ?? this.numbers.size;
      this.numbers.set(word, number);
      this.counts[number] = (this.counts[number] ?? 0) + 1;
      return number;
    });
  }

  rarestFirst(words: number[]): void {
    words.sort((a, b) => (this.counts[a] ?? 0) - (this.counts[b] ?? 0) || a - b);
  }
}

/** The best match of a text, and how good the next best is. */
class Best {
  at = -1;
  private similarity = 0;
  private next = 0;

  offer(at: number, similarity: number): void {
    if (similarity > this.similarity) {
      this.next = this.similarity;
      this.similarity = similarity;
      this.at = at;
    } else if (similarity > this.next) this.next = similarity;
  }

  get isClear(): boolean {
    return this.similarity >= ALIKE && this.similarity - this.next >= MARGIN;
  }
}
