// The live preview on a copy of the demo, seen by a real browser while a writer edits.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { demo, launch, preview, run } from "./tools.mjs";

const PIPELINE = "content/deals/karachi-lahore-pipeline.md";
const ARTICLE = "content/articles/why-moscow.md";

let browser, dir, server, editor;
// What the editor was asked to open, as `path:line`.
const opened = [];
// All that any tab put on its console.
const noise = [];

before(async () => {
  dir = realpathSync(demo());
  edit(PIPELINE, (t) => t.replace('source = "herald', 'unconfirmed = ["value", "signed"]\nsource = "herald'));
  edit("content/deals/mi-35-helicopters.md", (t) => t.replace(/role = "supplier"/, 'role = "great <b>friend</b>"'));
  writeFileSync(join(dir, "content/actors/later.md"), '+++\nname = "Later <i>company</i>"\nkind = "company"\ndraft = true\n+++\n');
  // An editor that answers at an address: nothing is shown, so the page stays.
  editor = createServer((request, response) => {
    const asked = new URL(request.url, "http://x").searchParams;
    opened.push(`${asked.get("file")}:${asked.get("line")}`);
    response.writeHead(204).end();
  });
  await new Promise((done) => editor.listen(0, "127.0.0.1", done));
  editor.unref();
  process.env.NUTGRAF_EDITOR = `http://127.0.0.1:${editor.address().port}/open?file={path}&line={line}&column={column}`;
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

async function open(path, options = {}) {
  const tab = await (await browser.newContext(options)).newPage();
  tab.on("console", (message) => noise.push(`${path}: ${message.text()}`));
  tab.on("pageerror", (error) => noise.push(`${path}: ${error.message}`));
  await tab.goto(server.url + path);
  return tab;
}

/** A sign on the tab that no reload survives. */
const mark = (tab) => tab.evaluate(() => (window.same = true));
const isSame = (tab) => tab.evaluate(() => window.same === true);
const reloaded = (tab) => tab.waitForFunction(() => window.same !== true, null, { timeout: 5000 });
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const lineOf = (path, words) => readFileSync(join(dir, path), "utf8").split("\n").findIndex((line) => line.includes(words)) + 1;

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
  const heard = noise.length;
  const lost = await open("no-such-page.html");
  await shows(lost, "Nowhere at all");
  await lost.context().close();
  // A browser says itself that this page is missing.
  noise.splice(heard);
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

test("a small pill opens the notes, by keyboard too, moves nothing and is not printed", async () => {
  const tab = await open("deals/karachi-lahore-pipeline.html");
  const pill = tab.locator("nutgraf-preview .pill");
  const list = tab.locator("nutgraf-preview .list");
  await pill.waitFor();
  assert.equal(await pill.innerText(), "2 unconfirmed\n1 warning\n1 draft");
  assert.equal(await list.isVisible(), false);
  const box = await pill.boundingBox();
  assert.ok(box.height <= 40 && box.width < 320 && box.y + box.height > 680, JSON.stringify(box));

  const moved = await tab.evaluate(async () => {
    const size = () => [document.documentElement.scrollWidth, document.documentElement.scrollHeight, document.body.getBoundingClientRect().height];
    // Fonts that come late may move a line; what stands beside the body has no part in it.
    const shifts = await new Promise((done) => {
      const ours = (entry) => entry.sources.some(({ node }) => node?.nodeName === "NUTGRAF-PREVIEW");
      new PerformanceObserver((all) => done(all.getEntries().filter(ours).length)).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(0), 300);
    });
    const host = document.querySelector("nutgraf-preview");
    const before = size();
    host.remove();
    const after = size();
    document.documentElement.append(host);
    return { shifts, before, after, body: document.body.querySelectorAll("nutgraf-preview").length };
  });
  assert.deepEqual([moved.shifts, moved.body], [0, 0]);
  assert.deepEqual(moved.before, moved.after);

  await pill.focus();
  await tab.keyboard.press("Enter");
  await list.waitFor();
  assert.equal(await pill.getAttribute("aria-expanded"), "true");
  const text = await list.innerText();
  for (const words of ["Not confirmed 2", "Karachi-Lahore gas pipeline", "Warnings 1", "party-role", "great <b>friend</b>", "mi-35-helicopters.md:", "Drafts 1", "Later <i>company</i>", "content/actors/later.md", "Alt"]) {
    assert.ok(text.includes(words), `${words} is not in ${text}`);
  }
  assert.equal(await list.locator("i, script, img").count(), 0, "text is text");
  const link = await list.locator("a", { hasText: "value" }).first().getAttribute("href");
  assert.match(link, new RegExp(`^http://127.0.0.1:\\d+/open\\?file=${dir}/${PIPELINE}&line=${lineOf(PIPELINE, "value = {")}&column=9$`));

  // It stays open when the page is loaded anew, and closes with Escape, to where one was.
  await mark(tab);
  edit(PIPELINE, (t) => t.replace("The column gives", "This column gives"));
  await reloaded(tab);
  await list.waitFor();
  await list.locator("a").first().focus();
  await tab.keyboard.press("Escape");
  assert.equal(await list.isVisible(), false);
  assert.equal(await tab.evaluate(() => document.querySelector("nutgraf-preview").shadowRoot.activeElement.className), "pill");

  await tab.emulateMedia({ media: "print" });
  assert.equal(await pill.isVisible(), false);
  await tab.context().close();
});

test("the notes have their own colours in the dark and no rule of the site reaches them", async () => {
  const rule = "nutgraf-preview, html > * { display: none !important } body { display: block !important }\n* { color: rgb(9, 9, 9) !important; font-size: 60px !important; position: static !important; opacity: .1 }";
  const tab = await open("deals/index.html", { colorScheme: "dark" });
  await tab.locator("nutgraf-preview .pill").waitFor();
  const look = () => tab.locator("nutgraf-preview .pill").evaluate((pill) => {
    const style = getComputedStyle(pill);
    const box = pill.getBoundingClientRect();
    return [style.color, style.backgroundColor, style.fontSize, Math.round(box.width), Math.round(box.right), Math.round(box.bottom)];
  });
  const before = await look();
  assert.deepEqual(before.slice(0, 2), ["rgb(230, 233, 238)", "rgb(26, 31, 38)"]);
  await tab.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  }, rule);
  assert.deepEqual(await look(), before);
  const light = await open("deals/index.html", { colorScheme: "light" });
  await light.locator("nutgraf-preview .pill").waitFor();
  assert.equal(await light.locator("nutgraf-preview .pill").evaluate((pill) => getComputedStyle(pill).backgroundColor), "rgb(255, 255, 255)");
  for (const one of [tab, light]) await one.context().close();
});

