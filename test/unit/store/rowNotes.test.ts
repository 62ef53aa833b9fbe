// Notes of rows beside the runs: held against the rows' digests, kept in files of their own, gone only with their run.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RowNote, type RowNoteChange, undoOfRow } from "../../../src/core/rows/rowNotes.ts";
import type { RunId } from "../../../src/core/run.ts";
import { aTestStore, nemoLines, type TestStore } from "../../support/storeSupportNode.ts";

let test: TestStore;
let id: RunId;
beforeEach(async () => {
  test = aTestStore();
  id = (await test.importText("a.jsonl", nemoLines([1, 0, 0.5, 1]))).run.id;
});
afterEach(() => test.remove());

const file = (name = `${id}.rows.json`): string => test.path("notes", name);
const change = (...changes: RowNoteChange[]) => test.store.annotateRows({ id, changes });
const said = async (store = test.store): Promise<readonly string[]> =>
  (await store.rowNotes(id)).notes.map(({ row, exclusion, note }) => `${row} ${exclusion} ${note}`);
const check = async () => (await test.engine.check(false, new AbortController().signal)).findings;

describe("row notes", () => {
  it("say of a row why it is excluded and what is noted, and are counted in lists and runs", async () => {
    await change({ row: 2, exclusion: " wrong label\n" }, { row: 0, note: "look again" });
    expect(await said()).toEqual(["0 null look again", "2 wrong label "]);
    const marks = { rowMarks: { excluded: 1, noted: 1 } };
    expect(await test.store.run(id)).toMatchObject(marks);
    expect((await test.store.list({ page: 1, pageSize: 9 })).runs).toMatchObject([marks]);
    expect(await check()).toEqual([]);
  });

  it("change only in what is given, and go with their file when nothing is said any more", async () => {
    await change({ row: 1, exclusion: "broken", note: "n" });
    await change({ row: 1, note: "" });
    expect(await said()).toEqual(["1 broken "]);
    await change({ row: 1, exclusion: null }, { row: 3, exclusion: null });
    expect(existsSync(file())).toBe(false);
    expect(await test.store.run(id)).not.toHaveProperty("rowMarks");
  });

  it("are not written for nothing", async () => {
    await change({ row: 1, exclusion: "broken" });
    utimesSync(file(), 1, 1);
    await change({ row: 1, exclusion: "broken" }, { row: 2, note: " " });
    expect(readFileSync(file(), "utf8")).toContain("broken");
    expect(statSync(file()).mtimeMs).toBe(1000);
  });

  it("refuse rows and runs that are not there, and then change nothing", async () => {
    for (const row of [4, -1, 0.5])
      await expect(change({ row: 0, note: "n" }, { row, note: "n" })).rejects.toMatchObject({
        code: "notFound",
      });
    for (const gone of ["20260101t000000000-0000000000000000", "../trash", `${id}.rows`, ""])
      await expect(
        test.store.annotateRows({ id: gone as RunId, changes: [{ row: 0, note: "n" }] }),
      ).rejects.toMatchObject({ code: "notFound" });
    expect(await said()).toEqual([]);
  });

  it("made at the same time in one process are all kept", async () => {
    await Promise.all([0, 1, 2, 3].map((row) => change({ row, exclusion: `r${row}` })));
    expect(await said()).toEqual(["0 r0 ", "1 r1 ", "2 r2 ", "3 r3 "]);
  });

  it("are seen by another process at its next look, and tell of a change by the stamp", async () => {
    const other = test.second();
    await change({ row: 1, exclusion: "one" });
    utimesSync(file(), 1_700_000_000, 1_700_000_000);
    const stamp = await other.stamp();
    const before = (await other.run(id)).rowMarks?.stamp;
    expect(await said(other)).toEqual(["1 one "]);
    await change({ row: 1, exclusion: "two" });
    utimesSync(file(), 1_700_000_000, 1_700_000_000);
    expect(await other.stamp()).not.toBe(stamp);
    expect((await other.run(id)).rowMarks?.stamp).not.toBe(before);
    expect(await said(other)).toEqual(["1 two "]);
    rmSync(file());
    expect(await said(other)).toEqual([]);
  });

  it("keep what other versions and programs put beside them", async () => {
    await change({ row: 1, exclusion: "one" });
    const content = JSON.parse(readFileSync(file(), "utf8")) as { rows: object[] };
    const extended = { ...content, by: "x", rows: content.rows.map((row) => ({ ...row, who: "me" })) };
    writeFileSync(file(), JSON.stringify(extended));
    await change({ row: 1, note: "n" }, { row: 2, note: "n" });
    expect(JSON.parse(readFileSync(file(), "utf8"))).toMatchObject({
      by: "x",
      rows: [{ row: 1, exclusion: "one", note: "n", who: "me" }, { row: 2 }],
    });
  });

  it("of rows that have another digest or are not there say nothing, and a check tells", async () => {
    await change({ row: 1, exclusion: "one" }, { row: 2, exclusion: "two" });
    const text = readFileSync(file(), "utf8");
    writeFileSync(file(), text.replace('"row":2', '"row":3'));
    expect(await said()).toEqual(["1 one "]);
    const reason = `1 of 2 row notes of result ${id} fit no row of it and are not used.`;
    expect((await test.store.list({ page: 1, pageSize: 9 })).damaged).toEqual([
      { id, reason, isNotes: true },
    ]);
    expect(await check()).toMatchObject([{ place: `notes/${id}.rows.json`, severity: "problem" }]);
    writeFileSync(file(), text.replace('"row":2', '"row":99'));
    expect(await said()).toEqual(["1 one "]);
    // A change elsewhere leaves them where they are.
    await change({ row: 0, note: "n" });
    expect(readFileSync(file(), "utf8")).toContain('"row":99');
  });

  it.each<[string, string]>([
    ["half a f", "the file is not JSON"],
    ["[]", "the file holds no JSON object"],
    ["{}", "its format is not eval-results-row-notes"],
    ['{"format":"eval-results-row-notes","rows":1}', "rows is no list"],
    ['{"format":"eval-results-row-notes","rows":[1]}', "entry 1: it is no object"],
    ['{"format":"eval-results-row-notes","rows":[{"row":-1,"digest":"d"}]}', "entry 1: row is no row number"],
    ['{"format":"eval-results-row-notes","rows":[{"row":1}]}', "entry 1: digest is no text"],
    [
      '{"format":"eval-results-row-notes","rows":[{"row":1,"digest":"d","exclusion":" "}]}',
      "entry 1: exclusion is no reason",
    ],
    [
      '{"format":"eval-results-row-notes","rows":[{"row":1,"digest":"d"},{"row":1,"digest":"d"}]}',
      "row 1 stands there twice",
    ],
    ['{"format":"eval-results-row-notes","id":"other"}', "they name another result"],
  ])("that can't be read (%s) are told of, and set aside by the next change", async (text, why) => {
    mkdirSync(test.path("notes"));
    writeFileSync(file(), text);
    const reason = `The row notes of result ${id} can't be read: ${why}.`;
    expect(await test.store.rowNotes(id)).toMatchObject({ notes: [], problem: reason });
    expect((await test.store.list({ page: 1, pageSize: 9 })).damaged).toEqual([
      { id, reason, isNotes: true },
    ]);
    expect(await check()).toMatchObject([
      { place: `notes/${id}.rows.json`, severity: "problem", canRepair: false },
    ]);
    await change({ row: 0, exclusion: "new" });
    expect(await said()).toEqual(["0 new "]);
    const [aside] = readdirSync(test.path("notes")).filter((name) => name.includes("damaged"));
    expect(readFileSync(file(aside), "utf8")).toBe(text);
    expect(await check()).toEqual([]);
  });

  it("that a newer version wrote are not written", async () => {
    mkdirSync(test.path("notes"));
    const text = '{"format":"eval-results-row-notes","version":2}';
    writeFileSync(file(), text);
    await expect(change({ row: 0, note: "n" })).rejects.toThrow(
      `The row notes of result ${id} can't be read: a newer version of Eval Results wrote them; update the extension to change them.`,
    );
    expect(readFileSync(file(), "utf8")).toBe(text);
  });

  it("come back with a restored run, go when the trash is emptied, and are mended where that was cut", async () => {
    await change({ row: 1, exclusion: "one" });
    await test.store.remove([id]);
    await expect(change({ row: 1, note: "n" })).rejects.toMatchObject({ code: "notFound" });
    await test.store.restore([id]);
    expect(await said()).toEqual(["1 one "]);
    await test.store.remove([id]);
    await test.store.emptyTrash();
    expect(readdirSync(test.path("notes"))).toEqual([]);
    writeFileSync(file(), "{}");
    expect(await check()).toEqual([
      {
        place: `notes/${id}.rows.json`,
        message: "its result is gone for good",
        severity: "note",
        canRepair: true,
      },
    ]);
    await test.engine.check(true, new AbortController().signal);
    expect(readdirSync(test.path("notes"))).toEqual([]);
  });
});

