// What every file system must do for the store and the use cases, on disk and in the editor alike.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FileSystem } from "../../../src/core/ports.ts";
import { FILE_SYSTEMS, type FileSystemFixture } from "../../support/fileSystems.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const never = new AbortController().signal;

const largeContent = new Uint8Array(9 * 1024 * 1024 + 7);
for (let i = 0; i < largeContent.length; i++) largeContent[i] = (i * 31 + (i >> 12)) & 255;

describe.each(FILE_SYSTEMS)("%s", (_name, start) => {
  let fixture: FileSystemFixture;
  let fs: FileSystem;
  const at = (...names: readonly string[]): string => fs.join(fixture.folder, ...names);

  beforeEach(async () => {
    fixture = await start();
    fs = fixture.fs;
  });
  afterEach(() => fixture.remove?.());

  const write = async (path: string, content: string | Uint8Array): Promise<void> => {
    const sink = await fs.create(path);
    await sink.write(typeof content === "string" ? bytesOf(content) : content);
    await sink.close();
  };
  const text = async (path: string): Promise<string> => new TextDecoder().decode(await fs.read(path));
  const names = async (folder: string): Promise<readonly string[]> =>
    (await fs.list(folder)).map(({ name }) => name).sort();

  it.each(["plain.jsonl", "two words.jsonl", "größe 測試 🎯.jsonl", "50%41?#x.jsonl", "a+b&c=d.jsonl"])(
    "keeps a file named %s",
    async (name) => {
      await write(at(name), "content é");
      expect(await text(at(name))).toBe("content é");
      expect(await names(fixture.folder)).toEqual([name]);
      expect(await fs.stat(at(name))).toMatchObject({ sizeBytes: 10, isFolder: false });
    },
  );

  it("tells folders from files", async () => {
    await fs.makeFolder(at("one", "two"));
    await write(at("one", "file"), "x");
    expect(await fs.stat(at("one"))).toMatchObject({ isFolder: true });
    const entries = [...(await fs.list(at("one")))].sort((a, b) => a.name.localeCompare(b.name));
    expect(entries).toEqual([
      { name: "file", isFolder: false },
      { name: "two", isFolder: true },
    ]);
  });

  it("makes a folder that is there without a word", async () => {
    await fs.makeFolder(at("one"));
    await write(at("one", "file"), "x");
    await fs.makeFolder(at("one"));
    expect(await names(at("one"))).toEqual(["file"]);
  });

  it("says when something was changed, where it knows", async () => {
    await write(at("file"), "x");
    const { modifiedMs } = (await fs.stat(at("file"))) ?? {};
    expect(modifiedMs ?? 1).toBeGreaterThan(0);
  });

  it("has nothing where nothing is", async () => {
    expect(await fs.stat(at("none"))).toBeNull();
    expect(await fs.stat(at("none", "below"))).toBeNull();
    expect(await fs.list(at("none"))).toEqual([]);
    await expect(fs.read(at("none"))).rejects.toThrow();
    await expect(fs.readRange(at("none"), 0, 1)).rejects.toThrow();
    await expect(fs.chunks(at("none"), never)[Symbol.asyncIterator]().next()).rejects.toThrow();
    await fs.remove(at("none"));
    await fs.syncFolder(at("none"));
  });

  it("has nothing below a file", async () => {
    await write(at("file"), "x");
    expect(await fs.stat(at("file", "below"))).toBeNull();
  });

  it("never creates over a file, open or closed", async () => {
    const first = await fs.create(at("file"));
    await expect(fs.create(at("file"))).rejects.toThrow();
    await first.write(bytesOf("first"));
    await first.close();
    await expect(fs.create(at("file"))).rejects.toThrow();
    expect(await text(at("file"))).toBe("first");
  });

  it("leaves nothing of a file given up", async () => {
    const sink = await fs.create(at("file"));
    await sink.write(bytesOf("half"));
    await sink.abandon();
    await fs.remove(at("file"));
    expect(await names(fixture.folder)).toEqual([]);
    await write(at("file"), "again");
    expect(await text(at("file"))).toBe("again");
  });

  it("replaces a file when the new one is closed, not before", async () => {
    await write(at("file"), "old");
    const sink = await fs.replace(at("file"));
    await sink.write(bytesOf("new"));
    expect(await text(at("file"))).toBe("old");
    await sink.close();
    expect(await text(at("file"))).toBe("new");
    expect(await names(fixture.folder)).toEqual(["file"]);
  });

  it("keeps the old file when a replacement is given up", async () => {
    await write(at("file"), "old");
    const sink = await fs.replace(at("file"));
    await sink.write(bytesOf("half"));
    await sink.abandon();
    expect(await text(at("file"))).toBe("old");
    expect(await names(fixture.folder)).toEqual(["file"]);
  });

  it("replaces what is not there yet", async () => {
    const sink = await fs.replace(at("file"));
    await sink.close();
    expect(await fs.stat(at("file"))).toMatchObject({ sizeBytes: 0 });
  });

  it("has taken what it was given when a write ends", async () => {
    const bytes = bytesOf("mine");
    const sink = await fs.create(at("file"));
    await sink.write(bytes);
    bytes.fill(0);
    await sink.write(bytesOf(" and more"));
    await sink.close();
    expect(await text(at("file"))).toBe("mine and more");
  });

  it("reads a file that is being closed", async () => {
    const sink = await fs.create(at("file"));
    await sink.write(bytesOf("content"));
    const closed = sink.close();
    expect(await fs.stat(at("file"))).toMatchObject({ sizeBytes: 7 });
    expect(await text(at("file"))).toBe("content");
    await closed;
  });

  it("reads a large file whole, in ranges and in chunks", async () => {
    const content = largeContent;
    const size = content.length;
    await write(at("large"), content);
    expect(Buffer.compare(await fs.read(at("large")), content)).toBe(0);
    expect(await fs.readRange(at("large"), 5_000_001, 3)).toEqual(content.slice(5_000_001, 5_000_004));
    expect((await fs.readRange(at("large"), size - 2, 10)).length).toBe(2);
    expect((await fs.readRange(at("large"), size + 2, 10)).length).toBe(0);
    const pieces = [
      { offset: size - 4, target: new Uint8Array(4) },
      { offset: 17, target: new Uint8Array(9).subarray(2, 7) },
      { offset: size, target: new Uint8Array(0) },
    ];
    await fs.readInto(at("large"), pieces);
    for (const { offset, target } of pieces)
      expect(Buffer.compare(target, content.subarray(offset, offset + target.length))).toBe(0);
    const beyond = [{ offset: size - 4, target: new Uint8Array(5) }];
    await expect(fs.readInto(at("large"), beyond)).rejects.toThrow(RangeError);
    await expect(fs.readInto(at("none"), pieces)).rejects.toThrow();
    let read = 0;
    for await (const chunk of fs.chunks(at("large"), never)) {
      expect(Buffer.compare(chunk, content.subarray(read, read + chunk.length))).toBe(0);
      read += chunk.length;
      expect(chunk.length).toBeLessThanOrEqual(4 * 1024 * 1024);
    }
    expect(read).toBe(size);
  });

  it("gives bytes that the caller may change", async () => {
    await write(at("file"), "content");
    (await fs.readRange(at("file"), 0, 7)).fill(0);
    (await fs.read(at("file"))).fill(0);
    for await (const chunk of fs.chunks(at("file"), never)) chunk.fill(0);
    expect(await text(at("file"))).toBe("content");
  });

  it("stops giving chunks when it is told to", async () => {
    await write(at("large"), new Uint8Array(6 * 1024 * 1024));
    const controller = new AbortController();
    let chunks = 0;
    const reading = (async () => {
      for await (const chunk of fs.chunks(at("large"), controller.signal)) {
        if (chunk.length > 0) chunks++;
        controller.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    expect(chunks).toBe(1);
    const none = fs.chunks(at("large"), AbortSignal.abort())[Symbol.asyncIterator]();
    await expect(none.next()).rejects.toMatchObject({ name: "AbortError" });
  });

  it("moves a file onto another", async () => {
    await write(at("a"), "new");
    await write(at("b"), "old");
    expect(await text(at("b"))).toBe("old");
    await fs.rename(at("a"), at("b"));
    expect(await text(at("b"))).toBe("new");
    expect(await names(fixture.folder)).toEqual(["b"]);
  });

  it("moves a folder with all in it", async () => {
    await fs.makeFolder(at("from", "sub"));
    await write(at("from", "sub", "file"), "x");
    expect(await text(at("from", "sub", "file"))).toBe("x");
    await fs.rename(at("from"), at("to"));
    expect(await text(at("to", "sub", "file"))).toBe("x");
    expect(await fs.stat(at("from"))).toBeNull();
    await expect(fs.read(at("from", "sub", "file"))).rejects.toThrow();
  });

  it("never moves onto a folder that holds something", async () => {
    await fs.makeFolder(at("a"));
    await fs.makeFolder(at("b"));
    await write(at("b", "file"), "kept");
    await expect(fs.rename(at("a"), at("b"))).rejects.toThrow();
    expect(await text(at("b", "file"))).toBe("kept");
    expect(await fs.stat(at("a"))).toMatchObject({ isFolder: true });
  });

  it("can't move what is not there", async () => {
    await expect(fs.rename(at("none"), at("b"))).rejects.toThrow();
  });

  it("removes a file, and a folder with all in it", async () => {
    await fs.makeFolder(at("a", "b"));
    await write(at("a", "b", "file"), "x");
    await write(at("file"), "x");
    await fs.remove(at("file"));
    await fs.remove(at("a"));
    expect(await names(fixture.folder)).toEqual([]);
  });

  it("reads the file that is there now, not one of that name before", async () => {
    for (const content of ["first", "2nd"]) {
      await write(at("file"), content);
      expect(await text(at("file"))).toBe(content);
      expect(await fs.readRange(at("file"), 0, 9)).toEqual(bytesOf(content));
      await fs.remove(at("file"));
    }
    await expect(fs.read(at("file"))).rejects.toThrow();
    await expect(fs.readRange(at("file"), 0, 9)).rejects.toThrow();
  });

  it("joins names to paths", async () => {
    await fs.makeFolder(fs.join(fixture.folder, "a/b", "", "c/"));
    expect(await names(at("a", "b"))).toEqual(["c"]);
  });
});
