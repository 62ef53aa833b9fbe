// The joined rows of two runs: which ones, in which columns, and what is said of them.

import type { CompareRow } from "../../../src/core/compare/compareTypes.ts";
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import type { OutcomeCondition } from "../../../src/core/compare/outcomeCondition.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import type { CompareCommand } from "../../../src/protocol/panelCommands.ts";
import { ComparedFilterRow } from "../../compareShared/comparedFilterRow.ts";
import { ItemsArea, type ItemsPlace } from "../../compareShared/itemsArea.ts";
import type { Filters } from "../../shared/filterRow.ts";
import { type CompareChoice, type CompareHost, toQuery } from "./compareHost.ts";
import { drawNothing } from "./emptyRows.ts";
import { pairColumns } from "./pairFilters.ts";
import { rowToText, toCompareColumns } from "./rowColumns.ts";
import { drawCompareDetail, drawDiffButtons } from "./rowDetail.ts";
import { orderSentence, shownSentence } from "./sentences.ts";

/** What decides which rows are shown, and how. */
export interface RowsChoice extends CompareChoice {
  readonly inputs: readonly InputCondition[];
  readonly outcomes: readonly OutcomeCondition[];
  readonly allScores: boolean;
  readonly onlyDiffering: boolean;
  /** What is typed under the columns, which inputs and outcomes are read from. */
  readonly filters: Filters;
}

interface Shown {
  readonly view: CompareView;
  readonly choice: RowsChoice;
}

export class CompareRowsArea {
  readonly element: HTMLElement;
  private readonly items: ItemsArea<CompareRow>;
  private readonly filterRow: ComparedFilterRow<CompareView>;
  private shown: Shown | null = null;

  constructor(
    private readonly host: CompareHost,
    private readonly options: {
      readonly sort: (key: string) => void;
      readonly showAll: () => void;
      readonly clearInputs: () => void;
      readonly filter: (key: string, typed: string) => void;
      readonly place: ItemsPlace;
      readonly keep: (place: Partial<ItemsPlace>) => void;
    },
  ) {
    this.filterRow = new ComparedFilterRow(pairColumns, (key, typed) => options.filter(key, typed));
    this.items = new ItemsArea<CompareRow>({
      ...options,
      locale: () => this.shown?.view.locale ?? "en",
      copy: (row) => host.copy(rowToText(row)),
      underHead: (columns) => this.filterRow.draw(columns),
      columns: (room) => {
        if (this.shown === null) return null;
        const { view, choice } = this.shown;
        const { column, descending } = choice.sort;
        return { columns: toCompareColumns(view, { ...choice, ...room }), sort: { key: column, descending } };
      },
      detail: async (row, signal) => {
        const detail = await host.loadRow(row.position, signal);
        return this.shown === null ? [] : [drawCompareDetail(detail, row, this.shown.view)];
      },
      tools: (row) => drawDiffButtons(row, host),
      openDiff: (row) => host.openDiffOf(row, this.shown?.choice.filter === "contentChanged"),
      isRegressed: () => {
        const score = this.shown?.choice.score ?? null;
        return score === null ? null : (row) => row.scores[score]?.change === "regressed";
      },
      around: () => this.drawAround(),
    });
    this.element = this.items.element;
    this.element.append(this.items.status);
  }

  /** Shows the rows of a choice. `isSamePlace`: scroll and open row are kept, as after a reload. */
  show(view: CompareView, choice: RowsChoice, isSamePlace: boolean): void {
    this.shown = { view, choice };
    this.filterRow.show(view, choice.filters);
    const query = toQuery(choice);
    this.items.show((offset, limit, signal) => this.host.loadRows(query, offset, limit, signal), isSamePlace);
  }

  /** Changes the columns only. */
  showColumns(choice: RowsChoice): void {
    if (this.shown !== null) this.shown = { ...this.shown, choice };
    this.items.setColumns();
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
    const { summary, locale } = view;
    const score = choice.score === null ? undefined : summary.scores[choice.score];
    const { total } = this.items.table.cache;
    const shown = total === null ? "" : shownSentence(choice.filter, total, summary.join, locale);
    const hasInputs = choice.inputs.length + choice.outcomes.length > 0;
    this.items.drawAround(
      [shown, orderSentence(choice.sort, score)],
      (score?.regressed ?? 0) > 0,
      `${choice.filter} ${choice.score} ${hasInputs}`,
      () => drawNothing(summary.join, choice.filter, score?.name ?? null, { ...this.options, hasInputs }),
    );
  }
}
