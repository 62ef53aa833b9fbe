// The manifest against the code: commands, menus, colours and the names the product is fixed to.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../../..");
const manifest = JSON.parse(readFileSync(resolve(ROOT, "package.json"), "utf8")) as {
  name: string;
  displayName: string;
  contributes: {
    commands: { command: string; title: string }[];
    menus: Record<string, { command?: string; submenu?: string; when?: string }[]>;
    submenus: { id: string }[];
    keybindings: { command: string }[];
    colors: { id: string; defaults: Record<string, string> }[];
    configuration: { properties: Record<string, unknown> };
    viewsWelcome: { contents: string }[];
  };
};
const { contributes } = manifest;
const source = readFileSync(resolve(ROOT, "src/host/commandIds.ts"), "utf8");
const registered = [...(/COMMAND_IDS = \[([^\]]+)\]/.exec(source)?.[1] ?? "").matchAll(/"([^"]+)"/g)].map(
  (match) => match[1],
);

describe("the manifest", () => {
  it("declares exactly the commands that are registered", () => {
    expect(registered.length).toBeGreaterThan(10);
    expect(contributes.commands.map(({ command }) => command).sort()).toEqual([...registered].sort());
  });

  it("names only declared commands in menus, keys and welcome texts", () => {
    const named = [
      ...Object.values(contributes.menus)
        .flat()
        .flatMap(({ command }) => command ?? []),
      ...contributes.keybindings.map(({ command }) => command),
      ...contributes.viewsWelcome.flatMap(({ contents }) =>
        [...contents.matchAll(/command:(evalResults[\w.]+)/g)].map((match) => match[1]),
      ),
    ];
    for (const command of named) expect(registered).toContain(command);
  });

  it("fills every submenu that it shows, and shows every one that it fills", () => {
    const shown = Object.values(contributes.menus).flatMap((items) =>
      items.flatMap(({ submenu }) => submenu ?? []),
    );
    const declared = contributes.submenus.map(({ id }) => id);
    expect(shown).toEqual(declared);
    for (const id of declared) expect(contributes.menus[id]?.length).toBeGreaterThan(1);
  });

  it("shows every command in the palette unless it says otherwise", () => {
    const ruled = new Set((contributes.menus.commandPalette ?? []).map(({ command }) => command));
    const unruled = registered.filter((command) => command !== undefined && !ruled.has(command));
    expect(unruled).toEqual(["evalResults.results.refresh"]);
  });

  it("gives each colour a default in all four kinds of theme", () => {
    expect(contributes.colors.length).toBe(10);
    for (const { id, defaults } of contributes.colors)
      expect([id, Object.keys(defaults).sort()]).toEqual([
        id,
        ["dark", "highContrast", "highContrastLight", "light"],
      ]);
  });

  it("keeps the product's names", () => {
    expect([manifest.name, manifest.displayName]).toEqual(["eval-results", "Eval Results"]);
    for (const name of Object.keys(contributes.configuration.properties))
      expect(name).toMatch(/^evalResults\./);
  });
});
