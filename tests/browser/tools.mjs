// What the browser tests share: the built demo, a static server, Chromium.
import { execFileSync, spawn } from "node:child_process";
import { createServer } from "node:http";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const nutgraf = join(root, "target/release/nutgraf");

export function temp() {
  return mkdtempSync(join(tmpdir(), "nutgraf-"));
}

/** A copy of the demo's sources, to be edited. */
export function demo() {
  const dir = temp();
  for (const name of ["content", "site.toml", "evidence.lock"]) cpSync(join(root, name), join(dir, name), { recursive: true });
  return dir;
}

export function run(args, options = {}) {
  return execFileSync(nutgraf, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], ...options });
}

/** Runs and gives the exit code and both outputs. */
export function attempt(args, options = {}) {
  try {
    return { code: 0, stdout: run(args, options), stderr: "" };
  } catch (error) {
    return { code: error.status, stdout: error.stdout, stderr: error.stderr };
  }
}

export function files(dir) {
  const out = [];
  for (const name of readdirSync(dir)) {
    const path = join(dir, name);
    if (statSync(path).isDirectory()) out.push(...files(path).map((f) => `${name}/${f}`));
    else out.push(name);
  }
  return out.sort();
}

/** Every file of a folder with its bytes. */
export function snapshot(dir) {
  return Object.fromEntries(files(dir).map((f) => [f, readFileSync(join(dir, f)).toString("base64")]));
}

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".xml": "application/xml", ".json": "application/json", ".csv": "text/csv", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".txt": "text/plain" };

/** Serves a folder under a prefix with a strict policy. */
export async function serve(dir, prefix = "/") {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    if (!path.startsWith(prefix)) return response.writeHead(404).end();
    let file = join(dir, path.slice(prefix.length));
    if (!resolve(file).startsWith(resolve(dir))) return response.writeHead(404).end();
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream", "Content-Security-Policy": "default-src 'self'" });
    response.end(readFileSync(file));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  // A test that fails half-way must not keep the run from ending.
  server.unref();
  return { url: `http://127.0.0.1:${server.address().port}${prefix}`, close: () => server.closeAllConnections() };
}

export function launch() {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath: "/usr/bin/chromium", args });
}

/** Starts `nutgraf serve` and waits for its address. */
export async function preview(dir) {
  const child = spawn(nutgraf, ["serve", "--root", dir], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const url = await new Promise((done, fail) => {
    const look = (data) => {
      said += data;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+\//);
      if (found) done(found[0]);
    };
    child.stdout.on("data", look);
    child.stderr.on("data", look);
    child.on("exit", () => fail(new Error(`serve ended: ${said}`)));
  });
  return { url, stop: () => child.kill() };
}

export { relative, sep };
