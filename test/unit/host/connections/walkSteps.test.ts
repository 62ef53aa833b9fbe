import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BACK, type Step, walkSteps } from "../../../../src/host/connections/walkSteps.ts";

type Draft = Readonly<Record<string, string>>;

/** Steps that answer from a script, and a log of what each was asked with. */
function scripted(answers: readonly (string | typeof BACK | null)[]) {
  const log: string[] = [];
  let next = 0;
  const step = (name: string, applies?: (draft: Draft) => boolean): Step<Draft> => ({
    ...(applies === undefined ? {} : { applies }),
    ask: async (draft, { step: at, total, canGoBack }) => {
      log.push(`${name} ${at}/${total}${canGoBack ? " back" : ""} ${draft[name] ?? "-"}`);
      const answer = answers[next++] ?? null;
      return answer === null || answer === BACK ? answer : { ...draft, [name]: answer };
    },
  });
  return { step, log };
}

describe("a series of questions", () => {
  it("asks those that apply, and counts them as things stand", async () => {
    const { step, log } = scripted(["none", "x"]);
    const steps = [step("auth"), step("key", ({ auth }) => auth === "key"), step("name")];
    expect(await walkSteps<Draft>({}, steps)).toEqual({ auth: "none", name: "x" });
    expect(log).toEqual(["auth 1/2 -", "name 2/2 back -"]);
  });

  it("goes back over what did not apply, with the answer still there", async () => {
    const { step, log } = scripted(["none", BACK, "key", "k", "x"]);
    const steps = [step("auth"), step("key", ({ auth }) => auth === "key"), step("name")];
    expect(await walkSteps<Draft>({}, steps)).toEqual({ auth: "key", key: "k", name: "x" });
    expect(log).toEqual([
      "auth 1/2 -",
      "name 2/2 back -",
      "auth 1/2 none",
      "key 2/3 back -",
      "name 3/3 back -",
    ]);
  });

  it("gives nothing when the person gives up", async () => {
    const { step } = scripted(["a", null]);
    expect(await walkSteps<Draft>({}, [step("one"), step("two")])).toBeNull();
  });

  it("ends with all answers, however often one goes back", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom("a", BACK), { maxLength: 30 }), async (start) => {
        const { step } = scripted([...start, "z", "z", "z", "z"]);
        const done = await walkSteps<Draft>({}, [step("one"), step("two"), step("three")]);
        expect(Object.keys(done ?? {}).sort()).toEqual(["one", "three", "two"]);
      }),
    );
  });
});
