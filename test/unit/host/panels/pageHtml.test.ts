// The HTML of a page holds its bundle whole and ends where the bundle ends.
import { describe, expect, it } from "vitest";
import { pageHtml } from "../../../../src/host/panels/pageHtml.ts";

const PARTS = {
  script: "",
  style: "",
  folder: "https://host/dist/webview/",
  cspSource: "https://host",
  nonce: "n1",
};

/** The text between an element's tags, as a parser ends it: at the first end tag, whatever stands before. */
function contentOf(html: string, element: string): string {
  return new RegExp(`<${element}[^>]*>(.*?)</${element}`, "is").exec(html)?.[1] ?? "";
}

describe("pageHtml", () => {
  it("keeps script and style inside their elements, whatever texts they hold", () => {
    const script = `const a = "</script><script>alert(1)</SCRIPT>", b = "<!--";done();`;
    const style = `a::after { content: "</style>" } b { color: red }`;
    const html = pageHtml({ ...PARTS, script, style });
    expect(contentOf(html, "script")).toMatch(/done\(\);$/);
    expect(contentOf(html, "script")).not.toContain("<!--");
    expect(contentOf(html, "style")).toMatch(/color: red \}$/);
  });

  it("leaves what a script means as it was", () => {
    const script = `JSON.stringify(["</script>", "<!-- a", \`</script>\`])`;
    const run = new Function(`return ${contentOf(pageHtml({ ...PARTS, script }), "script")}`);
    expect(JSON.parse(String(run()))).toEqual(["</script>", "<!-- a", "</script>"]);
  });

  it("allows what carries its nonce, and nothing remote", () => {
    const html = pageHtml(PARTS);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'nonce-n1';");
    expect(policy).not.toContain("unsafe");
    expect(html.match(/nonce="n1"/g)).toHaveLength(2);
  });
});