test("every fault is told over the page, as text, with excerpt and place, and goes by itself", async () => {
  const tab = await open("deals/karachi-lahore-pipeline.html");
  await mark(tab);
  const over = tab.locator("nutgraf-preview .overlay");
  const before = edit(PIPELINE, (t) => t.replace('"russia"', '"rusia"').replace("signed = 2015", 'signed = "<img src=x onerror=alert(1)>"'));
  const config = edit("site.toml", (t) => `${t}\nfoter = ["how-we-know"]\n`);
  await over.locator("text=unknown-key").waitFor({ timeout: 5000 });
  assert.equal(await over.locator("h2").innerText().then((t) => t.split(" and")[0].trim()), "3 errors stop the build");
  const text = await over.innerText();
  for (const words of ["error[unknown-actor]", "did you mean `russia`?", "error[bad-date]", "<img src=x onerror=alert(1)>", "site.toml:", 'foter = ["how-we-know"]', "^^^^^"]) {
    assert.ok(text.includes(words), `${words} is not in ${text}`);
  }
  assert.ok(text.indexOf("unknown-key") < text.indexOf("warning["), "what stops the build comes first");
  assert.equal(await over.locator("img, script").count(), 0);
  const line = lineOf(PIPELINE, "parties =");
  const place = over.locator("a", { hasText: `${PIPELINE}:${line}:` });
  await place.click();
  await tab.waitForTimeout(300);
  assert.equal(opened.pop(), `${join(dir, PIPELINE)}:${line}`);
  assert.equal(await tab.locator("nutgraf-preview .pill").isVisible(), false);

  // Put away, the pill says that there is something, and brings it back.
  await over.locator("button", { hasText: "Hide" }).click();
  assert.equal(await over.count(), 0);
  assert.match(await tab.locator("nutgraf-preview .pill").innerText(), /^3 errors/);
  await tab.locator("nutgraf-preview .pill").click();
  await over.waitFor();
  writeFileSync(join(dir, "site.toml"), config);
  await tab.waitForFunction(() => document.querySelector("nutgraf-preview").shadowRoot.querySelector(".overlay h2").textContent.startsWith("2 errors"), null, { timeout: 5000 });
  writeFileSync(join(dir, PIPELINE), before);
  await over.waitFor({ state: "detached", timeout: 5000 });
  assert.ok(await isSame(tab), "the page was good all the time");
  assert.match(await tab.locator("nutgraf-preview .pill").innerText(), /^2 unconfirmed/);
  await tab.context().close();
});

