// Folds text into the words that search, tables and finder compare, exactly as theme/build/fold.py does.
// Accents, apostrophes, hyphens, ligatures, grouped digits and "Saint" make no difference.

const APOSTROPHES = "'’‘ʼ´`′＇";
const SPACES = "\u00a0\u202f\u2009"; // within a number
const LETTER = "[\\p{L}\\p{N}\\u0300-\\u036f]";
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

const TOKEN = new RegExp(
  // An elided article is skipped.
  `(?<![\\p{L}\\p{N}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)[${APOSTROPHES}](?=\\p{L})`
  // 118.800, 118 800, 50.000,50
  + `|(?<![\\p{L}\\p{N}.,])(?<amount>\\d{1,3}(?:[.,'’${SPACES}]\\d{3})+)(?:[.,](?<cents>\\d{1,2}))?(?!${LETTER})`
  // 2.5, 2,5, M2.5, m2-5, 118800,00
  + `|(?<![\\p{L}\\p{N}.,])m?(?<whole>\\d+)(?:[.,]|(?<=m\\d)-)(?<part>\\d{1,2})(?![.,]?\\d|${LETTER})`
  + `|(?<word>${LETTER}+)`,
  "giu",
);
const LETTERS = { œ: "oe", æ: "ae", ß: "ss", ø: "o", đ: "d", ł: "l" };
const NUMBERED = /^\d+(\p{L}{3,})$/u; // 2bouts, but not 1er
const SAINT = new Set(["st", "ste", "saint", "sainte", "sint"]);

// Words that do not help to find anything, unless nothing else is typed.
const PARTICLES = new Set(
  "a au aux ce ces d dans de des du en et l la le les ou par pour s sur un une aan bij die dit een der het in met naar of om op te ten ter tot uit van voor".split(" "),
);

/** The words without particles; all words if there are only particles. @param {string[]} words */
export function significant(words) {
  const rest = words.filter((word) => !PARTICLES.has(word));
  return rest.length ? rest : words;
}

/** The word as it is compared; its letters, which differ for "Sint"; its place in the text.
 * @typedef {{word: string, letters: string, start: number, end: number}} Token */

/** The text without invisible characters. @param {string} text */
export const visible = (text) => text.replace(INVISIBLE, "");

/** The words of a text, in order; their places are in `visible(text)`. @param {string} text @returns {Token[]} */
export function tokens(text) {
  const found = [];
  for (const match of visible(text).matchAll(TOKEN)) {
    const letters = compared(match.groups);
    if (!letters) continue;
    const word = SAINT.has(letters) ? "saint" : letters;
    found.push({ word, letters, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** The words of a text as they are compared. @param {string} text */
export const fold = (text) => tokens(text).map(({ word }) => word);

/** The words that find a text: "bouts" finds "2Bouts" too, "Sin" finds "Sint". @param {string} text */
export const foundBy = (text) => [...new Set(tokens(text).flatMap(({ word, letters }) =>
  [word, letters, NUMBERED.exec(word)?.[1] ?? word]))];

/**
 * The words of something typed. People group digits with a simple space, which on a page separates two numbers.
 * @param {string} text
 */
export const foldTyped = (text) => fold(grouped(text));

/** Text with no-break spaces between groups of digits. @param {string} text */
export const grouped = (text) =>
  text.replace(/(?<!\d)\d{1,3}(?: \d{3})+(?!\d)/g, (amount) => amount.replaceAll(" ", "\u00a0"));

function compared({ amount, cents, whole, part, word }) {
  if (amount) return amount.replace(/\D/g, "") + decimals(cents ?? "0");
  if (whole) return whole + (whole.length > 3 || part === "00" ? decimals(part) : `d${part}`);
  if (!word) return "";
  return word.toLowerCase().normalize("NFKD").replace(/[œæßøđł]/g, (letter) => LETTERS[letter])
    .replace(/[\u0300-\u036f]/g, "");
}

const decimals = (part) => (/[1-9]/.test(part) ? `d${part}` : "");
