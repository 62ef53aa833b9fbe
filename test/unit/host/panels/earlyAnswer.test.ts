// What is asked before a page can: told once, and never when it may be old.
import { describe, expect, it } from "vitest";
import { answerEarly } from "../../../../src/host/panels/earlyAnswer.ts";
import { Lifetime } from "../../../../src/util/lifetime.ts";

function aQuestion() {
  const asked: { readonly resolve: (n: number) => void; readonly reject: (error: Error) => void }[] = [];
  const told: number[] = [];
  const listeners = new Set<() => void>();
  const life = new Lifetime();
  const answer = answerEarly(
    () => new Promise<number>((resolve, reject) => asked.push({ resolve, reject })),
    (value) => told.push(value),
    [
      {
        onDidChange: (changed) => {
          listeners.add(changed);
          return { dispose: () => listeners.delete(changed) };
        },
      },
    ],
    life,
  );
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  const change = (): void => {
    for (const hear of listeners) hear();
  };
  return { asked, told, life, answer, listeners, settled, change };
}

describe("answerEarly", () => {
  it("asks at once and tells the answer without being asked", async () => {
    const { asked, told, settled } = aQuestion();
    expect(asked).toHaveLength(1);
    asked[0]?.resolve(7);
    await settled();
    expect(told).toEqual([7]);
  });

  it("gives the same answer to the first request, and asks again for the second", async () => {
    const { asked, answer } = aQuestion();
    asked[0]?.resolve(7);
    expect(await answer()).toBe(7);
    const again = answer();
    asked[1]?.resolve(8);
    expect(await again).toBe(8);
  });

  it("does not tell what a request already waits for", async () => {
    const { asked, told, answer } = aQuestion();
    const first = answer();
    asked[0]?.resolve(7);
    expect(await first).toBe(7);
    expect(told).toEqual([]);
  });

  it("tells nothing old after a change, and asks anew", async () => {
    const { asked, told, answer, change, settled } = aQuestion();
    change();
    asked[0]?.resolve(7);
    await settled();
    expect(told).toEqual([]);
    void answer();
    expect(asked).toHaveLength(2);
  });

  it("leaves a failure to whoever asks, and can then be asked again", async () => {
    const { asked, told, answer, settled } = aQuestion();
    asked[0]?.reject(new Error("gone"));
    await settled();
    await expect(answer()).rejects.toThrow("gone");
    const again = answer();
    asked[1]?.resolve(8);
    expect(await again).toBe(8);
    expect(told).toEqual([]);
  });

  it("ends with its panel", async () => {
    const { asked, told, life, listeners, settled } = aQuestion();
    life.dispose();
    asked[0]?.resolve(7);
    await settled();
    expect(told).toEqual([]);
    expect(listeners.size).toBe(0);
  });
});
