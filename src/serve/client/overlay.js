// What stops the build, over the page: every fault with its excerpt, places as links into the author's editor.
import { add, count, place } from "./parts.js";

/** Puts the faults over the page; `hide` is called when the reader has seen enough. Gives the element. */
export function overlay(root, list, hide) {
  const section = add(root, "section", "", { class: "overlay", "aria-label": "What stops the build", tabindex: "-1" });
  section.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  const header = add(section, "header");
  const errors = list.filter((fault) => fault.level === "error").length;
  const rest = list.length - errors;
  const stops = count(errors, "error") + (errors === 1 ? " stops" : " stop") + " the build";
  // Told at once to those who do not see it; the list itself they read when they like.
  const heading = add(add(header, "div", "", { role: "alert" }), "h2", stops + " ");
  add(heading, "small", (rest ? "and " + count(rest, "warning") + " · " : "") + "you see the last good page");
  add(header, "button", "Hide", { type: "button" }).addEventListener("click", hide);

  const items = add(section, "ol");
  for (const fault of list) item(items, fault);
  return section;
}

/** One fault, as the terminal has it. */
export function item(items, fault) {
  const box = add(items, "li", "", { class: "fault " + fault.level });
  const line = add(box, "p", "", { class: "message" });
  add(line, "b", fault.level + "[" + fault.code + "]");
  line.append(": " + fault.message);
  if (fault.place) place(add(box, "p"), fault.place, fault.href);
  if (fault.excerpt) add(box, "pre", fault.excerpt);
  for (const label of fault.labels) {
    const further = add(box, "p");
    place(further, label.place, label.href);
    further.append(": " + label.words);
  }
  for (const help of fault.help) add(box, "p", "help: " + help, { class: "help" });
}
