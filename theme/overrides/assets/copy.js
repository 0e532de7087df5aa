// Copies amounts from a table as numbers: a spreadsheet takes "670 000 €" with a no-break space for text.

import { fold } from "./fold.js";

/** A printed amount as Belgian spreadsheets read it: 670000, 50000,50. @param {string} amount */
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
  if (cell) { // a part of one cell: digits without spaces, the rest as printed
    event.clipboardData.setData("text/plain", `${selection}`.replace(/(?<=\d)[\u00a0\u202f.](?=\d{3})/g, "").trim());
    event.preventDefault();
    return;
  }
  if (!around?.closest("table, .table")) return; // more than a table: the browser copies the text
  const copy = document.createElement("div");
  copy.append(range.cloneContents());
  const amounts = copy.querySelectorAll("td.amount");
  if (!amounts.length) return;
  copy.querySelectorAll("[popover]").forEach((part) => part.remove());
  for (const amount of amounts) amount.textContent = plain(amount.textContent) ?? amount.textContent;
  const text = (part) => part.textContent.trim().replace(/[ \t\r\n]+/g, " ");
  // One line per row; one line for some cells of a row.
  const rows = [...copy.querySelectorAll("tr")].map((row) => [...row.cells].map(text).join("\t"));
  const html = around.closest("table") ? `<table>${copy.innerHTML}</table>` : copy.innerHTML;
  event.clipboardData.setData("text/html", html);
  event.clipboardData.setData("text/plain", (rows.length ? rows : [[...copy.querySelectorAll("th, td")].map(text).join("\t")]).join("\n"));
  event.preventDefault();
});
