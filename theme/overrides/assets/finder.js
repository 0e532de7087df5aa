// A field above a list of links: typing leaves those that have a word that begins so, Enter follows the
// first, Escape shows them all again. Words are compared as fold.js folds them. Without scripts the list is whole.
//
//   <ul class="finder" data-finder='{"label": "…", "none": "…", "count": {"one": "{n} …", "other": "{n} …"}}'>
//     <li data-words="elsene 1050"><a href="…">Ixelles</a></li>

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

  const field = document.createElement("input");
  field.type = "search";
  field.id = `finder-${number}`;
  field.autocomplete = "off";
  field.spellcheck = false;
  field.setAttribute("enterkeyhint", "go");
  const label = document.createElement("label");
  label.htmlFor = field.id;
  label.textContent = words.label;
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const tools = document.createElement("div");
  tools.className = "finder-tools";
  tools.append(label, field, status);
  list.before(tools);
  list.classList.add("ready"); // the style sheet kept the tools' place until now

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
  // A browser that comes back to the page puts in what stood there.
  addEventListener("pageshow", show);
}

document.querySelectorAll("ul.finder[data-finder]").forEach(enhance);
