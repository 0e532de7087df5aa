// Amounts that are copied from a table are numbers where they are pasted: a spreadsheet takes
// "670 000 €" with a no-break space for a text.

import { fold } from "./fold.js";

/** A number as spreadsheets in Belgium read it, from an amount as it is printed: 670000, 50000,50. @param {string} amount */
function plain(amount) {
  const number = fold(amount).find((word) => /^\d/.test(word))?.replace("d", ",");
  return number && (/^\D*[-\u2212]/.test(amount) ? `-${number}` : number);
}

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (!selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const node = range.commonAncestorContainer;
  const around = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const cell = around?.closest("td.amount");
  if (cell) { // a part of one cell: digits without spaces, the rest as it is printed
    event.clipboardData.setData("text/plain", `${selection}`.replace(/(?<=\d)[\u00a0\u202f.](?=\d{3})/g, "").trim());
    event.preventDefault();
    return;
  }
  if (!around?.closest("table, .table")) return; // more than a table: the browser copies all its words
  const copy = document.createElement("div");
  copy.append(range.cloneContents());
  const amounts = copy.querySelectorAll("td.amount");
  if (!amounts.length) return;
  copy.querySelectorAll("[popover]").forEach((part) => part.remove());
  for (const amount of amounts) amount.textContent = plain(amount.textContent) ?? amount.textContent;
  const text = (part) => part.textContent.trim().replace(/[ \t\r\n]+/g, " ");
  // One line for each row, or one for the cells of a part of a row.
  const rows = [...copy.querySelectorAll("tr")].map((row) => [...row.cells].map(text).join("\t"));
  const html = around.closest("table") ? `<table>${copy.innerHTML}</table>` : copy.innerHTML;
  event.clipboardData.setData("text/html", html);
  event.clipboardData.setData("text/plain", (rows.length ? rows : [[...copy.querySelectorAll("th, td")].map(text).join("\t")]).join("\n"));
  event.preventDefault();
});
