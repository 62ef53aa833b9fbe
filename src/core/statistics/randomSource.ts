// Chance from a seed: the Mersenne Twister, whose numbers numpy's RandomState and C++ repeat.
import { mersenne } from "pure-rand/generator/mersenne";

const TWO_TO_32 = 2 ** 32;

/** A stream of 32-bit numbers; the same seed gives the same stream everywhere. */
export class RandomSource {
  private readonly generator;

  /** `seed` is a whole number from 0 to 2³² − 1 (`init_genrand`). */
  constructor(seed: number) {
    this.generator = mersenne(seed);
  }

  /** The raw next output, 0 to 2³² − 1. */
  uint32(): number {
    return this.generator.next() >>> 0;
  }

  /** ⌊u·n/2³²⌋, 0 to n − 1: exact in a double, bias below n/2³². */
  index(n: number): number {
    return Math.floor((this.uint32() * n) / TWO_TO_32);
  }

  /** −1 where the top bit is set, else 1. */
  sign(): 1 | -1 {
    return this.generator.next() < 0 ? -1 : 1;
  }
}
