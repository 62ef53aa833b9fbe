// Holds the rows a table has seen, in pages, and asks for the visible ones that are missing. Newest request wins.
// Knows neither the DOM nor what a row is.

export interface Page<Row> {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly Row[];
}

export type LoadPage<Row> = (offset: number, limit: number, signal: AbortSignal) => Promise<Page<Row>>;

const PAGE_ROWS = 100;
const MAX_PAGES = 60;
/** Under this nothing new is shown: short waits would only flicker. */
export const QUIET_MS = 250;

export class PageCache<Row> {
  private readonly pages = new Map<number, readonly Row[]>();
  private load: LoadPage<Row> | null = null;
  private request: {
    readonly controller: AbortController;
    readonly first: number;
    readonly last: number;
  } | null = null;
  private window = { first: 0, last: 0 };
  private waitTimer: ReturnType<typeof setTimeout> | undefined;
  private knownTotal: number | null = null;
  private stale = false;
  private waiting = false;
  private failure: Error | null = null;

  constructor(private readonly changed: () => void) {}

  /** Rows of the query; `null` until the first answer. */
  get total(): number | null {
    return this.knownTotal;
  }
  /** The rows shown are those of the query before: the new ones are under way. */
  get isStale(): boolean {
    return this.stale;
  }
  /** An answer has been due for longer than {@link QUIET_MS}. */
  get isWaiting(): boolean {
    return this.waiting;
  }
  get error(): Error | null {
    return this.failure;
  }

  /** The row at `position`, or `undefined` while it is not loaded. */
  row(position: number): Row | undefined {
    return this.pages.get(Math.floor(position / PAGE_ROWS))?.[position % PAGE_ROWS];
  }

  /** Starts a new query. Old rows stay readable until its first page is there. */
  restart(load: LoadPage<Row>): void {
    this.load = load;
    this.stale = true;
    this.failure = null;
    this.abort();
    this.askForWindow();
  }

  /** Tells which rows are on screen, overscan included; both ends count. */
  show(first: number, last: number): void {
    this.window = { first: Math.max(0, first), last: Math.max(0, last) };
    this.askForWindow();
  }

  /** Asks again after a failure. */
  retry(): void {
    this.failure = null;
    this.askForWindow();
    this.changed();
  }

  dispose(): void {
    this.abort();
    this.load = null;
  }

  private abort(): void {
    this.request?.controller.abort();
    this.request = null;
  }

  private askForWindow(): void {
    const load = this.load;
    if (load === null || this.failure !== null) return;
    const missing = this.missingPages();
    if (missing === null) return;
    const running = this.request;
    if (running !== null && running.first <= missing.first && running.last >= missing.last) return;
    this.abort();
    const controller = new AbortController();
    this.request = { controller, ...missing };
    this.startWaiting();
    const limit = (missing.last - missing.first + 1) * PAGE_ROWS;
    load(missing.first * PAGE_ROWS, limit, controller.signal).then(
      (page) => this.receive(page, controller),
      (error: unknown) => this.fail(error, controller),
    );
  }

  private missingPages(): { readonly first: number; readonly last: number } | null {
    const end = this.knownTotal === null || this.stale ? this.window.last : this.knownTotal - 1;
    let first: number | null = null;
    let last = -1;
    const lastPage = Math.floor(Math.min(this.window.last, end) / PAGE_ROWS);
    for (let page = Math.floor(this.window.first / PAGE_ROWS); page <= lastPage; page++) {
      if (this.pages.has(page) && !this.stale) continue;
      first ??= page;
      last = page;
    }
    return first === null ? null : { first, last };
  }

  private receive(page: Page<Row>, controller: AbortController): void {
    if (this.request?.controller !== controller) return;
    this.request = null;
    this.stopWaiting();
    if (this.isStale) this.pages.clear();
    this.stale = false;
    this.knownTotal = page.total;
    for (let start = 0; start < page.rows.length; start += PAGE_ROWS)
      this.keep(Math.floor((page.offset + start) / PAGE_ROWS), page.rows.slice(start, start + PAGE_ROWS));
    this.changed();
    // A window that lies past the end of a shorter query is shown again by the table.
    if (page.rows.length > 0) this.askForWindow();
  }

  private keep(page: number, rows: readonly Row[]): void {
    this.pages.delete(page);
    this.pages.set(page, rows);
    for (const oldest of this.pages.keys()) {
      if (this.pages.size <= MAX_PAGES) break;
      this.pages.delete(oldest);
    }
  }

  private fail(error: unknown, controller: AbortController): void {
    if (this.request?.controller !== controller) return;
    this.request = null;
    this.stopWaiting();
    this.failure = error instanceof Error ? error : new Error(String(error));
    this.changed();
  }

  private startWaiting(): void {
    if (this.waitTimer !== undefined) return;
    this.waitTimer = setTimeout(() => {
      this.waiting = true;
      this.changed();
    }, QUIET_MS);
  }

  private stopWaiting(): void {
    clearTimeout(this.waitTimer);
    this.waitTimer = undefined;
    this.waiting = false;
  }
}
