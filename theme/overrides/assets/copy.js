// Amounts that are copied from a table are numbers where they are pasted: a spreadsheet takes
// "670 000 €" with a no-break space for a text.

import { fold } from "./fold.js";

/** A number as spreadsheets in Belgium read it, from an amount as it is printed: 670000, 50000,50. @param {string} amount */
const plain = (amount) => fold(amount).find((word) => /^\d/.test(word))?.replace("d", ",");

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (!selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const around = range.commonAncestorContainer;
  const cell = (around.nodeType === Node.TEXT_NODE ? around.parentElement : around).closest("td.amount");
  if (cell) { // a part of one cell: digits without spaces, the rest as it is printed
    event.clipboardData.setData("text/plain", `${selection}`.replace(/(?<=\d)[\u00a0\u202f.](?=\d{3})/g, "").trim());
    event.preventDefault();
    return;
  }
  const copy = document.createElement("div");
  copy.append(range.cloneContents());
  const amounts = copy.querySelectorAll("td.amount");
  if (!amounts.length) return;
  copy.querySelectorAll("[popover], .table-tools").forEach((part) => part.remove());
  for (const amount of amounts) amount.textContent = plain(amount.textContent) ?? amount.textContent;
  const text = (part) => part.textContent.trim().replace(/[ \t\r\n]+/g, " ");
  // Rows of a table that was selected whole or in part; what stands around it, as lines.
  const rows = [...copy.querySelectorAll("tr")].map((row) => [...row.cells].map(text).join("\t"));
  const table = around.nodeType === Node.ELEMENT_NODE && around.closest("table");
  event.clipboardData.setData("text/html", table ? `<table>${copy.innerHTML}</table>` : copy.innerHTML);
  event.clipboardData.setData("text/plain", (rows.length ? rows : [[...copy.querySelectorAll("th, td")].map(text).join("\t")]).join("\n"));
  event.preventDefault();
});
