// The live preview on a copy of the demo, seen by a real browser while a writer edits.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { demo, launch, preview } from "./tools.mjs";

let browser, dir, server;

before(async () => {
  dir = demo();
  server = await preview(dir);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.stop();
});

/** Saves as editors do: a new file renamed over the old. */
function edit(path, change) {
  const file = join(dir, path);
  const text = readFileSync(file, "utf8");
  const changed = change(text);
  assert.notEqual(changed, text, `the edit of ${path} changes nothing`);
  writeFileSync(`${file}.tmp`, changed);
  renameSync(`${file}.tmp`, file);
  return text;
}

async function open(path) {
  const tab = await (await browser.newContext()).newPage();
  await tab.goto(server.url + path);
  return tab;
}

const shows = (tab, text) => tab.waitForFunction((t) => document.body.innerText.includes(t), text, { timeout: 5000 });

test("a deal's value changes its page, both actors and the table in open tabs", async () => {
  const tabs = await Promise.all(["deals/karachi-lahore-pipeline.html", "actors/russia.html", "actors/pakistan.html", "deals/index.html"].map(open));
  edit("content/deals/karachi-lahore-pipeline.md", (t) => t.replace(/amount = [\d_]+/, "amount = 3_100_000_000").replace(/, as_written = "[^"]*"/, ""));
  await Promise.all(tabs.map((tab) => shows(tab, "$3.1 billion")));
  for (const tab of tabs) await tab.context().close();
});

test("so does an edit of an alias, of a template and of the site's stylesheet", async () => {
  const tab = await open("actors/russia.html");
  edit("content/actors/russia.md", (t) => t.replace(/aliases = \[/, 'aliases = ["Muscovy", '));
  await shows(tab, "Muscovy");
  mkdirSync(join(dir, "templates"), { recursive: true });
  writeFileSync(join(dir, "templates/404.html"), '{% extends "base.html" %}{% block main %}<h1>Nowhere at all</h1>{% endblock main %}');
  // A template that an open page uses, too: no hand on the tab.
  writeFileSync(join(dir, "templates/actor.html"), '{% extends "default/actor.html" %}{% block title %}Dossier of {{ actor.name }}{% endblock title %}');
  await tab.waitForFunction(() => document.title === "Dossier of Russia", null, { timeout: 5000 });
  const lost = await open("no-such-page.html");
  await shows(lost, "Nowhere at all");
  mkdirSync(join(dir, "assets"), { recursive: true });
  writeFileSync(join(dir, "assets/site.css"), "h1 { color: rgb(1, 2, 3); }");
  await tab.waitForFunction(() => getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)", null, { timeout: 5000 });
  await tab.context().close();
});

test("a deleted actor: every place that points to it is told as text, the page stays, and all is well again after the mend", async () => {
  const tab = await open("actors/russia.html");
  const file = join(dir, "content/actors/russia.md");
  const text = readFileSync(file, "utf8");
  rmSync(file);
  const overlay = () => tab.evaluate(() => {
    const all = [];
    const walk = (node) => {
      if (node.shadowRoot) walk(node.shadowRoot);
      for (const child of node.children ?? []) walk(child);
      if (node.nodeType === 11 || node.id?.startsWith("nutgraf") || node.tagName === "DIALOG") all.push(node.textContent);
    };
    walk(document.documentElement);
    return all.join("\n") + document.body.innerText;
  });
  const deadline = Date.now() + 5000;
  let seen = "";
  while (Date.now() < deadline && !seen.includes("unknown-actor")) {
    seen = await overlay();
    await new Promise((r) => setTimeout(r, 50));
  }
  assert.match(seen, /unknown-actor/);
  assert.match(seen, /karachi-lahore-pipeline\.md/);
  assert.match(seen, /mi-35/);
  assert.equal(await tab.locator("h1").first().innerText(), "Russia");
  writeFileSync(file, text);
  const end = Date.now() + 5000;
  while (Date.now() < end && seen.includes("unknown-actor")) {
    seen = await overlay();
    await new Promise((r) => setTimeout(r, 50));
  }
  assert.doesNotMatch(seen, /unknown-actor/);
  await tab.context().close();
});
