// The demo as it is built: files, links, data, and what a browser says of the pages.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, posix } from "node:path";
import { attempt, demo, files, launch, root, run, serve, snapshot, temp } from "./tools.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const out = join(temp(), "public");
let browser, site;

const KEY_PAGES = ["index.html", "articles/why-moscow.html", "actors/russia.html", "actors/index.html", "deals/index.html", "deals/karachi-lahore-pipeline.html", "events/index.html", "sources/herald-russia-pakistan.html", "quotes/index.html", "how-we-know.html"];

before(async () => {
  const built = attempt(["build", "--output", out]);
  assert.equal(built.code, 0, built.stderr);
  assert.doesNotMatch(built.stderr, /warning/);
  browser = await launch();
  site = await serve(out);
});

after(async () => {
  await browser?.close();
  site?.close();
});

const page = (path) => readFileSync(join(out, path), "utf8");
const html = () => files(out).filter((f) => f.endsWith(".html"));
const links = (text) => [...text.matchAll(/\s(?:href|src)="([^"]*)"/g)].map((m) => m[1].replaceAll("&amp;", "&"));

test("every internal link and anchor resolves, from any folder", () => {
  const all = new Set(files(out));
  const ids = new Map(html().map((f) => [f, new Set([...page(f).matchAll(/\sid="([^"]*)"/g)].map((m) => m[1]))]));
  const bad = [];
  for (const file of html()) {
    for (const link of links(page(file))) {
      if (/^[a-z]+:/i.test(link)) continue;
      const [path, anchor] = link.split("#");
      let target;
      if (file === "404.html") target = path === "" ? file : path.replace(/^\//, "") || "index.html";
      else {
        assert.ok(!link.startsWith("/"), `${file}: ${link} is not relative`);
        target = path === "" ? file : posix.normalize(posix.join(posix.dirname(file), path));
      }
      if (!all.has(target)) bad.push(`${file} -> ${link}`);
      else if (anchor && !anchor.startsWith(":~:") && !ids.get(target)?.has(anchor)) bad.push(`${file} -> ${link} (no such anchor)`);
    }
  }
  assert.deepEqual(bad, []);
});

test("each page has one h1, unique ids, the landmarks, and JSON-LD that parses", () => {
  for (const file of html()) {
    const text = page(file);
    assert.equal(text.match(/<h1[\s>]/g)?.length, 1, `${file}: h1`);
    const ids = [...text.matchAll(/\sid="([^"]*)"/g)].map((m) => m[1]);
    assert.equal(new Set(ids).size, ids.length, `${file}: ids ${ids.filter((id, n) => ids.indexOf(id) !== n)}`);
    for (const tag of ["<header", "<nav", "<main", "<footer"]) assert.ok(text.includes(tag), `${file}: ${tag}`);
    const data = [...text.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)];
    assert.ok(data.length >= 1, `${file}: JSON-LD`);
    for (const [, json] of data) assert.equal(JSON.parse(json)["@context"], "https://schema.org");
    assert.doesNotMatch(text, /\sstyle="|\son[a-z]+="/, `${file}: inline style or handler`);
  }
});

test("the demo is whole: actors, deals, totals, data", () => {
  assert.ok(files(out).filter((f) => /^actors\/(?!index)/.test(f)).length >= 22);
  const deals = JSON.parse(page("data/deals.json"));
  assert.ok(deals.length >= 10);
  const table = page("deals/index.html");
  const all = new Set(files(out));
  for (const deal of deals) assert.ok(table.includes(`href="../deals/${deal.id}.html"`), deal.id);
  assert.match(table, /\$2 billion/);
  assert.match(table, /Left out: /);
  for (const kind of ["articles", "actors", "deals", "events", "sources", "quotes", "terms", "places"]) {
    const list = JSON.parse(page(`data/${kind}.json`));
    const rows = page(`data/${kind}.csv`).trimEnd().split("\r\n");
    // A cell may hold a line end: rows are counted by what is outside of quotation marks.
    const whole = page(`data/${kind}.csv`).replace(/"(?:[^"]|"")*"/g, "").trimEnd().split("\r\n");
    assert.equal(whole.length, list.length + 1, kind);
    assert.match(rows[0], /^id,/);
    assert.equal(new Set(rows[0].split(",")).size, rows[0].split(",").length, `${kind}: columns`);
    for (const row of list) assert.ok(all.has(`${kind}/${row.id}.html`), `${kind}: ${row.id} has a page`);
  }
});

test("feed and sitemap are well-formed XML", async () => {
  const tab = await browser.newPage();
  for (const file of ["feed.xml", "sitemap.xml"]) {
    const fault = await tab.evaluate((xml) => {
      const parsed = new DOMParser().parseFromString(xml, "application/xml");
      return parsed.querySelector("parsererror")?.textContent ?? null;
    }, page(file));
    assert.equal(fault, null, file);
  }
  for (const file of html().filter((f) => f !== "404.html")) {
    const path = file === "index.html" ? "" : file;
    assert.ok(page("sitemap.xml").includes(`<loc>https://nutgraf.example/${path}</loc>`), file);
  }
  await tab.close();
});

test("under a policy of default-src 'self' no page says anything, at /, under /a/b/, and from disk", async () => {
  const deep = await serve(out, "/a/b/");
  const context = await browser.newContext();
  const tab = await context.newPage();
  const said = [];
  tab.on("console", (m) => said.push(`${tab.url()}: ${m.text()}`));
  tab.on("pageerror", (e) => said.push(`${tab.url()}: ${e}`));
  tab.on("response", (r) => r.status() >= 400 && said.push(`${tab.url()}: ${r.url()} ${r.status()}`));
  for (const file of html()) if (file !== "404.html") await tab.goto(site.url + file);
  for (const file of KEY_PAGES) {
    await tab.goto(deep.url + file);
    await tab.goto("file://" + join(out, file));
    assert.ok(await tab.evaluate(() => document.styleSheets.length > 0), file);
  }
  assert.deepEqual(said, []);
  await context.close();
  deep.close();
});

test("whoever follows the links reaches every page, at /, under /a/b/, and from disk", async () => {
  const deep = await serve(out, "/a/b/");
  const tab = await browser.newPage();
  const hidden = new Set(html().filter((f) => page(f).includes('http-equiv="refresh"')).concat("404.html"));
  for (const base of [site.url, deep.url, `file://${out}/`]) {
    const seen = new Set();
    const next = [`${base}index.html`];
    while (next.length > 0) {
      const url = next.pop();
      if (seen.has(url)) continue;
      seen.add(url);
      await tab.goto(url, { waitUntil: "domcontentloaded" });
      // As the browser resolves them, not as this test would.
      const found = await tab.evaluate(() => [...document.links].map((a) => a.href.split("#")[0].split("?")[0]));
      for (const link of found) if (/^(http|file)/.test(link) && link.startsWith(base) && link.endsWith(".html")) next.push(link);
    }
    const missing = html().filter((f) => !hidden.has(f) && !seen.has(base + f));
    assert.deepEqual(missing, [], base);
  }
  await tab.close();
  deep.close();
});

for (const scheme of ["light", "dark"]) {
  test(`axe finds no violation (${scheme})`, async () => {
    const context = await browser.newContext({ colorScheme: scheme, bypassCSP: true, viewport: { width: 1280, height: 900 } });
    const tab = await context.newPage();
    const bad = [];
    for (const file of KEY_PAGES) {
      await tab.goto(site.url + file);
      await tab.addScriptTag({ content: axe });
      const found = await tab.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      for (const v of found.violations) bad.push(`${file}: ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target).join(" | ")}`);
    }
    assert.deepEqual(bad, []);
    await context.close();
  });
}

test("no page scrolls sideways at 320 and 390", async () => {
  const bad = [];
  for (const width of [320, 390]) {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const tab = await context.newPage();
    for (const file of html()) {
      await tab.goto(site.url + file.replace(/^404/, "404"));
      const over = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) bad.push(`${file} at ${width}: ${over}px`);
    }
    await context.close();
  }
  assert.deepEqual(bad, []);
});

test("without script nothing is missing; with it the table sorts and filters, and its state is in the address", async () => {
  const rows = JSON.parse(page("data/deals.json")).length;
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const still = await plain.newPage();
  await still.goto(site.url + "deals/index.html");
  assert.equal(await still.locator("tbody tr:visible").count(), rows);
  await plain.close();

  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  await tab.goto(site.url + "deals/index.html");
  await tab.locator("thead th button").first().click();
  assert.equal(await tab.locator("th[aria-sort]").count(), 1);
  const names = await tab.locator("tbody th").allInnerTexts();
  assert.deepEqual(names, [...names].sort(new Intl.Collator("en").compare));
  await tab.locator("select").first().selectOption({ index: 1 });
  const shown = await tab.locator("tbody tr:visible").count();
  assert.ok(shown > 0 && shown < rows, `${shown} of ${rows}`);
  assert.match(tab.url(), /\?/);
  await tab.reload();
  assert.equal(await tab.locator("tbody tr:visible").count(), shown);
  await context.close();
});

test("it prints", async () => {
  const tab = await browser.newPage();
  await tab.goto(site.url + "articles/why-moscow.html");
  const pdf = await tab.pdf({ format: "A4" });
  assert.ok(pdf.length > 10_000 && pdf.subarray(0, 4).toString() === "%PDF");
  await tab.close();
});

test("two builds give the same bytes, whatever the locale, zone and threads", () => {
  const other = join(temp(), "public");
  run(["build", "--output", other], { env: { ...process.env, LC_ALL: "tr_TR.UTF-8", LANG: "ur_PK", TZ: "Asia/Kathmandu", RAYON_NUM_THREADS: "1" } });
  assert.deepEqual(snapshot(other), snapshot(out));
  const third = join(temp(), "public");
  run(["build", "--output", third], { env: { ...process.env, TZ: "America/Lima", RAYON_NUM_THREADS: "8" } });
  assert.deepEqual(snapshot(third), snapshot(out));
});

test("a fault changes nothing; a foreign file stays; the page of a deleted record goes", () => {
  const dir = demo();
  const pub = join(dir, "public");
  assert.equal(attempt(["build", "--root", dir]).code, 0);
  writeFileSync(join(pub, "CNAME"), "nutgraf.example\n");
  const good = snapshot(pub);
  const deal = join(dir, "content/deals/karachi-lahore-pipeline.md");
  const text = readFileSync(deal, "utf8");
  writeFileSync(deal, text.replace('"russia"', '"rusia"'));
  const failed = attempt(["build", "--root", dir]);
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /error\[unknown-actor\]: no actor has the id `rusia`\n --> content\/deals\/karachi-lahore-pipeline\.md:\d+:\d+/);
  assert.deepEqual(snapshot(pub), good);
  writeFileSync(deal, text);
  rmSync(join(dir, "content/terms/su-35.md"), { force: true });
  mkdirSync(join(dir, "content/terms"), { recursive: true });
  writeFileSync(join(dir, "content/terms/probe.md"), '+++\nname = "Probe term"\nsummary = "A probe."\n+++\n');
  attempt(["build", "--root", dir]);
  rmSync(join(dir, "content/terms/probe.md"));
  attempt(["build", "--root", dir]);
  assert.ok(!existsSync(join(pub, "terms/probe.html")));
  assert.equal(readFileSync(join(pub, "CNAME"), "utf8"), "nutgraf.example\n");
});
