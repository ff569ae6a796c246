// The preview's script, on no built page: reloads this tab when its page changed and brings the reader back to the place
// they were at. What is wrong or still open is shown by panel.js. Nothing here is posted, and all of it works under
// `default-src 'self'`.
(() => {
  "use strict";
  const KEEP = "nutgraf-preview:" + location.pathname;

  let seen = marked();
  let faults = "";
  let notes = "";
  // The marks of pictures and the like, whose addresses stay when their bytes change; and of which files.
  let had = "";
  let files = "";
  let stream = null;
  let again = 0;
  // How the page wants the browser to bring a reader back.
  let restoration = history.scrollRestoration;
  // The page as it came, before any script changed it: what a new one is compared with.
  let base = null;
  // Asked for at once, so that it is there when the server is not.
  const panel = import("/__nutgraf/panel.js");

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
    const shown = shownFiles();
    if (shown.join() !== files) had = "";
    files = shown.join();
    const query = new URLSearchParams({ page: location.pathname, seen, faults, notes, had });
    for (const file of shown) query.append("file", file);
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
      const list = JSON.parse(event.data);
      panel.then((it) => it.faults(list));
      soon();
    });
    mine.addEventListener("notes", (event) => {
      notes = event.lastEventId;
      const lists = JSON.parse(event.data);
      panel.then((it) => it.notes(lists));
      soon();
    });
    mine.addEventListener("had", (event) => {
      had = event.data;
      soon();
    });
    mine.addEventListener("files", reload);
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

  // What the page shows from this site, but for the theme's files: their names change with their bytes.
  function shownFiles() {
    const found = [...document.querySelectorAll("img, video, audio, source, embed, script[src], link[rel~=stylesheet]")]
      .map((one) => one.currentSrc || one.src || one.href)
      .filter(Boolean)
      .map((address) => new URL(address, location.href))
      .filter(({ origin, pathname }) => origin === location.origin && !/^\/(assets|__nutgraf)\//.test(pathname));
    return [...new Set(found.map(({ pathname }) => pathname))].slice(0, 40);
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
    // The page that stands in for a site not built yet is never kept.
    if (document.querySelector('meta[name="nutgraf-preview"]')) return;
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

  // Things of one kind by what they say and which of those they are: that outlives an edit elsewhere on the page.
  function named(elements, nameOf) {
    const count = new Map();
    return elements.map((element) => {
      const name = element.localName + ":" + (element.id || nameOf(element).trim().slice(0, 80));
      const nth = count.get(name) || 0;
      count.set(name, nth + 1);
      return { element, name: name + "#" + nth };
    });
  }

  function all(query) {
    return [...document.querySelectorAll(query)];
  }

  function folds() {
    return named(all("details"), (fold) => (fold.querySelector("summary") || fold).textContent);
  }

  function scrolled() {
    return named(all("div, pre, table, ul, ol, nav, aside, section"), (box) => box.className);
  }

  function fields() {
    return named(all("a[href], button, input, select, textarea, summary, [tabindex]"), labelOf);
  }

  function lines() {
    return named(all("h1, h2, h3, h4, p, li, tr, dt, dd, blockquote, figcaption, pre, summary"), (line) => line.textContent);
  }

  function labelOf(element) {
    return [element.name, element.getAttribute("aria-label"), element.localName === "a" && element.getAttribute("href")]
      .concat(/^(a|button|summary)$/.test(element.localName) ? element.textContent : "")
      .filter(Boolean)
      .join(" ");
  }

  function nameIn(list, element) {
    const found = list.find((one) => one.element === element);
    return found && found.name;
  }

  function keep() {
    const active = document.activeElement;
    const state = { x: scrollX, y: scrollY, open: {}, boxes: [], restoration };
    for (const { element, name } of folds()) state.open[name] = element.open;
    for (const { element, name } of scrolled()) {
      if (element.scrollTop || element.scrollLeft) state.boxes.push([name, element.scrollLeft, element.scrollTop]);
    }
    if (active && active !== document.body) {
      state.focus = nameIn(fields(), active);
      state.ring = active.matches(":focus-visible");
      if ("value" in active && active.localName !== "button") state.value = active.value;
      // A number or a tick has no selection; asking throws in some browsers.
      try {
        state.caret = [active.selectionStart, active.selectionEnd];
      } catch {}
    }
    // The first lines that can be seen, and how high they stand: the text before them may grow or shrink.
    if (scrollY > 0) {
      const seen = lines().filter(({ element }) => {
        const box = element.getBoundingClientRect();
        return box.height > 0 && box.bottom > 0 && box.top < innerHeight;
      });
      state.lines = seen.slice(0, 12).map(({ element, name }) => [name, element.getBoundingClientRect().top]);
    }
    try {
      sessionStorage.setItem(KEEP, JSON.stringify(state));
      // The browser would go back to so many pixels, whatever stands there now, and at a moment of its own.
      history.scrollRestoration = "manual";
    } catch {
      // Storage may be off: then the page starts where the browser thinks.
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
    for (const { element, name } of folds()) {
      if (name in state.open) element.open = state.open[name];
    }
    restoration = state.restoration;
    // Pictures and fonts that come late move the text: the place is looked for again, until the reader goes elsewhere.
    let left = false;
    for (const name of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      addEventListener(name, () => (left = true), { once: true, passive: true, capture: true });
    }
    const again = () => left || there(state);
    // The page's own script, which puts the filter back, may come after this one.
    const ready = () => {
      if (!left) refocus(state);
      again();
    };
    there(state);
    if (document.readyState === "complete") ready();
    else document.addEventListener("DOMContentLoaded", ready, { once: true });
    const loaded = () => {
      again();
      setTimeout(() => (history.scrollRestoration = restoration), 0);
    };
    if (document.readyState === "complete") loaded();
    else addEventListener("load", loaded, { once: true });
    document.fonts.ready.then(again);
  }

  function there(state) {
    const boxes = new Map(scrolled().map(({ element, name }) => [name, element]));
    for (const [name, x, y] of state.boxes) {
      const box = boxes.get(name);
      if (box) box.scrollTo({ left: x, top: y, behavior: "instant" });
    }
    scrollTo({ left: state.x, top: state.y, behavior: "instant" });
    const known = new Map(lines().map(({ element, name }) => [name, element]));
    const line = (state.lines || []).find(([name]) => known.has(name));
    if (!line) return;
    const moved = known.get(line[0]).getBoundingClientRect().top - line[1];
    if (Math.abs(moved) >= 1) scrollBy({ left: 0, top: moved, behavior: "instant" });
  }

  function refocus(state) {
    const found = state.focus && fields().find(({ name }) => name === state.focus);
    if (!found) return;
    const { element } = found;
    element.focus({ preventScroll: true, focusVisible: state.ring });
    if (state.value !== undefined && element.value !== state.value) {
      element.value = state.value;
      element.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (state.caret && state.caret[0] !== null) {
      try {
        element.setSelectionRange(...state.caret);
      } catch {}
    }
  }
})();
