import { beforeEach, describe, expect, it } from "vitest";
import { Problem } from "../../../../src/core/problem.ts";
import type { ResultQuery } from "../../../../src/core/results/resultQuery.ts";
import type { RunId } from "../../../../src/core/run.ts";
import type { RemoteList } from "../../../../src/core/services/evalSource.ts";
import { RemoteLists } from "../../../../src/host/remote/remoteLists.ts";
import { aConnection, aRemote } from "../../../support/remoteBuilders.ts";

const LAB = aConnection();
const COPY = { id: "copy-1" as RunId, isCurrent: true };

function page(names: readonly string[], total = names.length): RemoteList {
  return { runs: names.map((name) => aRemote(name)), total, notices: [] };
}

describe("what is known of a service's results", () => {
  let asked: ResultQuery[];
  let changed: string[];
  let stored: readonly RunId[];
  let answer: (query: ResultQuery, signal: AbortSignal) => Promise<RemoteList>;
  let lists: RemoteLists;
  const names = () => lists.of("Lab").answer?.runs.map(({ name }) => name);

  beforeEach(() => {
    asked = [];
    changed = [];
    stored = [];
    answer = async () => page(["a", "b"]);
    lists = new RemoteLists({
      ask: (_, query, signal) => {
        asked.push(query);
        return answer(query, signal);
      },
      view: () => ({ grouping: null, sort: "name", parts: [] }),
      nowMs: () => 1000,
      stored: async (ids) => ids.filter((id) => stored.includes(id)),
      changed: (id) => changed.push(id),
    });
  });

  it("asks nothing before it is opened, and once after", async () => {
    expect(lists.of("Lab").standing).toBe("notAsked");
    expect(asked).toEqual([]);
    await Promise.all([lists.open(LAB), lists.open(LAB)]);
    await lists.open(LAB);
    expect(asked).toEqual([{ sort: "name", page: 1, pageSize: 100 }]);
    expect([lists.of("Lab").standing, names()]).toEqual(["connected", ["a", "b"]]);
    expect(changed).toEqual(["Lab"]);
  });

  it("keeps what it knows beside a failure, and says how the connection stands", async () => {
    await lists.open(LAB);
    for (const [code, standing] of [
      ["auth", "signedOut"],
      ["forbidden", "forbidden"],
      ["offline", "offline"],
      ["rateLimited", "offline"],
      ["badResponse", "wrong"],
    ] as const) {
      answer = async () => {
        throw new Problem(code, `It is ${code}.`);
      };
      await lists.renew(LAB);
      expect(lists.of("Lab")).toMatchObject({ standing, message: `It is ${code}.`, sinceMs: 1000 });
      expect(names()).toEqual(["a", "b"]);
    }
    answer = async () => page(["c"]);
    await lists.renew(LAB);
    expect([lists.of("Lab").standing, names()]).toEqual(["connected", ["c"]]);
  });

  it("shows a hundred more and keeps asking for as many", async () => {
    await lists.open(LAB);
    await lists.more(LAB);
    await lists.renew(LAB);
    expect(asked.map(({ pageSize }) => pageSize)).toEqual([100, 200, 200]);
  });

  it("lets the newest question win", async () => {
    let answerLate: (list: RemoteList) => void = () => undefined;
    answer = () =>
      new Promise((resolve) => {
        answerLate = resolve;
      });
    const first = lists.open(LAB);
    answer = async () => page(["new"]);
    await lists.renew(LAB);
    answerLate(page(["old"]));
    await first;
    expect(names()).toEqual(["new"]);
  });

  it("begins anew when the view changes, and asks when it is looked at", async () => {
    await lists.open(LAB);
    lists.reset();
    expect(lists.of("Lab").standing).toBe("notAsked");
    expect(asked).toHaveLength(1);
    await lists.open(LAB);
    expect(asked).toHaveLength(2);
  });

  it("marks what was pulled, and takes the mark back when the copy is gone, without asking the service", async () => {
    await lists.open(LAB);
    lists.markPulled({ connection: "Lab", workspace: "default", name: "b" }, COPY);
    const copies = () => lists.of("Lab").answer?.runs.map(({ copy }) => copy?.id ?? null);
    expect(copies()).toEqual([null, COPY.id]);
    stored = [COPY.id];
    await lists.reconcile();
    expect(copies()).toEqual([null, COPY.id]);
    stored = [];
    await lists.reconcile();
    expect(copies()).toEqual([null, null]);
    expect(asked).toHaveLength(1);
  });
});
