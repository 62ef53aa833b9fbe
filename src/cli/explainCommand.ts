// `explain`: how each statistic is defined, in the words of the panels.
import { Problem } from "../core/problem.ts";
import { STATISTIC_TEXTS, type StatisticText } from "../core/scores/statisticText.ts";
import type { CommandLine } from "./arguments.ts";
import { type CommandParts, printJson } from "./commandParts.ts";

const ALL: readonly StatisticText[] = Object.values(STATISTIC_TEXTS);

/** All statistics, or those whose name holds one of the words given. */
export async function explainCommand(parts: CommandParts, { names, values }: CommandLine): Promise<void> {
  const wanted = names.map((name) => name.toLowerCase());
  const isWanted = ({ name }: StatisticText): boolean =>
    wanted.length === 0 || wanted.some((word) => name.toLowerCase().includes(word));
  const found = ALL.filter(isWanted);
  if (found.length === 0)
    throw new Problem(
      "badInput",
      `There is no statistic ${names.join(" or ")}. Known: ${[...new Set(ALL.map(({ name }) => name))].join(", ")}.`,
    );
  if (values.json) printJson(parts, found);
  else parts.print(found.map(({ name, definition }) => `${name}\n    ${definition}\n`).join(""));
}