test("a reload keeps the filter, the focus, open folds and the place on the page", async () => {
  const tab = await open("deals/index.html", { viewport: { width: 1000, height: 500 } });
  await tab.selectOption('select[name="party"]', "russia");
  const search = tab.locator('input[name="search"]');
  await search.fill("pakistan");
  await search.evaluate((field) => field.setSelectionRange(2, 5));
  const rows = () => tab.locator("tbody tr:visible").count();
  const [some, all] = [await rows(), await tab.locator("tbody tr").count()];
  assert.ok(some > 2 && some < all);
  await tab.evaluate(() => scrollTo(0, 260));
  await mark(tab);
  edit("content/deals/su-35-t-90.md", (t) => t.replace(/short = "[^"]*"\n/, "").replace(/\nname = "/, '\nname = "The '));
  await reloaded(tab);
  await tab.waitForLoadState("load");
  await pause(200);
  const state = await tab.evaluate(() => {
    const { activeElement: field } = document;
    return [Math.round(scrollY), field.name, field.value, field.selectionStart, field.selectionEnd, document.querySelector('select[name="party"]').value];
  });
  assert.deepEqual(state, [260, "search", "pakistan", 2, 5, "russia"]);
  assert.equal(await rows(), some);
  await tab.context().close();

  const story = await open("articles/why-moscow.html", { viewport: { width: 1000, height: 600 } });
  await story.locator("details.fold summary").click();
  const heading = story.locator("h2", { hasText: "What has been agreed" });
  await heading.evaluate((it) => scrollTo(0, it.getBoundingClientRect().top + scrollY - 100));
  const top = () => heading.evaluate((it) => Math.round(it.getBoundingClientRect().top));
  assert.equal(await top(), 100);
  await mark(story);
  // What is written further up moves the text, not the reader.
  edit(ARTICLE, (t) => t.replace("This page sets out", `${"A new passage, some lines long, that was not there before. ".repeat(12)}\n\nThis page sets out`));
  await reloaded(story);
  await story.waitForLoadState("load");
  await pause(200);
  assert.ok(Math.abs((await top()) - 100) <= 2, `moved to ${await top()}`);
  assert.equal(await story.locator("details.fold").evaluate((fold) => fold.open), true);
  await story.locator("details.fold summary").evaluate((it) => it.click());
  await mark(story);
  edit(ARTICLE, (t) => t.replace("A new passage", "Another passage"));
  await reloaded(story);
  assert.equal(await story.locator("details.fold").evaluate((fold) => fold.open), false);
  await story.context().close();
});

test("a changed stylesheet is swapped without a reload", async () => {
  const tab = await open("actors/pakistan.html");
  await tab.waitForLoadState("networkidle");
  await pause(200);
  await mark(tab);
  await tab.evaluate(() => scrollTo(0, 120));
  mkdirSync(join(dir, "assets"), { recursive: true });
  for (const shade of ["rgb(7, 8, 9)", "rgb(70, 80, 90)"]) {
    writeFileSync(join(dir, "assets/site.css"), `h1 { color: ${shade}; }`);
    await tab.waitForFunction((s) => getComputedStyle(document.querySelector("h1")).color === s, shade, { timeout: 5000 });
    await pause(300);
  }
  // The theme's own stylesheet too, whose address changes with the accent.
  edit("site.toml", (t) => `${t}\n[theme]\naccent = "#0a7d2c"\n`);
  await tab.waitForFunction(() => getComputedStyle(document.documentElement).getPropertyValue("--accent").trim() === "#0a7d2c", null, { timeout: 5000 });
  await pause(300);
  assert.ok(await isSame(tab), "not loaded anew");
  assert.equal(await tab.evaluate(() => scrollY), 120);
  assert.equal(await tab.evaluate(() => document.querySelectorAll('link[rel="stylesheet"]').length), 2);
  await tab.context().close();
});

test("only the tab whose page changed reloads", async () => {
  const [deal, other, article] = await Promise.all(["deals/karachi-lahore-pipeline.html", "actors/imran-khan.html", "articles/why-moscow.html"].map((path) => open(path)));
  await Promise.all([deal, other, article].map(mark));
  edit(PIPELINE, (t) => t.replace("This column gives", "That column gives"));
  await reloaded(deal);
  await shows(deal, "That column gives");
  await pause(500);
  assert.deepEqual([await isSame(other), await isSame(article)], [true, true]);
  for (const tab of [deal, other, article]) await tab.context().close();
});

