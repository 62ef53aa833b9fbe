// The icon font of the pages with the icons they use and no others, inside their style sheets: the whole font is 125 KB,
// and a page that fetches one shows its icons long after its words.
import { readFile } from "node:fs/promises";
import subsetFont from "subset-font";

const STYLES = "webview/shared/codicons.css";

/** The characters of the icons that a style sheet names, as `content: "\ea6c"`. */
export function iconCharacters(css) {
  return [...css.matchAll(/content:\s*"\\([0-9a-f]{4,6})"/gi)].map(([, code]) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );
}

/** @type {import("esbuild").Plugin} */
export const iconFont = {
  name: "icon font",
  setup(build) {
    build.onLoad({ filter: /codicon\.ttf$/ }, async ({ path }) => {
      const [font, css] = await Promise.all([readFile(path), readFile(STYLES, "utf8")]);
      const contents = await subsetFont(font, iconCharacters(css).join(""), { targetFormat: "woff2" });
      return { contents, loader: "dataurl", watchFiles: [STYLES] };
    });
  },
};
