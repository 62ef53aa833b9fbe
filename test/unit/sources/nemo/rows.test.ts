// Rows as they come: every byte, and the service's own failure as the last line of what looked well.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LastLine } from "../../../../src/sources/nemo/lastLine.ts";
import { rowLine } from "../../../servers/nemo/nemoServer.ts";
import { aResult } from "../../../servers/nemo/sampleResults.ts";
import { aServer, aSource } from "../../../support/nemoBench.ts";

const never = new AbortController().signal;
const ref = (name: string) => ({ connection: "lab-id", workspace: "default", name });

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

const broken = rowLine({ error: { type: "ValidationError", line: 17, message: "item is missing" } });

describe("rows", () => {
  it("are what the service sends, to the byte, with what is known of the whole", async () => {
    const result = aResult(3, 3_000);
    const content = await aSource(await aServer([result])).open(ref(result.name), never);
    expect(await textOf(content.rows(never))).toBe([...(result.rows as () => Iterable<string>)()].join(""));
    expect(content).toMatchObject({
      formatId: "nemo-rows",
      fileName: `${result.name}.row-scores.jsonl`,
      expectedRows: 3_000,
      facts: {
        name: result.name,
        metric: "default/exact",
        model: "default/qwen-14b",
        createdAt: "2026-04-01T03:00:00.000Z",
      },
    });
    expect(JSON.parse(new TextDecoder().decode(content.companion?.bytes))).toMatchObject({
      scores: [{ name: "exact" }],
    });
  });

  it("end with the service's failure where it broke off, though it began with 200", async () => {
    const result = aResult(1, 0, { rows: () => [rowLine({ item: {}, metrics: {} }), broken] });
    const content = await aSource(await aServer([result])).open(ref(result.name), never);
    await expect(textOf(content.rows(never))).rejects.toMatchObject({
      code: "badResponse",
      message: `Can't download the rows of ${result.name}: Lab broke off at line 17 because of a row that it can't read: item is missing.`,
    });
  });

  it("whose aggregates are gone have those of the result", async () => {
    const result = aResult(2, 5);
    const server = await aServer([result]);
    server.faults = (request) =>
      request.url?.includes("aggregate-scores")
        ? { kind: "status", status: 404, body: '{"detail":"gone"}' }
        : null;
    const { companion } = await aSource(server).open(ref(result.name), never);
    expect(JSON.parse(new TextDecoder().decode(companion?.bytes))).toMatchObject({
      scores: [{ name: "exact", count: 5 }],
    });
  });

  it.each(["", ".", ".."])("of a result named %j are not asked for", async (name) => {
    const server = await aServer([]);
    const source = aSource(server);
    await expect(source.remove(ref(name), never)).rejects.toMatchObject({ code: "badInput" });
    expect(server.requests).toEqual([]);
  });

  it("of a result that is not there say so", async () => {
    const problem = await aSource(await aServer([]))
      .retrieve(ref("x"), never)
      .catch((error: Error) => error);
    expect((problem as Error).message).toBe(
      "Can't open x: Lab does not have it (404). The service says: “Metric job result 'default/x' not found”.",
    );
  });
});

describe("the last line", () => {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const aRow = fc.constantFrom(
    '{"item":{},"error":"text"}',
    '{"item":{},"error":{"a":1}}',
    "",
    " ",
    `{"x":"${"y".repeat(70_000)}"}`,
    "not JSON",
  );

  it("is found however the bytes are cut, and only there", async () => {
    await fc.assert(
      fc.property(
        fc.array(aRow, { maxLength: 4 }),
        fc.boolean(),
        fc.constantFrom("\n", "", "\r\n", "\n\n \n"),
        fc.array(fc.constantFrom(997, 33_000, 100_000), { minLength: 1, maxLength: 3 }),
        (rows, isBroken, end, sizes) => {
          const bytes = encode([...rows, ...(isBroken ? [broken.trimEnd()] : [])].join("\n") + end);
          const last = new LastLine();
          for (let at = 0, i = 0; at < bytes.length; i++) {
            const chunk = bytes.slice(at, at + (sizes[i % sizes.length] ?? 1));
            last.take(chunk);
            at += chunk.length;
            chunk.fill(0);
          }
          expect(last.failure()?.line ?? null).toBe(isBroken ? 17 : null);
        },
      ),
      { numRuns: 60 },
    );
  });
});

it("a result is deleted for good, and what is gone is not found", async () => {
  const result = aResult(1);
  const server = await aServer([result]);
  const source = aSource(server);
  await source.remove(ref(result.name), never);
  expect(server.results).toEqual([]);
  await expect(source.remove(ref(result.name), never)).rejects.toMatchObject({ code: "notFound" });
});
