"""Make the NeMo Evaluator samples. See ../README.md for how to run this.

Two evaluations of the same dataset, in the two ways the SDK offers:

* online: the SDK asks the model (here: the local stand-ins) and scores what comes back.
  `item` is the dataset row and the answer is in `sample`, so rows of two models are joined by `item`.
* offline: the answers are already a column of the dataset, so `item` holds the model's answer too.
"""

import random
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from nemo_evaluator.jobs.evaluate import EvaluateJob
from nemo_evaluator_sdk import Evaluator
from nemo_evaluator_sdk.metrics.bleu import BLEUMetric
from nemo_evaluator_sdk.metrics.exact_match import ExactMatchMetric
from nemo_evaluator_sdk.metrics.f1 import F1Metric
from nemo_evaluator_sdk.metrics.llm_judge import LLMJudgeMetric
from nemo_evaluator_sdk.metrics.number_check import NumberCheckMetric
from nemo_evaluator_sdk.metrics.string_check import StringCheckMetric
from nemo_evaluator_sdk.values import FieldMapping, Model, RunConfig, RunConfigOnlineModel
from nemo_evaluator_sdk.values.protocol import MetricDiagnostic, MetricOutput, MetricOutputSpec, MetricResult
from nemo_evaluator_sdk.values.scores import RegexScoreParser, Rubric, RubricScore

from stand_in_models import LABELS, StandIns, read_jsonl, serve

OUT = Path(__file__).parent.parent / "nemo"
MODELS = ["atlas-8b", "atlas-49b"]


class RefusalMetric:
    """A metric of our own, for an output that is a real boolean and one that is a label."""

    type = "refusal"
    PHRASES = ["i can't help", "contact support"]

    def output_spec(self):
        return [MetricOutputSpec.boolean("refused"), MetricOutputSpec.label("phrase", required=False)]

    async def compute_scores(self, input):
        text = input.candidate.output_text
        if text is None:
            raise ValueError("there is no answer to look at")
        hits = [phrase for phrase in self.PHRASES if phrase in text.casefold()]
        return MetricResult(
            outputs=[MetricOutput(name="refused", value=bool(hits))]
            + [MetricOutput(name="phrase", value=phrase) for phrase in hits[:1]],
            diagnostics=[MetricDiagnostic(message="the answer refuses", details={"phrases": hits})] if hits else [],
        )


def online_metrics(judge_url):
    return [
        F1Metric(reference="{{item.expected}}"),
        BLEUMetric(references=["{{item.expected}}"]),
        StringCheckMetric(
            operation="contains", left_template="{{sample.output_text}}", right_template="{{item.must_mention}}"
        ),
        # "no limit" holds no number: the metric then answers NaN without an error.
        NumberCheckMetric(
            operation="<=", left_template="{{sample.output_text | length}}", right_template="{{item.max_chars}}"
        ),
        LLMJudgeMetric(
            model=Model(url=judge_url, name="rule-judge"),
            scores=[RubricScore(
                name="helpfulness",
                rubric=[Rubric(label=label, value=value) for value, label in enumerate(LABELS, 1)],
                parser=RegexScoreParser(pattern=r"RATING: (\w+)", method="search"),
            )],
            prompt_template={"messages": [{
                "role": "user",
                "content": "Key facts:{% for fact in item.key_facts %}\n- {{fact}}{% endfor %}\n"
                "Answer:\n{{sample.output_text}}",
            }]},
        ),
        RefusalMetric(),
    ]


def rows_for(model):
    """The two runs overlap but are not equal, as runs made on different days are."""
    items = read_jsonl("docs-qa.jsonl")
    if model == "atlas-8b":
        rows = [item for item in items if item["id"] not in ("ls-012", "ls-031", "ls-040")]
        # An older wording under the same id: the same id, yet another item.
        rows = [{**row, "question": "When do you charge my card?"} if row["id"] == "ls-022" else row for row in rows]
        # One item twice, far apart, with two different answers.
        return rows + [row for row in rows if row["id"] == "ls-018"]
    rows = [item for item in items if item["id"] not in ("ls-005", "ls-026")]
    random.Random(49).shuffle(rows)
    return rows


def save(result, name):
    """Let the SDK's own job code write the files, then give them names that tell the runs apart."""
    with tempfile.TemporaryDirectory() as folder:
        files = EvaluateJob._write_result_files(result, Path(folder), run_id=None, started_at=datetime.now(UTC))
        OUT.mkdir(exist_ok=True)
        shutil.copy(files.row_scores, OUT / f"{name}.row-scores.jsonl")
        shutil.copy(files.aggregate_scores, OUT / f"{name}.aggregate-scores.json")
    print(name, len(result.row_scores), "rows,", sum(bool(row.metric_errors) for row in result.row_scores), "with errors")


def online(model, url):
    return Evaluator().run_sync(
        metrics=online_metrics(url),
        dataset=rows_for(model),
        target=Model(url=url, name=model),
        prompt_template={"messages": [{"role": "user", "content": "{{item.question}}"}]},
        # One at a time and no second try: the same files every time.
        config=RunConfigOnlineModel(parallelism=1, max_retries=0, ignore_request_failure=True),
    )


def offline(model):
    stand_ins, rows = StandIns(), []
    for item in read_jsonl("docs-qa.jsonl")[:12]:
        answer = stand_ins.answer(model, item["question"])
        # The SDK wants an answer in every row when it scores offline; the long ones are left out.
        if isinstance(answer, str) and len(answer) < 2000:
            rows.append({**{key: item[key] for key in ("id", "topic", "question", "expected")}, "prediction": answer})
    return Evaluator().run_sync(
        metrics=[ExactMatchMetric(reference="{{item.expected}}"), F1Metric(reference="{{item.expected}}")],
        dataset=rows,
        field_mapping=FieldMapping(output="prediction"),
        config=RunConfig(parallelism=1),
    )


if __name__ == "__main__":
    url = serve()
    for model in MODELS:
        save(online(model, url), f"docs-qa-{model}")
        save(offline(model), f"offline-{model}")
