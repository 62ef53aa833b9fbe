// What a person may paste to name a run, and the pages that are opened: made of names only, whatever comes in.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  weaveCallPage,
  weaveEvaluationName,
  weaveObjectPage,
  weaveRef,
  weaveRunName,
} from "../../../../src/core/services/weaveAddress.ts";

const ID = "0194c3a1-5b2f-7c3d-9e4f-0123456789ab";

describe("a run that was pasted", () => {
  it.each([
    [ID, null],
    [`  ${ID}\n`, null],
    [`acme/support/${ID}`, "acme/support"],
    [`weave:///acme/support/call/${ID}`, "acme/support"],
    [`https://wandb.ai/acme/support/r/call/${ID}`, "acme/support"],
    [`https://wandb.ai/acme/support/weave/calls/${ID}?x=1#y`, "acme/support"],
    [
      `https://wandb.ai/acme/support/weave/evaluations?peekPath=%2Facme%2Fsupport%2Fcalls%2F${ID}%3FhideTraceTree%3D1`,
      "acme/support",
    ],
    [`https://weave.corp.example/acme/my%20project/weave/calls/${ID}`, "acme/my project"],
  ])("%s", (pasted, project) => {
    expect(weaveRunName(pasted)).toEqual({ project, id: ID });
  });

  it.each([
    "",
    "weave:///acme/support/object/eval:v1",
    "https://wandb.ai/acme/support",
    "https://",
    "javascript:alert(1)",
    `../../${ID}`,
    `a/b/c/${ID}`,
    `https://wandb.ai/../..%2F..%2Fx/weave/calls/${ID}`,
    "acme/support/..",
    "x".repeat(3000),
  ])("is refused with a sentence: %s", (pasted) => {
    expect(weaveRunName(pasted)).toEqual(expect.stringMatching(/\.$/));
  });

  it("never gives a name that could be more than one part of an address", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (text) => {
        const name = weaveRunName(text);
        if (typeof name !== "string") expect(name.id).toMatch(/^[A-Za-z0-9_-]+$/);
      }),
    );
  });
});

describe("a page", () => {
  it("of the public service is on W&B's site, of another on its own origin", () => {
    expect(weaveCallPage("https://trace.wandb.ai", "acme/support", ID)).toBe(
      `https://wandb.ai/acme/support/r/call/${ID}`,
    );
    expect(weaveCallPage("https://weave.corp.example/base/", "a b/c", ID)).toBe(
      `https://weave.corp.example/a%20b/c/r/call/${ID}`,
    );
    const ref = weaveRef("weave:///acme/support/object/billing-eval:abc/attr/rows/id/x");
    if (ref === null) throw new Error("no ref");
    expect(weaveObjectPage("https://trace.wandb.ai", ref)).toBe(
      "https://wandb.ai/acme/support/weave/objects/billing-eval/versions/abc",
    );
  });

  it("is none where a part is no name", () => {
    expect(weaveCallPage("file:///etc", "a/b", ID)).toBeNull();
    expect(weaveCallPage("https://trace.wandb.ai", "a/../b", ID)).toBeNull();
    expect(weaveCallPage("https://trace.wandb.ai", "../b", ID)).toBeNull();
    expect(weaveCallPage("https://trace.wandb.ai", "ab", ID)).toBeNull();
  });
});

describe("an evaluation that was pasted", () => {
  it.each([
    ["billing-eval", null, "billing-eval", null],
    ["billing-eval:v1Digest", null, "billing-eval", "v1Digest"],
    [
      "weave:///acme/support/object/billing-eval:EvalDigest01",
      "acme/support",
      "billing-eval",
      "EvalDigest01",
    ],
    [
      "https://wandb.ai/acme/my%20project/weave/objects/billing-eval/versions/EvalDigest01?x=1",
      "acme/my project",
      "billing-eval",
      "EvalDigest01",
    ],
    [
      "https://wandb.ai/acme/support/weave/evaluations?peekPath=%2Facme%2Fsupport%2Fobjects%2Feval%2Fversions%2Fabc",
      "acme/support",
      "eval",
      "abc",
    ],
    ["weave:///acme/support/object/eval:*", "acme/support", "eval", null],
  ])("%s", (pasted, project, name, digest) => {
    expect(weaveEvaluationName(pasted)).toEqual({ project, name, digest });
  });

  it.each([
    "",
    "two words",
    "../eval",
    "eval:..",
    "weave:///acme/support/call/0194c3a1",
    "https://wandb.ai/acme/support",
    "javascript:alert(1)",
    "https://wandb.ai/..%2F..%2Fx/y/weave/objects/eval/versions/abc",
  ])("is none: %s", (pasted) => {
    expect(weaveEvaluationName(pasted)).toEqual(expect.any(String));
  });
});
