// What a table's elements carry of its state, and the height of its head. Both are asked for in every frame of a scroll:
// nothing is set twice, as the same value again costs the styles of every row, and nothing is measured while drawing, as
// that lays the page out once more.

export interface Look {
  /** Rows there is room for. */
  readonly count: number;
  /** Rows of the query; `null`: not known yet. */
  readonly total: number | null;
  readonly rowPx: number;
  readonly bodyPx: number;
  /** Rows are lower than their contents ask for. */
  readonly isOneLine: boolean;
  readonly isStale: boolean;
  readonly isWaiting: boolean;
}

export class TableLook {
  private shown = "";
  private px = 0;

  /** `resized`: the head has another height, told between layout and paint, so that the first frame has it. */
  constructor(
    private readonly element: HTMLElement,
    head: HTMLElement,
    private readonly body: HTMLElement,
    resized: () => void,
  ) {
    new ResizeObserver(() => {
      if (head.offsetHeight === this.px) return;
      this.px = head.offsetHeight;
      resized();
    }).observe(head);
  }

  /** Height of the head as last laid out; 0 before. */
  get headPx(): number {
    return this.px;
  }

  show(look: Look): void {
    const shown = JSON.stringify(look);
    if (shown === this.shown) return;
    this.shown = shown;
    const { element } = this;
    element.style.setProperty("--row-px", `${look.rowPx}px`);
    element.classList.toggle("one-line", look.isOneLine);
    element.classList.toggle("stale", look.isStale && look.isWaiting);
    element.setAttribute("aria-busy", String(look.isWaiting));
    element.setAttribute("aria-rowcount", String(look.total === null ? -1 : look.count + 1));
    this.body.style.height = `${look.bodyPx}px`;
  }
}
