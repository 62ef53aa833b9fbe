"""Row scores of the larkspan_docs_qa task."""

import re
from collections import Counter


def numbers(text):
    return re.findall(r"\d+(?:[.,]\d+)?", text)


def process_results(doc, results):
    answer, expected = results[0].strip(), doc["expected"]
    got, want = re.findall(r"\w+", answer.casefold()), re.findall(r"\w+", expected.casefold())
    common = sum((Counter(got) & Counter(want)).values())
    return {
        "token_f1": 2 * common / (len(got) + len(want)) if got or want else 1.0,
        "exact": answer == expected,
        "length_ratio": len(answer) / len(expected),
        "same_number": float(set(numbers(expected)) <= set(numbers(answer))) if numbers(expected) else float("nan"),
        "bleu": (expected, answer),
    }
