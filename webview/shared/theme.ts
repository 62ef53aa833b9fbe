// Theme colours for what is drawn on a canvas, where CSS variables do not reach. Everything else uses the variables.

export interface ChartTheme {
  readonly foreground: string;
  readonly muted: string;
  readonly background: string;
  readonly grid: string;
  readonly series: string;
  readonly bar: string;
  /** Bars outside of the selection. */
  readonly faded: string;
  readonly focus: string;
  /** Better and worse: never without a shape beside them. */
  readonly improved: string;
  readonly regressed: string;
  readonly fontFamily: string;
  readonly fontSizePx: number;
  readonly isHighContrast: boolean;
}

/** A canvas understands fewer colour forms than CSS, so a colour is read back as the pixel it paints. */
function toPixelColor(context: CanvasRenderingContext2D, cssColor: string): string {
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = cssColor;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${(alpha / 255).toFixed(3)})`;
}

/** The colours of the theme that is on now. */
export function readTheme(): ChartTheme {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const color = (expression: string): string => {
    probe.style.color = expression;
    const computed = getComputedStyle(probe).color;
    return context === null ? computed : toPixelColor(context, computed);
  };
  const body = getComputedStyle(document.body);
  const theme: ChartTheme = {
    foreground: color("var(--fg)"),
    muted: color("var(--muted)"),
    background: color("var(--bg)"),
    grid: color("var(--grid)"),
    series: color("var(--series)"),
    bar: color("var(--bar)"),
    faded: color("color-mix(in srgb, var(--bar) 42%, var(--bg))"),
    focus: color("var(--vscode-focusBorder)"),
    improved: color("var(--improved)"),
    regressed: color("var(--regressed)"),
    fontFamily: body.fontFamily,
    fontSizePx: Number.parseFloat(body.fontSize) - 2,
    isHighContrast: document.body.classList.contains("vscode-high-contrast"),
  };
  probe.remove();
  return theme;
}

/** Calls `changed` after the editor switched its theme (it rewrites the body class and the root style). */
export function watchTheme(changed: () => void): () => void {
  let frame = 0;
  const observer = new MutationObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(changed);
  });
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  return () => observer.disconnect();
}
