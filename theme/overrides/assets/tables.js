// Tables that sort and filter, show how many rows are left and their sums, and keep all that in the
// address. Without scripts the whole table is shown.
//
//   <div class="table" data-table data-words='{…}'>   words: see Words below
//     <th data-key="measure" data-sort="text" data-filter="select">   also data-sort="number", data-sum="EUR"
//     <td data-value="118800">118 800 €</td>   the value for sorting and sums
//     <td data-value="30000" data-computed="670 000 € − 640 000 €">   the computation, if no source prints the value
//     <td data-key="ixelles">Ixelles</td>   the value in the address, the same in both languages

/**
 * @typedef {{
 *   tools: string, filter: string, all: string, sort: string, unsorted: string,
 *   ascending: string, descending: string, reset: string, none: string, computed: string,
 *   count: {one: string, other: string},
 * }} Words `count` contains {n} and {all}
 */
/** @typedef {{th: HTMLTableCellElement, index: number, key: string, name: string}} Column */
/** @typedef {{row: HTMLTableRowElement, words: string, cells: {text: string, key: string, value: number}[]}} Row */
/** What an address asks for: words, a value for some columns, a column to sort by.
 * @typedef {{text: string, values: Record<string, string>, sort: string, down: boolean}} State */

import { make } from "./dom.js";
import { foldTyped, foundBy } from "./fold.js";

const locale = document.documentElement.lang.slice(0, 2);
const region = `${locale}-BE`;
const collator = new Intl.Collator(locale, { numeric: true });
const plural = new Intl.PluralRules(locale);
const narrow = matchMedia("(max-width: 40em)"); // site.css shows each row as a card

/** Whether words contain a term, or a number that is being typed: 118.8 on the way to 118.800. */
const has = (words, term) => words.includes(term) || words.includes(term.replace(/^(\d+)d/, "$1"));

/** The text of a cell, without the explanations that open over it. @param {Element} cell */
function textOf(cell) {
  const copy = /** @type {Element} */ (cell.cloneNode(true));
  copy.querySelectorAll("[popover]").forEach((part) => part.remove());
  return copy.textContent.trim().replace(/[ \t\r\n]+/g, " ");
}

/** @param {HTMLTableRowElement} row @returns {Row} */
function read(row) {
  const cells = [...row.cells].map((cell) => {
    const text = textOf(cell);
    return { text, key: cell.dataset.key ?? text, value: Number(cell.dataset.value ?? NaN) };
  });
  return { row, cells, words: cells.map(({ text }) => foundBy(text).join(" ")).join(" ") };
}

/** The value of an option that has this value or this text; "" if there is none. */
const offered = (select, wanted) =>
  [...select.options].find(({ value, text }) => wanted && (value === wanted || text === wanted))?.value ?? "";

class DataTable {
  /** @param {HTMLElement} container @param {number} number */
  constructor(container, number) {
    const table = container.querySelector("table");
    const prefix = number ? `${number + 1}.` : ""; // of parameters in the address, after the first table
    this.words = /** @type {Words} */ (JSON.parse(container.dataset.words));
    this.body = table.tBodies[0];
    this.rows = [...this.body.rows].map(read);
    this.parameters = { text: `${prefix}text`, sort: `${prefix}sort` };
    /** @type {Column[]} */
    const columns = [...table.tHead.rows[0].cells].map((th, index) => (
      { th, index, key: prefix + (th.dataset.key ?? `c${index + 1}`), name: textOf(th) }));
    this.sortable = columns.filter(({ th }) => th.dataset.sort);
    this.filtered = columns.filter(({ th }) => th.dataset.filter === "select");
    this.summed = columns.filter(({ th }) => th.dataset.sum !== undefined);

    this.addTools(container, `table-${number}`);
    this.listen();
    this.fit();
    if (location.search) this.ask({}, true); // writes values by their keys, if they were names of a language
    else this.show();
    this.text.value = this.asked().text;
    container.classList.add("ready"); // until now the style sheet kept room for the tools
  }

