// A comparison of several made-up runs: made of the comparisons of each candidate with the base, joined by digest.
import type { CompareRow, ScoreComparison } from "../../src/core/compare/compareTypes.ts";
import { flipMatrix, passedAt } from "../../src/core/compare/flipMatrix.ts";
import type { InputCondition } from "../../src/core/compare/inputCondition.ts";
import { inputTest } from "../../src/core/compare/inputCondition.ts";
import type {
  FlipMatrix,
  ManyQuery,
  ManyRow,
  ManySummary,
  PairScope,
  PassRule,
} from "../../src/core/compare/manyTypes.ts";
import type { ManyOutcome } from "../../src/core/compare/outcomeCondition.ts";
import { holm } from "../../src/core/statistics/multiplicity.ts";
import type { ManyView } from "../../src/protocol/manyPanel.ts";
import { FakeComparison } from "./fakeCompareHost.ts";
import { isInRange } from "./fakePairs.ts";
import { compareValues } from "./fakeResultHost.ts";
import type { SampleRun } from "./sampleRun.ts";

/** One item: its row in each candidate's comparison with the base. */
interface MadeUpItem {
  readonly digest: string;
  readonly rows: readonly (CompareRow | null)[];
}

export class FakeMany {
  /** Each candidate with the base. */
  readonly pairs: readonly FakeComparison[];
  private readonly items: readonly MadeUpItem[];

  constructor(
    readonly runs: readonly SampleRun[],
    readonly keys: readonly string[] = [],
    readonly inputs: readonly InputCondition[] = [],
  ) {
    const [base, ...candidates] = runs as [SampleRun, ...SampleRun[]];
    const isKept = (item: number): boolean =>
      inputs.every((input) => inputTest(input)(base.fieldText(item, input.field)));
    this.pairs = candidates.map((candidate) => new FakeComparison(base, candidate, keys, isKept));
    const places = this.pairs.map((pair) => new Map(pair.digests.map((digest, at) => [digest, at])));
    const digests = [...new Set(this.pairs.flatMap((pair) => pair.digests))];
    this.items = digests.map((digest) => ({
      digest,
      rows: this.pairs.map((pair, i) => {
        const at = places[i]?.get(digest);
        return at === undefined ? null : pair.row(at);
      }),
    }));
  }

  joinedBy(keys: readonly string[]): FakeMany {
    return new FakeMany(keys.length === 0 ? this.runs : this.runs.map((run) => run.numberedAnew()), keys);
  }

  narrowed(inputs: readonly InputCondition[]): FakeMany {
    return inputs.length === 0 ? this : new FakeMany(this.runs, this.keys, inputs);
  }

  view(): ManyView {
    const [base] = this.runs as [SampleRun];
    const summary = this.summary("pair");
    return {
      rev: 1,
      runs: this.runs.map(({ run }, i) => ({ ...run, id: `run${i}` as typeof run.id })),
      summary,
      itemFields: base.run.itemFields,
      moreFields: [],
      primaryScore: summary.scores.length === 0 ? null : 0,
      locale: "en",
      withErrors: false,
      scoreMap: [],
      withExcluded: false,
      saved: null,
    };
  }

  private sidesOf({ rows }: MadeUpItem): ManyRow["sides"] {
    return [
      rows.find((row) => row?.base != null)?.base ?? null,
      ...rows.map((row) => row?.candidate ?? null),
    ];
  }

  private get names(): readonly string[] {
    return [...new Set(this.pairs.flatMap((pair) => pair.view().summary.scores.map(({ name }) => name)))];
  }

  summary(scope: PairScope): ManySummary {
    const sizes = this.items.map((item) => this.sidesOf(item).filter((side) => side !== null).length);
    const inRuns = this.runs.map((_, i) => sizes.filter((size) => size === i + 1).length);
    const runs = this.runs.map(({ options }, run) => {
      const own = this.items.map((item, at) => (this.sidesOf(item)[run] == null ? 0 : (sizes[at] ?? 0)));
      const items = own.filter((size) => size > 0).length;
      return { items, only: own.filter((size) => size === 1).length, duplicates: options.rows - items };
    });
    const views = this.pairs.map((pair) => pair.view().summary);
    const all = views.flatMap(({ scores }) => scores);
    const adjusted = holm(all.map(({ statistics: { test } }) => (test.estimable ? test.pValue : null)));
    const family = adjusted.filter((p) => p !== null).length;
    const adjust = (score: ScoreComparison): ScoreComparison => {
      const { test } = score.statistics;
      const p = adjusted[all.indexOf(score)] ?? null;
      const own = test.estimable && p !== null ? { ...test, pAdjusted: p } : test;
      return { ...score, statistics: { ...score.statistics, test: own, familySize: family } };
    };
    return {
      join: { inRuns, runs, keys: this.keys },
      pairs: views.map(({ join }) => join),
      scope,
      familySize: family,
      scores: this.names.map((name, at) => {
        const candidates = views.map(({ scores }) => {
          const own = scores.find((score) => score.name === name);
          return own === undefined ? null : adjust(own);
        });
        const higherIsBetter = candidates.find((one) => one !== null)?.higherIsBetter ?? true;
        const values = this.values(at);
        const scoredInAll = this.items.filter((_, i) => values.every((run) => !Number.isNaN(run[i]))).length;
        return { name, higherIsBetter, scoredInAll, candidates };
      }),
    };
  }

