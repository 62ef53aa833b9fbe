import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endingOf } from "../../../../src/core/text/textLanguage.ts";

describe("the language of a text", () => {
  it.each([
    ['{"a": [1, 2]}', "json"],
    ["[1, 2]", "json"],
    ['{"a": NaN}', "txt"],
    ["# Title\n\ntext", "md"],
    ["Sure:\n\n```python\nprint(1)\n```", "md"],
    ["- one\n- two", "md"],
    ["def f(x):\n    return x\n\nclass A:\n    pass", "py"],
    ["import os", "py"],
    ["# a comment\n\nimport os\nprint(1)", "py"],
    ["Please import os and then from there go on.", "txt"],
    ["Deleted buckets are kept for 30 days.", "txt"],
    ["", "txt"],
  ])("of %j is %s", (text, ending) => {
    expect(endingOf(text)).toBe(ending);
  });

  it("is never JSON where a schema is named: the editor would fetch it", () => {
    expect(endingOf('{"$schema": "https://example.com/x.json", "a": 1}')).toBe("jsonl");
    expect(endingOf('{"\\u0024schema": "https://example.com/x.json"}')).toBe("jsonl");
  });

  it("is never Markdown where anything could become a link or HTML", () => {
    for (const link of [
      "[run](command:workbench.action.quit)",
      "[run][1]\n\n[1]: command:workbench.action.quit",
      "[run] (command:x)",
      "<command:x>",
      "<img src=x>",
      "![x](https://example.com/x.png)",
      "</div>",
      "<!-- x -->",
    ])
      expect(endingOf(`# Title\n\n${link}`), link).toBe("txt");
  });

  it("takes no time on long texts, and fails on none", () => {
    for (const text of [
      "**".repeat(200_000),
      `${"|".repeat(100_000)}x`,
      "- a\n".repeat(50_000),
      "a".repeat(6_000_000),
      `def f(${")".repeat(300_000)}`,
      `${"import ".repeat(100_000)}`,
    ])
      expect(["md", "txt"]).toContain(endingOf(text));
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(["json", "jsonl", "md", "py", "txt"]).toContain(endingOf(text));
      }),
    );
  });
});
