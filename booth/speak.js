/**
 * Loads the words of the page's language. Whatever says something imports this first: it is then able to.
 */

import { chooseLanguage } from "./language.js";
import { learn, t } from "./words.js";

const page = document.documentElement;
page.lang = chooseLanguage();
learn(await (await fetch(`/booth/words_${page.lang}.json`)).json());
page.dir = t("direction");
for (const element of document.querySelectorAll("[data-t]")) {
  const text = t(element.getAttribute("data-t") ?? "");
  if (element.hasAttribute("aria-label")) element.setAttribute("aria-label", text);
  else element.textContent = text;
}
