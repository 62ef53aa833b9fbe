// A notebook that reads an exported file with pandas: nbformat 4.5, code cells only, so that nothing from data is ever
// markdown. Texts from outside stand in Python as string literals.

export interface NotebookFile {
  /** Where the notebook finds the data: a path relative to it, or a whole one. */
  readonly dataPath: string;
  readonly format: "csv" | "jsonl";
  /** Whether texts in CSV have an apostrophe in front that keeps spreadsheets from running them. */
  readonly guardsFormulas: boolean;
}

/** A Python string literal: JSON's escapes are Python's too. */
function literal(text: string): string {
  return JSON.stringify(text);
}

const WORDS = '["NaN", "null", "error"]';

function readCell({ dataPath, format, guardsFormulas }: NotebookFile): string {
  const guard =
    "# Texts that begin with = + - @ have an apostrophe in front: evalResults.export.guardFormulas.\n";
  if (format === "csv")
    return `import pandas as pd

# Rows exported by Eval Results. Only an empty cell is missing: texts such as "NA" stay texts.
${guardsFormulas ? guard : ""}rows = pd.read_csv(${literal(dataPath)}, keep_default_na=False, na_values=[""])
rows.head()`;
  return `import json

import pandas as pd

# Rows exported by Eval Results, one JSON object a line. Objects inside become columns: "item.question", "scores.accuracy".
with open(${literal(dataPath)}, encoding="utf-8") as lines:
    rows = pd.json_normalize([json.loads(line) for line in lines])
rows.head()`;
}

const DESCRIBE_CELL = `# Every column that holds numbers. Rows whose score is NaN, null or an error have none; they are not 0.
words = ${WORDS}
plain = rows.loc[:, [not rows[name].map(lambda value: isinstance(value, (list, dict))).any() for name in rows]]
numbers = plain.apply(lambda column: pd.to_numeric(column.mask(column.isin(words)), errors="coerce"))
is_number = [
    bool(numbers[name].notna().any() and (numbers[name].notna() | plain[name].isna() | plain[name].isin(words)).all())
    for name in numbers
]
scores = numbers.loc[:, is_number]
scores.describe() if any(is_number) else "No column holds numbers."`;

function codeCell(id: string, source: string) {
  return {
    cell_type: "code",
    execution_count: null,
    id,
    metadata: {},
    outputs: [],
    source: sourceLines(source),
  };
}

/** As notebooks keep it: a line an entry, line ends kept. */
function sourceLines(source: string): readonly string[] {
  return source.split(/(?<=\n)/u);
}

/** The notebook as the text of an `.ipynb` file. */
export function toNotebook(file: NotebookFile): string {
  const notebook = {
    cells: [codeCell("read-rows", readCell(file)), codeCell("describe-scores", DESCRIBE_CELL)],
    metadata: {
      kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
      language_info: { name: "python" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

/** The path of a file as another one beside it, above or below it would name it; both with slashes, from the root. */
export function pathBetween(from: string, to: string): string {
  const here = from.split("/").slice(0, -1);
  const there = to.split("/");
  let shared = 0;
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared++;
  return [...here.slice(shared).map(() => ".."), ...there.slice(shared)].join("/");
}
