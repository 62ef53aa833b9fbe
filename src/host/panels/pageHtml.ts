// The HTML of a webview page, with its script and its styles inside: each file that a page fetches goes through the
// editor's service worker, and the editor shows a page, and passes messages on to it, only once all of them are there.
// No data is ever written into the page.

export interface PageParts {
  readonly script: string;
  readonly style: string;
  /** Where more scripts of the page are, with a slash at its end: what it loads later. */
  readonly folder: string;
  /** The editor's name for files of its own in a security policy. */
  readonly cspSource: string;
  /** Random, new for each page. */
  readonly nonce: string;
}

export function pageHtml({ script, style, folder, cspSource, nonce }: PageParts): string {
  // The UI kit makes style elements; it finds the nonce they need in the meta element below.
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    "font-src data:",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta property="csp-nonce" content="${nonce}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Eval Results</title>
    <style nonce="${nonce}">${withoutEnd(style, "style")}</style>
  </head>
  <body>
    <script nonce="${nonce}" data-folder="${folder}">${withoutEnd(script, "script")}</script>
  </body>
</html>`;
}

/**
 * A bundle that can't end its element early. The bundler writes neither into code, only into texts and comments, where a
 * backslash before such a character means nothing in either language.
 */
function withoutEnd(text: string, element: "script" | "style"): string {
  return text.replace(new RegExp(`</(?=${element})`, "gi"), "<\\/").replaceAll("<!--", "<\\!--");
}
