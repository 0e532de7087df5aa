// Shows a page of `make serve` anew when it was made anew, and what is to be mended on top of it.
const { epoch } = document.currentScript.dataset;

const STYLE = `
  :host { position: fixed; inset: auto 1rem 1rem; z-index: 99; max-width: 60rem; margin-inline: auto }
  details {
    max-height: 60vh; overflow: auto; padding: 0.75rem 1rem;
    border: 1px solid light-dark(#c9c9c9, #626c73); border-left: 0.4rem solid light-dark(#b3261e, #f2978f);
    border-radius: 0.25rem; box-shadow: 0 0.2rem 1.5rem #0006;
    background: light-dark(#fff, #20282d); color: light-dark(#1b1b1b, #eceff1);
    font: 1rem/1.5 system-ui, sans-serif;
  }
  summary { cursor: pointer; font-weight: bold }
  summary:focus-visible { outline: 3px solid; outline-offset: 2px }
  ul { margin: 0; padding-left: 1.25rem }
  li { margin-top: 0.75rem; white-space: pre-wrap; overflow-wrap: anywhere }
  code, small { display: block; font-size: 0.9em }
  small { color: light-dark(#444, #b9c3c9) }`;

function element(name, text, ...children) {
  const made = document.createElement(name);
  made.textContent = text; // never as HTML: messages quote what strangers wrote
  made.append(...children);
  return made;
}

// The panel is there from the start, for screen readers to say what comes into it; first for the Tab key.
const panel = element("div", "");
const details = element("details", "");
panel.hidden = true;
panel.lang = "en";
panel.setAttribute("role", "alert");
panel.attachShadow({ mode: "open" }).append(element("style", STYLE), details);
document.body.prepend(panel);
addEventListener("keydown", ({ key }) => { if (key === "Escape") details.open = false; });

let shown = "";

function show({ held, notices }) {
  const state = JSON.stringify([held, notices]);
  if (state === shown) return;
  shown = state;
  const count = notices.length === 1 ? "1 thing" : `${notices.length} things`;
  const title = `${count} to mend${held ? ". The pages stay as they were until then." : ""}`;
  const items = notices.map(({ where, message, hint }) =>
    element("li", "", element("code", where), message, element("small", hint)));
  details.replaceChildren(element("summary", title), element("ul", "", ...items));
  details.open = true;
  panel.hidden = !notices.length;
}

let waiting = new AbortController();
let leaving = false;
addEventListener("pagehide", () => { leaving = true; });
addEventListener("pageshow", () => { leaving = false; });
// A browser keeps few connections to a server open: those for pages that nobody sees are let go.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) waiting.abort();
});

async function listen(serial) {
  if (document.hidden) {
    await new Promise((seen) => {
      document.addEventListener("visibilitychange", seen, { once: true });
    });
    return serial;
  }
  waiting = new AbortController();
  const page = encodeURIComponent(decodeURIComponent(location.pathname));
  try {
    const answer = await fetch(`/live?serial=${serial}&page=${page}`, { signal: waiting.signal });
    const news = await answer.json();
    if (String(news.epoch) !== epoch) location.reload();
    else show(news);
    return news.serial;
  } catch {
    if (!leaving && !document.hidden) {
      show({ held: true, notices: [{ where: "", message: "The preview does not answer.", hint: "Start it again: make serve" }] });
    }
    await new Promise((later) => { setTimeout(later, 1000); });
    return 0;
  }
}

(async () => {
  for (let serial = 0; ;) serial = await listen(serial);
})();
