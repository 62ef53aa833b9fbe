// The joined rows of several runs: which ones, in which columns, and what is said of them.

import type { ManyQuery, ManyRow } from "../../../src/core/compare/manyTypes.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import type { CompareCommand } from "../../../src/protocol/panelCommands.ts";
import { ComparedFilterRow } from "../../compareShared/comparedFilterRow.ts";
import { ItemsArea, type ItemsPlace } from "../../compareShared/itemsArea.ts";
import { blank } from "../../shared/blank.ts";
import type { Filters } from "../../shared/filterRow.ts";
import { isRegressed, manyRowToText, toManyColumns } from "./manyColumns.ts";
import { drawManyDetail } from "./manyDetail.ts";
import { manyFilterColumns } from "./manyFilters.ts";
import type { ManyHost } from "./manyHost.ts";
import { manyOrder, manyShown } from "./manySentences.ts";
import { keyOfSort } from "./manyState.ts";

/** A query without its window, what is typed, and which columns are shown. */
export interface ManyRowsChoice {
  readonly query: Omit<ManyQuery, "offset" | "limit">;
  readonly filters: Filters;
  /** The candidate whose diffs are opened. */
  readonly pair: number;
  readonly allScores: boolean;
  readonly onlyDiffering: boolean;
}

interface Shown {
  readonly view: ManyView;
  readonly choice: ManyRowsChoice;
}

export class ManyRowsArea {
  private readonly items: ItemsArea<ManyRow>;
  private readonly filterRow: ComparedFilterRow<ManyView>;
  private shown: Shown | null = null;
  private note = "";

  constructor(
    private readonly host: ManyHost,
    private readonly options: {
      readonly sort: (key: string) => void;
      readonly clear: () => void;
      readonly filter: (key: string, typed: string) => void;
      readonly place: ItemsPlace;
      readonly keep: (place: Partial<ItemsPlace>) => void;
    },
  ) {
    this.filterRow = new ComparedFilterRow(manyFilterColumns, (key, typed) => options.filter(key, typed));
    this.items = new ItemsArea<ManyRow>({
      ...options,
      locale: () => this.shown?.view.locale ?? "en",
      copy: (row) => host.copy(manyRowToText(row)),
      underHead: (columns) => this.filterRow.draw(columns),
      columns: (room) => {
        if (this.shown === null) return null;
        const { view, choice } = this.shown;
        const { score, sort, of = null } = choice.query;
        const columns = toManyColumns(view, { ...choice, ...room, score, of });
        return { columns, sort: { key: keyOfSort(sort), descending: sort.descending } };
      },
      detail: async (row, signal) => {
        const detail = await host.loadRow(row.position, signal);
        const openDiff = (run: number): void => this.host.openDiff(row.position, run);
        return this.shown === null ? [] : drawManyDetail(detail, row, this.shown.view, openDiff);
      },
      openDiff: (row) => {
        const pair = this.shown?.choice.pair ?? 1;
        if (row.sides[0] != null && row.sides[pair] != null) host.openDiff(row.position, pair);
      },
      isRegressed: () => {
        const { score = null, of = null } = this.shown?.choice.query ?? {};
        return score === null ? null : (row) => isRegressed(row, score, of);
      },
      around: () => this.drawAround(),
    });
  }

  get element(): HTMLElement {
    return this.items.element;
  }

  get status(): HTMLElement {
    return this.items.status;
  }

  /** Shows the rows of a choice. `isSamePlace`: scroll and open row are kept, as after a reload. */
  show(view: ManyView, choice: ManyRowsChoice, isSamePlace: boolean): void {
    this.shown = { view, choice };
    this.filterRow.show(view, choice.filters);
    const { query } = choice;
    this.items.show(
      (offset, limit, signal) => this.host.loadRows({ ...query, offset, limit }, signal),
      isSamePlace,
    );
  }

  /** Changes the columns only. */
  showColumns(choice: ManyRowsChoice): void {
    if (this.shown !== null) this.shown = { ...this.shown, choice };
    this.items.setColumns();
  }

  /** Something more for the status line, such as how many rows flip. */
  say(note: string): void {
    this.note = note;
    this.drawAround();
  }

  focusSortedHead(): void {
    this.items.focusSortedHead();
  }

  carryOut(command: Exclude<CompareCommand, "openDiffs">): void {
    this.items.carryOut(command);
  }

  private drawAround(): void {
    if (this.shown === null) return;
    const { view, choice } = this.shown;
    const { query } = choice;
    const { of = null } = query;
    const score = query.score === null ? undefined : view.summary.scores[query.score];
    const { total } = this.items.table.cache;
    const shown = total === null ? "" : manyShown(total, query, view.locale);
    const looked = of === null ? score?.candidates : [score?.candidates[of - 1] ?? null];
    const hasRegressions = looked?.some((one) => (one?.regressed ?? 0) > 0) ?? false;
    const back = { label: "Show All Items", click: this.options.clear };
    this.items.drawAround(
      [shown, manyOrder(query.sort, score), this.note],
      hasRegressions,
      JSON.stringify(query),
      () => blank("filter", "No item fits all filters", "", back),
    );
  }
}
