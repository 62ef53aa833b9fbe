"""A small local server that plays the models, so that the samples need no network and no GPU.

It speaks just enough of the OpenAI chat API for an evaluation tool to use it as an endpoint:

* `atlas-8b` and `atlas-49b` answer with the text written for them in answers.jsonl. Some entries
  there are not text: a list (one answer per time the question is asked), `{"repeat", "times"}`
  (a model caught in a loop) or `{"status", "message"}` (the request fails with that HTTP status).
* `rule-judge` stands in for a judge model. It is a rule, not a language model: it counts how many
  of the item's key facts the answer contains.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).parent
# The port ends up in error texts and must not change from one run to the next.
PORT = 8123
OLD_WORDING = {"When do you charge my card?": "When is my card charged?"}
LABELS = ["useless", "poor", "fair", "good", "excellent"]


def read_jsonl(name):
    # Not splitlines(): one answer holds U+2028, which Python would take for the end of a line.
    with open(HERE / name, encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]


class StandIns:
    def __init__(self):
        answers = {row["id"]: row for row in read_jsonl("answers.jsonl")}
        self.by_question = {item["question"]: answers[item["id"]] for item in read_jsonl("docs-qa.jsonl")}
        self.asked = {}

    def answer(self, model, question):
        found = self.by_question[OLD_WORDING.get(question, question)][model]
        if isinstance(found, dict) and "repeat" in found:
            return found["repeat"] * found["times"]
        if isinstance(found, list):
            turn = self.asked[model, question] = self.asked.get((model, question), -1) + 1
            return found[min(turn, len(found) - 1)]
        return found

    def judge(self, text):
        facts, answer = text.split("\nAnswer:\n", 1)
        facts, answer = facts.split("\n- ")[1:], answer.casefold()
        if "<script" in answer:
            return "I do not rate answers that contain scripts."  # no RATING line: becomes NaN
        share = sum(fact.casefold() in answer for fact in facts) / len(facts)
        points = round(1 + 4 * share)
        if len(answer) > 3000:
            points = min(points, 3)  # nobody wants to read that
        return f"Found {share:.0%} of the key facts.\nRATING: {LABELS[points - 1]}"


def handler(stand_ins):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model, prompt = request["model"], request["messages"][-1]["content"]
            text = stand_ins.judge(prompt) if model == "rule-judge" else stand_ins.answer(model, prompt)
            if isinstance(text, dict):
                return self.reply(text["status"], {"error": {"message": text["message"]}})
            used = {"prompt_tokens": len(prompt.split()), "completion_tokens": len(text.split())}
            self.reply(200, {
                # Constants instead of a clock and a random id keep the files equal from run to run.
                "id": f"chatcmpl-{model}",
                "object": "chat.completion",
                "created": 1767225600,
                "model": model,
                "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
                "usage": {**used, "total_tokens": sum(used.values())},
            })

        def reply(self, status, body):
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    return Handler


def serve():
    server = ThreadingHTTPServer(("127.0.0.1", PORT), handler(StandIns()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{PORT}/v1"
