// A picture of a chart that is no canvas but lines of a page: bars of levels, and slices with their intervals.
import type { ChartTheme } from "../shared/theme.ts";
import { canvasToPng } from "./mountChart.ts";

/** One line; places on its lane are shares of it, 0 to 1. */
export interface PictureLine {
  readonly name: string;
  /** `null`: no bar. */
  readonly bar: { readonly from: number; readonly to: number } | null;
  /** A dot on the lane; `null`: none. */
  readonly dot: number | null;
  /** An outline only: rows without a value. */
  readonly isApart: boolean;
  /** Behind the lane, to the right. */
  readonly texts: readonly string[];
}

export interface LinesPicture {
  readonly title: string;
  readonly lines: readonly PictureLine[];
  /** A dashed line over all lanes; `null`: none. */
  readonly mark: number | null;
}

const SCALE = 2;
const WIDTH_PX = 640;
const LINE_PX = 22;
const NAME_PX = 180;
const TEXT_PX = 76;
const EDGE_PX = 14;
const GAP_PX = 10;

/** Draws it in the colours of the theme. Fails where there are more lines than a canvas can hold. */
export function drawLinesPicture({ title, lines, mark }: LinesPicture, theme: ChartTheme): Promise<Blob> {
  const canvas = document.createElement("canvas");
  const height = EDGE_PX * 2 + LINE_PX * (lines.length + 1);
  canvas.width = WIDTH_PX * SCALE;
  canvas.height = height * SCALE;
  const context = canvas.getContext("2d");
  if (context === null) return Promise.reject(new Error("This picture is too large to copy."));
  context.scale(SCALE, SCALE);
  const columns = Math.max(0, ...lines.map(({ texts }) => texts.length));
  const left = EDGE_PX + NAME_PX + GAP_PX;
  const width = WIDTH_PX - EDGE_PX - columns * TEXT_PX - GAP_PX - left;
  context.textBaseline = "middle";
  context.fillStyle = theme.foreground;
  context.font = `600 13px ${theme.fontFamily}`;
  context.fillText(title, EDGE_PX, EDGE_PX + LINE_PX / 2, WIDTH_PX - 2 * EDGE_PX);
  context.font = `12px ${theme.fontFamily}`;
  for (const [i, line] of lines.entries()) drawLine(line, EDGE_PX + LINE_PX * (i + 1.5));
  if (mark !== null) {
    context.strokeStyle = theme.muted;
    context.setLineDash([4, 3]);
    context.beginPath();
    context.moveTo(left + mark * width, EDGE_PX + LINE_PX);
    context.lineTo(left + mark * width, height - EDGE_PX);
    context.stroke();
  }
  return canvasToPng(canvas, theme.background);

  function drawLine({ name, bar, dot, isApart, texts }: PictureLine, y: number): void {
    if (context === null) return;
    context.textAlign = "left";
    context.fillStyle = isApart ? theme.muted : theme.foreground;
    context.fillText(shortened(context, name), EDGE_PX, y, NAME_PX);
    context.textAlign = "right";
    texts.forEach((text, at) => {
      context.fillText(text, WIDTH_PX - EDGE_PX - (columns - 1 - at) * TEXT_PX, y, TEXT_PX - 6);
    });
    const thick = dot === null ? 12 : 2;
    if (bar !== null) {
      const [x, length] = [left + bar.from * width, Math.max(1, (bar.to - bar.from) * width)];
      context.fillStyle = theme.bar;
      context.strokeStyle = theme.muted;
      if (isApart) context.strokeRect(x + 0.5, y - thick / 2, length, thick);
      else context.fillRect(x, y - thick / 2, length, thick);
    }
    if (dot === null) return;
    context.fillStyle = theme.foreground;
    context.beginPath();
    context.arc(left + dot * width, y, 4, 0, 2 * Math.PI);
    context.fill();
  }
}

function shortened(context: CanvasRenderingContext2D, name: string): string {
  let text = name.slice(0, 60).replace(/\s+/gu, " ");
  if (text === name && context.measureText(text).width <= NAME_PX) return text;
  while (text.length > 1 && context.measureText(`${text}…`).width > NAME_PX) text = text.slice(0, -1);
  return `${text}…`;
}
