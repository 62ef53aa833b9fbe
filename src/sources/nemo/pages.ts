// Pages of a workspace's results, with what the versions of the service differ in: it may know `search` or not, refuse
// `aggregate_fields`, or a filter it should know. Learned once, then kept. Source: NeMo metric results API, sections 0, 2, 4 to 6.
import { allOf, type Condition } from "../../core/results/condition.ts";
import type { ParsedQuery } from "../../core/results/parseQuery.ts";
import { type PushedDown, pushDown, type ServiceEra } from "../../core/results/pushDown.ts";
import { MAX_PAGE_SIZE } from "../../core/results/resultQuery.ts";
import { SourceProblem } from "../sourceProblem.ts";
import type { NemoClient } from "./client.ts";
import type { PageWire, ResultWire } from "./wire.ts";

/** Results that come and go while pages are read shift them: so often they are read anew. */
const MAX_PASSES = 3;
/** More pages than any service has: one that never ends is not read for ever. */
const MAX_PAGES = 10_000;

export interface WirePage {
  readonly data: readonly ResultWire[];
  readonly total: number;
}

export class NemoPages {
  private era: Promise<ServiceEra> | null = null;
  private takesAggregateFields = true;

  constructor(private readonly client: NemoClient) {}

  /** What of the query this service answers. */
  async pushed(query: ParsedQuery, workspace: string, signal: AbortSignal): Promise<PushedDown> {
    const { kept, own } = withoutIds(query.condition);
    const pushed = pushDown({ ...query, condition: kept }, await this.eraFor(kept, workspace, signal));
    const rest = allOf([pushed.rest, own]);
    return { ...pushed, rest, hasOwnPages: rest === null && pushed.restSort === null };
  }

  /** One page. */
  async page(
    pushed: PushedDown,
    workspace: string,
    at: { page: number; pageSize: number },
    signal: AbortSignal,
  ): Promise<WirePage> {
    const { data, pagination } = await this.asked(pushed, workspace, at, signal);
    return { data, total: pagination?.total_results ?? (at.page - 1) * at.pageSize + data.length };
  }

  /** The first `atMost` results, each once. */
  async first(pushed: PushedDown, workspace: string, atMost: number, signal: AbortSignal): Promise<WirePage> {
    for (let pass = 1; ; pass++) {
      const read = await this.pass(pushed, workspace, atMost, signal);
      if (read.isSteady || pass === MAX_PASSES) return read;
    }
  }

  private async pass(pushed: PushedDown, workspace: string, atMost: number, signal: AbortSignal) {
    const byId = new Map<string, ResultWire>();
    const pageSize = Math.min(atMost, MAX_PAGE_SIZE);
    let total: number | null = null;
    let isSteady = true;
    for (let page = 1; page <= MAX_PAGES; page++) {
      const { data, pagination } = await this.asked(pushed, workspace, { page, pageSize }, signal);
      for (const result of data) if (!byId.has(result.id)) byId.set(result.id, result);
      const now = pagination?.total_results ?? byId.size;
      isSteady &&= total === null || now === total;
      total = now;
      const pages = pagination?.total_pages ?? null;
      if (data.length === 0 || pages === null || page >= pages || byId.size >= atMost) break;
    }
    return { data: [...byId.values()].slice(0, atMost), total: total ?? 0, isSteady };
  }

  private async asked(
    pushed: PushedDown,
    workspace: string,
    { page, pageSize }: { readonly page: number; readonly pageSize: number },
    signal: AbortSignal,
  ): Promise<PageWire> {
    const { aggregateFields } = pushed.remote;
    const ask = (fields: typeof aggregateFields): Promise<PageWire> =>
      this.client.page(
        { workspace, query: { ...pushed.remote, aggregateFields: fields }, page, pageSize },
        signal,
      );
    if (aggregateFields === null || !this.takesAggregateFields) return ask(null);
    try {
      return await ask(aggregateFields);
    } catch (error) {
      if (!isRefusal(error) || !error.said.includes("aggregate_fields")) throw error;
      this.takesAggregateFields = false;
      return ask(null);
    }
  }

  /** Which version it is matters only where something is to be filtered. */
  private eraFor(condition: Condition | null, workspace: string, signal: AbortSignal): Promise<ServiceEra> {
    if (condition === null) return Promise.resolve("filter");
    if (this.era === null) {
      const era = this.probed(workspace, signal);
      this.era = era;
      era.catch(() => {
        if (this.era === era) this.era = null;
      });
    }
    return this.era;
  }

  private async probed(workspace: string, signal: AbortSignal): Promise<ServiceEra> {
    const query = { filter: null, search: { name: "a" }, sort: null, aggregateFields: null };
    try {
      await this.client.page({ workspace, query, page: 1, pageSize: 1 }, signal);
      return "search";
    } catch (error) {
      if (isRefusal(error)) return "filter";
      throw error;
    }
  }
}

/** Whether the service refused a question as it was put. */
export function isRefusal(error: unknown): error is SourceProblem {
  return error instanceof SourceProblem && (error.status === 400 || error.status === 422);
}

/** Ids are ours, not the service's: conditions on them are for us to hold. */
function withoutIds(condition: Condition | null): {
  readonly kept: Condition | null;
  readonly own: Condition | null;
} {
  const parts = condition === null ? [] : condition.kind === "all" ? condition.parts : [condition];
  return { kept: allOf(parts.filter((part) => !namesId(part))), own: allOf(parts.filter(namesId)) };
}

function namesId(condition: Condition): boolean {
  if ("parts" in condition) return condition.parts.some(namesId);
  if ("part" in condition) return namesId(condition.part);
  return condition.field.kind === "text" && condition.field.name === "id";
}
