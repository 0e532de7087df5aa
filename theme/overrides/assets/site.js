// The switch between light and dark, and abbreviations that explain themselves under the pointer.
// Everything else of the frame works without scripts.

// The choice is stored only while it differs from the system's.
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
  } catch { /* storage is switched off: the choice lasts as long as the page */ }
  show();
});
system.addEventListener("change", show);
show();

// A click opens a term's explanation without us; pointer and keyboard focus do so from here on.
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

// The other language keeps what was asked for, and the place on the page.
const other = document.querySelector("a.language");
for (const event of ["focus", "pointerdown", "click"]) {
  other?.addEventListener(event, () => {
    other.search = location.search;
    const place = document.querySelector(":target");
    other.hash = place?.querySelector(":scope > [id^=section-]")?.id ?? location.hash;
  });
}

// Needed only by who copies amounts: loaded when something is selected first.
if (document.querySelector("td.amount")) {
  document.addEventListener("selectionchange", () => import("./copy.js"), { once: true });
}
