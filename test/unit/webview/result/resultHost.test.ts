// The first rows come unasked: used once, for the query that they answer.
import { describe, expect, it } from "vitest";
import type { RowPage, RowQuery } from "../../../../src/core/rows/rowQuery.ts";
import { connect, type Server, serve } from "../../../../src/protocol/channel.ts";
import { FIRST_ROWS, type ResultContract } from "../../../../src/protocol/resultPanel.ts";
import { ResultHost } from "../../../../webview/panels/result/resultHost.ts";
import { PageCache } from "../../../../webview/shared/pageCache.ts";
import { aTransportPair } from "../../../support/fileSystemEditor.ts";

const page = (total: number): RowPage => ({ total, offset: 0, rows: [] });
const { signal } = new AbortController();

function aHost(answer: (query: RowQuery) => Promise<RowPage> = async () => page(2)) {
  const [ours, theirs] = aTransportPair();
  const asked: RowQuery[] = [];
  const server: Server<ResultContract> = serve(theirs, {
    rows: (query: RowQuery) => {
      asked.push(query);
      return answer(query);
    },
  } as unknown as Parameters<typeof serve<ResultContract>>[1]);
  return { host: new ResultHost(connect<ResultContract>(ours)), server, asked };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe("the first rows", () => {
  it("are those that a table asks for first", () => {
    const asked: unknown[] = [];
    new PageCache(() => undefined).restart(async (offset, limit) => {
      asked.push({ offset, limit });
      return page(0);
    });
    expect(asked).toEqual([{ offset: FIRST_ROWS.offset, limit: FIRST_ROWS.limit }]);
  });

  it("are shown without a question when they are there, once", async () => {
    const { host, server, asked } = aHost();
    server.emit("firstRows", page(1));
    await settled();
    expect((await host.loadRows(FIRST_ROWS, signal)).total).toBe(1);
    expect(asked).toHaveLength(0);
    expect((await host.loadRows(FIRST_ROWS, signal)).total).toBe(2);
    expect(asked).toHaveLength(1);
  });

  it("answer a question that is under way", async () => {
    const { host, server } = aHost(() => new Promise(() => undefined));
    const asked = host.loadRows(FIRST_ROWS, signal);
    server.emit("firstRows", page(1));
    expect((await asked).total).toBe(1);
  });

  it("are asked for where they don't come", async () => {
    const { host } = aHost();
    expect((await host.loadRows(FIRST_ROWS, signal)).total).toBe(2);
  });

  it.each<[string, RowQuery]>([
    [
      "filtered",
      { ...FIRST_ROWS, filter: [{ column: { kind: "index" }, test: { kind: "range" } }] as never },
    ],
    ["sorted", { ...FIRST_ROWS, sort: [{ column: { kind: "output" }, descending: false }] as never }],
    ["with more fields", { ...FIRST_ROWS, more: ["topic"] }],
    ["later", { ...FIRST_ROWS, offset: 100 }],
    ["only counted", { ...FIRST_ROWS, limit: 0 }],
  ])("do not answer for %s ones", async (_, query) => {
    const { host, server, asked } = aHost();
    server.emit("firstRows", page(1));
    await settled();
    expect((await host.loadRows(query, signal)).total).toBe(2);
    expect(asked).toHaveLength(1);
    expect((await host.loadRows(FIRST_ROWS, signal)).total).toBe(2);
  });
});
