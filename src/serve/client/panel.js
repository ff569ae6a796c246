// The preview's own corner of the page: a pill that opens a list of warnings, drafts and unconfirmed fields, and the
// overlay of what stops the build. It lives in a shadow tree of its own, out of the page's flow: the site's styles do
// not reach it, and it moves nothing.
import { item, overlay } from "./overlay.js";
import { add, count, place } from "./parts.js";
import { spots } from "./spot.js";

const STYLE = `
  /* The site may say something of every element, this one too: here that counts for nothing. */
  :host { all: initial !important; }
  .bar, .overlay { --paper: #fff; --raised: #f3f4f6; --ink: #14171c; --soft: #555c66; --rule: #d3d7dd; --edge: #767d87;
    --doubt: #a4161a; --wait: #7a4b00; color-scheme: light; }
  @media (prefers-color-scheme: dark) {
    .bar, .overlay { --paper: #1a1f26; --raised: #101318; --ink: #e6e9ee; --soft: #a2aab5; --rule: #363d47;
      --edge: #7b8492; --doubt: #ff8f85; --wait: #f0c674; color-scheme: dark; }
  }
  * { box-sizing: border-box; }
  [hidden] { display: none !important; }
  .bar, .overlay { position: fixed; z-index: 2147483646; color: var(--ink); font: 14px/1.45 system-ui, sans-serif;
    text-align: start; letter-spacing: normal; }
  .bar { inset: auto max(12px, env(safe-area-inset-right)) max(12px, env(safe-area-inset-bottom)) auto;
    display: flex; flex-direction: column; align-items: end; gap: 8px; max-inline-size: calc(100vw - 24px);
    pointer-events: none; }
  .bar > * { pointer-events: auto; }
  button { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--edge); cursor: pointer; }
  .pill { display: flex; gap: 10px; align-items: center; min-block-size: 32px; padding: 4px 14px; border-radius: 16px;
    font-variant-numeric: tabular-nums; }
  .pill:hover, .close:hover { border-color: var(--ink); }
  .pill .error { color: var(--doubt); font-weight: 600; }
  :focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
  .list { inline-size: 27rem; max-inline-size: 100%; max-block-size: min(70vh, 40rem); overflow: auto;
    overscroll-behavior: contain; background: var(--paper); border: 1px solid var(--edge); border-radius: 6px;
    padding: 0 16px 16px; }
  h2 { margin: 0; font-size: 16px; font-weight: 600; }
  h3 { margin: 20px 0 4px; font-size: 14px; font-weight: 600; }
  h3 span, small, .help, .tip, .none { color: var(--soft); font-weight: 400; }
  .list header { position: sticky; inset-block-start: 0; display: flex; justify-content: space-between; gap: 16px;
    align-items: center; margin-inline: -16px; padding: 10px 16px; background: var(--paper);
    border-block-end: 1px solid var(--rule); }
  .close, header button { min-block-size: 28px; padding: 2px 12px; border-radius: 4px; }
  p { margin: 0; overflow-wrap: anywhere; }
  .tip { margin-block-start: 12px; }
  kbd { font: inherit; padding: 0 5px; border: 1px solid var(--edge); border-radius: 3px; color: var(--ink); }
  ul, ol { margin: 0; padding: 0; list-style: none; }
  li { padding-block: 8px; border-block-end: 1px solid var(--rule); }
  li:last-child { border: 0; }
  a { color: inherit; text-decoration: underline; text-decoration-color: var(--edge); text-underline-offset: .2em; }
  a:hover { text-decoration-color: currentColor; }
  .place, pre { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: 12.5px; }
  .place { overflow-wrap: anywhere; }
  .fields { display: flex; flex-wrap: wrap; gap: 2px 12px; margin-block-start: 2px; }
  .fields > * { padding-block: 2px; }
  .message b { font-weight: 600; color: var(--doubt); }
  .warning .message b { color: var(--wait); }
  pre { margin: 6px 0; padding: 8px 12px; overflow-x: auto; background: var(--raised); line-height: 1.45; tab-size: 4; }
  .list .fault pre { font-size: 12px; }
  .overlay { inset: auto 0 0 0; max-block-size: 62vh; overflow: auto; overscroll-behavior: contain;
    background: var(--paper); border-block-start: 4px solid var(--doubt); padding: 0 max(20px, calc(50vw - 36rem)) 20px; }
  .overlay:focus { outline: none; }
  .overlay > header { position: sticky; inset-block-start: 0; display: flex; gap: 16px; align-items: center;
    justify-content: space-between; padding-block: 12px; background: var(--paper); border-block-end: 1px solid var(--rule); }
  .overlay h2 small { margin-inline-start: 12px; font-size: 14px; }
  .overlay li { padding-block: 14px; content-visibility: auto; contain-intrinsic-block-size: auto 120px; }
  .overlay .message { font-size: 15px; }
  .said { padding: 4px 12px; border-radius: 4px; background: var(--ink); color: var(--paper); }
  .aim { position: fixed; z-index: 2147483645; pointer-events: none; border: 2px solid #0b66d0; border-radius: 3px;
    outline: 1px solid #fff; }
  @media (max-width: 30rem) { .overlay h2 small { display: block; margin: 2px 0 0; } .list { inline-size: 100%; } }
  @media print { .bar, .overlay, .aim { display: none; } }
`;
const OPEN = "nutgraf-preview-open";
// Its values are the file's own already, each with its place.
const isList = location.pathname === "/__nutgraf/unconfirmed";

const host = document.createElement("nutgraf-preview");
const root = host.attachShadow({ mode: "open" });
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
root.adoptedStyleSheets = [sheet];
// Beside the body, so that no rule of the site about its children counts this one.
document.documentElement.append(host);

