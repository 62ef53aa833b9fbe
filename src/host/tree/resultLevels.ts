// What the results view has loaded: level by level, a hundred results at a time. What is loaded stays shown, so a refresh
// asks for as many again. Knows nothing of the editor.
import type { JsonObject } from "../../core/json/json.ts";
import type { ResultGroup } from "../../core/results/resultQuery.ts";
import { type ResultView, viewQuery, viewSelection } from "../../core/results/resultView.ts";
import type { ViewCounts } from "../../core/results/resultViewText.ts";
import type { Level } from "../../core/results/treeNodes.ts";
import type { RunId } from "../../core/run.ts";
import type { RunList } from "../../core/runStore.ts";
import type { EngineCall } from "../engineClient.ts";

export const PAGE_SIZE = 100;

/** A level's answer, and the filter of its group that it was asked with. */
interface Listed {
  readonly asked: Promise<RunList>;
  readonly within: JsonObject | null;
}

export class ResultLevels {
  private readonly lists = new Map<Level, Listed>();
  private said: Promise<unknown> = Promise.resolve(null);
  private readonly shown = new Map<Level, number>();

  constructor(
    private readonly call: EngineCall,
    private readonly view: () => ResultView,
  ) {}

  /**
   * The store may have changed: everything shown is asked for again. False where nothing that is shown differs, as after
   * the second and third news of one change: a tree that is drawn anew forgets for a moment what its rows are.
   */
  async renew(): Promise<boolean> {
    const hasFailed = !this.lists.has(null);
    const before = [...this.lists];
    const known = await this.seen(before, this.said);
    this.lists.clear();
    const fresh = before.map(([level, { within }]): [Level, Listed] => {
      const asked = this.list(level, within);
      return [level, { asked, within }];
    });
    this.said = this.say();
    return hasFailed || known !== (await this.seen(fresh, this.said));
  }

  /** Everything beside the lists that is shown. */
  private async say(): Promise<unknown> {
    return [
      await this.groups(),
      this.view().parts.length === 0 ? null : [await this.counts(), await this.kept()],
    ];
  }

  private async seen(lists: readonly [Level, Listed][], said: Promise<unknown>): Promise<string> {
    try {
      const answers = await Promise.all(lists.map(async ([level, { asked }]) => [level, await asked]));
      return JSON.stringify([answers, await said]);
    } catch (error) {
      return String(error);
    }
  }

  /** The view changed: lists begin anew. */
  reset(): void {
    this.lists.clear();
    this.said = Promise.resolve(null);
    this.shown.clear();
  }

  /** What is shown of a level. `within` is the filter of its group. */
  list(level: Level, within: JsonObject | null): Promise<RunList> {
    const known = this.lists.get(level);
    if (known !== undefined && isSame(known.within, within)) return known.asked;
    const asked = this.call("list", viewQuery(this.view(), 1, this.shown.get(level) ?? PAGE_SIZE, within));
    return this.keep(level, within, asked);
  }

  /** Shows a hundred more of a level; what was shown stays as it is. */
  async more(level: Level, within: JsonObject | null): Promise<void> {
    const before = await this.list(level, within);
    const shown = this.shown.get(level) ?? PAGE_SIZE;
    this.shown.set(level, shown + PAGE_SIZE);
    const next = this.call("list", viewQuery(this.view(), shown / PAGE_SIZE + 1, PAGE_SIZE, within));
    await this.keep(
      level,
      within,
      next.then((page) => joined(before, page)),
    );
  }

  /** Loads a level until it shows the result; false where the level does not have it. */
  async showAlso(id: RunId, level: Level, within: JsonObject | null): Promise<boolean> {
    for (;;) {
      const { runs, total } = await this.list(level, within);
      if (runs.some((run) => run.id === id)) return true;
      if (runs.length >= total || (this.shown.get(level) ?? PAGE_SIZE) >= total) return false;
      await this.more(level, within);
    }
  }

  /** The groups of the view, or of those of its results that `within` leaves. */
  async groups(within: JsonObject | null = null): Promise<readonly ResultGroup[]> {
    const view = this.view();
    const { grouping } = view;
    if (grouping === null) return [];
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return this.call("groups", { by: grouping, query: viewSelection(view, within), timeZone });
  }

  /** How many results the filters leave, of how many. */
  async counts(): Promise<ViewCounts> {
    const [shown, known] = await Promise.all([this.count(this.view()), this.count({ parts: [] })]);
    return { shown, known };
  }

  /** How many results each filter alone would leave, in their order. */
  kept(): Promise<readonly number[]> {
    return Promise.all(this.view().parts.map((part) => this.count({ parts: [part] })));
  }

  /** Whether the filters leave this result. */
  async has(id: RunId): Promise<boolean> {
    return (await this.count(this.view(), { id: { $eq: id } })) > 0;
  }

  private async count({ parts }: Pick<ResultView, "parts">, within: JsonObject | null = null) {
    const query = viewQuery({ grouping: null, sort: null, parts }, 1, 1, within);
    return (await this.call("list", query)).total;
  }

  private keep(level: Level, within: JsonObject | null, asked: Promise<RunList>): Promise<RunList> {
    this.lists.set(level, { asked, within });
    asked.catch(() => {
      if (this.lists.get(level)?.asked === asked) this.lists.delete(level);
    });
    return asked;
  }
}

function isSame(a: JsonObject | null, b: JsonObject | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Results that came meanwhile shift pages: each is shown once. */
function joined(before: RunList, page: RunList): RunList {
  const known = new Set(before.runs.map(({ id }) => id));
  return { ...page, runs: [...before.runs, ...page.runs.filter(({ id }) => !known.has(id))] };
}
