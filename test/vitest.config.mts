import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/unit/**/*.test.ts"],
    allowOnly: false,
    passWithNoTests: false,
    pool: "threads",
    testTimeout: 20_000,
  },
});
