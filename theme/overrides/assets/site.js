// The switch between light and dark, and explanations that open under the pointer.
// The rest of the frame works without scripts.

// The choice is stored only if it differs from the system's.
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const button = document.querySelector(".scheme");
const dark = () => (root.dataset.scheme || (system.matches ? "dark" : "light")) === "dark";
const show = () => button?.setAttribute("aria-pressed", dark());

button?.addEventListener("click", () => {
  const wanted = dark() ? "light" : "dark";
  root.dataset.scheme = wanted === (system.matches ? "dark" : "light") ? "" : wanted;
  try {
    if (root.dataset.scheme) localStorage.setItem("scheme", wanted);
    else localStorage.removeItem("scheme");
  } catch { /* storage is disabled: the choice lasts as long as the page */ }
  show();
});
system.addEventListener("change", show);
show();

// A click opens a term's explanation without a script; here pointer and keyboard focus open it too.
// Escape closes it, and the pointer may move onto it.
for (const term of document.querySelectorAll("button.term[popovertarget]")) {
  const text = document.getElementById(term.getAttribute("popovertarget"));
  if (!text?.showPopover) continue;
  term.popoverTargetAction = "show";
  let closing;
  const open = () => {
    clearTimeout(closing);
    if (!text.matches(":popover-open")) text.showPopover({ source: term });
  };
  const close = () => { closing = setTimeout(() => text.hidePopover(), 200); };
  for (const part of [term, text]) {
    part.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && open());
    part.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && close());
    part.addEventListener("focusout", (event) => text.contains(event.relatedTarget) || close());
  }
  term.addEventListener("focus", () => term.matches(":focus-visible") && open());
}

// The language switch keeps the query and the place on the page.
const other = document.querySelector("a.language");
for (const event of ["focus", "pointerdown", "click"]) {
  other?.addEventListener(event, () => {
    other.search = location.search;
    const place = document.querySelector(":target");
    other.hash = place?.querySelector(":scope > [id^=section-]")?.id ?? location.hash;
  });
}

// Needed only to copy amounts: loaded at the first selection.
if (document.querySelector("td.amount")) {
  document.addEventListener("selectionchange", () => import("./copy.js"), { once: true });
}