  /** Adds the tools above the table. @param {HTMLElement} container @param {string} id */
  addTools(container, id) {
    const { words } = this;
    let ids = 0;
    const field = (name, control) => {
      control.id = `${id}-${++ids}`;
      return make("div", {}, make("label", { htmlFor: control.id }, name), control);
    };
    this.text = make("input", { type: "search", autocomplete: "off", spellcheck: false });
    this.selects = new Map(this.filtered.map((column) => [column, this.selectOf(column)]));
    this.order = make("select", {}, make("option", { value: "" }, words.unsorted),
      ...this.sortable.flatMap(({ key, name }) => [
        make("option", { value: key }, `${name}, ${words.ascending}`),
        make("option", { value: `-${key}` }, `${name}, ${words.descending}`),
      ]));
    const filters = [field(words.filter, this.text), ...[...this.selects].map(([{ name }, select]) => field(name, select))];
    this.sorter = field(words.sort, this.order);
    this.fields = make("div", { className: "fields", id: `${id}-fields` }, ...filters, this.sorter);
    this.opener = make("button",
      { type: "button", className: "plain-button opener", "aria-controls": this.fields.id }, words.tools);
    this.reset = make("button", { type: "button", className: "plain-button", hidden: true }, words.reset);
    this.status = make("p", { role: "status" });
    this.buttons = new Map(this.sortable.map((column) => [column, make("button", { type: "button" })]));
    container.before(make("div", { className: "table-tools" }, this.opener, this.fields, this.reset, this.status));
  }

  /** A choice of the values of a column. @param {Column} column */
  selectOf({ index }) {
    const values = new Map(this.rows.map(({ cells }) => [cells[index].key, cells[index].text]));
    const options = [...values].filter(([value]) => value)
      .sort(([, a], [, b]) => collator.compare(a, b))
      .map(([value, text]) => make("option", { value }, text));
    return make("select", {}, make("option", { value: "" }, this.words.all), ...options);
  }

  // --- the address ---

  /** @returns {State} */
  asked() {
    const query = new URLSearchParams(location.search);
    const sort = query.get(this.parameters.sort) ?? "";
    return {
      text: query.get(this.parameters.text) ?? "",
      values: Object.fromEntries([...this.selects].map(([{ key }, select]) => [key, offered(select, query.get(key))])),
      sort: sort.replace(/^-/, ""),
      down: sort.startsWith("-"),
    };
  }

  /** @param {Partial<State>} change @param {boolean} again whether Back skips the present address */
  ask(change, again = false) {
    const state = { ...this.asked(), ...change };
    const query = new URLSearchParams(location.search);
    const values = {
      ...state.values,
      [this.parameters.text]: state.text,
      [this.parameters.sort]: state.sort && (state.down ? "-" : "") + state.sort,
    };
    for (const [key, value] of Object.entries(values)) {
      if (value) query.set(key, value);
      else query.delete(key);
    }
    const address = location.pathname + `?${query}`.replace(/\?$/, "") + location.hash;
    history[again ? "replaceState" : "pushState"](null, "", address);
    this.show();
  }

  // --- what the address asks for is shown ---

  show() {
    const state = this.asked();
    if (document.activeElement !== this.text) this.text.value = state.text;
    for (const [{ key }, select] of this.selects) select.value = state.values[key];
    this.order.value = (state.down ? "-" : "") + state.sort;
    for (const { th, key } of this.sortable) {
      if (key !== state.sort) th.removeAttribute("aria-sort");
      else th.setAttribute("aria-sort", state.down ? "descending" : "ascending");
    }
    const ordered = this.sorted(state).map(({ row }) => row);
    if (ordered.some((row, place) => this.body.rows[place] !== row)) this.body.append(...ordered);
    const terms = foldTyped(state.text);
    for (const { row, words, cells } of this.rows) {
      row.hidden = !(terms.every((term) => has(words, term))
        && this.filtered.every(({ key, index }) => !state.values[key] || cells[index].key === state.values[key]));
    }
    const changed = Boolean(state.text || state.sort || Object.values(state.values).some(Boolean));
    this.reset.hidden = !changed;
    if (changed && narrow.matches) this.open(true);
    this.showCount(this.rows.filter(({ row }) => !row.hidden));
  }

  /** @param {State} state */
  sorted(state) {
    const column = this.sortable.find(({ key }) => key === state.sort);
    if (!column) return this.rows;
    const { index, th: { dataset } } = column;
    const direction = state.down ? -1 : 1;
    return [...this.rows].sort(({ cells: a }, { cells: b }) => direction * (dataset.sort === "number"
      ? a[index].value - b[index].value || 0
      : collator.compare(a[index].text, b[index].text)));
  }

