// How one signs in: without a key, with one that is typed, or, by the person's own choice, with one that lies on this machine
// for W&B's tools.
import * as vscode from "vscode";
import { type Connection, type ConnectionAuth, originOf, wrongKey } from "../../core/services/connection.ts";
import {
  keyFromEnvironment,
  keyFromNetrc,
  type LocalKeys,
  WANDB_VARIABLE,
} from "../../core/services/localKeys.ts";
import { inert } from "../plainText.ts";
import { askChoice, askText } from "./stepInputs.ts";
import { BACK, type Step, type StepPlace, walkSteps } from "./walkSteps.ts";

/** What the questions about a key fill in. */
export interface KeyDraft extends Pick<Connection, "kind" | "baseUrl" | "auth"> {
  readonly key: string;
  /** False where the key was read on this machine: it need not be typed. */
  readonly isTyped: boolean;
}

type Way = ConnectionAuth | "environment" | "netrc";

/** Asks for a key alone; `null` when the person gives up. */
export async function askKey(
  { name, kind, baseUrl }: Connection,
  localKeys: LocalKeys | null,
): Promise<string | null> {
  const title = `Sign In to ${name}`;
  const start: KeyDraft = { kind, baseUrl, auth: "key", key: "", isTyped: true };
  const hasOthers = (await waysOnThisMachine(start, localKeys)).length > 0;
  const steps = [...(hasOthers ? [wayStep(title, localKeys, false)] : []), keyStep(title, () => true)];
  return (await walkSteps<KeyDraft>(start, steps))?.key ?? null;
}

/** Whether and how one signs in. `mayBeNone`: also without a key. */
export function wayStep<Draft extends KeyDraft>(
  title: string,
  localKeys: LocalKeys | null,
  mayBeNone = true,
): Step<Draft> {
  const ask = async (draft: Draft, place: StepPlace): Promise<Draft | typeof BACK | null> => {
    const what = draft.kind === "nemo" ? "Bearer token" : "API key";
    const none = { label: "$(circle-slash) No Key", description: "the service asks for none", value: "none" };
    const answer = await askChoice<Way>(
      {
        title,
        placeholder: "How does one sign in?",
        items: [
          ...(mayBeNone ? [none as typeof none & { readonly value: "none" }] : []),
          { label: `$(key) ${what}`, description: "asked for next", value: "key" },
          ...(await waysOnThisMachine(draft, localKeys)),
        ],
        value: draft.auth,
      },
      place,
    );
    if (answer === null || answer === BACK) return answer;
    // One that was read before is not shown as if it had been typed.
    const typed = { isTyped: true, key: draft.isTyped ? draft.key : "" };
    if (answer === "none" || answer === "key") return { ...draft, auth: answer, ...typed };
    try {
      return { ...draft, auth: "key", isTyped: false, key: await keyBy(answer, draft, localKeys) };
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return ask(draft, place);
    }
  };
  return { ask };
}

/** Types the key. `needsKey`: whether one must be entered for the draft as it is. */
export function keyStep<Draft extends KeyDraft>(
  title: string,
  needsKey: (draft: Draft) => boolean,
): Step<Draft> {
  return {
    applies: (draft) => draft.auth === "key" && draft.isTyped && needsKey(draft),
    ask: async (draft, place) => {
      const { kind, baseUrl } = draft;
      const answer = await askText(
        {
          title,
          prompt: `${kind === "nemo" ? "Token" : "API key"} for ${originOf(baseUrl) ?? baseUrl}. ${KEPT}`,
          value: draft.key,
          isSecret: true,
          check: (text: string) => wrongKey(text.trim()),
        },
        place,
      );
      return answer === null || answer === BACK ? answer : { ...draft, key: answer.trim() };
    },
  };
}

const KEPT = "It is kept in the editor's secret storage and sent nowhere else.";

/** Where a key may lie on this machine, without looking into it; only W&B's tools keep theirs there. */
async function waysOnThisMachine({ kind, baseUrl }: KeyDraft, localKeys: LocalKeys | null) {
  if (kind !== "weave" || localKeys === null) return [];
  const path = await localKeys.netrcPath();
  const origin = originOf(baseUrl) ?? baseUrl;
  const environment = {
    label: `$(terminal) Use ${WANDB_VARIABLE} from the Environment`,
    description: `kept for ${origin}`,
    value: "environment",
  } as const;
  const netrc = {
    label: `$(file) Read from ${inert(path ?? "")}`,
    description: `kept for ${origin}`,
    value: "netrc",
  } as const;
  return [
    ...(localKeys.variable(WANDB_VARIABLE) === "" ? [] : [environment]),
    ...(path === null ? [] : [netrc]),
  ];
}

function keyBy(way: "environment" | "netrc", draft: KeyDraft, localKeys: LocalKeys | null): Promise<string> {
  if (localKeys === null) return Promise.reject(new Error("A page sees no keys of other tools."));
  return way === "netrc"
    ? keyFromNetrc(localKeys, draft)
    : Promise.resolve().then(() => keyFromEnvironment(localKeys));
}
