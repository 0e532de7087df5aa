// Search: nothing is fetched before there is something to look for. Then Pagefind, from this site, looks
// in the index of the page's language. The state is in the address: ?q=…&kind=…&measure=…&commune=…&year=…

/**
 * What an address asks for.
 * @typedef {{q: string, kind: string[], measure: string[], commune: string[], year: string[]}} State
 */
/**
 * A result as Pagefind gives it: theme/search.py says which `meta` and `filters` there are.
 * @typedef {{
 *   url: string, content: string, excerpt: string, plain_excerpt: string, locations: number[],
 *   meta: Record<string, string>, filters: Record<string, string[]>,
 * }} Found
 */

const FILTERS = /** @type {const} */ (["kind", "measure", "commune", "year"]);
const STEP = 10; // results shown at a time
const PAUSE = 250; // milliseconds without a key before a search starts
const RANKING = {
  diacriticSimilarity: 0, // accents do not matter, nor for the order
  metaWeights: { name: 20, alias: 20, title: 5, also: 3, codes: 0.5, amount: 0 },
};

const locale = document.documentElement.lang.slice(0, 2);
const words = JSON.parse(document.getElementById("search-words").textContent);
const form = /** @type {HTMLFormElement} */ (document.querySelector("form.search"));
const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
const collator = new Intl.Collator(locale, { numeric: true });
const plural = new Intl.PluralRules(locale);
const number = new Intl.NumberFormat(`${locale}-BE`);

// --- words and elements --------------------------------------------------------------------------

/**
 * An element with attributes and children; what is false is left out.
 * @param {string} name @param {Record<string, any>} attributes @param {...(Node | string | false)} children
 */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.filter(Boolean));
  return element;
}

/**
 * A sentence of `words`, in the plural that its number `n` asks for.
 * @param {string | Record<string, string>} sentence @param {Record<string, any>} values
 */
function say(sentence, values = {}) {
  const said = sentence.other ? sentence[plural.select(values.n)] ?? sentence.other : sentence;
  return said.replace(/\{(\w+)\}/g, (_, key) =>
    typeof values[key] === "number" ? number.format(values[key]) : values[key]);
}

/** Letters and digits alone, small, without accents. */
const fold = (text) =>
  text.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

/**
 * Whether a word is a form of the one that is looked for: they begin alike.
 * Pagefind, where no word begins with the one asked for, finds whichever shorter word that one begins with.
 */
function alike(word, term) {
  const a = fold(word);
  const b = a.startsWith("m") ? fold(term) : fold(term).replace(/^m(?=\d)/, ""); // M2.5 is 2.5
  if (a.startsWith(b)) return b !== "";
  if (/^\d/.test(b)) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  return same >= 3 && same >= 0.6 * b.length;
}

/**
 * The query as the index spells it: a measure's code as M2.5, however it was typed; no elided articles.
 * @param {string} query
 */
