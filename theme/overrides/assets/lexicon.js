// Finds which printed words a reader means by what she types. The printed words are in words.json, which
// theme/build/search_index.py writes. engine.js then looks the words up in the index.

import { fold, foundBy, grouped, significant, tokens } from "./fold.js";

/** @typedef {{words: string[], complete: boolean, aliases: Record<string, string>, communes: Record<string, string[]>}} Words */
/** A typed word, and the word that this site uses instead. @typedef {{typed: string, term: string}} Synonym */
/** One way to understand a query. @typedef {{terms: string[], synonyms: Synonym[]}} Reading */
/** Words that a term may mean, each with a weight (at most 1). `loose`: none of them is the term or a form of it.
 * @typedef {{words: [string, number][], loose: boolean}} Meaning */

// What may follow the common stem of two forms of a word.
const ENDINGS = {
  fr: /^(?:e?s?|x|al|ale|ales|aux|l|le|les|ux|f|fs|ve|ves|if|ifs|ive|ives|eurs?|euses?|rices?|er|ez|ent|ant|ants|antes?|ees?)$/,
  nl: /^(?:e|e?n|e?s|ers?|den?|ten?|ing|ingen|je|jes)?$/,
};
const STEM = 4; // minimum number of letters that forms of a word share
const INSIDE = 3; // minimum number of letters before a part of a compound
const MOST = 12; // maximum number of words for a term

export class Lexicon {
  /** @param {Words} words @param {"fr" | "nl"} locale */
  constructor({ words, complete, aliases, communes }, locale) {
    this.complete = complete;
    this.communes = communes;
    /** Folded words -> printed words; the most frequent first. */
    this.printed = new Map(words.flatMap((form) => foundBy(form).map((word) => [word, form])));
    this.keys = [...this.printed.keys()];
    this.aliases = new Map(Object.entries(aliases));
    this.longest = Math.max(0, ...[...this.aliases.keys()].map((key) => key.split(" ").length));
    this.endings = ENDINGS[locale];
    this.compounds = locale === "nl";
  }

  /** The terms of a query; then, if there are synonyms, the query with the words that this site uses. @returns {Reading[]} */
  readings(query) {
    const text = grouped(spelledOut(query));
    const typed = tokens(text);
    const terms = distinct(significant(typed.map(({ word }) => word)));
    /** @type {Synonym[]} */
    const synonyms = [];
    const other = [];
    for (let i = 0; i < typed.length;) {
      let length = Math.min(this.longest, typed.length - i);
      const keyAt = () => typed.slice(i, i + length).map(({ word }) => word).join(" ");
      while (length && !this.aliases.has(keyAt())) length--;
      const term = length && this.aliases.get(keyAt());
      if (term && fold(term).join(" ") !== keyAt()) {
        synonyms.push({ typed: text.slice(typed[i].start, typed[i + length - 1].end), term });
        other.push(...fold(term));
      } else {
        other.push(typed[i].word);
      }
      i += Math.max(1, length);
    }
    const readings = terms.length ? [{ terms, synonyms: [] }] : [];
    return synonyms.length ? [...readings, { terms: distinct(significant(other)), synonyms }] : readings;
  }

  /** The words that a term may mean. @param {string} term @returns {Meaning} */
  meaning(term) {
    /** @type {[string, number][]} */
    const words = [];
    const unfinished = term.replace(/^(\d\d+)d/, "$1"); // 118.8 on the way to 118.800
    const begun = [term, unfinished].find((begin) => this.keys.some((key) => key.startsWith(begin)));
    if (begun) words.push([begun, 1]);
    if (term.length > STEM) {
      for (const key of this.keys) if (this.#sameWord(term, key)) words.push([key, 0.9]);
    }
    let loose = !words.length;
    if (term.length >= STEM && (this.compounds || loose)) {
      for (const key of this.keys) {
        if (key.indexOf(term, term.length > STEM + 1 ? INSIDE - 1 : INSIDE) >= 0) {
          words.push([key, 0.4]);
          loose &&= !this.compounds;
        }
      }
    }
    if (loose && term.length > STEM) {
      for (const key of this.keys) {
        const same = common(term, key);
        if (same > STEM && same >= 0.6 * Math.max(term.length, key.length)) words.push([key, 0.3]);
      }
    }
    const shortest = words.filter(([word], at) =>
      !words.some(([other], before) => word.startsWith(other) && (word !== other ? true : before < at)));
    return { words: shortest.slice(0, MOST), loose };
  }

  #sameWord(term, key) {
    const same = common(term, key);
    return same >= STEM && this.endings.test(term.slice(same)) && this.endings.test(key.slice(same));
  }

  /** The query with each unknown word replaced by the nearest printed word; "" if none is near. */
  suggestion(query) {
    const text = spelledOut(query);
    let suggested = "";
    let end = 0;
    let changed = false;
    for (const token of tokens(text)) {
      const near = this.meaning(token.word).loose && this.#nearest(token.word);
      if (near) changed = true;
      suggested += text.slice(end, token.start) + (near ? this.printed.get(near) : text.slice(token.start, token.end));
      end = token.end;
    }
    return changed ? suggested + text.slice(end) : "";
  }

  #nearest(word) {
    const most = word.length < STEM ? 0 : word.length < 8 ? 1 : 2;
    let nearest = "";
    let least = most + 1;
    for (const key of this.keys) {
      if (key.length < STEM || /\d/.test(key) || Math.abs(key.length - word.length) >= least) continue;
      const steps = distance(word, key) + (key[0] === word[0] ? 0 : 0.5);
      if (steps < least) [nearest, least] = [key, steps];
    }
    return nearest;
  }

  /** A commune's id, from an id or a name of either language. @param {string} name */
  commune(name) {
    const wanted = fold(name).join(" ");
    return Object.keys(this.communes).find((id) =>
      id === name || this.communes[id].some((known) => fold(known).join(" ") === wanted)) ?? name;
  }
}

const distinct = (terms) => [...new Set(terms)];

/** A measure's code without the word before it: "mesure 2.5" and "M 2.5" are 2.5. */
const spelledOut = (query) => query
  .replace(/(?<![\p{L}\p{N}])(?:mesure|maatregel|m)\s+(?=\d[.,-]\d)/giu, "")
  .replace(/(?<![\p{L}\p{N}.,-])(\d)-(\d{1,2})(?![\p{L}\p{N}-])/gu, "$1.$2")
  .replace(/(?<=\d\s*)(?:euros?|eur)(?!\p{L})/giu, "");

/** The length of the common beginning of two words. */
function common(a, b) {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  return same;
}

/** The edit distance of two words: letters added, removed, changed or swapped. */
function distance(a, b) {
  let [before, row] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}
