// Sort, filter and small helps. Every page is whole without this file; the words it shows stand in the HTML.
(() => {
  "use strict";
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const compare = new Intl.Collator(document.documentElement.lang || "en", { numeric: true, sensitivity: "base" }).compare;
  const address = new URLSearchParams(location.search);

  // The state of the first table stands in the address, so that a view can be sent to somebody.
  const remember = (key, value) => {
    if (value) address.set(key, value); else address.delete(key);
    const query = address.toString();
    try { history.replaceState(null, "", (query ? "?" + query : location.pathname) + location.hash); } catch { /* file: in some browsers */ }
  };

  const table = (box, first) => {
    const body = box.querySelector("tbody");
    const rows = all("tr", body);
    const heads = all("th[data-sort]", box);
    const say = box.querySelector("[data-status]");
    const filters = {};
    const keep = (key, value) => first && remember(key, value);

    const sort = (key, down) => {
      const head = heads.find(h => h.dataset.sort === key);
      const sorted = [...rows];
      if (head) {
        const numeric = /^(value|quotes|order)$/.test(key);
        const of = row => row.dataset[key] || "";
        sorted.sort((a, b) => {
          // What is not known comes last in both directions; money is compared within its currency.
          if (!of(a) || !of(b)) return !of(a) - !of(b);
          const money = key === "value" && compare(a.dataset.currency, b.dataset.currency);
          return money || (numeric ? of(a) - of(b) : compare(of(a), of(b))) * (down ? -1 : 1);
        });
      }
      body.append(...sorted);
      for (const h of heads) {
        if (h === head) h.setAttribute("aria-sort", down ? "descending" : "ascending");
        else h.removeAttribute("aria-sort");
        h.querySelector("i").textContent = h !== head ? "↕" : down ? "↓" : "↑";
      }
      if (head && say) say.textContent = say.dataset[down ? "down" : "up"].replace("{name}", head.dataset.word);
    };
    if (rows.length < 2) return;
    for (const head of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      head.dataset.word = head.textContent.trim();
      const label = document.createElement("span");
      label.append(...head.childNodes);
      const arrow = document.createElement("i");
      arrow.setAttribute("aria-hidden", "true");
      arrow.textContent = "↕";
      button.append(label, arrow);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        const off = head.getAttribute("aria-sort") === "descending";
        sort(off ? "" : head.dataset.sort, down);
        keep("sort", off ? "" : (down ? "-" : "") + head.dataset.sort);
      });
    }

    const show = () => {
      let shown = 0;
      const words = (filters.search || "").toLowerCase().split(/\s+/).filter(Boolean);
      for (const row of rows) {
        const d = row.dataset;
        const text = words.length ? row.textContent.toLowerCase() : "";
        row.hidden = !((!filters.party || d.parties.split(" ").includes(filters.party)) && (!filters.kind || d.kind === filters.kind)
          && (!filters.stage || d.stage === filters.stage) && words.every(w => text.includes(w)));
        shown += !row.hidden;
      }
      const out = box.querySelector(".filters output");
      if (out) out.textContent = out.dataset[shown ? "text" : "none"].replace("{n}", shown).replace("{all}", rows.length);
      // The sums are those of the whole table, and say so.
      const all = box.querySelector(".of-all");
      if (all) all.hidden = shown === rows.length;
    };
    const form = box.querySelector(".filters");
    if (form) {
      form.classList.add("ready");
      form.addEventListener("submit", e => e.preventDefault());
      for (const control of form.elements) {
        if (!control.name) continue;
        control.value = address.get(control.name) || "";
        filters[control.name] = control.value;
        control.addEventListener("input", () => { filters[control.name] = control.value; keep(control.name, control.value); show(); });
      }
      if (Object.values(filters).some(Boolean)) show();
    }
    const wanted = first && address.get("sort");
    if (wanted) sort(wanted.replace("-", ""), wanted[0] === "-");
  };
  all("[data-deals]").forEach((box, n) => table(box, n === 0));

  // The heading that is being read, in the contents at the side.
  const links = all(".contents a");
  const parts = links.map(a => document.getElementById(decodeURIComponent(a.hash.slice(1)))).filter(Boolean);
  if (parts.length && "IntersectionObserver" in window) {
    const mark = () => {
      const at = parts.filter(p => p.getBoundingClientRect().top < innerHeight / 3).pop() || parts[0];
      for (const a of links) a.hash === "#" + at.id ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current");
    };
    new IntersectionObserver(mark, { rootMargin: "0px 0px -60% 0px", threshold: [0, 1] }).observe(parts[0]);
    addEventListener("scroll", () => requestAnimationFrame(mark), { passive: true });
    mark();
  }

  // A note inside a closed fold opens when its mark is followed, and every fold opens for paper.
  const unfold = () => {
    const note = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = note && note.closest("details");
    if (fold && !fold.open) { fold.open = true; note.scrollIntoView(); }
  };
  addEventListener("hashchange", unfold);
  unfold();
  addEventListener("beforeprint", () => all("details").forEach(d => { d.open = true; }));
})();