function asIndexed(query) {
  return query
    .replace(/[’‘]/g, "'")
    .replace(/(?<![\p{L}\p{N}.,–-])(?:(?:mesure|maatregel|m)\s?)?(\d)\s?[.,–-]\s?(\d{1,2})(?![.,–-]?[\p{L}\p{N}])/giu, " M$1.$2 ")
    .replace(/(?<![\p{L}\p{N}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=\p{L})/giu, "")
    .replace(/[«»“”/]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
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

/** @param {State} state @param {boolean} again whether Back is to skip what the address said before */
function ask(state, again = false) {
  const query = new URLSearchParams();
  if (state.q) query.set("q", state.q);
  for (const name of FILTERS) for (const value of state[name]) query.append(name, value);
  const address = location.pathname + `?${query}`.replace(/\?$/, "");
  if (again) history.replaceState(null, "", address);
  else if (address !== location.pathname + location.search) history.pushState(null, "", address);
  show();
}

// --- Pagefind ------------------------------------------------------------------------------------

/** @type {Promise<any> | undefined} */
let engine;

function load() {
  engine ??= (async () => {
    const pagefind = await import(new URL("../pagefind/pagefind.js", import.meta.url).href);
    await pagefind.options({ excerptLength: 24, ranking: RANKING });
    await pagefind.init();
    return pagefind;
  })();
  engine.catch(() => { engine = undefined; }); // the next search tries again
  return engine;
}

/** @param {State} state @param {string} [without] a filter to leave out */
function filtersOf(state, without) {
  return Object.fromEntries(
    FILTERS.filter((name) => name !== without && state[name].length)
      .map((name) => [name, { any: state[name] }]),
  );
}

let counted = false; // whether the values of filters are known, with their counts

/** Results of a query, and for each filter how many results each of its values would leave. */
async function find(state) {
  counted ||= narrow.open;
  const pagefind = await load();
  if (counted) await pagefind.filters();
  const filters = filtersOf(state);
  let query = asIndexed(state.q);
  let found = await pagefind.search(query, { filters });
  if (!found.unfilteredResultCount && /\p{L}-\p{L}/u.test(query)) {
    query = query.replaceAll("-", " ");
    found = await pagefind.search(query, { filters });
  }
  const terms = query.replaceAll('"', " ").split(" ").filter(Boolean);
  const first = found.results[0] && await found.results[0].data();
  if (first && !isMeant(first, terms)) return { terms, results: [], unfiltered: 0, counts: {} };
  const counts = { ...found.filters };
  for (const name of Object.keys(filters)) {
    const others = await pagefind.search(query, { filters: filtersOf(state, name) });
    counts[name] = others.filters[name];
  }
  return { terms, results: found.results, unfiltered: found.unfilteredResultCount, counts };
}

/** Whether a result has a word that was looked for. @param {Found} found @param {string[]} terms */
function isMeant(found, terms) {
  const content = found.content.split(/\s+/);
  const matched = [
    ...found.locations.map((place) => content[place] ?? ""),
    ...Object.values(found.meta).join(" ").split(/\s+/),
  ].flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)]);
  return terms.some((term) => matched.some((word) => word && alike(word, term)));
}

// --- what is shown -------------------------------------------------------------------------------

const status = make("p", { role: "status", className: "shown" });
const list = make("ol", { className: "results" });
const more = make("button", { type: "button", className: "plain-button", hidden: true });
const unfilter = make("button", { type: "button", className: "plain-button", hidden: true });
const help = make("p", { hidden: true, textContent: words.help });
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
place.append(status, narrow, help, unfilter, list, more);

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
      .sort(([a], [b]) => collator.compare(a, b) * (name === "year" ? -1 : 1));
    select.replaceChildren(
      make("option", { value: "" }, words.all[name]),
      ...values.map(([value, n]) => make("option", { value }, `${value} (${number.format(n)})`)),
    );
    select.value = chosen;
    select.parentElement.hidden = !chosen && values.length < 2;
  }
  const chosen = FILTERS.reduce((sum, name) => sum + state[name].length, 0);
  narrow.firstElementChild.textContent = chosen ? `${words.narrow} (${chosen})` : words.narrow;
}

/** Text with what Pagefind marked in it as elements. */
function marked(excerpt) {
  return excerpt.split(/<mark>(.*?)<\/mark>/).flatMap((text, index) => {
    const plain = text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    if (index % 2 === 0) return [plain];
    const [, before, word, after] = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su.exec(plain);
    return [before, make("mark", {}, word), after];
  });
}

