// Checks one run's files against its manifest: sizes, CRCs, places of columns, places of rows. Reads everything, so it
// is for `doctor` only; what the rows mean is checked by whoever knows their format.

import { DIGEST_BYTES } from "../core/join/digest.ts";
import type { Hashes } from "../core/ports.ts";
import type { RunId } from "../core/run.ts";
import type { StoreFinding } from "../core/runStore.ts";
import { NEVER } from "../util/never.ts";
import type { ColumnMember, ColumnRole } from "./columnGroups.ts";
import { ColumnReader } from "./columnReader.ts";
import type { StoreLayout } from "./layout.ts";
import { COLUMN_FILE, MANIFEST_FILE, type Manifest, partName, readManifest } from "./manifest.ts";
import { DTYPE_BYTES } from "./npz.ts";

const NEWLINE = 10;
/** Members that every run has, once for each row group. */
const ROW_ROLES: readonly ColumnRole[] = ["digest", "part", "offset", "length", "error", "trial"];

export async function inspectRun(
  layout: StoreLayout,
  hashes: Hashes,
  id: RunId,
): Promise<readonly StoreFinding[]> {
  const check = new RunCheck(layout, hashes, id);
  await check.all();
  return check.found;
}

class RunCheck {
  readonly found: StoreFinding[] = [];

  constructor(
    private readonly layout: StoreLayout,
    private readonly hashes: Hashes,
    private readonly id: RunId,
  ) {}

  async all(): Promise<void> {
    const { fs } = this.layout;
    let manifest: Manifest;
    try {
      manifest = await readManifest(fs, this.layout.run(this.id), this.id);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return this.problem(MANIFEST_FILE, message.replace(/\.$/, ""));
    }
    await this.checkListing(manifest);
    await this.checkCrcs(manifest);
    if (!this.checkColumns(manifest) || this.found.length > 0) return;
    await this.checkOrder(manifest);
    await this.checkPlaces(manifest);
  }

  /** Comparisons trust the manifest that two runs have the same items in the same order. */
  private async checkOrder(manifest: Manifest): Promise<void> {
    const { itemOrder, columns, groupRows, record } = manifest;
    if (itemOrder === undefined) return;
    const into = new Uint8Array(record.run.rows * DIGEST_BYTES);
    const reader = new ColumnReader(this.layout.fs, this.path(COLUMN_FILE), columns, groupRows);
    const order = this.hashes.sha256Stream();
    order.update(await reader.whole("digest", into, DIGEST_BYTES));
    if (order.hex() !== itemOrder)
      this.problem(MANIFEST_FILE, "it names another order of items than its column of digests has");
  }

  private problem(file: string, message: string): void {
    this.found.push({ place: `runs/${this.id}/${file}`, message, severity: "problem", canRepair: false });
  }

  private path(file: string): string {
    return this.layout.fs.join(this.layout.run(this.id), file);
  }

  private async checkListing(manifest: Manifest): Promise<void> {
    const known = new Set([...Object.keys(manifest.files), MANIFEST_FILE]);
    for (const { name } of await this.layout.fs.list(this.layout.run(this.id)))
      if (!known.has(name))
        this.found.push({
          place: `runs/${this.id}/${name}`,
          message: "the manifest does not list this file",
          severity: "note",
          canRepair: false,
        });
  }

  private async checkCrcs(manifest: Manifest): Promise<void> {
    for (const [name, file] of Object.entries(manifest.files)) {
      let crc = 0;
      try {
        for await (const chunk of this.layout.fs.chunks(this.path(name), NEVER))
          crc = this.hashes.crc32(chunk, crc);
        if (crc !== file.crc32)
          this.problem(name, "its bytes changed since they were written (CRC-32 differs)");
      } catch (error) {
        this.problem(name, `it can't be read: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  /** Whether every column lies inside its file and has one element for each row. */
  private checkColumns(manifest: Manifest): boolean {
    const before = this.found.length;
    const size = manifest.files[COLUMN_FILE]?.sizeBytes ?? 0;
    const { run } = manifest.record;
    for (const member of manifest.columns)
      if (member.offset < 0 || member.offset + bytesOf(member) > size)
        this.problem(COLUMN_FILE, `column ${member.name} reaches beyond the file`);
    for (const role of ROW_ROLES) {
      const rows = rowsOf(manifest.columns.filter((member) => member.role === role));
      if (rows !== run.rows) this.problem(COLUMN_FILE, `column ${role} has ${rows} of ${run.rows} rows`);
    }
    const scores = new Set(manifest.columns.flatMap(({ score }) => (score === null ? [] : [score])));
    if (scores.size !== run.scores.length)
      this.problem(
        COLUMN_FILE,
        `it holds ${scores.size} scores where the manifest names ${run.scores.length}`,
      );
    return this.found.length === before;
  }

  /** Whether every row's place is one whole line of its part. */
  private async checkPlaces(manifest: Manifest): Promise<void> {
    const { fs } = this.layout;
    const { rows } = manifest.record.run;
    const columns = new ColumnReader(fs, this.path(COLUMN_FILE), manifest.columns, manifest.groupRows);
    const part = await columns.whole("part", new Uint16Array(rows));
    const offset = await columns.whole("offset", new Uint32Array(rows));
    const length = await columns.whole("length", new Uint32Array(rows));
    let name = "";
    let bytes: Uint8Array = new Uint8Array(0);
    let wrong = 0;
    for (let row = 0; row < rows; row++) {
      const own = partName(part[row] as number);
      if (own !== name) {
        name = own;
        bytes = manifest.files[own] === undefined ? new Uint8Array(0) : await fs.read(this.path(own));
      }
      if (!isLine(bytes, offset[row] as number, length[row] as number)) wrong++;
    }
    if (wrong > 0) this.problem(COLUMN_FILE, `${wrong} of ${rows} rows do not point at a whole line`);
  }
}

function bytesOf(member: ColumnMember): number {
  return member.shape.reduce((product, n) => product * n, 1) * DTYPE_BYTES[member.dtype];
}

function rowsOf(members: readonly ColumnMember[]): number {
  return members.reduce((sum, { role, shape }) => {
    const isWide = role === "digest" && shape[1] !== DIGEST_BYTES;
    return isWide ? Number.NaN : sum + (shape[0] ?? 0);
  }, 0);
}

/** A place that starts a line and ends before a line end (a carriage return may stand between) or the end of the file. */
function isLine(bytes: Uint8Array, offset: number, length: number): boolean {
  const end = offset + length;
  if (length === 0 || end > bytes.length) return false;
  const startsLine = offset === 0 || bytes[offset - 1] === NEWLINE;
  const rest = bytes.indexOf(NEWLINE, offset);
  const lineEnd = rest === -1 ? bytes.length : rest;
  return startsLine && end <= lineEnd && lineEnd - end <= 1;
}
