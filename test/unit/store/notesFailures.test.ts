// Notes that can't be read or written: the reason is told, nothing is lost.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NotesChange } from "../../../src/core/results/runNotes.ts";
import type { RunId } from "../../../src/core/run.ts";
import type { LocalStore } from "../../../src/store/localStore.ts";
import { aTestStore, nemoLines, type TestStore } from "../../support/storeSupportNode.ts";

let test: TestStore;
let id: RunId;
beforeEach(async () => {
  test = aTestStore();
  id = (await test.importText("a.jsonl", nemoLines([1, 0]), { model: "meta/llama", labels: { suite: "x" } }))
    .run.id;
});
afterEach(() => test.remove());

const file = (name = `${id}.json`): string => test.path("notes", name);
const annotate = (change: NotesChange, store: LocalStore = test.store) =>
  store.annotate({ ids: [id], change });
const first = async (store: LocalStore = test.store) => {
  const { runs, damaged } = await store.list({ page: 1, pageSize: 10 });
  return { ...runs[0], damaged };
};
const check = async () => (await test.engine.check(false, new AbortController().signal)).findings;

describe("notes that can't be read", () => {
  it.each<[string, string]>([
    ["half a f", "the file is not JSON"],
    ["[]", "the file holds no JSON object"],
    ["{}", "its format is not eval-results-notes"],
    ['{"format":"eval-results-notes","tags":"a"}', "tags is no list of texts"],
    ['{"format":"eval-results-notes","star":1}', "star is neither true nor false"],
    ['{"format":"eval-results-notes","note":null}', "note is no text"],
    ['{"format":"eval-results-notes","model":1}', "model is no text"],
    ['{"format":"eval-results-notes","version":"1"}', "its version is no number"],
    ['{"format":"eval-results-notes","id":"other"}', "they name another result"],
  ])("%s: the run is listed as imported, with the reason", async (text, why) => {
    mkdirSync(test.path("notes"));
    writeFileSync(file(), text);
    const reason = `The notes of result ${id} can't be read: ${why}.`;
    expect(await first()).toMatchObject({ name: "a", tags: [], damaged: [{ id, reason, isNotes: true }] });
    expect((await test.store.run(id)).starred).toBe(false);
    expect(await check()).toMatchObject([
      { place: `notes/${id}.json`, severity: "problem", canRepair: false },
    ]);
    // New notes do not overwrite them.
    await annotate({ star: true });
    expect(await first()).toMatchObject({ starred: true, damaged: [] });
    const [aside] = readdirSync(test.path("notes")).filter((name) => name.includes("damaged"));
    expect(readFileSync(file(aside), "utf8")).toBe(text);
    expect(await check()).toEqual([]);
  });

  it("because a newer version wrote them are not written", async () => {
    mkdirSync(test.path("notes"));
    const text = '{"format":"eval-results-notes","version":2}';
    writeFileSync(file(), text);
    await expect(annotate({ star: true })).rejects.toThrow(
      `The notes of result ${id} can't be read: a newer version of Eval Results wrote them; update the extension to change them.`,
    );
    expect(readFileSync(file(), "utf8")).toBe(text);
  });
});

it.each(["write", "rename"])("notes stay as they were where the disk is full at the %s", async (what) => {
  await annotate({ note: "old" });
  const full = async (): Promise<never> => {
    throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
  };
  const refusing = test.over((fs) => ({
    ...fs,
    ...(what === "rename" ? { rename: full } : {}),
    create: async (path) => {
      const sink = await fs.create(path);
      return {
        write: what === "write" ? full : (bytes) => sink.write(bytes),
        close: () => sink.close(),
        abandon: () => sink.abandon(),
      };
    },
  }));
  await expect(annotate({ note: "new" }, refusing)).rejects.toMatchObject({ code: "diskFull" });
  expect(await first()).toMatchObject({ note: "old", damaged: [] });
  expect(readdirSync(test.path("tmp"))).toEqual([]);
});

it("a store that can only be read says so in one sentence, and shows its notes", async () => {
  await annotate({ star: true });
  const refuse = async (): Promise<never> => {
    throw Object.assign(new Error("EROFS: read-only file system"), { code: "EROFS" });
  };
  const readOnly = test.over((fs) => ({
    ...fs,
    create: refuse,
    rename: refuse,
    remove: refuse,
    makeFolder: refuse,
  }));
  await expect(annotate({ star: false }, readOnly)).rejects.toThrow(
    /^Can't change notes: .* is on a read-only drive\. Results there can be read, but not changed\.$/,
  );
  expect(await first(readOnly)).toMatchObject({ starred: true });
});
