"""Make the lm-evaluation-harness samples. See ../README.md for how to run this.

* larkspan_docs_qa with the answers written for atlas-8b and atlas-49b, through a small model class
  (the harness has no model that can replay given answers);
* larkspan_docs_topic with the harness's own `dummy` model, which guesses, under two seeds.
"""

import getpass
import json
import os
import platform
import re
import shutil
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

HERE = Path(__file__).parent.resolve()
OUT = HERE.parent / "lm-eval"
# Not all 40, to keep the files small: the harness writes every document twice (two filters).
DOCS = [0, 2, 4, 5, 6, 10, 13, 19, 20, 23, 26, 28, 30, 32, 34, 35, 38, 39]
CACHE = tempfile.mkdtemp()
os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", HF_HOME=CACHE)

from lm_eval.__main__ import cli_evaluate  # noqa: E402
import lm_eval.models  # noqa: E402, F401 - registers the models of the harness itself
from lm_eval.api.model import LM  # noqa: E402
from lm_eval.api.registry import register_model  # noqa: E402

from stand_in_models import StandIns, read_jsonl  # noqa: E402


@register_model("stand-in")
class StandInModel(LM):
    """Replays the answers of one model. Where the other tool gets an error, this one gives no text:
    the harness has no rows for failed requests."""

    def __init__(self, model, **_):
        super().__init__()
        self.model, self.stand_ins = model, StandIns()

    def generate_until(self, requests, disable_tqdm=False):
        questions = [re.match(r"Question: (.*)\nAnswer:$", request.args[0], re.S)[1] for request in requests]
        texts = [self.stand_ins.answer(self.model, question) for question in questions]
        return [text if isinstance(text, str) else "" for text in texts]

    def loglikelihood(self, requests, disable_tqdm=False):
        raise NotImplementedError

    def loglikelihood_rolling(self, requests, disable_tqdm=False):
        raise NotImplementedError


def write_dataset():
    # Without max_chars: one row has a text there, and a column of the datasets library has one type.
    with open("docs-qa.lm-eval.jsonl", "w", encoding="utf-8") as out:
        for item in read_jsonl("docs-qa.jsonl"):
            item = {key: value for key, value in item.items() if key != "max_chars"}
            out.write(json.dumps(item, ensure_ascii=False) + "\n")


def run(*arguments):
    command = ["lm_eval", "run", "--include_path", "lm_eval_task", "--log_samples", "--output_path", str(OUT), *arguments]
    with patch.object(sys, "argv", command):
        cli_evaluate()


def scrub(text):
    """Replace what describes the machine instead of the evaluation."""
    for private, public in [
        (str(HERE), "."), (str(OUT), "lm-eval"), (CACHE, "<cache>"), (str(Path.home()), "<home>"),
        (sys.prefix, "<python>"), (platform.node(), "<host>"),
    ]:
        text = text.replace(json.dumps(private)[1:-1], public)
    # The harness describes processor, system and installed packages in this one text.
    return re.sub(r'("pretty_env_info": )"(?:[^"\\]|\\.)*"', r'\1"(left out)"', text)


if __name__ == "__main__":
    os.chdir(HERE)
    write_dataset()
    for model in ["atlas-8b", "atlas-49b"]:
        run("--model", "stand-in", "--model_args", f"model={model}", "--tasks", "larkspan_docs_qa",
            "--samples", json.dumps({"larkspan_docs_qa": DOCS}))
    # Two seeds under which the guesses differ in most rows.
    for seed in ["3", "14"]:
        # The dummy model ignores its arguments; the name becomes the name of the folder.
        run("--model", "dummy", "--model_args", f"model=dummy-seed-{seed}", "--seed", seed,
            "--tasks", "larkspan_docs_topic", "--limit", "8")
    os.remove("docs-qa.lm-eval.jsonl")
    for file in OUT.rglob("*.json*"):
        file.write_text(scrub(file.read_text("utf-8")), "utf-8")
    shutil.rmtree(CACHE)
