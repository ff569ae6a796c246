//! A real server on a free port, the real watcher on a temporary folder, and plain sockets. Only the pages are simple:
//! one for each file in `content/`.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use nutgraf::serve::{self, FaultView, Notes, Open, OpenView, Options, Spot, Update};
use nutgraf::source::watch::Mode;

pub struct Preview {
    pub dir: tempfile::TempDir,
    pub port: u16,
    /// The program, where it is not this process that serves.
    pub program: Option<Program>,
}

pub struct Program {
    child: Child,
    /// What it has said.
    said: Arc<Mutex<Vec<String>>>,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub const HOME: &str = "<!doctype html><body><p>Home</p></body>";

pub fn preview(files: &[(&str, &str)]) -> Preview {
    preview_by(files, Mode::Notify)
}

pub fn preview_by(files: &[(&str, &str)], watch: Mode) -> Preview {
    start(files, watch, build)
}

pub fn start(files: &[(&str, &str)], watch: Mode, mut build: impl FnMut(&Path) -> Update + Send + 'static) -> Preview {
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
    Preview { dir, port: port.parse().expect("a number"), program: None }
}

/// The program itself, on a site of its own; `command` starts it (`nutgraf serve` follows).
pub fn program(files: &[(&str, &str)], command: &mut Command) -> Preview {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        write(dir.path(), path, text);
    }
    command.args(["serve", "--root"]).arg(dir.path()).stdin(Stdio::null());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let said: Arc<Mutex<Vec<String>>> = Arc::default();
    let streams: [Box<dyn Read + Send>; 2] =
        [Box::new(child.stdout.take().expect("its output")), Box::new(child.stderr.take().expect("its faults"))];
    for stream in streams {
        let said = said.clone();
        thread::spawn(move || {
            let lines = BufReader::new(stream).lines().map_while(Result::ok);
            lines.for_each(|line| said.lock().expect("the list").push(line));
        });
    }
    let program = Program { child, said };
    let start = Instant::now();
    loop {
        let port = program.lines().iter().find_map(|line| {
            let (_, rest) = line.split_once("http://127.0.0.1:")?;
            rest.split('/').next()?.parse().ok()
        });
        if let Some(port) = port {
            return Preview { dir, port, program: Some(program) };
        }
        assert!(start.elapsed() < Duration::from_secs(20), "no address: {:?}", program.lines());
        thread::sleep(Duration::from_millis(10));
    }
}

impl Program {
    pub fn lines(&self) -> Vec<String> {
        self.said.lock().expect("the list").clone()
    }
}

/// The program without an editor.
pub fn nutgraf() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
    command.env_remove("NUTGRAF_EDITOR");
    command
}

pub fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(path, text).expect("write");
}

/// A site in small: `content/a/b.html` is the page `a/b.html`; a file with `BROKEN` in it is a fault, with `UNSURE` a
/// field that is not confirmed.
pub fn build(root: &Path) -> Update {
    let mut pages = HashMap::new();
    let mut faults = Vec::new();
    let mut notes = Notes::default();
    let content = root.join("content");
    for file in files(&content) {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let path = file.strip_prefix(&content).expect("inside").to_string_lossy().replace('\\', "/");
        if text.contains("PANIC") {
            panic!("as asked");
        }
        if text.contains("BROKEN") {
            let fault = FaultView::bare("broken", format!("<b>{path}</b> is broken"));
            faults.push(FaultView { excerpt: text.clone(), ..fault });
        }
        if text.contains("UNSURE") {
            let spot = Spot { path: format!("content/{path}"), line: 7, column: 1, href: Some("ed://x".into()) };
            notes.unconfirmed.push(OpenView {
                id: "some-deal".into(),
                name: "<i>Some deal</i>".into(),
                page: path.clone(),
                field: "value".into(),
                value: text.clone(),
                sentence: Some("<b>the words</b>".into()),
                source: None,
                spot,
            });
        }
        pages.insert(path, Arc::<[u8]>::from(text.into_bytes()));
    }
    let pages = faults.is_empty().then(|| Arc::new(move |path: &str| pages.get(path).cloned()) as serve::Pages);
    Update { pages, faults, notes: Some(notes), spot: None, more: false }
}

pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    pub fn mark(&self) -> &str {
        self.header("server-timing").and_then(|value| value.split('"').nth(1)).expect("a mark")
    }
}

impl Preview {
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("connect");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("timeout");
        stream
    }

    /// Sends any bytes and gives whatever comes back, within a second or two; perhaps nothing.
    pub fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        stream.set_read_timeout(Some(Duration::from_millis(700))).expect("timeout");
        stream.set_write_timeout(Some(Duration::from_secs(2))).expect("timeout");
        // The server may have heard enough before all is sent.
        let _ = stream.write_all(bytes);
        let mut all = Vec::new();
        let mut some = [0; 65536];
        while let Ok(n) = stream.read(&mut some) {
            all.extend_from_slice(some.get(..n).unwrap_or_default());
            if n == 0 {
                break;
            }
        }
        String::from_utf8_lossy(&all).into_owned()
    }

    /// A good request is answered, and soon.
    pub fn still_answers(&self) {
        let start = Instant::now();
        let answer = self.get("/");
        assert_eq!(answer.status, 200);
        assert!(answer.body.contains("/__nutgraf/client.js"), "{}", answer.body);
        assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    }

    pub fn host(&self) -> String {
        format!("localhost:{}", self.port)
    }

    pub fn send(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("send");
        let mut all = Vec::new();
        stream.read_to_end(&mut all).expect("an answer");
        let text = String::from_utf8_lossy(&all).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        Answer { status, head: head.into(), body: body.into() }
    }

    pub fn ask(&self, method: &str, target: &str, host: &str, more: &str) -> Answer {
        self.send(&format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n"))
    }

    pub fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, &format!("localhost:{}", self.port), "")
    }

    pub fn write(&self, path: &str, text: &str) {
        write(self.dir.path(), path, text);
    }
}

/// Waits until `is_so`, no longer than the promise of two seconds and a little.
pub fn soon(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_millis(2500), "not yet: {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Asks the reload channel in the background; the answer, and how long it took, come when there are news.
pub fn listen(site: &Preview, page: &str, seen: &str, faults: &str) -> thread::JoinHandle<(String, Duration)> {
    listen_to(site, &format!("page={page}&seen={seen}&faults={faults}"))
}

pub fn listen_to(site: &Preview, query: &str) -> thread::JoinHandle<(String, Duration)> {
    let mut stream = site.connect();
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("timeout");
    let request =
        format!("GET /__nutgraf/events?{query} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", site.port);
    stream.write_all(request.as_bytes()).expect("send");
    let start = Instant::now();
    thread::spawn(move || {
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("an answer");
        assert!(text.contains("content-type: text/event-stream"), "{text}");
        (text, start.elapsed())
    })
}

pub fn reloads(handle: thread::JoinHandle<(String, Duration)>) {
    let (text, taken) = handle.join().expect("an answer");
    assert!(text.contains("event: reload"), "{text}");
    assert!(taken < Duration::from_millis(2500), "{taken:?}");
}
