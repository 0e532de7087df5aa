// Finds pages: Pagefind, which this site serves, looks up the words that the lexicon gives, in the index of
// the page's language. Nothing is loaded before somebody searches.

import { fold } from "./fold.js";
import { Lexicon } from "./lexicon.js";

/** @typedef {import("./lexicon.js").Reading} Reading */
/** @typedef {import("./lexicon.js").Synonym} Synonym */
/**
 * What an address asks for.
 * @typedef {{q: string, kind: string[], measure: string[], commune: string[], year: string[]}} State
 */
/**
 * A page as Pagefind returns it, with the `meta` and `filters` that theme/build/search_records.py writes.
 * @typedef {{url: string, content: string, meta: Record<string, string>, filters: Record<string, string[]>}} Page
 */
/** @typedef {{id: string, score: number, data: () => Promise<Page>}} Result */
/**
 * Results in order; `words` found them. `loose`: none of them has a word that was typed.
 * @typedef {{
 *   results: Result[], words: string[], loose: boolean, synonyms: Synonym[], suggestion: string,
 *   unfiltered: number, counts: Record<string, Record<string, number>>,
 * }} Answer
 */

export const FILTERS = /** @type {const} */ (["kind", "measure", "commune", "year"]);
const RANKING = {
  diacriticSimilarity: 0, // words are folded
  metaWeights: { whole: 500, names: 20, amounts: 10, heading: 5, others: 3, index: 0.5, codes: 0.5, title: 0, also: 0, amount: 0 },
};
// Prefix of a whole name with its words joined, as theme/build/search_records.py writes it. Alone it is in every
// record: without any word, Pagefind would load the whole index.
const WHOLE = "00";
const LOOKUPS = 32; // maximum number of combinations of words for a query

/** @type {Promise<{pagefind: any, lexicon: Lexicon}> | undefined} */
let loaded;

/** @param {string} locale */
export function load(locale) {
  loaded ??= (async () => {
    const folder = new URL(`../pagefind/${locale}/`, import.meta.url).href;
    const [pagefind, words] = await Promise.all([
      import(`${folder}pagefind.js`),
      fetch(`${folder}words.json`).then((answer) => answer.json()),
    ]);
    await pagefind.options({ ranking: RANKING });
    await pagefind.init();
    return { pagefind, lexicon: new Lexicon(words, locale) };
  })();
  loaded.catch(() => { loaded = undefined; }); // the next search tries again
  return loaded;
}

/** @type {Promise<Record<string, Record<string, Set<string>>>> | undefined} */
let grouping;

/** For each value of each filter, the ids of the pages that have it. */
function groups(pagefind) {
  grouping ??= (async () => {
    const values = await pagefind.filters();
    return Object.fromEntries(await Promise.all(FILTERS.map(async (name) => [
      name,
      Object.fromEntries(await Promise.all(Object.keys(values[name] ?? {}).map(async (value) => {
        const { results } = await pagefind.search(`"${WHOLE}"`, { filters: { [name]: value } });
        return [value, new Set(results.map(({ id }) => id))];
      }))),
    ])));
  })();
  grouping.catch(() => { grouping = undefined; });
  return grouping;
}

/**
 * Runs a query. @param {string} locale @param {State} state
 * @param {boolean} counted whether to count the pages that each value of the filters leaves
 * @returns {Promise<Answer>}
 */
export async function find(locale, state, counted) {
  const { pagefind, lexicon } = await load(locale);
  const answer = await lookUp(pagefind, lexicon, state.q);
  const suggestion = answer.results.length && !answer.loose ? "" : lexicon.suggestion(state.q);
  const all = answer.results;
  const asked = FILTERS.filter((name) => state[name].length);
  if (!counted && !asked.length) return { ...answer, suggestion, unfiltered: all.length, counts: {} };
  const grouped = await groups(pagefind);
  const left = (without) => all.filter(({ id }) =>
    asked.every((name) => name === without || state[name].some((value) => grouped[name][value]?.has(id))));
  const counts = Object.fromEntries(FILTERS.map((name) => {
    const others = left(name);
    return [name, Object.fromEntries(Object.entries(grouped[name]).map(([value, ids]) =>
      [value, others.filter(({ id }) => ids.has(id)).length]))];
  }));
  return { ...answer, results: left(), suggestion, unfiltered: all.length, counts };
}

async function lookUp(pagefind, lexicon, query) {
  const readings = lexicon.readings(query);
  const phrase = /^\s*["«“„](.+)["»”]\s*$/u.exec(query)?.[1];
  if (phrase) {
    const words = fold(phrase);
    const { results } = await pagefind.search(`"${words.join(" ")}"`);
    if (results.length) return { results, words, loose: false, synonyms: [] };
  }
  /** @type {Map<string, Result>} */
  const best = new Map();
  const words = new Set();
  const synonyms = [];
  let loose = true;
  for (const reading of readings) {
    const meanings = reading.terms.map((term) => lexicon.meaning(term));
    const lookups = meanings.every((meaning) => meaning.words.length)
      ? combined(meanings.map((meaning) => meaning.words))
      : lexicon.complete ? [] : await vouched(pagefind, reading.terms);
    if (!lookups.length) continue;
    lookups.push([[`"${WHOLE}${reading.terms.join("")}"`], 1]); // in quotes: exactly this word
    const found = await Promise.all(lookups.map(async ([terms, worth]) =>
      ({ terms, worth, results: (await pagefind.search(terms.join(" "))).results })));
    for (const { terms, worth, results } of found) {
      if (results.length && !terms[0].startsWith('"')) terms.forEach((term) => words.add(term));
      for (const result of results) {
        const score = result.score * worth;
        if (score >= (best.get(result.id)?.score ?? 0)) best.set(result.id, { ...result, score });
      }
    }
    if (found.some(({ results }) => results.length)) {
      synonyms.push(...reading.synonyms);
      loose &&= meanings.some((meaning) => meaning.loose);
    }
  }
  const results = [...best.values()].sort((a, b) => b.score - a.score);
  return { results, words: [...words], loose, synonyms };
}

/** All combinations of one word per term, the largest weight first. @param {[string, number][][]} choices @returns {[string[], number][]} */
function combined(choices) {
  return choices
    .reduce((all, words) => all.flatMap(([terms, worth]) =>
      words.map(([word, its]) => /** @type {[string[], number]} */ ([[...terms, word], worth * its]))), [[[], 1]])
    .sort(([, a], [, b]) => b - a)
    .slice(0, LOOKUPS);
}

/**
 * The terms themselves, if the lexicon does not have all words and pages do have these. The pages are checked,
 * because for an unknown word Pagefind finds a shorter word that is its beginning.
 */
async function vouched(pagefind, terms) {
  for (const term of terms) {
    const { results } = await pagefind.search(term);
    const page = results[0] && await results[0].data();
    if (!page || !fold(`${page.content} ${Object.values(page.meta).join(" ")}`).some((word) => word.startsWith(term))) return [];
  }
  return [[terms, 1]];
}
