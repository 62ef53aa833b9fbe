import { existsSync, statfsSync } from "node:fs";
import { defineConfig } from "vitest/config";

const MEMORY_DISK = "/dev/shm";
const ENOUGH_BYTES = 2 * 1024 ** 3;

/**
 * A disk in memory, where there is one with room: the tests that stop after every file operation flush thousands of
 * times, and no test asks whether a disk keeps its word.
 */
function temporaryFolder(): Readonly<Record<string, string>> {
  if (process.env.TMPDIR !== undefined || !existsSync(MEMORY_DISK)) return {};
  const { bavail, bsize } = statfsSync(MEMORY_DISK);
  return bavail * bsize > ENOUGH_BYTES ? { TMPDIR: MEMORY_DISK } : {};
}

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/unit/**/*.test.ts"],
    allowOnly: false,
    passWithNoTests: false,
    pool: "threads",
    // Tests share nothing but modules without state: one module graph per thread saves most of the time.
    isolate: false,
    testTimeout: 20_000,
    env: temporaryFolder(),
  },
});
