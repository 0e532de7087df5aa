// Shows a page that the search found.

import { make } from "./dom.js";
import { fold, grouped, tokens } from "./fold.js";

/** @typedef {import("./engine.js").Page} Page */

// Kinds of page that readers find by name: their other facts are not shown in results.
const NAMED = new Set(["measure", "commune", "association", "term"]);
const LENGTH = 24; // words of an excerpt
const BEFORE = 6; // words before the first one that was searched for

/** Whether a word was searched for. @param {string} word @param {string[]} words */
const isMeant = (word, words) =>
  words.some((wanted) => (wanted.length > 2 ? word.startsWith(wanted) : word === wanted));

/** Text with the typography of pages; theme/build/search_records.py writes it with simple marks for Pagefind. @param {string} text */
const typeset = (text) =>
  grouped(text).replaceAll("'", "’").replace(/ (?=[:;?!»€%])|(?<=[«€]) /g, "\u00a0");

/** Text with the words marked that were searched for. @param {string} text @param {string[]} words */
export function marked(text, words) {
  const parts = [];
  let end = 0;
  for (const token of tokens(text).filter(({ word }) => isMeant(word, words))) {
    parts.push(text.slice(end, token.start), make("mark", {}, text.slice(token.start, token.end)));
    end = token.end;
  }
  return [...parts, text.slice(end)];
}

/** The part of a text that has most of the words, and whether it has any. @param {string} text @param {string[]} words */
function excerpt(text, words) {
  const all = tokens(text);
  const hits = all.map(({ word }) => words.findIndex((wanted) => isMeant(word, [wanted])));
  let [from, most] = [0, 0];
  hits.forEach((hit, at) => {
    const distinct = new Set(hits.slice(at, at + LENGTH - BEFORE).filter((other) => other >= 0)).size;
    if (hit >= 0 && distinct > most) [from, most] = [Math.max(0, at - BEFORE), distinct];
  });
  const last = Math.min(from + LENGTH, all.length) - 1;
  if (last < 0) return { parts: [text], found: false };
  const start = from ? all[from].start : 0;
  const end = last === all.length - 1 ? text.length : all[last].end + /^[^\s\p{L}\p{N}]*/u.exec(text.slice(all[last].end))[0].length;
  return {
    parts: [start > 0 && "… ", ...marked(text.slice(start, end), words), end < text.length && " …"],
    found: most > 0,
  };
}

/** A page's address from its record's, as theme/build/search_records.py writes it: fr+communes+jette.html, fr+glossaire@bps.html. */
const addressOf = (url) =>
  url.replace(/[^/]*$/, (name) => name.replaceAll("+", "/").replace(/\.html$/, "").replace(/(@|$)/, (at) => (at ? "/#" : "/")));

/**
 * @param {Page} page @param {string[]} words what it was found by
 * @param {{kinds: Record<string, [string, string]>, measure: (code: string) => string, commune: (id: string) => string}} names
 */
export function item({ url, content, meta, filters }, words, names) {
  const title = typeset(meta.title);
  const [kind] = filters.kind ?? ["page"];
  const inTitle = new Set(fold(title));
  const otherNames = (meta.also ?? "").split(" · ").filter((name) =>
    fold(name).some((word) => !inTitle.has(word) && isMeant(word, words)));
  const only = (name) => !NAMED.has(kind) && filters[name]?.length === 1 && filters[name][0];
  const facts = [
    names.kinds[kind]?.[0],
    only("commune") && names.commune(only("commune")),
    only("measure") && names.measure(only("measure")),
    only("year"),
    meta.amount,
  ].filter(Boolean);
  const { parts, found } = excerpt(typeset(content.split(" ¶ ")[1]), words);
  // An excerpt without a searched word helps only where the facts above do not describe the page.
  return make("li", {},
    make("p", { className: "kind" },
      facts.join(" · "),
      ...otherNames.slice(0, 2).flatMap((name) => [" · ", ...marked(typeset(name), words)])),
    make("h2", {}, make("a", { href: addressOf(url) }, ...marked(title, words))),
    (found || NAMED.has(kind)) && make("p", {}, ...parts.filter(Boolean)));
}
