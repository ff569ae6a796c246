// The preview's script: reloads this tab when its page changed, and shows what stops the build. It is on no built page.
// Whatever comes from the author's files is shown with textContent, never as HTML; styles go through the CSSOM, so
// all of it works under `default-src 'self'`.
(() => {
  "use strict";
  const KEEP = "nutgraf-preview:" + location.pathname;
  const STYLE = `
    :host { all: initial; }
    section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
      box-sizing: border-box; padding: 1rem 1.25rem 1.25rem; background: #1c1b1a; color: #f3efe9;
      border-top: 4px solid #e0533d; font: 15px/1.5 system-ui, sans-serif; box-shadow: 0 -8px 24px #0006; }
    header { display: flex; gap: 1rem; align-items: baseline; justify-content: space-between; }
    h2 { margin: 0; font-size: 1rem; font-weight: 600; }
    button { font: inherit; color: inherit; background: none; border: 1px solid #8a8580; border-radius: 4px;
      padding: 0.1rem 0.6rem; cursor: pointer; }
    button:focus-visible { outline: 2px solid #ffb4a5; outline-offset: 2px; }
    ol { margin: 0; padding: 0; list-style: none; }
    li { margin-top: 1rem; }
    p { margin: 0; overflow-wrap: anywhere; }
    .level { font-weight: 600; color: #ff9a85; }
    .level.warning { color: #f0c674; }
    .place { color: #b9d3f2; font-family: ui-monospace, monospace; font-size: 0.875em; }
    pre { margin: 0.35rem 0; padding: 0.5rem 0.75rem; overflow-x: auto; background: #000; border-radius: 4px;
      font: 0.875em/1.45 ui-monospace, monospace; tab-size: 4; }
    @media print { section { display: none; } }
  `;

  let seen = marked();
  let faults = "";
  let stream = null;
  let again = 0;
  let overlay = null;
  // The page as it came, before any script changed it: what a new one is compared with.
  let base = null;

  restore();
  remember();
  // A tab that nobody sees gives its connection back: a browser has six for all tabs of a site.
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : connect()));
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => event.persisted && connect());
  if (!document.hidden) connect();

  // The mark of the page as it was loaded, or "" where the browser does not tell.
  function marked() {
    const [entry] = performance.getEntriesByType("navigation");
    const timing = entry && entry.serverTiming && entry.serverTiming.find((one) => one.name === "nutgraf");
    return timing ? timing.description : "";
  }

  function close() {
    clearTimeout(again);
    if (stream) stream.close();
    stream = null;
  }

  // Each answer says what is new and ends, so every news is followed by asking again with what is now known.
  function connect(delay = 0) {
    close();
    if (delay) {
      again = setTimeout(connect, delay);
      return;
    }
    const query = new URLSearchParams({ page: location.pathname, seen, faults });
    const mine = new EventSource("/__nutgraf/events?" + query);
    stream = mine;
    const opened = performance.now();
    // The events of one answer are dispatched one after another; asking again waits until all of them were.
    let told = false;
    const soon = () => {
      if (!told) setTimeout(() => stream === mine && connect(), 0);
      told = true;
    };
    mine.addEventListener("seen", (event) => {
      seen = event.data;
      soon();
    });
    mine.addEventListener("faults", (event) => {
      faults = event.lastEventId;
      show(JSON.parse(event.data));
      soon();
    });
    mine.addEventListener("reload", () => {
      close();
      renew();
    });
    mine.onerror = () => {
      if (stream !== mine) return;
      // The end of an answer, or of the server: then it is looked for twice a second.
      connect(told || performance.now() - opened > 2000 ? 1 : 500);
    };
  }

  // If nothing but the addresses of stylesheets differ they are swapped, and the page stays as it is.
  async function renew() {
    try {
      const response = await fetch(location.pathname + location.search, { cache: "no-store" });
      const text = await response.text();
      const mark = markOf(response);
      if (!response.ok || !mark || !swap(text)) return reload();
      seen = mark;
      connect();
    } catch {
      // The server went away in between: what this tab has seen is unchanged, so the news will come again.
      connect(500);
    }
  }

  function markOf(response) {
    const found = /nutgraf;desc="(\w+)"/.exec(response.headers.get("server-timing") || "");
    return found ? found[1] : "";
  }

  async function remember() {
    try {
      const response = await fetch(location.pathname + location.search, { cache: "no-store" });
      const text = await response.text();
      if (seen && markOf(response) === seen) base = text;
    } catch {
      // Then every change reloads.
    }
  }

  function swap(text) {
    if (base === null) return false;
    const parser = new DOMParser();
    const [was, is] = [base, text].map((html) => parser.parseFromString(html, "text/html"));
    const sheets = (root) => [...root.querySelectorAll('link[rel~="stylesheet"]')];
    const [olds, news] = [sheets(was), sheets(is)];
    const here = sheets(document);
    if (olds.length !== news.length || here.length !== olds.length) return false;
    const addresses = news.map((link) => link.getAttribute("href"));
    const before = olds.map((link) => link.getAttribute("href"));
    if (here.some((link, i) => link.getAttribute("href") !== before[i])) return false;
    olds.concat(news).forEach((link) => link.removeAttribute("href"));
    if (was.documentElement.outerHTML !== is.documentElement.outerHTML) return false;
    addresses.forEach((address, i) => {
      if (address === before[i] || address === null) return;
      const link = here[i].cloneNode();
      link.setAttribute("href", address);
      // The old one stays until the new one is there: no flash of an unstyled page.
      const old = here[i];
      link.addEventListener("load", () => old.remove());
      link.addEventListener("error", reload);
      old.after(link);
    });
    base = text;
    return true;
  }

  function reload() {
    close();
    keep();
    location.reload();
  }

  function folds() {
    const count = new Map();
    return [...document.querySelectorAll("details")].map((element) => {
      const summary = element.querySelector("summary");
      const name = element.id || (summary ? summary.textContent.trim() : "");
      const nth = count.get(name) || 0;
      count.set(name, nth + 1);
      return { element, name: name + "#" + nth };
    });
  }

  function keep() {
    const state = {
      x: scrollX,
      y: scrollY,
      open: folds().filter((fold) => fold.element.open).map((fold) => fold.name),
    };
    try {
      sessionStorage.setItem(KEEP, JSON.stringify(state));
    } catch {
      // Storage may be off: then the page starts at its top.
    }
  }

  function restore() {
    let state = null;
    try {
      state = JSON.parse(sessionStorage.getItem(KEEP));
      sessionStorage.removeItem(KEEP);
    } catch {
      return;
    }
    if (!state) return;
    const open = new Set(state.open);
    for (const fold of folds()) fold.element.open = open.has(fold.name);
    const there = () => scrollTo({ left: state.x, top: state.y, behavior: "instant" });
    there();
    // Images and fonts that come later move the text; the browser's own restoring may come in between too.
    window.addEventListener("load", there, { once: true });
  }

  function show(list) {
    if (overlay) overlay.remove();
    overlay = null;
    // The page that stands in for a site not built yet lists them itself.
    if (list.length === 0 || document.querySelector('meta[name="nutgraf-preview"]')) return;
    overlay = document.createElement("nutgraf-overlay");
    const root = overlay.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];

    const section = add(root, "section");
    section.setAttribute("role", "alert");
    section.tabIndex = -1;
    const header = add(section, "header");
    const errors = list.filter((fault) => fault.level === "error").length;
    const stops = errors === 1 ? "1 error stops the build" : errors + " errors stop the build";
    add(header, "h2", stops + "; the pages are the last good ones");
    const button = add(header, "button", "Hide");
    button.type = "button";
    button.addEventListener("click", () => overlay && overlay.remove());
    section.addEventListener("keydown", (event) => event.key === "Escape" && overlay && overlay.remove());

    const items = add(section, "ol");
    for (const fault of list) {
      const item = add(items, "li");
      const line = add(item, "p");
      add(line, "span", fault.level + "[" + fault.code + "]", "level " + fault.level);
      line.append(": " + fault.message);
      if (fault.place) add(item, "p", fault.place, "place");
      if (fault.excerpt) add(item, "pre", fault.excerpt);
      for (const help of fault.help) add(item, "p", "help: " + help);
    }
    document.documentElement.append(overlay);
  }

  function add(parent, name, text = "", style = "") {
    const element = document.createElement(name);
    element.textContent = text;
    if (style) element.className = style;
    parent.append(element);
    return element;
  }
})();
