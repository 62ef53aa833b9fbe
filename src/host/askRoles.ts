// Asks which columns of a plain file are scores, output and input: three short picks, the guess already ticked.
import * as vscode from "vscode";
import type { ColumnGuess, ColumnRoles, MeasureColumn, RoleGuess } from "../core/resultFormat.ts";
import { MEASURE_NAMES, measureWords } from "../core/rows/rowMeasures.ts";

interface ColumnItem extends vscode.QuickPickItem {
  readonly column: string | null;
}

/** The roles as the person confirms them; `null` when one pick is dismissed. */
export async function askRoles(fileName: string, guess: RoleGuess): Promise<ColumnRoles | null> {
  const told = guess.roles.measures ?? [];
  const steps = told.length === 0 ? 3 : 4;
  const title = (step: number, what: string): string => `Import ${fileName} (${step}/${steps}): ${what}`;
  const scores = await pickMany(title(1, "which columns are scores"), guess.columns, guess.roles.scores);
  if (scores === null) return null;
  const rest = guess.columns.filter((column) => !scores.includes(column.name));
  const output = await pickOne(title(2, "which column is the model's output"), rest, guess.roles.output);
  if (output === null) return null;
  const others = rest.filter((column) => column.name !== output.column);
  const isGuessed = (name: string): boolean =>
    guess.roles.input.includes(name) || guess.roles.scores.includes(name);
  const input = await pickMany(
    title(3, "which columns make up the item (rows of two runs match on them)"),
    others,
    others.map((column) => column.name).filter(isGuessed),
  );
  if (input === null) return null;
  const measures =
    told.length === 0 ? [] : await pickMeasures(title(4, "what tells time, tokens and cost of a row"), told);
  if (measures === null) return null;
  const kept = (name: string | null): string | null =>
    name !== null && !scores.includes(name) && name !== output.column ? name : null;
  return {
    scores,
    output: output.column,
    input,
    expected: kept(guess.roles.expected),
    error: kept(guess.roles.error),
    ...(measures.length === 0 ? {} : { measures }),
  };
}

interface MeasureItem extends vscode.QuickPickItem {
  readonly own: MeasureColumn;
}

/** Those that are right; a time can be taken in the other unit. `null` when dismissed, none is an answer too. */
async function pickMeasures(
  title: string,
  told: readonly MeasureColumn[],
): Promise<readonly MeasureColumn[] | null> {
  const toItem = (own: MeasureColumn, picked: boolean): MeasureItem => ({
    label: own.column,
    description: measureWords(own),
    picked,
    own,
  });
  const items = told.flatMap((own) =>
    own.measure === "latencyMs"
      ? [toItem(own, true), toItem({ ...own, factor: own.factor === 1 ? 1_000 : 1 }, false)]
      : [toItem(own, true)],
  );
  const placeHolder = "Untick what is wrong; these columns may be scores too";
  const picked = await vscode.window.showQuickPick(items, {
    title,
    canPickMany: true,
    ignoreFocusOut: true,
    placeHolder,
  });
  if (picked === undefined) return null;
  // Of both units of a time the one that was not guessed is meant.
  return MEASURE_NAMES.flatMap((name) => picked.filter(({ own }) => own.measure === name).slice(-1)).map(
    ({ own }) => own,
  );
}

function toItem(column: ColumnGuess): ColumnItem {
  return { label: column.name, description: column.examples.join(", "), column: column.name };
}

/** At least one column; picking none asks again. */
async function pickMany(
  title: string,
  columns: readonly ColumnGuess[],
  ticked: readonly string[],
): Promise<readonly string[] | null> {
  for (;;) {
    const items = columns.map((column) => ({ ...toItem(column), picked: ticked.includes(column.name) }));
    const picked = await vscode.window.showQuickPick(items, {
      title,
      canPickMany: true,
      ignoreFocusOut: true,
      placeHolder: "At least one column",
    });
    if (picked === undefined) return null;
    if (picked.length > 0) return picked.map((item) => item.label);
  }
}

async function pickOne(
  title: string,
  columns: readonly ColumnGuess[],
  likely: string | null,
): Promise<ColumnItem | null> {
  const items = columns.map(toItem).sort((a, b) => Number(b.column === likely) - Number(a.column === likely));
  const none: ColumnItem = { label: "No output column", column: null };
  const all = likely === null ? [none, ...items] : [...items, none];
  return (await vscode.window.showQuickPick(all, { title, ignoreFocusOut: true })) ?? null;
}
