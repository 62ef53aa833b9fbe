// One step of a series of questions, as the editor asks it: a text with its check, or a choice.
import * as vscode from "vscode";
import { BACK, type StepPlace } from "./walkSteps.ts";

export interface AskedText {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly isSecret?: boolean;
  /** One sentence on what is wrong with it, or `null`. */
  readonly check: (text: string) => string | null;
}

/** Stays open when the focus goes elsewhere: keys are copied from other windows. */
function prepare(input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>, place: StepPlace): void {
  input.step = place.step;
  input.totalSteps = place.total;
  input.ignoreFocusOut = true;
  if (place.canGoBack) input.buttons = [vscode.QuickInputButtons.Back];
}

/** The text; it closes only with one that nothing is wrong with. */
export function askText(asked: AskedText, place: StepPlace): Promise<string | typeof BACK | null> {
  const input = vscode.window.createInputBox();
  prepare(input, place);
  input.title = asked.title;
  input.prompt = asked.prompt;
  input.value = asked.value;
  input.placeholder = asked.placeholder ?? "";
  input.password = asked.isSecret === true;
  // What is wrong is said from the first try on, not while the first letters are typed.
  let hasTried = false;
  const say = (): string | null => {
    const wrong = asked.check(input.value);
    input.validationMessage = hasTried && wrong !== null ? wrong : "";
    return wrong;
  };
  return new Promise((resolve) => {
    input.onDidChangeValue(say);
    input.onDidTriggerButton(() => finish(BACK));
    input.onDidAccept(() => {
      hasTried = true;
      if (say() === null) finish(input.value);
    });
    input.onDidHide(() => finish(null));
    const finish = (answer: string | typeof BACK | null): void => {
      resolve(answer);
      input.dispose();
    };
    input.show();
  });
}

export interface AskedChoice<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly (vscode.QuickPickItem & { readonly value: T })[];
  /** Selected at first. */
  readonly value: T;
}

export function askChoice<T>(
  { title, placeholder, items, value }: AskedChoice<T>,
  place: StepPlace,
): Promise<T | typeof BACK | null> {
  const input = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly value: T }>();
  prepare(input, place);
  input.title = title;
  input.placeholder = placeholder;
  input.items = items;
  input.activeItems = items.filter((item) => item.value === value);
  return new Promise((resolve) => {
    const finish = (answer: T | typeof BACK | null): void => {
      resolve(answer);
      input.dispose();
    };
    input.onDidTriggerButton(() => finish(BACK));
    input.onDidAccept(() => {
      const [picked] = input.activeItems;
      if (picked !== undefined) finish(picked.value);
    });
    input.onDidHide(() => finish(null));
    input.show();
  });
}
