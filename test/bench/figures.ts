// The figures of a benchmark: collected with their goals, printed as a table or as JSON. Goals never fail anything.

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "ms" | "x" | "MB" | "KB";
  /** As text; empty where there is none. */
  readonly goal: string;
}

export class Figures {
  private readonly all: Figure[] = [];

  note(name: string, value: number, unit: Figure["unit"], goal = ""): void {
    this.all.push({ name, value, unit, goal });
  }

  print(asJson: boolean): void {
    if (asJson) console.log(JSON.stringify(this.all, null, 2));
    else
      for (const { name, value, unit, goal } of this.all) {
        const digits = unit === "x" ? 2 : 0;
        console.log(`${value.toFixed(digits).padStart(8)} ${unit.padEnd(3)} ${goal.padEnd(8)} ${name}`);
      }
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Median of the ratios pair by pair: both sides of a pair met the same machine. */
export function ratio(a: readonly number[], b: readonly number[]): number {
  return median(a.map((value, i) => value / (b[i] ?? Number.NaN)));
}
