//! The preview server as a client sees it: a real server on a free port, the real watcher on a temporary folder, and
//! plain sockets. Only the pages are simple: one for each file in `content/`.

use std::collections::HashMap;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use nutgraf::diag::{Diag, Level};
use nutgraf::serve::{self, Fault, FaultView, Open, Options, Update};
use nutgraf::source::watch::Mode;

struct Preview {
    dir: tempfile::TempDir,
    port: u16,
}

const HOME: &str = "<!doctype html><body><p>Home</p></body>";

fn preview(files: &[(&str, &str)]) -> Preview {
    preview_by(files, Mode::Notify)
}

fn preview_by(files: &[(&str, &str)], watch: Mode) -> Preview {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        write(dir.path(), path, text);
    }
    let root = dir.path().to_path_buf();
    let (send, said) = channel();
    // It serves until the test process ends.
    thread::spawn(move || {
        let options = Options { port: Some(0), open: Open::No, watch };
        let folder = root.clone();
        let fault = serve::run(options, &root, move || build(&folder), |words| drop(send.send(words.to_string())));
        panic!("the server ended: {fault:?}");
    });
    let words = said.recv_timeout(Duration::from_secs(10)).expect("the address is said");
    let port = words.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()).expect("a port in the address");
    // Nobody listens any more, and that must not matter.
    drop(said);
    Preview { dir, port: port.parse().expect("a number") }
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(path, text).expect("write");
}

/// A site in small: `content/a/b.html` is the page `a/b.html`; a file with `BROKEN` in it is a fault.
fn build(root: &Path) -> Update {
    let mut pages = HashMap::new();
    let mut faults = Vec::new();
    let content = root.join("content");
    for file in files(&content) {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let path = file.strip_prefix(&content).expect("inside").to_string_lossy().replace('\\', "/");
        if text.contains("PANIC") {
            panic!("as asked");
        }
        if text.contains("BROKEN") {
            let diag = Diag::error("broken", format!("<b>{path}</b> is broken"));
            faults.push(FaultView { excerpt: text.clone(), ..FaultView::of(&diag, None) });
        }
        pages.insert(path, Arc::<[u8]>::from(text.into_bytes()));
    }
    let good = !faults.iter().any(|fault| fault.level == Level::Error);
    Update { pages: good.then(|| Arc::new(move |path: &str| pages.get(path).cloned()) as serve::Pages), faults }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    fn mark(&self) -> &str {
        self.header("server-timing").and_then(|value| value.split('"').nth(1)).expect("a mark")
    }
}

impl Preview {
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("connect");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("timeout");
        stream
    }

    fn send(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("send");
        let mut all = Vec::new();
        stream.read_to_end(&mut all).expect("an answer");
        let text = String::from_utf8_lossy(&all).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        Answer { status, head: head.into(), body: body.into() }
    }

    fn ask(&self, method: &str, target: &str, host: &str, more: &str) -> Answer {
        self.send(&format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n"))
    }

    fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, &format!("localhost:{}", self.port), "")
    }

    fn write(&self, path: &str, text: &str) {
        write(self.dir.path(), path, text);
    }
}

