// The one HTTP layer: what is tried again and for how long, what a failure says, and that nothing stays open.
import { describe, expect, it } from "vitest";
import { HttpClient, type HttpLimits, type HttpRequest } from "../../../src/sources/http.ts";
import { SourceProblem } from "../../../src/sources/sourceProblem.ts";
import { broken, type FakeAnswer, fakeHttp, fakePacing } from "../../support/fakeHttp.ts";

const never = new AbortController().signal;
const get: HttpRequest = { method: "GET", url: "https://lab.example/a", doing: "list results" };

function aClient(answer: Parameters<typeof fakeHttp>[0], limits: Partial<HttpLimits> = {}) {
  const transport = fakeHttp(answer);
  const pacing = fakePacing();
  const client = new HttpClient({ transport, pacing, connection: { id: "c1", name: "Lab" }, limits });
  return { client, transport, pacing };
}

const always = (answer: FakeAnswer) => () => answer;

async function problemOf(work: Promise<unknown>): Promise<SourceProblem> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SourceProblem)) throw new Error(`expected a SourceProblem, got ${String(error)}`);
  return error;
}

async function allOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += new TextDecoder().decode(chunk);
  return text;
}

describe("an answer", () => {
  it("is JSON, also with Python's constants, and an empty body is null", async () => {
    expect(await aClient(always({ body: ['{"a":[1,', "NaN]}"] })).client.json(get, never)).toEqual({
      a: [1, "NaN"],
    });
    expect(await aClient(always({})).client.json(get, never)).toBeNull();
  });

  it("that is a page says so shortly", async () => {
    const page = `<!doctype html><html><title>Sign in</title>${"<p>x</p>".repeat(10_000)}`;
    const problem = await problemOf(aClient(always({ body: page })).client.json(get, never));
    expect(problem.code).toBe("badResponse");
    expect(problem.message).toBe("Can't list results: Lab answered with something other than JSON: Sign in.");
  });

  it("larger than any such answer is let go", async () => {
    const { client, transport } = aClient(
      always({ body: ["x".repeat(600_000), "y".repeat(600_000), "hang"] }),
      {
        maxBytes: 1024 * 1024,
      },
    );
    expect((await problemOf(client.json(get, never))).message).toBe(
      "Can't list results: Lab answered with more than 1 MB, which no such answer has.",
    );
    expect(transport.open()).toBe(0);
  });
});

describe("a failure", () => {
  it.each<[number, string, string, string]>([
    [
      401,
      '{"detail":"bad token"}',
      "auth",
      "Lab does not accept the key. Sign in again. The service says: “bad token”.",
    ],
    [403, "", "forbidden", "Lab does not let you do that. Ask for access, or sign in as someone who has it."],
    [
      404,
      '{"detail":"Metric job result \'w/a\' not found."}',
      "notFound",
      "Lab does not have it (404). The service says: “Metric job result 'w/a' not found”.",
    ],
    [
      422,
      '{"detail":[{"type":"enum","loc":["query","sort"],"msg":"Input should be name"}]}',
      "badResponse",
      "Lab answered with 422. The service says: “query.sort: Input should be name”.",
    ],
    [
      500,
      "<html><title>Oops</title></html>",
      "badResponse",
      "Lab answered with 500. The service says: “Oops”.",
    ],
    [
      500,
      "<html><body>1</body></html>",
      "badResponse",
      "Lab answered with 500. The service says: “(a web page instead of an answer)”.",
    ],
  ])("with status %d is typed and says why", async (status, body, code, sentence) => {
    const { client, transport } = aClient(always({ status, body }));
    const problem = await problemOf(client.json(get, never));
    expect([problem.code, problem.status]).toEqual([code, status]);
    expect(problem.message).toBe(`Can't list results: ${sentence}`);
    expect([transport.sent.length, transport.open()]).toEqual([1, 0]);
  });

  it("of the network says what to do", async () => {
    const refused = await problemOf(
      aClient(() => broken("unreachable", "nothing answers at lab.example")).client.json(get, never),
    );
    expect(refused.code).toBe("offline");
    expect(refused.message).toBe(
      "Can't list results of Lab: nothing answers at lab.example. Check the address and your network, then try again.",
    );
    const tls = aClient(() => broken("tls", "the certificate of lab has expired"));
    expect((await problemOf(tls.client.json(get, never))).message).toContain("Nothing was sent.");
    expect(tls.transport.sent).toHaveLength(1);
    const out = await problemOf(
      aClient(() => broken("signedOut", "You are signed out.")).client.json(get, never),
    );
    expect(out.code).toBe("auth");
  });
});

