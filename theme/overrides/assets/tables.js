// Tables that sort and filter, tell how many rows are shown and what they sum up to, and keep all that in
// the address. Without scripts they stand whole.
//
//   <div class="table" data-table data-words='{…}'>   words: see Words below
//     <th data-key="measure" data-sort="text" data-filter="select">   also data-sort="number", data-sum="EUR"
//     <td data-value="118800">118 800 €</td>   what a number is sorted and summed by
//     <td data-value="30000" data-computed="670 000 € − 640 000 €">   the computation of what no source prints
//     <td data-key="ixelles">Ixelles</td>   what the address calls the value, in both languages

/**
 * @typedef {{
 *   tools: string, filter: string, all: string, sort: string, unsorted: string,
 *   ascending: string, descending: string, reset: string, none: string, computed: string,
 *   count: {one: string, other: string},
 * }} Words `count` holds {n} and {all}
 */
/** @typedef {{th: HTMLTableCellElement, index: number, key: string, name: string}} Column */
/** What an address asks for: words, a value for some columns, a column to sort by.
 * @typedef {{text: string, values: Record<string, string>, sort: string, down: boolean}} State */

import { foldTyped, foundBy } from "./fold.js";

const locale = document.documentElement.lang.slice(0, 2);
const region = `${locale}-BE`;
const collator = new Intl.Collator(locale, { numeric: true });
const plural = new Intl.PluralRules(locale);
const narrow = matchMedia("(max-width: 40em)"); // where site.css makes a card of each row

/** Whether words contain a term, or a number that is being typed: 118.8 on the way to 118.800. */
const has = (words, term) => words.includes(term) || words.includes(term.replace(/^(\d+)d/, "$1"));

/** The text of a cell, without the explanations that open over it. @param {Element} cell */
function textOf(cell) {
  const copy = /** @type {Element} */ (cell.cloneNode(true));
  copy.querySelectorAll("[popover]").forEach((part) => part.remove());
  return copy.textContent.trim().replace(/[ \t\r\n]+/g, " ");
}

