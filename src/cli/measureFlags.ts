// `--measure latency_s=took`: which columns of a plain file tell what rows took to answer, with their unit.
import { Problem } from "../core/problem.ts";
import type { MeasureColumn } from "../core/resultFormat.ts";
import type { MeasureName } from "../core/rows/rowMeasures.ts";

const FLAGS: Readonly<Record<string, readonly [MeasureName, factor: number]>> = {
  latency_ms: ["latencyMs", 1],
  latency_s: ["latencyMs", 1_000],
  input_tokens: ["inputTokens", 1],
  output_tokens: ["outputTokens", 1],
  total_tokens: ["totalTokens", 1],
  cost_usd: ["costUsd", 1],
};

/** In place of all that was guessed. `known`: the file's columns; a path into one has dots. `none` alone: no column does. */
export function readMeasureFlags(
  flags: readonly string[],
  known: readonly string[],
): readonly MeasureColumn[] {
  if (flags.length === 1 && flags[0] === "none") return [];
  return flags.map((text) => {
    const cut = text.indexOf("=");
    const [name, column] = [text.slice(0, cut), text.slice(cut + 1)];
    const own = Object.hasOwn(FLAGS, name) ? FLAGS[name] : undefined;
    if (cut < 1 || own === undefined)
      throw new Problem(
        "badInput",
        `--measure takes NAME=COLUMN, not ${text}. Names: ${Object.keys(FLAGS).join(", ")}; or none alone.`,
      );
    if (!known.some((one) => one === column || column.startsWith(`${one}.`)))
      throw new Problem("badInput", `There is no column ${column}. Columns: ${known.join(", ")}.`);
    return { measure: own[0], column, factor: own[1] };
  });
}
