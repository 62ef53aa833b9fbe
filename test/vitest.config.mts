import { defineConfig } from "vitest/config";

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
  },
});