const aChange: fc.Arbitrary<RowNoteChange> = fc.record(
  {
    row: fc.nat(3),
    exclusion: fc.option(fc.string({ maxLength: 5 }), { nil: null }),
    note: fc.string({ maxLength: 5 }),
  },
  { requiredKeys: ["row"] },
);

describe("any changes of row notes", () => {
  it("leave what a plain map of rows would hold, whatever the texts, also for another process", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(aChange, { maxLength: 4 }), { maxLength: 6 }), async (all) => {
        rmSync(file(), { force: true });
        const model = new Map<number, { exclusion: string | null; note: string }>();
        for (const changes of all) {
          await change(...changes);
          for (const { row, exclusion, note } of changes) {
            const now = model.get(row) ?? { exclusion: null, note: "" };
            model.set(row, {
              exclusion: exclusion === undefined ? now.exclusion : exclusion?.trim() || null,
              note: note === undefined ? now.note : note.trim(),
            });
          }
        }
        const expected = [...model]
          .filter(([, { exclusion, note }]) => exclusion !== null || note !== "")
          .sort(([a], [b]) => a - b)
          .map(([row, one]) => ({ row, ...one }));
        const { notes, problem } = await test.second().rowNotes(id);
        expect(notes.map(({ row, exclusion, note }) => ({ row, exclusion, note }))).toEqual(expected);
        expect(problem).toBeNull();
      }),
      { numRuns: 40 },
    );
  });

  it("are taken back by their undo in what they touched, and in nothing else", async () => {
    const state = async () =>
      (await test.store.rowNotes(id)).notes.map(({ row, exclusion, note }) => ({ row, exclusion, note }));
    const distinct = fc.uniqueArray(aChange, { selector: ({ row }) => row, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(distinct, distinct, async (first, second) => {
        rmSync(file(), { force: true });
        await change(...first);
        const before = await state();
        const former = await change(...second);
        await change({ row: 0, note: "meanwhile" });
        await change(...second.map((one, i) => undoOfRow(one, former[i] ?? undefined)));
        const touchesNote = second.some(({ row, note }) => row === 0 && note !== undefined);
        if (!touchesNote) await change({ row: 0, note: before.find(({ row }) => row === 0)?.note ?? "" });
        expect(await state()).toEqual(before satisfies readonly Pick<RowNote, "row">[]);
      }),
      { numRuns: 40 },
    );
  });
});
