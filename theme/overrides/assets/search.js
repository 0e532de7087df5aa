// The search page. Its state is in the address:
// ?q=…&kind=…&measure=…&commune=…&year=…

import { make } from "./dom.js";
import { FILTERS, find, load } from "./engine.js";
import { fold } from "./fold.js";
import { item } from "./results.js";

/** @typedef {import("./engine.js").State} State */
/** @typedef {import("./engine.js").Answer} Answer */

const STEP = 10; // results shown at a time
const PAUSE = 250; // milliseconds without a key before a search starts

const locale = document.documentElement.lang.slice(0, 2);
const words = JSON.parse(document.getElementById("search-words").textContent);
const form = /** @type {HTMLFormElement} */ (document.querySelector("form.search"));
const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
const collator = new Intl.Collator(locale, { numeric: true });
const plural = new Intl.PluralRules(locale);
const number = new Intl.NumberFormat(`${locale}-BE`);

/**
 * A sentence of `words`, in the singular or plural for its number `n`.
 * @param {string | Record<string, string>} sentence @param {Record<string, any>} values
 */
function say(sentence, values = {}) {
  const said = sentence.other ? sentence[plural.select(values.n)] ?? sentence.other : sentence;
  return said.replace(/\{(\w+)\}/g, (_, key) =>
    typeof values[key] === "number" ? number.format(values[key]) : values[key]);
}

// --- the address ---------------------------------------------------------------------------------

/** @returns {State} */
function asked() {
  const query = new URLSearchParams(location.search);
  return {
    q: query.get("q") ?? "",
    ...Object.fromEntries(FILTERS.map((name) => [name, query.getAll(name)])),
  };
}

/** @param {State} state */
function addressOf(state) {
  const query = new URLSearchParams();
  if (state.q) query.set("q", state.q);
  for (const name of FILTERS) for (const value of state[name]) query.append(name, value);
  return location.pathname + `?${query}`.replace(/\?$/, "");
}

/** @param {State} state @param {boolean} again whether Back skips the present address */
function ask(state, again = false) {
  const address = addressOf(state);
  if (again) history.replaceState(null, "", address);
  else if (address !== location.pathname + location.search) history.pushState(null, "", address);
  show();
}

// --- what is shown -------------------------------------------------------------------------------

const status = make("p", { role: "status", className: "shown" });
const list = make("ol", { className: "results" });
const more = make("button", { type: "button", className: "plain-button", hidden: true });
const unfilter = make("button", { type: "button", className: "plain-button", hidden: true });
const help = make("p", { hidden: true, textContent: words.help });
const synonyms = make("p", { hidden: true });
const suggestion = make("p", { className: "suggestion", hidden: true });
const covers = document.getElementById("covers");
const kinds = make("fieldset", { className: "kinds" }, make("legend", {}, words.kind));
const selects = Object.fromEntries(
  FILTERS.slice(1).map((name) => [name, make("select", { id: `search-${name}` })]),
);
const narrow = /** @type {HTMLDetailsElement} */ (make("details", { className: "narrow", hidden: true },
  make("summary", {}, words.narrow),
  kinds,
  make("div", { className: "selects" },
    ...Object.entries(selects).map(([name, select]) =>
      make("div", {}, make("label", { htmlFor: select.id }, words[name]), select)))));
const place = document.getElementById("found");
place.append(status, suggestion, synonyms, covers, narrow, help, unfilter, list, more);

/** @type {Record<string, {label: HTMLElement, box: HTMLInputElement, count: HTMLElement}>} */
const boxes = {};
for (const [kind, names] of Object.entries(words.kinds)) {
  const box = make("input", { type: "checkbox", value: kind });
  const count = make("span", { className: "count" });
  boxes[kind] = { box, count, label: make("label", {}, box, `${names[1]} `, count) };
  kinds.append(boxes[kind].label);
}

/** @param {State} state @param {Record<string, Record<string, number>>} counts */
function showFilters(state, counts) {
  for (const [kind, { label, box, count }] of Object.entries(boxes)) {
    const n = counts.kind?.[kind] ?? 0;
    box.checked = state.kind.includes(kind);
    label.hidden = !n && !box.checked;
    count.textContent = `(${number.format(n)})`;
  }
  for (const [name, select] of Object.entries(selects)) {
    const chosen = state[name][0] ?? "";
    const values = Object.entries(counts[name] ?? {})
      .filter(([value, n]) => n || value === chosen)
      .map(([value, n]) => ({ value, n, label: name === "commune" ? communeOf(value) : value }))
      .sort((a, b) => collator.compare(a.label, b.label) * (name === "year" ? -1 : 1));
    select.replaceChildren(
      make("option", { value: "" }, words.all[name]),
      ...values.map(({ value, n, label }) => make("option", { value }, `${label} (${number.format(n)})`)),
    );
    select.value = chosen;
    select.parentElement.hidden = !chosen && values.length < 2;
  }
  const chosen = FILTERS.reduce((sum, name) => sum + state[name].length, 0);
  narrow.firstElementChild.textContent = chosen ? `${words.narrow} (${chosen})` : words.narrow;
}

