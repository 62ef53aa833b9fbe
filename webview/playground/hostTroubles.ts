// Makes a fake host slow or failing, per request.

export type Trouble = "slow" | "fails" | "failsOnce";

export class HostTroubles {
  private readonly failed = new Set<string>();

  constructor(private readonly troubles: Readonly<Record<string, Trouble>>) {}

  async around<T>(method: string, answer: () => T): Promise<T> {
    const trouble = this.troubles[method];
    if (trouble === "slow")
      await new Promise((resolve) => setTimeout(resolve, method === "ready" ? 2500 : 1500));
    const isFailing = trouble === "fails" || (trouble === "failsOnce" && !this.failed.has(method));
    if (isFailing) {
      this.failed.add(method);
      throw new Error("rows.jsonl line 1,377: quote is never closed.");
    }
    return answer();
  }
}
