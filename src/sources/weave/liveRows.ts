// A page of a run's rows, sorted and filtered by the service. What its documentation leaves open is checked by counting, since
// an answer that differs from the store's is worse than none.
import { isJsonObject, type JsonObject } from "../../core/json/json.ts";
import { compareCodePoints } from "../../core/json/pythonJson.ts";
import { type LiveLines, type LiveQuery, type NotTheSame, notTheSame } from "../../core/services/liveRows.ts";
import type { ResultsAnswer } from "./client.ts";
import {
  type Expression,
  exists,
  fieldName,
  holdsOf,
  type LiveFilter,
  type LivePlan,
  type LiveScore,
  type LiveSort,
  livePlan,
} from "./liveQuery.ts";
import type { RowWire } from "./resultsWire.ts";
import { rowLines } from "./rowLines.ts";
import { rowQuery } from "./rowPages.ts";

export interface LiveRowsParts {
  readonly runId: string;
  readonly query: (body: JsonObject) => Promise<ResultsAnswer>;
}

/** One page as the stored copy of the run would give it, or why that can't be said. The run is over. */
export async function liveRows(parts: LiveRowsParts, query: LiveQuery): Promise<LiveLines | NotTheSame> {
  const { wire } = await parts.query({
    evaluation_call_ids: [parts.runId],
    include_rows: false,
    include_summary: true,
  });
  const rows = wire.summary?.row_count ?? 0;
  const own = wire.summary?.evaluations?.find((one) => one.evaluation_call_id === parts.runId);
  if (own === undefined) return notTheSame("it has no rows of the run yet");
  if (own.trial_count !== rows)
    return notTheSame("rows of this run have several trials, which it sorts by their mean");
  const plan = livePlan(query, own);
  return plan.kind === "plan" ? new Asking(parts, plan, rows).page(query) : plan;
}

/** A part of an answer: rows that pass and have the score, or have it not. */
interface Part {
  readonly total: number;
  readonly answers: readonly ResultsAnswer[];
}

interface Window {
  readonly offset: number;
  readonly limit: number;
}

class Asking {
  constructor(
    private readonly parts: LiveRowsParts,
    private readonly plan: LivePlan,
    /** Of the whole run. */
    private readonly rows: number,
  ) {}

  async page({ offset, limit }: LiveQuery): Promise<LiveLines | NotTheSame> {
    const { filter, sort } = this.plan;
    const holds = filter === null ? null : holdsOf(filter);
    const first = await this.part(
      sort === null ? holds : both(holds, exists(sort.on, true)),
      { offset, limit },
      sort,
    );
    // Those without the score come last both ways, as they are stored.
    const behind = {
      offset: Math.max(0, offset - first.total),
      limit: Math.min(limit, Math.max(0, offset + limit - first.total)),
    };
    const rest = sort === null ? NOTHING : await this.part(both(holds, exists(sort.on, false)), behind, null);
    const total = first.total + rest.total;
    const answers = [...first.answers, ...rest.answers];
    const lines = answers.flatMap((answer) => rowLines(answer, this.parts.runId));
    const isWhole = lines.length === Math.max(0, Math.min(limit, total - offset));
    const isRight = isWhole && this.isInOrder(first) && isAscending(rowsOf(rest));
    if (!isRight || !(await this.isCounted(total, first.total)))
      return notTheSame("its answer does not meet its own statistics or the order that was asked for");
    const warnings = [...new Set(answers.flatMap(({ wire }) => wire.warnings ?? []))];
    return { kind: "page", formatId: "weave-rows", lines, total, warnings };
  }

  /** `limit` 0: only how many there are. */
  private async part(
    holds: Expression | null,
    { offset, limit }: Window,
    sort: LiveSort | null,
  ): Promise<Part> {
    const answer = await this.parts.query({
      ...rowQuery(this.parts.runId, offset, Math.max(1, limit)),
      ...(holds === null ? {} : { filters: [{ query: { $expr: holds } }] }),
      ...(sort === null
        ? {}
        : { sort_by: [{ field: fieldName(sort.on), direction: sort.descending ? "desc" : "asc" }] }),
    });
    return { total: answer.wire.total_rows ?? 0, answers: limit === 0 ? [] : [answer] };
  }

  private async count(holds: Expression): Promise<number> {
    return (await this.part(holds, { offset: 0, limit: 0 }, null)).total;
  }

  /** Whether rows that pass, that don't, and that have the scores are as many as the statistics say. */
  private async isCounted(total: number, sorted: number): Promise<boolean> {
    const { filter, sort } = this.plan;
    if (filter === null) return total === this.rows && (sort === null || sorted === sort.on.counted);
    const failing = await this.count(both(exists(filter.on, true), { $not: [holdsOf(filter)] }));
    if (total + failing !== filter.on.counted || !(await this.failsRightly(filter))) return false;
    return sort === null || (await this.count(exists(sort.on, true))) === sort.on.counted;
  }

  /** Whether of the rows that fail a limit the one nearest to it fails: then all of them do. */
  private async failsRightly({ on, tests }: LiveFilter): Promise<boolean> {
    for (const { holds, side, passes } of tests) {
      const failing = both(exists(on, true), { $not: [holds] });
      const order = { on, descending: side === "least" };
      const [nearest] = rowsOf(await this.part(failing, { offset: 0, limit: 1 }, order));
      const value = nearest === undefined ? null : this.valueOf(nearest, on);
      if (value !== null && passes(value)) return false;
    }
    return true;
  }

  /** Ties as they are stored: by the digest. */
  private isInOrder(part: Part): boolean {
    const { sort } = this.plan;
    const rows = rowsOf(part);
    if (sort === null) return isAscending(rows);
    const values = rows.map((row) => this.valueOf(row, sort.on));
    return rows.every((row, i) => {
      const before = rows[i - 1];
      const [a, b] = [values[i - 1] ?? null, values[i] ?? null];
      if (b === null) return false;
      if (before === undefined || a === null) return true;
      if (a === b) return compareCodePoints(before.row_digest, row.row_digest) < 0;
      return sort.descending ? a > b : a < b;
    });
  }

  private valueOf({ evaluations }: RowWire, { path }: LiveScore): number | null {
    const own = evaluations?.find((one) => one.evaluation_call_id === this.parts.runId);
    let value: unknown = own?.trials?.[0]?.scores;
    for (const key of path) value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    return typeof value === "number" || typeof value === "boolean" ? Number(value) : null;
  }
}

const NOTHING: Part = { total: 0, answers: [] };

function both(one: Expression | null, other: Expression): Expression {
  return one === null ? other : { $and: [one, other] };
}

function rowsOf({ answers }: Part): readonly RowWire[] {
  return answers.flatMap(({ wire }) => wire.rows ?? []);
}

function isAscending(rows: readonly RowWire[]): boolean {
  return rows.every((row, i) => {
    const before = rows[i - 1];
    return before === undefined || compareCodePoints(before.row_digest, row.row_digest) < 0;
  });
}
