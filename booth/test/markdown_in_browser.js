/** The cases that the services' own pages and the booth show alike; web/src/markdown.rs runs the same. */

import { blocks } from "../markdown.js";

/** @param {(name: string, ok: boolean, detail?: string) => void} report */
export async function testMarkdown(report) {
  /** @type {{ markdown: string, text: string, tags: string[] }[]} */
  const cases = await (await fetch("/booth/test/markdown_cases.json")).json();
  for (const { markdown, text, tags } of cases) {
    const shown = document.createElement("div");
    shown.append(...blocks(markdown));
    // What only lays out a table is not told apart.
    const found = new Set([...shown.querySelectorAll(":not(div)")].map(({ tagName }) => tagName.toLowerCase()));
    report(`markdown text: ${markdown}`, bare(shown.textContent ?? "") === bare(text), shown.innerHTML);
    report(`markdown elements: ${markdown}`, [...found].sort().join() === tags.join(), shown.innerHTML);
  }
}

/** White space between blocks is the page's. @param {string} text */
const bare = (text) => text.replace(/\s/g, "");