  /** Values of every run by item. */
  private values(score: number): readonly Float64Array[] {
    const cells = this.items.map((item) => this.row(item, 0).scores[score]?.cells ?? []);
    return this.runs.map((_, run) => Float64Array.from(cells, (own) => own[run]?.value ?? Number.NaN));
  }

  flips(rule: PassRule): FlipMatrix {
    const isInAll = (item: MadeUpItem): boolean => this.sidesOf(item).every((side) => side !== null);
    const positions = Int32Array.from(this.items.keys()).filter((at) =>
      isInAll(this.items[at] as MadeUpItem),
    );
    return flipMatrix(this.values(rule.score), positions, rule, this.isHigherBetter(rule.score));
  }

  private isHigherBetter(score: number): boolean {
    return this.runs[0]?.run.scores[score]?.higherIsBetter ?? true;
  }

  private row(item: MadeUpItem, position: number): ManyRow {
    const known = item.rows.find((row) => row !== null);
    return {
      position,
      digest: item.digest,
      fields: known?.fields ?? [],
      sides: this.sidesOf(item),
      scores: this.pairScores(item),
    };
  }

  private pairScores({ rows }: MadeUpItem): ManyRow["scores"] {
    const count = Math.max(0, ...rows.map((row) => row?.scores.length ?? 0));
    return Array.from({ length: count }, (_, at) => {
      const own = rows.map((row) => row?.scores[at] ?? null);
      const base = rows.findIndex((row) => row?.base != null);
      return {
        cells: [
          own[base]?.base ?? null,
          ...own.map((one, i) => (rows[i]?.candidate == null ? null : (one?.candidate ?? null))),
        ],
        deltas: own.map((one) => one?.delta ?? null),
        changes: own.map((one) => one?.change ?? "unscored"),
      };
    });
  }

  /** Positions a query shows, in its order. */
  select({ members, change, of = null, outcomes = [], flips, score, sort }: ManyQuery): readonly number[] {
    const passing = flips === null ? null : this.values(flips.rule.score);
    const chosen = this.items.flatMap((item, position) => {
      const row = this.row(item, position);
      const size = row.sides.filter((side) => side !== null).length;
      const isMember =
        members.kind === "any" ||
        (members.kind === "in" && size === members.runs) ||
        (members.kind === "only" && size === 1 && row.sides[members.run] !== null) ||
        (members.kind === "duplicates" && row.sides.some((side) => (side?.trials ?? 0) > 1));
      const own = score === null ? undefined : row.scores[score];
      const isFlip =
        flips === null ||
        passing === null ||
        flips.passed.includes(
          passedAt(passing, position, flips.rule.threshold, this.isHigherBetter(flips.rule.score)),
        );
      const changes = own?.changes.filter((_, i) => of === null || i === of - 1) ?? [];
      const outputs = row.sides.filter((_, run) => of === null || run === 0 || run === of);
      const isMoved = changes.some((one) => one === "improved" || one === "regressed");
      const isSaidAnew = outputs.some((side) => side !== null && side.output !== outputs[0]?.output);
      const isChanged =
        change === "all" ||
        (change === "differs" && isMoved) ||
        (change === "outputChanged" && isSaidAnew) ||
        (change === "graderDrift" && isMoved && !isSaidAnew) ||
        (change === "errored" && outputs.some((side) => side?.error != null)) ||
        changes.some((one) => one === change);
      const isHeld = outcomes.every((outcome) => holds(row, outcome));
      return isMember && isFlip && isChanged && isHeld ? [{ position, own }] : [];
    });
    const value = ({ position, own }: (typeof chosen)[number]): number | null => {
      const values = (own?.cells ?? []).flatMap((cell) => (cell?.value == null ? [] : [cell.value]));
      if (sort.column === "index") return position;
      if (sort.column === "disagreement")
        return values.length < 2 ? null : Math.max(...values) - Math.min(...values);
      if (sort.column === "delta" && sort.run > 0) return own?.deltas[sort.run - 1] ?? null;
      return own?.cells[sort.run]?.value ?? null;
    };
    chosen.sort((a, b) => compareValues(value(a), value(b), sort.descending) || a.position - b.position);
    return chosen.map(({ position }) => position);
  }

  rowAt(position: number): ManyRow {
    return this.row(this.items[position] as MadeUpItem, position);
  }

  detail(position: number) {
    const { digest, sides } = this.rowAt(position);
    const runs = sides.map((side, run) => {
      const detail = side === null ? undefined : this.runs[run]?.detail(side.index);
      return detail === undefined ? [] : [detail];
    });
    return { digest, runs };
  }
}

/** Ranges only: what charts brush. */
function holds({ scores }: ManyRow, { of: { run, what }, condition }: ManyOutcome): boolean {
  if (condition.kind !== "range") return true;
  const own = scores[condition.score];
  const value = what === "delta" ? own?.deltas[run - 1] : own?.cells[run]?.value;
  return isInRange(value ?? null, condition);
}
