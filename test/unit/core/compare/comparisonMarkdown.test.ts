// A comparison as Markdown: the numbers of the panel, and names from data that stay text.
import { describe, expect, it } from "vitest";
import { comparisonMarkdown } from "../../../../src/core/compare/comparisonMarkdown.ts";
import { aComparison, aJoin, aScoreComparison } from "../../../support/compareBuilders.ts";
import { aRun } from "../../../support/runBuilders.ts";

const parts = { inputs: null, withErrors: false, locale: "en" };
const runs = { base: aRun({ name: "llama" }), candidate: aRun({ name: "nemotron" }) };

describe("a comparison as Markdown", () => {
  it("has the join, a line a score and its verdict", () => {
    const inputs = {
      ...{ isIdentical: false, unchanged: 621, changed: 7, added: 12, removed: 8 },
      ...{ pairedBy: ["id"], nearIdentical: 0, changedFields: [], offers: [] },
    };
    expect(comparisonMarkdown({ ...parts, inputs, head: { ...runs, summary: aComparison() } })).toBe(
      [
        "**A** `llama` and **B** `nemotron`",
        "",
        "621 items in both, joined by content; 15 only in A, 19 only in B. Inputs are not identical: 7 changed (same `id`), 8 removed, 12 added.",
        "",
        "| Score | A | B | Δ B − A | 95 % interval | p adj. | improved | regressed | same | n |",
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
        "| `correctness` | 0.713 | 0.744 | +0.031 | [0.004, 0.058] | 0.025 | 112 | 68 | 429 | 609 |",
        "",
        "* `correctness`: B is better by 0.031 (95 % interval 0.004 to 0.058), 609 rows. 112 improved, 68 regressed, 429 same.",
        "",
      ].join("\n"),
    );
  });

  it("keeps names from data inside their code spans and cells", () => {
    const name = "a`|b\n[x](https://example.com) <img src=x>";
    const summary = aComparison({ scores: [aScoreComparison({ name })], join: aJoin({ keys: ["k`1"] }) });
    const text = comparisonMarkdown({
      ...parts,
      head: { base: aRun({ name }), candidate: runs.candidate, summary },
    });
    const row = text.split("\n").find((line) => line.startsWith("| `"));
    expect(row).toMatch(/^\| `a'\\\|b \[x\]\(https:\/\/example\.com\) <img src=x>` \| 0\.713 /);
    expect(text).toContain("joined by `k'1`;");
    expect(text.replace(/`[^`\n]*`/g, "")).not.toMatch(/[`<[]x|example/);
  });

  it("has no table where nothing was compared", () => {
    const summary = aComparison({ join: aJoin({ matched: 0 }), scores: [] });
    expect(comparisonMarkdown({ ...parts, head: { ...runs, summary } })).toBe(
      "**A** `llama` and **B** `nemotron`\n\n0 items in both, joined by content; 15 only in A, 19 only in B.\n",
    );
  });
});
