// Which rows of a long list are on screen: a thin wrapper over virtual-core for rows of one fixed height.
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";

/** Browsers stop laying out near 33 million pixels; above this rows become one line high. */
const MAX_BODY_PX = 30_000_000;
const ONE_LINE_PX = 24;
const OVERSCAN_ROWS = 8;

/** The height rows can have: the wanted one, unless so many rows would pass what a browser can lay out. */
export function fittingRowHeight(count: number, wantedPx: number): number {
  return count * wantedPx > MAX_BODY_PX ? ONE_LINE_PX : wantedPx;
}

export interface VisibleRow {
  readonly position: number;
  readonly topPx: number;
}

export class VirtualRows {
  private readonly virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  private readonly unmount: () => void;
  private count = 0;
  private rowPx = ONE_LINE_PX;
  private marginPx = -1;

  constructor(
    private readonly scroller: HTMLElement,
    /** Height of the sticky head inside the scroller. */
    private readonly headPx: () => number,
    private readonly changed: () => void,
  ) {
    this.virtualizer = new Virtualizer(this.options());
    this.unmount = this.virtualizer._didMount();
    this.virtualizer._willUpdate();
  }

  private options() {
    return {
      count: this.count,
      getScrollElement: () => this.scroller,
      estimateSize: () => this.rowPx,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      overscan: OVERSCAN_ROWS,
      scrollMargin: Math.max(0, this.marginPx),
      onChange: () => this.changed(),
    };
  }

  /** Changes number and height of rows, and the height of the head above them. */
  resize(count: number, rowPx: number, headPx: number): void {
    // New options make the library measure every row again: at a million rows that is felt while scrolling.
    if (count === this.count && rowPx === this.rowPx && headPx === this.marginPx) return;
    this.marginPx = headPx;
    const isOtherHeight = rowPx !== this.rowPx;
    this.count = count;
    this.rowPx = rowPx;
    this.virtualizer.setOptions(this.options());
    if (isOtherHeight) this.virtualizer.measure();
    this.virtualizer._willUpdate();
  }

  /** How far it is scrolled, as last told by the browser. */
  get topPx(): number {
    return this.virtualizer.scrollOffset ?? 0;
  }

  get bodyPx(): number {
    return this.count * this.rowPx;
  }

  /** Rows on screen and a few around them. */
  visible(): readonly VisibleRow[] {
    return this.virtualizer
      .getVirtualItems()
      .map((item) => ({ position: item.index, topPx: item.index * this.rowPx }));
  }

  /** Rows that fit between head and lower edge, at least 1. */
  get rowsPerPage(): number {
    return Math.max(1, Math.floor((this.scroller.clientHeight - this.headPx()) / this.rowPx) - 1);
  }

  /** Scrolls as little as needed to show a row whole. */
  reveal(position: number): void {
    const top = position * this.rowPx;
    const viewPx = this.scroller.clientHeight - this.headPx();
    if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
    else if (top + this.rowPx > this.scroller.scrollTop + viewPx)
      this.scroller.scrollTop = top + this.rowPx - viewPx;
  }

  dispose(): void {
    this.unmount();
  }
}
