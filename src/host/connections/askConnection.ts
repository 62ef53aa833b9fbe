// The questions that make a connection, new or changed: service, name, address, workspaces, sign-in, key.
import {
  type Connection,
  type ConnectionKind,
  isPlainAbroad,
  listedWorkspaces,
  originOf,
  SERVICE_NAMES,
  sameName,
  USUAL_BASE_URL,
  wrongBaseUrl,
  wrongName,
  wrongWorkspaces,
} from "../../core/services/connection.ts";
import type { LocalKeys } from "../../core/services/localKeys.ts";
import { type KeyDraft, keyStep, wayStep } from "./askKey.ts";
import { askChoice, askText } from "./stepInputs.ts";
import { BACK, type Step, type StepPlace, walkSteps } from "./walkSteps.ts";

/** A connection and, where one was entered, its key. */
export interface AskedConnection {
  readonly connection: Connection;
  readonly key: string | null;
}

interface Draft extends Omit<Connection, "id">, KeyDraft {}

const NEW = "Add Connection";

/** What is there beside the connection that is asked about. */
export interface Around {
  readonly others: readonly Connection[];
  readonly localKeys: LocalKeys | null;
}

/** Asks for a new one; `null` when the person gives up. */
export async function askNewConnection(
  others: readonly Connection[],
  localKeys: LocalKeys | null,
): Promise<AskedConnection | null> {
  const draft = await walkSteps(emptyDraft("nemo", others), [
    kindStep,
    ...laterSteps(NEW, { others, localKeys }),
  ]);
  if (draft === null) return null;
  const ids = others.map(({ id }) => id);
  return asked(draft, freeName(draft.name, ids));
}

/** Asks the same of one that is there; a key is asked for only where the one kept would not do. */
export async function askChange(
  connection: Connection,
  around: Around,
  keptFor: string | null,
): Promise<AskedConnection | null> {
  const draft = await walkSteps(
    { ...connection, key: "", isTyped: true },
    laterSteps("Edit Connection", around, (to) => keptFor === null || keptFor !== originOf(to.baseUrl)),
  );
  if (draft === null) return null;
  return asked(draft, connection.id);
}

/** Plain http stays allowed only for an address that needs it. */
function asked({ key, isTyped: _, ...draft }: Draft, id: string): AskedConnection {
  const allowsHttp = draft.allowsHttp && isPlainAbroad(draft.baseUrl);
  return { connection: { ...draft, allowsHttp, id }, key: draft.auth === "key" && key !== "" ? key : null };
}

/** Asks which workspaces or projects to list; `null` when the person gives up. */
export async function askWorkspaces({ kind, workspaces }: Connection): Promise<readonly string[] | null> {
  const place = { step: 1, total: 1, canGoBack: false };
  const answer = await askText(workspacesQuestion("Workspaces to List", kind, workspaces), place);
  return answer === null || answer === BACK ? null : listedWorkspaces(answer);
}

function workspacesQuestion(title: string, kind: ConnectionKind, workspaces: readonly string[]) {
  return {
    title,
    prompt: `${kind === "nemo" ? "Workspaces" : "Projects"}, with commas between several. They are listed together.`,
    value: workspaces.join(", "),
    placeholder: kind === "nemo" ? "default" : "entity/project",
    check: (value: string) => wrongWorkspaces(kind, value),
  };
}

function emptyDraft(kind: ConnectionKind, others: readonly Connection[]): Draft {
  return {
    kind,
    name: freeName(
      SERVICE_NAMES[kind],
      others.map(({ name }) => name),
    ),
    baseUrl: USUAL_BASE_URL[kind],
    workspaces: kind === "nemo" ? ["default"] : [],
    auth: kind === "nemo" ? "none" : "key",
    allowsHttp: false,
    key: "",
    isTyped: true,
  };
}

/** The name, or with the first number behind it that makes it free. */
function freeName(name: string, taken: readonly string[]): string {
  const isTaken = (text: string): boolean => taken.some((other) => sameName(other, text));
  for (let n = 2, text = name; ; n++) {
    if (!isTaken(text)) return text;
    text = `${name} ${n}`;
  }
}

const kindStep: Step<Draft> = {
  ask: async (draft, place) => {
    const kinds = [
      { kind: "nemo", icon: "server", what: "metric job results of a NeMo Platform" },
      { kind: "weave", icon: "cloud", what: "evaluation runs of Weave projects" },
    ] as const;
    const answer = await askChoice<ConnectionKind>(
      {
        title: NEW,
        placeholder: "Which service keeps the results?",
        items: kinds.map(({ kind, icon, what }) => ({
          label: `$(${icon}) ${SERVICE_NAMES[kind]}`,
          description: what,
          value: kind,
        })),
        value: draft.kind,
      },
      place,
    );
    if (answer === null || answer === BACK) return answer;
    return answer === draft.kind ? draft : emptyDraft(answer, []);
  },
};

/** All steps but the first. `needsKey`: whether a key must be entered for the draft as it is. */
function laterSteps(
  title: string,
  { others, localKeys }: Around,
  needsKey: (draft: Draft) => boolean = () => true,
): readonly Step<Draft>[] {
  const names = others.map(({ name }) => name);
  const text = (
    question: (draft: Draft) => Parameters<typeof askText>[0],
    put: (value: string) => Partial<Draft>,
  ) => ({
    ask: async (draft: Draft, place: StepPlace) => {
      const answer = await askText(question(draft), place);
      return answer === null || answer === BACK ? answer : { ...draft, ...put(answer) };
    },
  });
  return [
    text(
      ({ name }) => ({
        title,
        prompt: "Name of the connection, as it stands in the Results view.",
        value: freeName(name, title === NEW ? names : []),
        check: (value) => wrongName(value.trim(), names),
      }),
      (value) => ({ name: value.trim() }),
    ),
    text(
      ({ baseUrl, kind }) => ({
        title,
        prompt: `Base address of ${SERVICE_NAMES[kind]}.`,
        value: baseUrl,
        placeholder: USUAL_BASE_URL[kind],
        check: (value) => wrongBaseUrl(value.trim(), true),
      }),
      (value) => ({ baseUrl: value.trim() }),
    ),
    plainHttpStep(title),
    text(
      ({ workspaces, kind }) => workspacesQuestion(title, kind, workspaces),
      (value) => ({ workspaces: listedWorkspaces(value) }),
    ),
    wayStep(title, localKeys),
    keyStep(title, needsKey),
  ];
}

/** Asked only of plain http to another machine. */
function plainHttpStep(title: string): Step<Draft> {
  return {
    applies: ({ baseUrl }) => isPlainAbroad(baseUrl),
    ask: async (draft, place) => {
      const answer = await askChoice(
        {
          title,
          placeholder: `${new URL(draft.baseUrl).host} is another machine: over plain http, anyone on the way reads results and keys`,
          items: [
            {
              label: "Use https Instead",
              description: draft.baseUrl.replace(/^http:/i, "https:"),
              value: false,
            },
            { label: "Allow Plain http for This Connection", description: draft.baseUrl, value: true },
          ],
          value: draft.allowsHttp,
        },
        place,
      );
      if (answer === null || answer === BACK) return answer;
      return answer
        ? { ...draft, allowsHttp: true }
        : { ...draft, allowsHttp: false, baseUrl: draft.baseUrl.replace(/^http:/i, "https:") };
    },
  };
}