#[test]
fn addresses_lead_to_pages() {
    let site = preview(&[
        ("content/index.html", HOME),
        ("content/404.html", "<body>Lost</body>"),
        ("content/actors/index.html", "<body>All actors</body>"),
        ("content/actors/russia.html", "<body>Russia</body>"),
        ("content/assets/site-1.css", "p{}"),
        ("content/data/deals.csv", "id\n"),
    ]);
    let home = site.get("/");
    assert_eq!(home.status, 200);
    assert_eq!(home.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(home.header("cache-control"), Some("no-store"));
    assert_eq!(home.header("x-content-type-options"), Some("nosniff"));
    assert!(home.header("content-security-policy").is_some_and(|policy| policy.starts_with("default-src 'self'")));
    let script = "<script src=\"/__nutgraf/client.js\" defer></script>";
    assert_eq!(home.body, HOME.replace("</body>", &format!("{script}</body>")));

    assert!(site.get("/actors/").body.contains("All actors"));
    assert!(site.get("/actors/russia").body.contains("Russia"));
    assert!(site.get("/actors/russia.html?x=1").body.contains("Russia"));
    assert!(site.get("/actors/%72ussia").body.contains("Russia"));
    let folder = site.get("/actors");
    assert_eq!((folder.status, folder.header("location")), (307, Some("/actors/")));
    let style = site.get("/assets/site-1.css");
    assert_eq!((style.body.as_str(), style.header("content-type")), ("p{}", Some("text/css; charset=utf-8")));
    assert_eq!(site.get("/data/deals.csv").header("content-type"), Some("text/csv; charset=utf-8"));

    let lost = site.get("/nothing");
    assert_eq!(lost.status, 404);
    assert!(lost.body.contains("Lost") && lost.body.contains(script));
    let client = site.get("/__nutgraf/client.js");
    assert_eq!((client.status, client.header("content-type")), (200, Some("text/javascript; charset=utf-8")));
    assert_eq!(site.get("/__nutgraf/other").status, 404);
}

#[test]
fn head_is_a_get_without_its_body() {
    let site = preview(&[("content/index.html", HOME)]);
    let host = format!("127.0.0.1:{}", site.port);
    let (head, get) = (site.ask("HEAD", "/", &host, ""), site.ask("GET", "/", &host, ""));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), get.header("content-length"));
    assert_eq!(site.ask("HEAD", "/__nutgraf/events", &host, "").status, 200);
}

#[test]
fn foreign_hosts_and_origins_are_refused_everywhere() {
    let site = preview(&[("content/index.html", HOME), ("content/assets/a.css", "p{}")]);
    let port = site.port;
    let ours = format!("localhost:{port}");
    for target in ["/", "/assets/a.css", "/__nutgraf/client.js", "/__nutgraf/events?page=/", "/nothing"] {
        for host in ["evil.example", "localhost", "127.0.0.1:1", &format!("evil.example:{port}"), ""] {
            let answer = site.ask("GET", target, host, "");
            assert_eq!(answer.status, 403, "{target} of {host}");
            assert!(!answer.body.contains("Home") && !answer.body.contains("p{}"));
        }
        for origin in ["http://evil.example", "null", &format!("https://localhost:{port}"), "http://localhost:1"] {
            let answer = site.ask("GET", target, &ours, &format!("Origin: {origin}\r\n"));
            assert_eq!(answer.status, 403, "{target} from {origin}");
        }
        let embedded = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n";
        assert_eq!(site.ask("GET", target, &ours, embedded).status, 403);
        let twice = format!("Host: localhost:{port}\r\n");
        assert_eq!(site.ask("GET", target, &ours, &twice).status, 403);
    }
    assert_eq!(site.ask("GET", &format!("http://evil.example:{port}/"), &ours, "").status, 403);
    let link = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    assert_eq!(site.ask("GET", "/", &ours, link).status, 200);
    for host in [ours, format!("LOCALHOST:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")] {
        assert_eq!(site.ask("GET", "/", &host, &format!("Origin: http://{host}\r\n")).status, 200, "{host}");
    }
}

#[test]
fn get_and_head_only() {
    let site = preview(&[("content/index.html", HOME)]);
    let host = format!("localhost:{}", site.port);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "FETCH"] {
        for target in ["/", "/__nutgraf/events", "/__nutgraf/client.js"] {
            let answer = site.ask(method, target, &host, "Content-Length: 0\r\n");
            assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method} {target}");
        }
    }
}

#[test]
fn only_site_pages_can_be_reached() {
    let site = preview(&[("content/index.html", HOME), ("site.toml", "secret")]);
    for target in [
        "/../etc/passwd",
        "/../site.toml",
        "/%2e%2e/site.toml",
        "/%2e%2e%2fsite.toml",
        "/..%5csite.toml",
        "/content/index.html",
        "/site.toml",
        "//etc/passwd",
        "/index.html/../../site.toml",
        "/%00",
        "/%",
        "/%ff",
    ] {
        let answer = site.get(target);
        assert_eq!(answer.status, 404, "{target}");
        assert!(!answer.body.contains("secret") && !answer.body.contains("root:"));
    }
}

