/**
 * Loads the words of the page's language. Whatever says something imports this first: it is then able to.
 */

import { learnFrom, t } from "./words.js";

await learnFrom("words");
document.documentElement.dir = t("direction");
for (const element of document.querySelectorAll("[data-t]")) {
  const text = t(element.getAttribute("data-t") ?? "");
  if (element.hasAttribute("aria-label")) element.setAttribute("aria-label", text);
  else element.textContent = text;
}
