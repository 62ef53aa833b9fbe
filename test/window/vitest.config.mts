import { defineConfig } from "vitest/config";

// Each file opens a window of its own, and two at once would slow each other down; so one after the other.
export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["test/window/**/*.test.ts"],
    allowOnly: false,
    passWithNoTests: false,
    pool: "forks",
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A window on a busy machine takes its time to draw what is there.
    expect: { poll: { timeout: 10_000 } },
  },
});
