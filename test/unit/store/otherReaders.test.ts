// Others can read a store: another SQLite reads the catalogue, plain Python without numpy reads the columns and rows.
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describePython, python } from "../../support/realFiles.ts";
import { aTestStore, nemoLines, type TestStore } from "../../support/storeSupportNode.ts";

const CATALOGUE = `
import json, sqlite3, sys
db = sqlite3.connect("file:" + sys.argv[1].replace("?", "%3f") + "?mode=ro", uri=True)
check = db.execute("PRAGMA integrity_check").fetchone()[0]
rows = db.execute("SELECT run.name, run.rows, score.name, score.n, score.mean FROM run JOIN score ON score.run = run.id ORDER BY run.name").fetchall()
print(json.dumps([check, rows]))
`;

const COLUMNS = `
import array, ast, hashlib, json, os, sys, zipfile
folder = sys.argv[1]
def column(z, name):
    data = z.read(name + ".npy")
    assert data[:6] == b"\\x93NUMPY"
    length = int.from_bytes(data[8:10], "little")
    head = ast.literal_eval(data[10:10 + length].decode("latin1"))
    if head["shape"][1:] == (32,):
        return [data[10 + length + i * 32:10 + length + (i + 1) * 32] for i in range(head["shape"][0])]
    values = array.array({"<f8": "d", "<u4": "I", "<u2": "H", "|u1": "B"}[head["descr"]])
    values.frombytes(data[10 + length:])
    assert len(values) == head["shape"][0]
    return list(values)
with zipfile.ZipFile(os.path.join(folder, "columns.npz")) as z:
    assert z.testzip() is None
    scores = column(z, "score.0.000")
    digests = column(z, "digest.000")
    places = list(zip(column(z, "part.000"), column(z, "offset.000"), column(z, "length.000")))
lines = []
for part, offset, length in places:
    with open(os.path.join(folder, "rows-%05d.jsonl" % part), "rb") as rows:
        rows.seek(offset)
        lines.append(json.loads(rows.read(length)))
fits = [hashlib.sha256(json.dumps(line["item"], sort_keys=True).encode()).digest() == digest for line, digest in zip(lines, digests)]
print(json.dumps([scores, fits, [line["sample"]["output_text"] for line in lines]]))
`;

describePython("a store read by others", () => {
  let test: TestStore;
  let id: string;
  beforeAll(async () => {
    test = aTestStore();
    id = (await test.importText("a.jsonl", nemoLines([0.25, 0.5, 1]))).run.id;
    await test.importText("b.jsonl", nemoLines([1, 0]));
  });
  afterAll(() => test.remove());

  it("gives its catalogue to Python's SQLite", () => {
    expect(python(CATALOGUE, [test.path("catalogue.sqlite")])).toEqual([
      "ok",
      [
        ["a", 3, "exact", 3, 0.5833333333333334],
        ["b", 2, "exact", 2, 0.5],
      ],
    ]);
  });

  it("gives columns, digests and rows to Python without numpy", () => {
    expect(python(COLUMNS, [join(test.path("runs"), id)])).toEqual([
      [0.25, 0.5, 1],
      [true, true, true],
      ["answer 0", "answer 1", "answer 2"],
    ]);
  });
});
