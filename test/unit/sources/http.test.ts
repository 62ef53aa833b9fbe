// The one HTTP layer: what an answer and a failure say, and what is tried again and for how long.
import { describe, expect, it } from "vitest";
import { broken } from "../../support/fakeHttp.ts";
import { aClient, always, get, never, problemOf } from "../../support/httpBench.ts";

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
