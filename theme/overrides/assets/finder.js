// A field above a list of links: it keeps the links with a word that begins as typed, Enter follows the first
// one, Escape shows all again. Words are folded by fold.js. Without scripts the whole list is shown.
//
//   <ul class="finder" data-finder='{"label": "…", "none": "…", "count": {"one": "{n} …", "other": "{n} …"}}'>
//     <li data-words="elsene 1050"><a href="…">Ixelles</a></li>

import { make } from "./dom.js";
import { fold, foundBy, significant } from "./fold.js";

const locale = document.documentElement.lang.slice(0, 2);
const plural = new Intl.PluralRules(locale);

/** @param {HTMLUListElement} list @param {number} number */
function enhance(list, number) {
  const words = JSON.parse(list.dataset.finder);
  const items = [...list.children].map((item) => ({
    item: /** @type {HTMLLIElement} */ (item),
    words: foundBy(`${item.textContent} ${item.dataset.words ?? ""}`),
  }));

  const field = make("input", {
    type: "search", id: `finder-${number}`, autocomplete: "off", spellcheck: false, enterkeyhint: "go",
  });
  const status = make("p", { role: "status" });
  const tools = make("div", { className: "finder-tools" }, make("label", { htmlFor: field.id }, words.label), field, status);
  list.before(tools);
  list.classList.add("ready"); // until now the style sheet kept room for the tools

  function show() {
    const terms = significant(fold(field.value));
    let shown = 0;
    for (const { item, words } of items) {
      item.hidden = !terms.every((term) => words.some((word) => word.startsWith(term)));
      if (!item.hidden) shown++;
    }
    const count = words.count?.[plural.select(shown)] ?? words.count?.other ?? `{n} / ${items.length}`;
    status.textContent = !terms.length ? "" : shown ? count.replace("{n}", `${shown}`) : words.none;
  }

  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && field.value) {
      event.preventDefault();
      field.value = "";
      show();
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (field.value.trim()) items.find(({ item }) => !item.hidden)?.item.querySelector("a").click();
    }
  });
  // A browser that comes back to the page restores the field.
  addEventListener("pageshow", show);
}

document.querySelectorAll("ul.finder[data-finder]").forEach(enhance);