/** @param {string} name @param {Record<string, any>} properties @param {...(Node | string)} children */
function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** @param {HTMLElement} region @param {number} number */
function enhance(container, number) {
  const words = /** @type {Words} */ (JSON.parse(container.dataset.words));
  const table = container.querySelector("table");
  const body = table.tBodies[0];
  const prefix = number ? `${number + 1}.` : ""; // of the address's parameters, where there are several tables

  /** @type {Column[]} */
  const columns = [...table.tHead.rows[0].cells].map((th, index) => (
    { th, index, key: prefix + (th.dataset.key ?? `c${index + 1}`), name: textOf(th) }));
  const sortable = columns.filter(({ th }) => th.dataset.sort);
  const filtered = columns.filter(({ th }) => th.dataset.filter === "select");
  const summed = columns.filter(({ th }) => th.dataset.sum !== undefined);
  const rows = [...body.rows].map((row) => ({
    row,
    words: [...row.cells].map((cell) => foundBy(textOf(cell)).join(" ")).join(" "),
    cells: [...row.cells].map((cell) => {
      const text = textOf(cell);
      return { text, key: cell.dataset.key ?? text, value: Number(cell.dataset.value ?? NaN) };
    }),
  }));

  // --- tools above the table ---

  let ids = 0;
  const field = (name, control) => {
    control.id = `table-${number}-${++ids}`;
    return make("div", {}, make("label", { htmlFor: control.id }, name), control);
  };
  const text = make("input", { type: "search", autocomplete: "off", spellcheck: false });
  const selects = new Map(filtered.map((column) => {
    const values = new Map(rows.map(({ cells }) => [cells[column.index].key, cells[column.index].text]));
    const options = [...values].filter(([value]) => value)
      .sort(([, a], [, b]) => collator.compare(a, b))
      .map(([value, text]) => make("option", { value }, text));
    return [column, make("select", {}, make("option", { value: "" }, words.all), ...options)];
  }));
  const order = make("select", {}, make("option", { value: "" }, words.unsorted),
    ...sortable.flatMap(({ key, name }) => [
      make("option", { value: key }, `${name}, ${words.ascending}`),
      make("option", { value: `-${key}` }, `${name}, ${words.descending}`),
    ]));
  const sorter = field(words.sort, order);
  const fields = make("div", { className: "fields", id: `table-${number}-fields` },
    field(words.filter, text), ...[...selects].map(([{ name }, select]) => field(name, select)), sorter);
  const opener = make("button", { type: "button", className: "plain-button opener" }, words.tools);
  opener.setAttribute("aria-controls", fields.id);
  const reset = make("button", { type: "button", className: "plain-button", hidden: true }, words.reset);
  const status = make("p");
  status.setAttribute("role", "status");
  container.before(make("div", { className: "table-tools" }, opener, fields, reset, status));

  const buttons = new Map(sortable.map((column) =>
    [column, make("button", { type: "button" })]));

  // --- the address ---

  const parameters = ["text", "sort"].map((name) => prefix + name);

  /** A value that a filter offers, from that or from its name; none from what it does not offer. */
  const offered = (select, wanted) =>
    [...select.options].find(({ value, text }) => wanted && (value === wanted || text === wanted))?.value ?? "";

  /** @returns {State} */
  function asked() {
    const query = new URLSearchParams(location.search);
    const sort = query.get(parameters[1]) ?? "";
    return {
      text: query.get(parameters[0]) ?? "",
      values: Object.fromEntries([...selects].map(([{ key }, select]) => [key, offered(select, query.get(key))])),
      sort: sort.replace(/^-/, ""),
      down: sort.startsWith("-"),
    };
  }

  /** @param {Partial<State>} change @param {boolean} again whether Back is to skip the present address */
  function ask(change, again = false) {
    const state = { ...asked(), ...change };
    const query = new URLSearchParams(location.search);
    const said = {
      ...state.values,
      [parameters[0]]: state.text,
      [parameters[1]]: state.sort && (state.down ? "-" : "") + state.sort,
    };
    for (const [key, value] of Object.entries(said)) value ? query.set(key, value) : query.delete(key);
    const address = location.pathname + `?${query}`.replace(/\?$/, "") + location.hash;
    history[again ? "replaceState" : "pushState"](null, "", address);
    show();
  }

  // --- showing what the address asks for ---

  /** @param {State} state */
  function sorted(state) {
    const column = sortable.find(({ key }) => key === state.sort);
    if (!column) return rows;
    const { index, th: { dataset } } = column;
    const direction = state.down ? -1 : 1;
    return [...rows].sort(({ cells: a }, { cells: b }) => direction * (dataset.sort === "number"
      ? a[index].value - b[index].value || 0
      : collator.compare(a[index].text, b[index].text)));
  }

  function show() {
    const state = asked();
    const terms = foldTyped(state.text);
    if (document.activeElement !== text) text.value = state.text;
    for (const [{ key }, select] of selects) select.value = state.values[key];
    order.value = (state.down ? "-" : "") + state.sort;
    for (const { th, key } of sortable) {
      if (key !== state.sort) th.removeAttribute("aria-sort");
      else th.setAttribute("aria-sort", state.down ? "descending" : "ascending");
    }
    const ordered = sorted(state);
    if (ordered.some(({ row }, place) => body.rows[place] !== row)) body.append(...ordered.map(({ row }) => row));
    const shown = rows.filter(({ row, words, cells }) => {
      row.hidden = !(terms.every((term) => has(words, term))
        && filtered.every(({ key, index }) => !state.values[key] || cells[index].key === state.values[key]));
      return !row.hidden;
    });
    const changed = Boolean(state.text || state.sort || Object.values(state.values).some(Boolean));
    reset.hidden = !changed;
    if (changed && narrow.matches) open(true);
    tell(shown);
  }

  /** How many rows are shown, and what they sum up to. */
  function tell(shown) {
    const number = new Intl.NumberFormat(region);
    const count = words.count[plural.select(shown.length)] ?? words.count.other;
    const told = count.replace("{n}", number.format(shown.length)).replace("{all}", number.format(rows.length));
    const sums = summed.map(({ th, index, name }) => {
      // In cents: sums of fractions would not be exact.
      const cents = shown.reduce((total, { cells }) => total + Math.round((cells[index].value || 0) * 100), 0);
      const sum = cents / 100;
      const currency = th.dataset.sum;
      const digits = cents % 100 ? 2 : 0;
      const style = currency
        ? { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits } : {};
      const format = new Intl.NumberFormat(region, style);
      const mark = computed(shown.map(({ row }) => row.cells[index]), format);
      return `${name}${locale === "fr" ? "\u00a0" : ""}: ${format.format(sum)}${mark}`;
    });
    status.textContent = shown.length ? [told, ...sums].join(" · ") : words.none;
  }

  /** What a sum says of the amounts in it that no source prints. @param {HTMLTableCellElement[]} cells */
  function computed(cells, format) {
    const marked = cells.filter((cell) => cell.dataset.computed);
    if (!marked.length) return "";
    const part = marked.reduce((total, cell) => total + Number(cell.dataset.value), 0);
    const computation = marked.map((cell) => cell.dataset.computed).join("; ");
    return ` (${words.computed.replace("{amount}", format.format(part)).replace("{computation}", computation)})`;
  }

  /** Where there is little room, the fields open on demand. */
  function open(opened) {
    fields.hidden = narrow.matches && !opened;
    opener.setAttribute("aria-expanded", String(!fields.hidden));
  }

  /** Where rows are cards, there is no head to press: the field "sort" does it. */
  function fit() {
    opener.hidden = !narrow.matches;
    sorter.hidden = !narrow.matches;
    for (const [{ th }, button] of buttons) {
      if (narrow.matches && button.isConnected) {
        th.append(...button.childNodes);
        button.remove();
      } else if (!narrow.matches && !button.isConnected) {
        button.append(...th.childNodes);
        th.append(button);
      }
    }
    open(false);
  }

  // --- what the reader does ---

  let editing = false;
  text.addEventListener("input", () => {
    ask({ text: text.value.trim() }, editing);
    editing = true;
  });
  text.addEventListener("change", () => { editing = false; });
  for (const [{ key }, select] of selects) {
    select.addEventListener("change", () => ask({ values: { ...asked().values, [key]: select.value } }));
  }
  order.addEventListener("change", () =>
    ask({ sort: order.value.replace(/^-/, ""), down: order.value.startsWith("-") }));
  for (const [{ key, th }, button] of buttons) {
    // Text from A to Z, numbers from the largest; then the other way round; then as the page has it.
    const first = th.dataset.sort === "number";
    button.addEventListener("click", () => {
      const { sort, down } = asked();
      if (sort !== key) ask({ sort: key, down: first });
      else if (down === first) ask({ down: !first });
      else ask({ sort: "", down: false });
    });
  }
  opener.addEventListener("click", () => open(fields.hidden));
  reset.addEventListener("click", () => {
    text.value = "";
    ask({ text: "", sort: "", down: false, values: Object.fromEntries(filtered.map(({ key }) => [key, ""])) });
    (narrow.matches ? opener : text).focus();
  });
  narrow.addEventListener("change", () => { fit(); show(); });
  addEventListener("popstate", () => {
    editing = false;
    text.value = asked().text;
    show();
  });

  fit();
  if (location.search) ask({}, true); // a value by its key, in whichever language it was named
  else show();
  text.value = asked().text;
  container.classList.add("ready"); // the style sheet kept the tools' place until now
}

document.querySelectorAll(".table[data-table]").forEach(enhance);
