import { describe, expect, it } from "vitest";
import {
  type ConnectionContent,
  type ConnectionNode,
  connectionDescription,
  connectionTooltip,
  NOT_ASKED,
  remoteDescription,
  toConnectionChildren,
  toRemoteScores,
} from "../../../../src/core/results/connectionNodes.ts";
import type { RunId } from "../../../../src/core/run.ts";
import { aConnection, aRemote, aRemoteScore } from "../../../support/remoteBuilders.ts";

function node(content: Partial<ConnectionContent>, from: string | null = null): ConnectionNode {
  const connection = aConnection({ workspaces: ["team-a", "team-b"] });
  return {
    kind: "connection",
    id: "connection Lab",
    connection,
    content: { ...NOT_ASKED, ...content },
    from,
  };
}

const ANSWER = { runs: [aRemote("a"), aRemote("b")], total: 128, notices: ["The service ignores the sort."] };

describe("a connection in the tree", () => {
  it("says where it stands", () => {
    const said = (content: Partial<ConnectionContent>, from: string | null = null) =>
      connectionDescription(node(content, from), "en");
    expect(said({})).toBe("team-a, team-b, not asked yet");
    expect(said({ standing: "asking" })).toBe("team-a, team-b, asking");
    expect(said({ standing: "connected", answer: ANSWER })).toBe("team-a, team-b, 128 results");
    expect(said({ standing: "connected", answer: { ...ANSWER, total: 1 } })).toBe("team-a, team-b, 1 result");
    expect(said({ standing: "signedOut" })).toBe("signed out");
    expect(said({ standing: "forbidden" })).toBe("no access");
    expect(said({ standing: "offline", sinceMs: Date.UTC(2026, 0, 1, 11, 40) })).toMatch(
      /^offline since \d\d:\d\d$/,
    );
    expect(said({ standing: "unapproved" }, ".vscode/settings.json")).toBe(
      "address from .vscode/settings.json, not approved",
    );
  });

  it("has its results, what must be said of them, and the rest behind a line", () => {
    const nodes = toConnectionChildren(node({ standing: "connected", answer: ANSWER }), false);
    expect(nodes.map(({ kind }) => kind)).toEqual(["remoteNote", "remote", "remote", "remoteMore"]);
    expect(nodes.at(-1)).toMatchObject({ shown: 2, total: 128 });
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(4);
  });

  it("keeps its results below a failure", () => {
    const nodes = toConnectionChildren(
      node({ standing: "offline", message: "No answer.", answer: ANSWER }),
      false,
    );
    expect(nodes.map(({ kind }) => kind)).toEqual([
      "remoteFailure",
      "remoteNote",
      "remote",
      "remote",
      "remoteMore",
    ]);
    expect(toConnectionChildren(node({ standing: "signedOut", message: "No key." }), false)).toMatchObject([
      { kind: "remoteFailure", standing: "signedOut", message: "No key." },
    ]);
  });

  it("tells an empty service from a filter that leaves nothing", () => {
    const empty = node({ standing: "connected", answer: { runs: [], total: 0, notices: [] } });
    expect(toConnectionChildren(empty, false)).toMatchObject([
      { kind: "remoteNote", text: "No results yet" },
    ]);
    expect(toConnectionChildren(empty, true)).toMatchObject([{ text: "No result passes the filters" }]);
  });

  it("tells in its hover where a key goes", () => {
    const signed = { ...node({ message: "No answer." }), connection: aConnection({ auth: "key" }) };
    expect(connectionTooltip(signed)).toBe(
      "Lab\nhttp://127.0.0.1:8080 (key for http://127.0.0.1:8080 only)\ndefault\n\nNo answer.",
    );
  });
});

describe("a service's result in the tree", () => {
  it("says mean, coverage, what it is about, and whether it is pulled", () => {
    expect(remoteDescription(aRemote("a"), "en", false)).toBe("0.750  38/40  llama-8b · qa-v2");
    const copy = { id: "x" as RunId, isCurrent: true };
    expect(remoteDescription(aRemote("a", { copy }), "en", true)).toBe(
      "0.750  38/40  llama-8b · qa-v2  default  pulled",
    );
    expect(remoteDescription(aRemote("a", { copy: { ...copy, isCurrent: false } }), "en", false)).toContain(
      "newer than the pulled copy",
    );
  });

  it("has no number where the service gives none", () => {
    const none = aRemote("a", { scores: [], primaryScore: null, model: null, dataset: null });
    expect(remoteDescription(none, "en", false)).toBe("");
    const empty = aRemote("a", { scores: [aRemoteScore({ count: 0, nanCount: 40, mean: null })] });
    expect(remoteDescription(empty, "en", false)).toBe("—  0/40  llama-8b · qa-v2");
  });

  it("counts rows without a value too, and says of texts that they are labels", () => {
    const partly = aRemote("a", {
      scores: [aRemoteScore({ count: 30, nanCount: 0, missingCount: 10, mean: 0 })],
    });
    expect(remoteDescription(partly, "en", false)).toMatch(/^0 {2}30\/40 {2}/);
    const texts = aRemoteScore({
      kind: "label",
      count: 0,
      nanCount: 0,
      missingCount: 2,
      scoredItems: 38,
      mean: null,
    });
    expect(remoteDescription(aRemote("a", { scores: [texts] }), "en", false)).toMatch(
      /^labels {2}38\/40 {2}/,
    );
  });

  it("has its scores below it, the primary one first", () => {
    const remote = aRemote("a", { scores: [aRemoteScore(), aRemoteScore({ name: "f1" })], primaryScore: 1 });
    const scores = toRemoteScores({ kind: "remote", id: "r", parent: "p", remote, isOneOfSeveral: false });
    expect(scores.map((score) => (score.kind === "remoteScore" ? score.score : null))).toEqual([1, 0]);
  });
});
