// Gives the tests of a file one window on a workspace of their own, and records it when a test fails.
import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";

import { makeTemporaryFolder } from "../host/temporaryFolders.ts";
import { CodeWindow, type WindowOptions } from "../host/window.ts";

interface Use extends Omit<WindowOptions, "workspace"> {
  /** Fills the new workspace before the window opens. */
  readonly prepare?: (workspace: string) => void | Promise<void>;
  /** Each test goes on where the one before it ended: after a failure the rest is skipped, for it could only fail. */
  readonly isStory?: boolean;
}

export interface UsedWindow {
  /** The open window; only within tests and hooks. */
  readonly window: CodeWindow;
  readonly workspace: string;
}

/** Opens the window before the first test of the file and closes it after the last. */
export function useWindow({ prepare, isStory = false, ...options }: Use = {}): UsedWindow {
  const workspace = makeTemporaryFolder("workspace");
  let opened: CodeWindow | undefined;
  let hasFailed = false;

  beforeAll(async () => {
    await prepare?.(workspace);
    opened = await CodeWindow.open({ ...options, workspace });
  });
  beforeEach(({ skip }) => {
    if (isStory && hasFailed) skip();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail") return;
    hasFailed = true;
    console.log(await opened?.saveFailure(task.name));
  });
  afterAll(async () => {
    await opened?.close();
    rmSync(workspace, { recursive: true, force: true });
  });

  return {
    workspace,
    get window() {
      if (opened === undefined) throw new Error("The window is open during tests only.");
      return opened;
    },
  };
}