#[test]
fn a_slow_client_holds_nobody_up() {
    let site = preview(&[("content/index.html", HOME)]);
    let slow: Vec<TcpStream> = (0..40)
        .map(|_| {
            let mut stream = site.connect();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").expect("half a request");
            stream
        })
        .collect();
    let start = Instant::now();
    assert_eq!(site.get("/").status, 200);
    assert!(start.elapsed() < Duration::from_secs(1));
    drop(slow);
}

#[test]
fn a_request_that_trickles_is_ended() {
    let site = preview(&[("content/index.html", HOME)]);
    let mut stream = site.connect();
    stream.write_all(b"GET / HTTP/1.1\r\nX: ").expect("a beginning");
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(30) {
        thread::sleep(Duration::from_millis(500));
        if stream.write_all(b"x").is_err() {
            break;
        }
    }
    let taken = start.elapsed();
    assert!(taken > Duration::from_secs(15) && taken < Duration::from_secs(25), "{taken:?}");
}

/// Asks the reload channel in the background; the answer, and how long it took, come when there are news.
fn listen(site: &Preview, page: &str, seen: &str, faults: &str) -> thread::JoinHandle<(String, Duration)> {
    let mut stream = site.connect();
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("timeout");
    let request = format!(
        "GET /__nutgraf/events?page={page}&seen={seen}&faults={faults} HTTP/1.1\r\nHost: localhost:{}\r\n\
         Connection: close\r\n\r\n",
        site.port
    );
    stream.write_all(request.as_bytes()).expect("send");
    let start = Instant::now();
    thread::spawn(move || {
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("an answer");
        assert!(text.contains("content-type: text/event-stream"), "{text}");
        (text, start.elapsed())
    })
}

fn reloads(handle: thread::JoinHandle<(String, Duration)>) {
    let (text, taken) = handle.join().expect("an answer");
    assert!(text.contains("event: reload"), "{text}");
    assert!(taken < Duration::from_millis(2500), "{taken:?}");
}

#[test]
fn only_the_tab_whose_page_changed_reloads() {
    let site = preview(&[("content/index.html", HOME), ("content/a.html", "<body>A</body>")]);
    let (home, a) = (site.get("/").mark().to_string(), site.get("/a").mark().to_string());
    let (home_tab, a_tab) = (listen(&site, "/", &home, ""), listen(&site, "/a", &a, ""));
    thread::sleep(Duration::from_millis(100));
    site.write("content/a.html", "<body>A2</body>");
    reloads(a_tab);
    assert!(site.get("/a.html").body.contains("A2"));
    assert!(!home_tab.is_finished());
    // An atomic save, as editors do it.
    site.write("content/.index.html.swp", "<body>Home 2</body>");
    fs::rename(site.dir.path().join("content/.index.html.swp"), site.dir.path().join("content/index.html"))
        .expect("rename");
    let (text, _) = home_tab.join().expect("an answer");
    assert!(text.contains("event: reload"), "{text}");
    assert!(site.get("/").body.contains("Home 2"));
    // Who comes late is told at once.
    reloads(listen(&site, "/", &home, ""));
}

#[test]
fn a_file_in_a_new_nested_folder_is_seen() {
    let site = preview(&[("content/index.html", HOME)]);
    let lost = site.get("/x/y/new");
    assert_eq!(lost.status, 404);
    let tab = listen(&site, "/x/y/new", lost.mark(), "");
    site.write("content/x/y/new.html", "<body>New</body>");
    reloads(tab);
    let new = site.get("/x/y/new");
    assert_eq!(new.status, 200);
    let tab = listen(&site, "/x/y/new", new.mark(), "");
    fs::remove_dir_all(site.dir.path().join("content/x")).expect("remove");
    reloads(tab);
    assert_eq!(site.get("/x/y/new").status, 404);
}

#[test]
fn polling_sees_it_too() {
    let site = preview_by(&[("content/index.html", HOME)], Mode::Poll);
    let tab = listen(&site, "/", site.get("/").mark(), "");
    site.write("content/index.html", "<body>Polled</body>");
    reloads(tab);
}