  /** Shows how many rows are left, and their sums. @param {Row[]} shown */
  showCount(shown) {
    const number = new Intl.NumberFormat(region);
    const count = this.words.count[plural.select(shown.length)] ?? this.words.count.other;
    const counted = count.replace("{n}", number.format(shown.length)).replace("{all}", number.format(this.rows.length));
    const colon = locale === "fr" ? "\u00a0:" : ":";
    const sums = this.summed.map((column) => `${column.name}${colon} ${this.sum(column, shown)}`);
    this.status.textContent = shown.length ? [counted, ...sums].join(" · ") : this.words.none;
  }

  /** The sum of a column, with the part of it that no source prints. @param {Column} column @param {Row[]} shown */
  sum({ th, index }, shown) {
    const cents = shown.reduce((total, { cells }) => // sums of fractions would not be exact
      total + Math.round((cells[index].value || 0) * 100), 0);
    const digits = cents % 100 ? 2 : 0;
    const format = new Intl.NumberFormat(region, th.dataset.sum ? {
      style: "currency", currency: th.dataset.sum, minimumFractionDigits: digits, maximumFractionDigits: digits,
    } : {});
    const sum = format.format(cents / 100);
    const computed = shown.map(({ row }) => row.cells[index]).filter((cell) => cell.dataset.computed);
    if (!computed.length) return sum;
    const part = computed.reduce((total, cell) => total + Number(cell.dataset.value), 0);
    const computation = computed.map((cell) => cell.dataset.computed).join("; ");
    return `${sum} (${this.words.computed.replace("{amount}", format.format(part)).replace("{computation}", computation)})`;
  }

  /** On a narrow screen the fields open on demand. @param {boolean} opened */
  open(opened) {
    this.fields.hidden = narrow.matches && !opened;
    this.opener.setAttribute("aria-expanded", String(!this.fields.hidden));
  }

  /** On a narrow screen rows are cards without a head, so a field sorts instead of buttons in the head. */
  fit() {
    this.opener.hidden = !narrow.matches;
    this.sorter.hidden = !narrow.matches;
    for (const [{ th }, button] of this.buttons) {
      if (narrow.matches && button.isConnected) {
        th.append(...button.childNodes);
        button.remove();
      } else if (!narrow.matches && !button.isConnected) {
        button.append(...th.childNodes);
        th.append(button);
      }
    }
    this.open(false);
  }

  // --- what the reader does ---

  listen() {
    const { text, order } = this;
    let editing = false; // the address already has a text that is being typed
    text.addEventListener("input", () => {
      this.ask({ text: text.value.trim() }, editing);
      editing = true;
    });
    text.addEventListener("change", () => { editing = false; });
    for (const [{ key }, select] of this.selects) {
      select.addEventListener("change", () => this.ask({ values: { ...this.asked().values, [key]: select.value } }));
    }
    order.addEventListener("change", () =>
      this.ask({ sort: order.value.replace(/^-/, ""), down: order.value.startsWith("-") }));
    for (const [column, button] of this.buttons) button.addEventListener("click", () => this.sortBy(column));
    this.opener.addEventListener("click", () => this.open(this.fields.hidden));
    this.reset.addEventListener("click", () => this.clear());
    narrow.addEventListener("change", () => { this.fit(); this.show(); });
    addEventListener("popstate", () => {
      editing = false;
      text.value = this.asked().text;
      this.show();
    });
  }

  /** Text from A to Z, numbers from the largest; then the other way; then the order of the page. @param {Column} column */
  sortBy({ key, th }) {
    const first = th.dataset.sort === "number";
    const { sort, down } = this.asked();
    if (sort !== key) this.ask({ sort: key, down: first });
    else if (down === first) this.ask({ down: !first });
    else this.ask({ sort: "", down: false });
  }

  clear() {
    this.text.value = "";
    this.ask({ text: "", sort: "", down: false, values: Object.fromEntries(this.filtered.map(({ key }) => [key, ""])) });
    (narrow.matches ? this.opener : this.text).focus();
  }
}

document.querySelectorAll(".table[data-table]").forEach((container, number) => new DataTable(container, number));