test("a picture that changes under its name is shown anew", async () => {
  const dot = (shade) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="${shade}"/></svg>`);
  mkdirSync(join(dir, "static"), { recursive: true });
  writeFileSync(join(dir, "static/dot.svg"), dot("red"));
  edit("content/actors/imran-khan.md", (t) => `${t}\n![A dot](/dot.svg)\n`);
  const [tab, other] = await Promise.all(["actors/imran-khan.html", "actors/russia.html"].map((path) => open(path)));
  const image = tab.locator('img[src$="dot.svg"]');
  await image.waitFor({ timeout: 5000 });
  await pause(500);
  await Promise.all([tab, other].map(mark));
  writeFileSync(join(dir, "static/dot.svg"), dot("blue"));
  await reloaded(tab);
  await pause(300);
  assert.ok(await isSame(other));
  for (const one of [tab, other]) await one.context().close();
});

test("a click with Alt held opens the line, a plain click does what it always did", async () => {
  const tab = await open("deals/karachi-lahore-pipeline.html");
  await tab.locator("nutgraf-preview .pill").waitFor();
  const asks = async (locator, path, words) => {
    opened.length = 0;
    await locator.click({ modifiers: ["Alt"] });
    const end = Date.now() + 3000;
    while (!opened.length && Date.now() < end) await pause(20);
    assert.equal(opened[0], `${join(dir, path)}:${lineOf(path, words)}`);
  };
  const address = tab.url();
  await asks(tab.locator("h1"), PIPELINE, "name =");
  await asks(tab.locator(".field-value .what"), PIPELINE, "value =");
  await asks(tab.locator(".field-signed time"), PIPELINE, "signed = 2015");
  await asks(tab.locator(".field-quantity .what"), PIPELINE, "quantity =");
  await asks(tab.locator(".field-value q"), PIPELINE, "a hefty economic deal");
  await asks(tab.locator(".field-parties .what a").first(), PIPELINE, "parties =");
  await asks(tab.locator(".prose p").first(), PIPELINE, "That column gives");
  assert.equal(tab.url(), address);

  await tab.goto(`${server.url}deals/index.html`);
  await tab.locator("nutgraf-preview .pill").waitFor();
  const row = tab.locator('tr[data-name="Karachi-Lahore gas pipeline"]');
  await asks(row.locator("td.value bdi"), PIPELINE, "value =");
  await asks(row.locator("th a"), PIPELINE, "name =");

  await tab.goto(`${server.url}articles/why-moscow.html`);
  await tab.locator("nutgraf-preview .pill").waitFor();
  await asks(tab.locator(".prose p", { hasText: "The second is for arms" }), ARTICLE, "The second is for arms");
  await asks(tab.locator(".prose p a", { hasText: "Alexey Dedov" }).first(), "content/actors/alexey-dedov.md", "name =");

  // The outline while Alt is held.
  const aim = tab.locator("nutgraf-preview .aim");
  await tab.locator("h1").hover();
  assert.equal(await aim.isVisible(), false);
  await tab.keyboard.down("Alt");
  await aim.waitFor({ timeout: 2000 });
  const [outer, inner] = [await aim.boundingBox(), await tab.locator("h1").boundingBox()];
  assert.ok(outer.x < inner.x && outer.y < inner.y && outer.width > inner.width, JSON.stringify({ outer, inner }));
  await tab.keyboard.up("Alt");
  assert.equal(await aim.isVisible(), false);

  // Plain clicks select and follow.
  opened.length = 0;
  await tab.locator(".prose p", { hasText: "The second is for arms" }).dblclick();
  assert.ok((await tab.evaluate(() => String(getSelection()).trim())).length > 0);
  await tab.locator(".prose p a", { hasText: "Alexey Dedov" }).first().click();
  await tab.waitForURL(/actors\/alexey-dedov/);
  assert.deepEqual(opened, []);
  await tab.context().close();
});

test("the page of unconfirmed fields shows each beside its sentence and follows the confirming", async () => {
  const tab = await open("__nutgraf/unconfirmed", { viewport: { width: 390, height: 700 } });
  const text = await tab.innerText("main");
  for (const words of ["2 fields of 1 record", "Karachi-Lahore gas pipeline", "nutgraf confirm karachi-lahore-pipeline", "a hefty economic deal", "from Karachi to Lahore back in 2015", `${PIPELINE}:`]) {
    assert.ok(text.includes(words), `${words} is not in ${text}`);
  }
  assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth), 390);
  run(["confirm", "karachi-lahore-pipeline", "--root", dir]);
  await shows(tab, "All is confirmed");
  assert.doesNotMatch(await tab.locator("nutgraf-preview .pill").innerText(), /unconfirmed/);
  await tab.context().close();
});

test("no tab said anything on its console", () => {
  assert.deepEqual(noise, []);
});
