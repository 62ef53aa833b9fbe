// A file being written with its size and checksum, as the manifest lists them.
import type { FileSink, Hashes } from "../core/ports.ts";
import type { StoredFile } from "./manifest.ts";

export class CheckedSink {
  private size = 0;
  private crc = 0;

  constructor(
    readonly name: string,
    private readonly sink: FileSink,
    private readonly hashes: Hashes,
  ) {}

  get sizeBytes(): number {
    return this.size;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.crc = this.hashes.crc32(bytes, this.crc);
    this.size += bytes.length;
    await this.sink.write(bytes);
  }

  async close(): Promise<readonly [string, StoredFile]> {
    await this.sink.close();
    return [this.name, { sizeBytes: this.size, crc32: this.crc }];
  }

  abandon(): Promise<void> {
    return this.sink.abandon();
  }
}
