"""Make the plain CSV and JSONL samples out of the NeMo row scores. See ../README.md.

They look like what people save from a notebook: one line per row, input columns, the output and a
few score columns. Needs nothing but Python.
"""

import csv
import json
import math
from pathlib import Path

SAMPLES = Path(__file__).parent.parent
COLUMNS = ["id", "topic", "question", "expected", "weight", "output", "error", "f1", "mentions", "fits", "helpfulness"]


def table(model):
    # Not splitlines(): one answer holds U+2028, which Python would take for the end of a line.
    with open(SAMPLES / f"nemo/docs-qa-{model}.row-scores.jsonl", encoding="utf-8", newline="\n") as lines:
        for row in map(json.loads, lines):
            item, sample = row["item"], row["sample"]
            first = {key: outputs[0]["value"] for key, outputs in row["metrics"].items()}
            scores = {key: math.nan if value == "NaN" else value for key, value in first.items()}
            yield {
                **{key: item[key] for key in ("id", "topic", "question", "expected")},
                "weight": item.get("weight"),
                "output": sample.get("output_text"),
                "error": sample.get("inference_error"),
                "f1": round(scores["f1"], 4),
                "mentions": None if math.isnan(scores["string-check"]) else scores["string-check"] == 1,
                "fits": scores["number-check"],
                "helpfulness": scores["llm-judge"],
            }


if __name__ == "__main__":
    out = SAMPLES / "plain"
    out.mkdir(exist_ok=True)
    for model in ["atlas-8b", "atlas-49b"]:
        rows = list(table(model))
        # newline="" leaves the line ends to the csv module: CRLF between rows, the text's own inside cells.
        with open(out / f"docs-qa-{model}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
        # json writes a missing number as the bare word NaN, which is not JSON but very common.
        with open(out / f"docs-qa-{model}.jsonl", "w", encoding="utf-8", newline="\n") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