#[test]
fn a_broken_save_keeps_the_page_and_shows_the_fault_as_text_until_it_is_mended() {
    let site = preview(&[("content/index.html", HOME), ("content/a.html", "<body>A</body>")]);
    let home = site.get("/").mark().to_string();
    let tab = listen(&site, "/", &home, "");
    site.write("content/a.html", "BROKEN <script>alert(1)</script>\n");
    let (text, taken) = tab.join().expect("an answer");
    assert!(text.contains("event: faults") && !text.contains("event: reload"), "{text}");
    assert!(text.contains(r#""code":"broken""#) && text.contains(r#"<script>alert(1)</script>\n"#), "{text}");
    assert!(taken < Duration::from_millis(2500));
    assert!(site.get("/a").body.contains(">A<"), "the last good page stays");
    let mark = text.split("id: ").nth(1).and_then(|rest| rest.lines().next()).expect("a mark").to_string();

    // A second fault joins the first; a panic of the build replaces both; and the fix takes all away.
    let tab = listen(&site, "/", &home, &mark);
    site.write("content/b.html", "BROKEN");
    let (text, _) = tab.join().expect("an answer");
    assert!(text.contains("a.html") && text.contains("b.html"), "{text}");
    let mark = text.split("id: ").nth(1).and_then(|rest| rest.lines().next()).expect("a mark").to_string();
    let tab = listen(&site, "/", &home, &mark);
    site.write("content/a.html", "PANIC");
    let (text, _) = tab.join().expect("an answer");
    assert!(text.contains(r#""code":"internal""#), "{text}");
    let mark = text.split("id: ").nth(1).and_then(|rest| rest.lines().next()).expect("a mark").to_string();
    let tab = listen(&site, "/", &home, &mark);
    site.write("content/b.html", "<body>B</body>");
    site.write("content/a.html", "<body>A3</body>");
    let (text, taken) = tab.join().expect("an answer");
    assert!(text.contains("data: []"), "{text}");
    assert!(taken < Duration::from_millis(2500));
    assert!(site.get("/a").body.contains("A3"));
}

#[test]
fn without_any_good_build_the_faults_stand_in() {
    let site = preview(&[("content/index.html", "BROKEN <i>")]);
    let stand_in = site.get("/");
    assert_eq!(stand_in.status, 503);
    assert!(stand_in.body.contains("error[broken]: &lt;b&gt;index.html&lt;/b&gt; is broken"), "{}", stand_in.body);
    assert!(stand_in.body.contains("/__nutgraf/client.js") && !stand_in.body.contains("<i>"));
    let tab = listen(&site, "/", stand_in.mark(), "");
    // The faults come at once, then the page when it is there.
    assert!(tab.join().expect("an answer").0.contains("event: faults"));
    site.write("content/index.html", HOME);
    let end = Instant::now() + Duration::from_secs(3);
    while site.get("/").status != 200 {
        assert!(Instant::now() < end);
        thread::sleep(Duration::from_millis(20));
    }
    reloads(listen(&site, "/", stand_in.mark(), ""));
}

#[test]
fn a_tab_that_does_not_know_what_it_shows_is_told() {
    let site = preview(&[("content/index.html", HOME)]);
    let mark = site.get("/").mark().to_string();
    let (text, _) = listen(&site, "/", "", "").join().expect("an answer");
    assert!(text.contains(&format!("event: seen\ndata: {mark}")), "{text}");
}

#[test]
fn a_taken_port_is_a_fault() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("bind");
    let port = taken.local_addr().expect("address").port();
    let dir = tempfile::tempdir().expect("a temporary folder");
    let options = Options { port: Some(port), open: Open::No, watch: Mode::Poll };
    let fault = serve::run(options, dir.path(), || panic!("not built"), |_| {}).expect_err("taken");
    assert!(matches!(fault, Fault::Port { .. }));
    assert_eq!(
        fault.to_string(),
        format!("port {port} is taken; give another with --port, or leave --port out to get a free one")
    );
}