describe("trying again", () => {
  it("is done for what may pass, with rising pauses", async () => {
    const answers = [{ status: 503 }, broken("cut"), { body: ['{"a"', broken("cut")] }, { body: "{}" }];
    const { client, transport, pacing } = aClient(
      (_, nth) => answers[nth - 1] ?? new Error("once too often"),
    );
    expect(await client.json(get, never)).toEqual({});
    expect([transport.sent.length, pacing.pauses, transport.open()]).toEqual([4, [375, 750, 1500], 0]);
  });

  it("ends", async () => {
    const { client, transport } = aClient(always({ status: 502, body: "bad gateway" }));
    expect((await problemOf(client.json(get, never))).code).toBe("offline");
    expect(transport.sent).toHaveLength(4);
  });

  it("waits as long as the service asks, in seconds or until a date, and not for ever", async () => {
    const { client, pacing } = aClient((_, nth) =>
      nth === 1
        ? { status: 429, headers: { "retry-after": "7" } }
        : nth === 2
          ? { status: 503, headers: { "retry-after": "Thu, 01 Jan 2026 00:00:20 GMT" } }
          : { body: "1" },
    );
    expect(await client.json(get, never)).toBe(1);
    expect(pacing.pauses).toEqual([7_000, 13_000]);

    const long = aClient(always({ status: 429, headers: { "retry-after": "3600" } }));
    const problem = await problemOf(long.client.json(get, never));
    expect(problem.message).toBe("Can't list results: Lab is asked too often. Try again in 3600 s.");
    expect(long.transport.sent).toHaveLength(1);
  });

  it.each(["POST", "DELETE"] as const)("is never done for %s", async (method) => {
    const { client, transport } = aClient(always({ status: 503 }));
    await problemOf(client.json({ ...get, method }, never));
    expect(transport.sent).toHaveLength(1);
  });

  it("is done for a POST that only asks", async () => {
    const { client, transport } = aClient((_, nth) => (nth === 1 ? { status: 503 } : { body: "2" }));
    expect(await client.json({ ...get, method: "POST", body: { q: 1 }, isSafe: true }, never)).toBe(2);
    expect(transport.sent.map(({ body }) => body)).toEqual(['{"q":1}', '{"q":1}']);
  });
});

describe("time", () => {
  it("limits the wait for a head, and for the next byte of a body", async () => {
    const silent = aClient(() => "hang", { tries: 1 });
    const first = problemOf(silent.client.json(get, never));
    await Promise.resolve();
    silent.pacing.expire();
    expect((await first).message).toContain("no answer came within 60 s");

    const stuck = aClient(always({ body: ["[1,", "hang"] }), { tries: 1 });
    const second = problemOf(stuck.client.json(get, never));
    for (let i = 0; i < 50; i++) await Promise.resolve();
    stuck.pacing.expire();
    expect((await second).code).toBe("offline");
    expect(stuck.transport.open()).toBe(0);
  });

  it("ends with the caller's wish at every step", async () => {
    for (const answer of [
      () => "hang" as const,
      always({ body: ["[1,", "hang"] }),
      always({ status: 503 }),
    ]) {
      const { client, transport } = aClient(answer);
      const controller = new AbortController();
      const asked = client.json(get, controller.signal);
      queueMicrotask(() => controller.abort(new Error("enough")));
      await expect(asked).rejects.toThrow("enough");
      expect(transport.open()).toBe(0);
    }
  });
});

describe("a stream", () => {
  it("gives bytes as they come, and a break on the way is a failure, not a repetition", async () => {
    const { client, transport } = aClient(always({ body: ["a", "b", broken("cut")] }));
    const seen: string[] = [];
    const problem = await problemOf(
      (async () => {
        for await (const chunk of client.stream(get, never)) seen.push(new TextDecoder().decode(chunk));
      })(),
    );
    expect([seen, problem.code, transport.sent.length, transport.open()]).toEqual([
      ["a", "b"],
      "offline",
      1,
      0,
    ]);
  });

  it("lets its connection go when its reader leaves or aborts", async () => {
    const { client, transport } = aClient(always({ body: ["a", "hang"] }));
    for await (const _ of client.stream(get, never)) break;
    expect(transport.open()).toBe(0);
    const controller = new AbortController();
    const reading = allOf(client.stream(get, controller.signal));
    setTimeout(() => controller.abort(new Error("enough")), 1);
    await expect(reading).rejects.toThrow("enough");
    expect(transport.open()).toBe(0);
  });
});

it("asks so many at a time, and one that gives up keeps nobody waiting", async () => {
  let running = 0;
  let most = 0;
  const transport = fakeHttp(() => ({ body: "1" }));
  const counted = {
    async send(...args: Parameters<typeof transport.send>) {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running--;
      return transport.send(...args);
    },
  };
  const client = new HttpClient({
    transport: counted,
    pacing: fakePacing(),
    connection: { id: "c1", name: "Lab" },
    limits: { concurrency: 2 },
  });
  const controller = new AbortController();
  const asked = Array.from({ length: 6 }, (_, i) => client.json(get, i === 3 ? controller.signal : never));
  controller.abort(new Error("enough"));
  const settled = await Promise.allSettled(asked);
  expect(settled.map(({ status }) => status)).toEqual([
    "fulfilled",
    "fulfilled",
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
  ]);
  expect(most).toBe(2);
});
