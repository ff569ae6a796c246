// A click with Alt held asks where the value under the pointer stands in the author's files, and goes there. While Alt
// is held, the element under the pointer has an outline. A plain click stays what it is.
import { add } from "./parts.js";

/** No more of a text than this is sent, and no more than so many that hold each other. */
const LONG = 300;
const DEEP = 6;
/** What a text is not looked for in: it holds the page. */
const WHOLE = "html, body, main, table, tbody";

/** Starts listening. `host` is the preview's own element, `say` tells what went wrong. */
export function spots(root, host, say) {
  const box = add(root, "div", "", { class: "aim", "aria-hidden": "true" });
  box.hidden = true;
  let under = null;
  let held = false;
  let used = false;

  const aims = (event) => event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  const isOurs = (event) => event.composedPath().includes(host);
  const listen = (name, heard) => addEventListener(name, heard, { capture: true });

  const draw = () => {
    const rect = held && under && under.isConnected && !under.matches(WHOLE) && under.getBoundingClientRect();
    box.hidden = !rect || !rect.width || rect.height > innerHeight;
    if (box.hidden) return;
    const edge = 3;
    box.style.left = rect.left - edge + "px";
    box.style.top = rect.top - edge + "px";
    box.style.width = rect.width + 2 * edge + "px";
    box.style.height = rect.height + 2 * edge + "px";
  };
  const hold = (now) => {
    held = now;
    draw();
  };

  listen("pointermove", (event) => {
    under = isOurs(event) ? null : event.target;
    hold(aims(event));
  });
  listen("scroll", draw);
  listen("keydown", (event) => hold(event.key === "Alt" ? !event.ctrlKey : held && aims(event)));
  listen("keyup", (event) => {
    if (event.key !== "Alt") return;
    // Alt alone opens a menu in some browsers: not when it was for us.
    if (used) event.preventDefault();
    used = false;
    hold(false);
  });
  listen("blur", () => hold(false));
  // No text is selected, nothing dragged and no link saved by a click that is for us.
  listen("mousedown", (event) => aims(event) && event.button === 0 && !isOurs(event) && event.preventDefault());
  listen("click", (event) => {
    if (!aims(event) || isOurs(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    used = true;
    open(event.target, say);
  });
}

async function open(element, say) {
  const query = new URLSearchParams({ page: location.pathname });
  for (const words of texts(element)) query.append("text", words);
  query.append("href", linkOf(element));
  try {
    const response = await fetch("/__nutgraf/spot?" + query, { cache: "no-store" });
    if (!response.ok) return say("No line is known for this.");
    const spot = await response.json();
    say(spot.path + ":" + spot.line);
    location.href = spot.href;
  } catch {
    say("The preview does not answer.");
  }
}

/** The text under the pointer and of what holds it, from the inside out. */
function texts(element) {
  const found = [];
  for (let here = element; here && found.length < DEEP && !here.matches(WHOLE); here = here.parentElement) {
    const text = (here.innerText || here.textContent).replace(/\s+/g, " ").trim();
    if (!text) continue;
    const words = text.slice(0, LONG);
    if (words !== found[found.length - 1]) found.push(words);
    if (text.length > LONG) break;
  }
  return found;
}

/** Where the link under the pointer leads, or the first one of its row; on a page of many records, of its part. */
function linkOf(element) {
  const link = element.closest("a[href]");
  if (link) return address(link);
  const isList = /\/(index(\.html)?)?$/.test(location.pathname);
  const row = element.closest("tbody tr, li") || (isList && element.closest("article, section, aside, figure"));
  const links = row ? [...row.querySelectorAll("th a[href], a[href]")] : [];
  return links.map(address).find((to) => to.startsWith("/") && !/\/(index(\.html)?)?$/.test(to)) || "";
}

/** A path inside the site, an address outside of it, or nothing: a link to another place of this page. */
function address(link) {
  if (link.origin !== location.origin) return link.href;
  return link.pathname === location.pathname ? "" : link.pathname;
}
