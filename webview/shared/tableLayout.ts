// How someone arranged the columns of a table: order, widths, which are hidden or pinned. Plain data, kept with the page.
import type { NumberFormat } from "./numberFormat.ts";
import type { TableColumn } from "./tableHead.ts";

/** Columns by key. Keys that a table does not have are kept: another view of the same kind may have them. */
export interface TableLayout {
  /** Those moved, in order; columns not named stand where they come by themselves. */
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  /** Optional columns that are shown. */
  readonly shown: readonly string[];
  readonly pinned: readonly string[];
  /** In pixels. */
  readonly widths: Readonly<Record<string, number>>;
  /** How numbers read, where someone chose it; kept layouts of older versions have none. */
  readonly formats?: Readonly<Record<string, NumberFormat>>;
}

export const NO_LAYOUT: TableLayout = { order: [], hidden: [], shown: [], pinned: [], widths: {} };
const LEAST_PX = 44;
const MOST_PX = 1600;

/** All columns in the order wanted, hidden ones too: what a list of columns shows. */
export function orderedColumns<C extends { readonly key: string }>(
  columns: readonly C[],
  layout: TableLayout,
): readonly C[] {
  const known = layout.order.filter((key) => columns.some((column) => column.key === key));
  const left = [...known];
  // Moved columns take the places of moved columns; the others stay where they are.
  const all = columns.map((column) => {
    const key = known.includes(column.key) ? left.shift() : column.key;
    return columns.find((one) => one.key === key) ?? column;
  });
  const isPinned = (column: C) => layout.pinned.includes(column.key);
  return [...all.filter(isPinned), ...all.filter((column) => !isPinned(column))];
}

export function isShown(
  { key, isOptional }: { readonly key: string; readonly isOptional?: boolean },
  { hidden, shown }: TableLayout,
): boolean {
  return isOptional === true ? shown.includes(key) : !hidden.includes(key);
}

/** The columns to draw. Pinned ones come first, at a fixed width, and stand still while the others scroll. */
export function arrangeColumns<Row>(
  columns: readonly TableColumn<Row>[],
  layout: TableLayout,
): readonly TableColumn<Row>[] {
  let leftPx = 0;
  return orderedColumns(columns, layout)
    .filter((column) => isShown(column, layout))
    .map((column) => {
      const widthPx = layout.widths[column.key];
      const isPinned = layout.pinned.includes(column.key);
      const { grow: _grow, ...fixed } = column;
      const sized = widthPx !== undefined ? { ...fixed, minPx: widthPx } : isPinned ? fixed : column;
      if (!isPinned) return sized;
      const pinned = { ...sized, pinnedPx: leftPx };
      leftPx += sized.minPx;
      return pinned;
    });
}

export function withWidth(layout: TableLayout, key: string, px: number): TableLayout {
  const width = Math.round(Math.min(MOST_PX, Math.max(LEAST_PX, px)));
  return { ...layout, widths: { ...layout.widths, [key]: width } };
}

/** Moves a column to the place of another one. `keys`: all columns as they stand. */
export function withMoved(
  layout: TableLayout,
  keys: readonly string[],
  key: string,
  target: string,
): TableLayout {
  const to = keys.indexOf(target);
  if (to === -1 || key === target) return layout;
  const order = keys.filter((one) => one !== key);
  order.splice(to, 0, key);
  return { ...layout, order };
}

function without(keys: readonly string[], key: string): readonly string[] {
  return keys.filter((one) => one !== key);
}

export function withShown(layout: TableLayout, key: string, shows: boolean): TableLayout {
  const hidden = without(layout.hidden, key);
  const shown = without(layout.shown, key);
  return { ...layout, hidden: shows ? hidden : [...hidden, key], shown: shows ? [...shown, key] : shown };
}

/** `null`: as the column reads by itself. */
export function withFormat(layout: TableLayout, key: string, format: NumberFormat | null): TableLayout {
  const { [key]: _old, ...others } = layout.formats ?? {};
  return { ...layout, formats: format === null ? others : { ...others, [key]: format } };
}

export function withPinned(layout: TableLayout, key: string): TableLayout {
  const { pinned } = layout;
  return { ...layout, pinned: pinned.includes(key) ? without(pinned, key) : [...pinned, key] };
}
