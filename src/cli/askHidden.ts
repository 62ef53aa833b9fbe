// Asks for a key on a terminal without showing it.
import { Problem } from "../core/problem.ts";

/** The part of standard input that is needed. */
export interface HiddenInput {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
  setEncoding(encoding: "utf8"): unknown;
  on(event: "data", hear: (text: string) => void): unknown;
  off(event: "data", hear: (text: string) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** A way to ask, or `null` where no person sits at a terminal. */
export function hiddenQuestion(
  input: HiddenInput,
  show: (text: string) => void,
): ((question: string) => Promise<string>) | null {
  if (input.isTTY !== true || input.setRawMode === undefined) return null;
  return (question) =>
    new Promise((resolve, reject) => {
      let typed = "";
      const end = (): void => {
        input.off("data", hear);
        input.setRawMode?.(false);
        input.pause();
        show("\n");
      };
      const take = (char: string): void => {
        if (char === "\r" || char === "\n") {
          end();
          resolve(typed);
        } else if (char === "\u0003" || char === "\u0004") {
          end();
          reject(new Problem("auth", "No key was entered."));
        } else typed = char === "\u007f" || char === "\b" ? typed.slice(0, -1) : typed + char;
      };
      const hear = (text: string): void => {
        for (const char of text) take(char);
      };
      show(question);
      input.setRawMode?.(true);
      input.setEncoding("utf8");
      input.on("data", hear);
      input.resume();
    });
}