const bar = add(root, "div", "", { class: "bar" });
const list = add(bar, "section", "", { class: "list", id: "list", "aria-label": "Notes of the preview" });
const said = add(bar, "p", "", { class: "said", role: "status" });
const pill = add(bar, "button", "", { class: "pill", type: "button", "aria-controls": "list", "aria-expanded": "false" });
list.hidden = true;
said.hidden = true;
bar.hidden = true;

// The page that stands in for a site not built yet lists the faults itself.
const isStandIn = document.querySelector('meta[name="nutgraf-preview"]') !== null;
let wrong = [];
let over = null;
let lists = null;
let listening = false;
let quiet = 0;

pill.addEventListener("click", () => {
  if (wrong.length && !isStandIn) return cover();
  unfold(list.hidden);
});
bar.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || list.hidden) return;
  unfold(false);
  pill.focus();
});

/** Shows what stops the build, or takes it away: an empty list says that all is well. */
export function faults(next) {
  wrong = next;
  if (over) over.remove();
  over = null;
  if (wrong.length && !isStandIn) cover();
  fill();
}

/** Lists what stops nothing. */
export function notes(next) {
  lists = next;
  fill();
  if (wasOpen() && list.hidden) unfold(true);
  if (lists.spots && !isList && !listening) {
    spots(root, host, tell);
    listening = true;
  }
}

function cover() {
  if (over) over.remove();
  over = overlay(root, wrong, () => {
    over.remove();
    over = null;
    fill();
    pill.focus();
  });
  fill();
}

// Where it would stand over what the reader came for, it starts closed.
function wasOpen() {
  if (isList || innerWidth < 600) return false;
  try {
    return sessionStorage.getItem(OPEN) === "yes";
  } catch {
    return false;
  }
}

function unfold(open) {
  list.hidden = !open;
  pill.setAttribute("aria-expanded", String(open));
  // It stays as it is when the page is loaded anew.
  try {
    sessionStorage.setItem(OPEN, open ? "yes" : "no");
  } catch {}
}

function tell(words) {
  said.textContent = words;
  said.hidden = false;
  clearTimeout(quiet);
  quiet = setTimeout(() => (said.hidden = true), 4000);
}

function fill() {
  const errors = wrong.filter((fault) => fault.level === "error").length;
  bar.hidden = over !== null || isStandIn || lists === null;
  if (bar.hidden) return;
  const warnings = lists.warnings.length + lists.more_warnings;
  const parts = [
    [errors, count(errors, "error"), "error"],
    [lists.fields, lists.fields + " unconfirmed", "open"],
    [warnings, count(warnings, "warning"), "warning"],
    [lists.drafts.length, count(lists.drafts.length, "draft"), "draft"],
  ].filter(([n]) => n > 0);
  pill.replaceChildren();
  for (const [, words, name] of parts) add(pill, "span", words, { class: name });
  if (!parts.length) add(pill, "span", "Preview");

  // Only what changed is made anew, so that a reader of the list keeps their place in it.
  const next = document.createElement("div");
  content(next, warnings);
  if (next.innerHTML === list.innerHTML) return;
  const at = list.scrollTop;
  const within = list.contains(root.activeElement);
  list.replaceChildren(...next.childNodes);
  list.scrollTop = at;
  if (within) pill.focus();
}

function content(box, warnings) {
  const header = add(box, "header");
  add(header, "h2", "Preview");
  add(header, "button", "Close", { type: "button", class: "close", "data-close": "" });
  if (lists.spots && !isList) {
    const tip = add(box, "p", "Hold ", { class: "tip" });
    add(tip, "kbd", "Alt");
    tip.append(" and click a value to open its line in your editor.");
  }
  if (lists.fields) {
    head(box, "Not confirmed", lists.fields);
    add(add(box, "p"), "a", "Each beside its sentence", { href: "/__nutgraf/unconfirmed" });
    const items = add(box, "ul");
    // What is on this page comes first.
    const here = (record) => "/" + record.page === decodeURIComponent(location.pathname);
    for (const record of [...lists.records].sort((a, b) => here(b) - here(a))) {
      const one = add(items, "li");
      add(one, "a", record.name, { href: "/" + encodeURI(record.page) });
      const fields = add(one, "p", "", { class: "fields" });
      for (const { field, spot } of record.fields) {
        const title = spot.path + ":" + spot.line + ":" + spot.column;
        place(fields, field, spot.href, { class: "place", title });
      }
    }
    more(box, lists.more_records, "record");
  }
  if (warnings) {
    head(box, "Warnings", warnings);
    const items = add(box, "ul");
    for (const fault of lists.warnings) item(items, fault);
    more(box, lists.more_warnings, "warning");
  }
  if (lists.drafts.length) {
    head(box, "Drafts", lists.drafts.length);
    const items = add(box, "ul");
    for (const { name, page, spot } of lists.drafts) {
      const one = add(items, "li");
      if (page) add(one, "a", name, { href: "/" + encodeURI(page) });
      else add(one, "span", name);
      place(add(one, "p"), spot.path, spot.href);
    }
  }
  if (!lists.fields && !warnings && !lists.drafts.length) {
    add(box, "p", "No warnings, no drafts, nothing unconfirmed.", { class: "tip" });
  }
}

function head(box, words, n) {
  add(add(box, "h3", words + " "), "span", String(n));
}

function more(box, n, word) {
  if (n) add(box, "p", "and " + count(n, "more " + word), { class: "none" });
}

list.addEventListener("click", (event) => {
  if (!event.target.closest("[data-close]")) return;
  unfold(false);
  pill.focus();
});