let latest = 0;

let counted = false; // whether the filters were opened once: then they show how many pages each value leaves
/** @type {(id: string) => string} */
let communeOf = (id) => id;

/** Shows what the address asks for. */
async function show() {
  const turn = ++latest;
  const state = asked();
  if (document.activeElement !== field) field.value = state.q;
  if (!fold(state.q).length) {
    status.textContent = "";
    list.replaceChildren();
    for (const part of [narrow, help, unfilter, more, synonyms, suggestion, covers]) part.hidden = true;
    place.style.minHeight = "";
    return;
  }
  const slow = setTimeout(() => { if (turn === latest) status.textContent = words.loading; }, 400);
  try {
    const { lexicon } = await load(locale);
    if (turn !== latest) return; // the address is that of a newer query
    communeOf = (id) => lexicon.communes[id]?.[0] ?? id;
    state.commune = state.commune.map((name) => lexicon.commune(name));
    history.replaceState(null, "", addressOf(state)); // a commune by its id, if it was a name of a language
    counted ||= narrow.open;
    const answer = await find(locale, state, counted);
    const shown = await Promise.all(answer.results.slice(0, STEP).map((result) => result.data()));
    if (turn !== latest) return;
    const { results, unfiltered } = answer;
    status.textContent = say(results.length ? words.count : words.none, { n: results.length, q: state.q.trim() });
    list.replaceChildren(...shown.map((page) => item(page, answer.words, names)));
    narrow.hidden = !unfiltered;
    showFilters(state, answer.counts);
    showHelp(answer);
    help.hidden = results.length > 0 || unfiltered > 0;
    unfilter.hidden = results.length > 0 || unfiltered === 0;
    unfilter.textContent = say(words.unfilter, { n: unfiltered });
    offerMore(answer);
  } catch (error) {
    console.error(error);
    if (turn === latest) status.textContent = words.failed;
  } finally {
    clearTimeout(slow);
    if (turn === latest) place.style.minHeight = ""; // until now the page kept room for the results
  }
}

const names = {
  kinds: words.kinds,
  measure: (code) => say(words.measure_code, { code }),
  commune: (id) => communeOf(id),
};

/** Shows another query, the synonyms that were used, and what the site covers. @param {Answer} answer */
function showHelp(answer) {
  synonyms.hidden = !answer.synonyms.length;
  synonyms.textContent = answer.synonyms.map((synonym) => say(words.synonym, synonym)).join(" ");
  suggestion.hidden = !answer.suggestion;
  const [before, after] = words.suggestion.split("{q}");
  const href = addressOf({ ...asked(), q: answer.suggestion });
  suggestion.replaceChildren(before, make("a", { href, textContent: answer.suggestion }), after);
  covers.hidden = answer.unfiltered > 0 && !answer.loose;
}

/** Offers the next results; the button moves the focus to the first of them. @param {Answer} answer */
function offerMore(answer) {
  const rest = answer.results.length - list.children.length;
  more.hidden = rest <= 0;
  more.textContent = say(words.more, { n: Math.min(STEP, rest) });
  more.onclick = async () => {
    const turn = latest;
    const from = list.children.length;
    const shown = await Promise.all(answer.results.slice(from, from + STEP).map((result) => result.data()));
    if (turn !== latest || list.children.length !== from) return;
    list.append(...shown.map((page) => item(page, answer.words, names)));
    list.children[from].querySelector("a").focus();
    offerMore(answer);
  };
}

// --- what the reader does ------------------------------------------------------------------------

let typing; // a timer
let editing = false; // the address already has a query that is being typed

function typed() {
  clearTimeout(typing);
  if (field.value === asked().q) return;
  ask({ ...asked(), q: field.value }, editing);
  editing = true;
}
field.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(typed, PAUSE);
});
field.addEventListener("change", () => { typed(); editing = false; });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  typed();
  editing = false;
  if (matchMedia("(pointer: coarse)").matches) field.blur(); // the on-screen keyboard hides the results
});
kinds.addEventListener("change", () => {
  const chosen = Object.keys(boxes).filter((kind) => boxes[kind].box.checked);
  ask({ ...asked(), kind: chosen });
});
for (const [name, select] of Object.entries(selects)) {
  select.addEventListener("change", () =>
    ask({ ...asked(), [name]: select.value ? [select.value] : [] }));
}
unfilter.addEventListener("click", () => {
  ask({ q: asked().q, kind: [], measure: [], commune: [], year: [] });
  field.focus();
});
narrow.addEventListener("toggle", () => { if (narrow.open && !counted) show(); });
addEventListener("popstate", () => {
  editing = false;
  field.value = asked().q;
  show();
});

// On a small screen the filters are closed, and their counts are not loaded.
narrow.open = matchMedia("(min-width: 60em)").matches || FILTERS.some((name) => asked()[name].length);
field.value = asked().q || field.value;
if (field.value) ask({ ...asked(), q: field.value }, true);
