/**
 * Loads the words of the page's language and writes them where the page has them. What says something waits for `spoken` first, which
 * tells whether the words had to be asked for again.
 */

import { learnFrom, t } from "./words.js";

export const spoken = learnFrom("words").then((again) => {
  document.documentElement.dir = t("direction");
  for (const element of document.querySelectorAll("[data-t]")) {
    const text = t(element.getAttribute("data-t") ?? "");
    if (element.hasAttribute("aria-label")) element.setAttribute("aria-label", text);
    else element.textContent = text;
  }
  return again;
});
