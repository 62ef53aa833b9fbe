// Column files: an ordinary ZIP, stored without compression, one .npy member per column (numpy.load reads it). The
// manifest keeps each member's place, so that a reader takes the bytes it needs without parsing the archive.
import { Zip, type ZipInputFile } from "fflate";
import type { Hashes } from "../core/ports.ts";

/** Element types of members, by their numpy names. All little-endian. */
export type Dtype = "|u1" | "<u2" | "<u4" | "<f8";

export const DTYPE_BYTES: Readonly<Record<Dtype, number>> = { "|u1": 1, "<u2": 2, "<u4": 4, "<f8": 8 };

export type ColumnData = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** A member of a column file: where its elements lie. */
export interface NpzMember {
  readonly name: string;
  readonly dtype: Dtype;
  /** Elements, rows first; `[n]` or `[n, 32]`. */
  readonly shape: readonly number[];
  /** Byte offset of the first element in the file. */
  readonly offset: number;
}

/** A member that is stored as it is, its CRC by the host: fflate's own was measured at 3 % of an import. */
class StoredMember implements ZipInputFile {
  readonly compression = 0;
  // A fixed time keeps equal runs equal byte by byte; 1980 is the first year that ZIP can hold.
  readonly mtime = new Date(1980, 0, 1);
  size = 0;
  crc = 0;
  /** Set by the archive when the member is added. */
  ondata: NonNullable<ZipInputFile["ondata"]> = () => undefined;

  constructor(
    readonly filename: string,
    private readonly hashes: Pick<Hashes, "crc32">,
  ) {}

  push(bytes: Uint8Array, isLast = false): void {
    this.crc = this.hashes.crc32(bytes, this.crc);
    this.size += bytes.length;
    this.ondata(null, bytes as Uint8Array<ArrayBuffer>, isLast);
  }
}

/** Builds the archive piece by piece; what `take` gives must be written in order. */
export class NpzBuilder {
  private pieces: Uint8Array[] = [];
  private written = 0;
  private failure: Error | null = null;
  private readonly zip = new Zip((error, chunk) => {
    if (error !== null) this.failure = error;
    else if (chunk.length > 0) {
      this.pieces.push(chunk);
      this.written += chunk.length;
    }
  });

  constructor(private readonly hashes: Pick<Hashes, "crc32">) {}

  add(name: string, data: ColumnData, width = 1): NpzMember {
    const dtype = dtypeOf(data);
    const shape = width === 1 ? [data.length] : [data.length / width, width];
    const file = new StoredMember(`${name}.npy`, this.hashes);
    this.zip.add(file);
    const header = npyHeader(dtype, shape);
    file.push(header);
    const offset = this.written;
    file.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), true);
    return { name, dtype, shape, offset };
  }

  /** The bytes made since the last call. */
  take(): readonly Uint8Array[] {
    if (this.failure !== null) throw this.failure;
    const taken = this.pieces;
    this.pieces = [];
    return taken;
  }

  /** Writes the central directory. Nothing may be added after it. */
  end(): readonly Uint8Array[] {
    this.zip.end();
    return this.take();
  }
}

function dtypeOf(data: ColumnData): Dtype {
  if (data instanceof Float64Array) return "<f8";
  if (data instanceof Uint32Array) return "<u4";
  return data instanceof Uint16Array ? "<u2" : "|u1";
}

/** The .npy header, version 1.0, padded so that magic and header together are a multiple of 64 bytes. */
function npyHeader(dtype: Dtype, shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const dict = `{'descr': '${dtype}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const total = Math.ceil((10 + dict.length + 1) / 64) * 64;
  const text = `${dict.padEnd(total - 11, " ")}\n`;
  const bytes = new Uint8Array(total);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, (total - 10) & 255, (total - 10) >> 8]);
  for (let i = 0; i < text.length; i++) bytes[10 + i] = text.charCodeAt(i);
  return bytes;
}

/** Elements from bytes as stored. Copies where the bytes are not aligned for the type. */
export function toColumn(dtype: Dtype, bytes: Uint8Array): ColumnData {
  if (dtype === "|u1") return bytes;
  const isAligned = bytes.byteOffset % DTYPE_BYTES[dtype] === 0;
  const own = isAligned ? bytes : bytes.slice();
  const length = own.byteLength / DTYPE_BYTES[dtype];
  if (dtype === "<u2") return new Uint16Array(own.buffer, own.byteOffset, length);
  if (dtype === "<u4") return new Uint32Array(own.buffer, own.byteOffset, length);
  return new Float64Array(own.buffer, own.byteOffset, length);
}
