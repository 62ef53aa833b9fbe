import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRowLink, rowLinkText } from "../../../../src/core/rows/rowLink.ts";
import type { RunId } from "../../../../src/core/run.ts";

const ID = "20260131t093001000-0707070707070701" as RunId;

function read(link: string) {
  const { pathname, search } = new URL(link.replace(/^[^:]+:/, "http:"));
  return readRowLink(pathname, search.slice(1));
}

describe("a link to a row", () => {
  it("numbers rows as tables do, from 1, and leaves the row out for a whole result", () => {
    expect(rowLinkText("vscode", "a.b", { id: ID, row: 11 })).toBe(`vscode://a.b/result/${ID}?row=12`);
    expect(rowLinkText("code-oss", "a.b", { id: ID, row: null })).toBe(`code-oss://a.b/result/${ID}`);
  });
  it("is read back as it was written", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,40}$/),
        fc.option(fc.nat({ max: 2_000_000 })),
        (id, row) => {
          expect(read(rowLinkText("vscode", "a.b", { id: id as RunId, row }))).toEqual({ id, row });
        },
      ),
    );
  });
  it.each([
    ["/result/../../etc/passwd", ""],
    ["/result/..", ""],
    ["/result/%2e%2e", ""],
    ["/result/A", "row=1"],
    [`/result/${ID}/more`, ""],
    [`/result/${ID}`, "row=0"],
    [`/result/${ID}`, "row=-1"],
    [`/result/${ID}`, "row=1.5"],
    [`/result/${ID}`, "row=1&command=x"],
    [`/result/${ID}`, "row=99999999999"],
    [`/result/${ID}`, "column=1"],
    [`/other/${ID}`, "row=1"],
    ["/result/", ""],
    ["", ""],
    [`/result/${"a".repeat(101)}`, ""],
  ])("refuses %s?%s with one sentence", (path, query) => {
    expect(() => readRowLink(path, query)).toThrow("This link names no result: it was changed or cut.");
  });
  it("refuses or reads whatever comes, and never gives what is no id", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (path, query) => {
        try {
          expect(readRowLink(`/result/${path}`, query).id).toMatch(/^[a-z0-9-]+$/);
        } catch (error) {
          expect(String(error)).toContain("names no result");
        }
      }),
    );
  });
});
