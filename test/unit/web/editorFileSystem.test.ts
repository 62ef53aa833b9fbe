import { describe, expect, it } from "vitest";
import type { FileSystem } from "../../../src/core/ports.ts";
import { anEditorFileSystem } from "../../support/fileSystemEditor.ts";

const FILE = "memfs:///folder/file";

async function write(fs: FileSystem, path: string, text: string): Promise<void> {
  const sink = await fs.replace(path);
  await sink.write(new TextEncoder().encode(text));
  await sink.close();
}

describe("the editor's files, in the worker", () => {
  it("are read once for many ranges", async () => {
    const { fs, editor } = anEditorFileSystem();
    await write(fs, FILE, "0123456789");
    await Promise.all([fs.readRange(FILE, 0, 2), fs.readRange(FILE, 2, 2)]);
    for (let i = 0; i < 10; i++) await fs.readRange(FILE, i, 1);
    expect(editor.log.filter((line) => line.startsWith("read "))).toHaveLength(1);
    expect(editor.log.filter((line) => line.startsWith("stat "))).toHaveLength(1);
  });

  it("are read anew when another window wrote them", async () => {
    const { fs, editor, pass } = anEditorFileSystem();
    const other = anEditorFileSystem(editor);
    await write(fs, FILE, "one");
    expect((await fs.readRange(FILE, 0, 9)).length).toBe(3);
    await write(other.fs, FILE, "other");
    pass(1000);
    expect(new TextDecoder().decode(await fs.readRange(FILE, 0, 9))).toBe("other");
  });

  it("are checked but not read again while they stay", async () => {
    const { fs, editor, pass } = anEditorFileSystem();
    await write(fs, FILE, "one");
    await fs.readRange(FILE, 0, 1);
    pass(1000);
    await fs.readRange(FILE, 0, 1);
    expect(editor.log.filter((line) => line.startsWith("read "))).toHaveLength(1);
  });

  it("have a size also where the provider tells none", async () => {
    const { fs, editor } = anEditorFileSystem();
    editor.hidesSizes = true;
    await write(fs, FILE, "0123456789");
    expect(await fs.stat(FILE)).toMatchObject({ sizeBytes: 10 });
  });

  it("say with the editor's code that they can't be written", async () => {
    const { fs, editor } = anEditorFileSystem();
    await write(fs, FILE, "kept");
    editor.isReadOnly = true;
    await expect(write(fs, FILE, "new")).rejects.toMatchObject({ code: "NoPermissions" });
    expect(new TextDecoder().decode(await fs.read(FILE))).toBe("kept");
  });

  it("join below a root", () => {
    const { fs } = anEditorFileSystem();
    expect(fs.join("memfs:///", "a")).toBe("memfs:///a");
    expect(fs.join("memfs://host", "a", "b/")).toBe("memfs://host/a/b");
    expect(fs.join("memfs:///a//", "/b")).toBe("memfs:///a/b");
  });
});
