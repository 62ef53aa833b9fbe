// Real threads that break, each in its own way.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { storeThread } from "../../../src/node/storeThread.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "eval-results-thread-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function thread(script: string) {
  writeFileSync(join(folder, "storeWorker.js"), script);
  return storeThread(folder)({ storeFolder: "/store" });
}

/** Errors that a worker reports until it has ended. */
async function crashesOf(script: string): Promise<readonly string[]> {
  const worker = await thread(script);
  const crashes: string[] = [];
  await new Promise<void>((resolve) =>
    worker.onCrash((error) => {
      crashes.push(error.message);
      setTimeout(resolve, 50);
    }),
  );
  return crashes;
}

describe("a store thread", () => {
  it("reports an error that nothing caught, once", async () => {
    expect(await crashesOf('setTimeout(() => { throw new Error("broken"); }, 1);')).toEqual(["broken"]);
  });

  it("reports a rejection that nothing handled", async () => {
    expect(await crashesOf('Promise.reject(new Error("lost"));')).toEqual(["lost"]);
  });

  it("reports a script that is not there", async () => {
    expect(await crashesOf('require("./none.js");')).toEqual([expect.stringContaining("none.js")]);
  });

  it("reports an end that nobody asked for", async () => {
    expect(await crashesOf("process.exit(3);")).toEqual(["it ended with code 3"]);
  });

  it("is told where the store is, and ends without a report when it is stopped", async () => {
    const worker = await thread(
      'const { parentPort, workerData } = require("node:worker_threads"); parentPort.postMessage(workerData);',
    );
    const crashes: Error[] = [];
    worker.onCrash((error) => crashes.push(error));
    expect(await new Promise((resolve) => worker.transport.listen(resolve))).toEqual({
      storeFolder: "/store",
    });
    worker.stop();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(crashes).toEqual([]);
  });
});
