// A client of the HTTP layer over a transport that answers as the test says.
import { HttpClient, type HttpLimits, type HttpRequest } from "../../src/sources/http.ts";
import { SourceProblem } from "../../src/sources/sourceProblem.ts";
import { type FakeAnswer, fakeHttp, fakePacing } from "./fakeHttp.ts";

export const never = new AbortController().signal;
export const get: HttpRequest = { method: "GET", url: "https://lab.example/a", doing: "list results" };

export function aClient(answer: Parameters<typeof fakeHttp>[0], limits: Partial<HttpLimits> = {}) {
  const transport = fakeHttp(answer);
  const pacing = fakePacing();
  const client = new HttpClient({ transport, pacing, connection: { id: "c1", name: "Lab" }, limits });
  return { client, transport, pacing };
}

export const always = (answer: FakeAnswer) => () => answer;

/** What the work fails with. */
export async function problemOf(work: Promise<unknown>): Promise<SourceProblem> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SourceProblem)) throw new Error(`expected a SourceProblem, got ${String(error)}`);
  return error;
}