/** Text with the words marked that are looked for. @param {string} text @param {string[]} terms */
function markedTitle(text, terms) {
  return text.split(/([\s'’(),/]+)/).map((word) =>
    terms.some((term) => alike(word, term)) ? make("mark", {}, word) : word);
}

/** A page's address from its record's, as theme/search.py writes it: /fr+communes+jette.html. */
const addressOf = (url) => url.replace(/[^/]*$/, (name) => name.replaceAll("+", "/").replace(/\.html$/, "/"));

/** @param {Found} found @param {string[]} terms */
function item({ url, content, excerpt, plain_excerpt: plain, meta, filters }, terms) {
  const title = meta.name ?? meta.title;
  const [kind] = filters.kind ?? ["page"];
  const inTitle = (term) => title.split(/[\s'’(),/-]+/).some((word) => alike(word, term));
  const otherNames = [meta.alias, meta.also].join(" · ").split(" · ").filter((name) =>
    terms.some((term) => !inTitle(term) && name.split(/[\s'’(),/-]+/).some((word) => alike(word, term))));
  const only = (name) => !meta.name && filters[name]?.length === 1 && filters[name][0];
  const facts = [
    words.kinds[kind]?.[0],
    only("commune"),
    only("measure") && say(words.measure_code, { code: only("measure") }),
    only("year"),
    meta.amount,
  ].filter(Boolean);
  const start = content.startsWith(plain.slice(0, 60)) ? "" : "… ";
  const end = content.endsWith(plain.slice(-60)) ? "" : " …";
  return make("li", {},
    make("p", { className: "kind" },
      facts.join(" · "),
      ...[...new Set(otherNames)].slice(0, 2).flatMap((name) => [" · ", ...markedTitle(name, terms)])),
    make("h2", {}, make("a", { href: addressOf(url) }, ...markedTitle(title, terms))),
    // Without a match, only what the reader cannot know from the line above.
    Boolean(meta.name || excerpt.includes("<mark>")) && make("p", {}, start, ...marked(excerpt), end));
}

let latest = 0;

/** Shows what the address asks for. */
async function show() {
  const turn = ++latest;
  const state = asked();
  if (document.activeElement !== field) field.value = state.q;
  if (!asIndexed(state.q)) {
    status.textContent = "";
    list.replaceChildren();
    for (const part of [narrow, help, unfilter, more]) part.hidden = true;
    place.style.minHeight = "";
    return;
  }
  const slow = setTimeout(() => { if (turn === latest) status.textContent = words.loading; }, 400);
  try {
    const { terms, results, unfiltered, counts } = await find(state);
    const shown = await Promise.all(results.slice(0, STEP).map((result) => result.data()));
    if (turn !== latest) return;
    status.textContent = say(results.length ? words.count : words.none, { n: results.length, q: state.q.trim() });
    list.replaceChildren(...shown.map((found) => item(found, terms)));
    narrow.hidden = !unfiltered;
    showFilters(state, counts);
    help.hidden = results.length > 0 || unfiltered > 0;
    unfilter.hidden = results.length > 0 || unfiltered === 0;
    unfilter.textContent = say(words.unfilter, { n: unfiltered });
    offerMore(results, terms);
  } catch (error) {
    console.error(error);
    if (turn === latest) status.textContent = words.failed;
  } finally {
    clearTimeout(slow);
    if (turn === latest) place.style.minHeight = ""; // the page kept room for this
  }
}

/** The button that shows the next results, and moves the focus to the first of them. */
function offerMore(results, terms) {
  const rest = results.length - list.children.length;
  more.hidden = rest <= 0;
  more.textContent = say(words.more, { n: Math.min(STEP, rest) });
  more.onclick = async () => {
    const turn = latest;
    const from = list.children.length;
    const shown = await Promise.all(results.slice(from, from + STEP).map((result) => result.data()));
    if (turn !== latest || list.children.length !== from) return;
    list.append(...shown.map((found) => item(found, terms)));
    list.children[from].querySelector("a").focus();
    offerMore(results, terms);
  };
}

// --- what the reader does ------------------------------------------------------------------------

let typing; // a timer
let editing = false; // the address already holds a query that is being typed

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
  if (matchMedia("(pointer: coarse)").matches) field.blur(); // the keyboard on the screen hides the results
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

// Counts are fetched where they are seen: on a small screen, when they are asked for.
narrow.open = matchMedia("(min-width: 60em)").matches || FILTERS.some((name) => asked()[name].length);
field.value = asked().q || field.value;
if (field.value) ask({ ...asked(), q: field.value }, true);
