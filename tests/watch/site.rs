//! What the tests stand on: a site in a temporary folder, a nutgraf that runs beside it and never outlives the test, and
//! waiting until something is so.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

/// What is promised within two seconds may take this long on a machine that is busy.
const LONG: Duration = Duration::from_secs(20);

/// A plain page.
pub fn page(text: &str) -> String {
    format!("+++\ntitle = \"A page\"\n+++\n{text}\n")
}

/// `root/` holds the sources, `out/` the pages, `log` what was said.
pub struct Site {
    dir: tempfile::TempDir,
}

/// A nutgraf at work. It is killed when the test ends, however that is.
pub struct Running {
    child: RefCell<Child>,
    log: PathBuf,
}

/// What the preview answers.
pub struct Answer {
    pub head: String,
    pub body: String,
}

impl Site {
    /// A site with these files, and a `site.toml`.
    pub fn new(files: &[(&str, &str)]) -> Site {
        let site = Site { dir: tempfile::tempdir().unwrap() };
        site.write("site.toml", "title = \"A site\"\n");
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    pub fn root(&self) -> PathBuf {
        self.dir.path().join("root")
    }

    pub fn out(&self) -> PathBuf {
        self.dir.path().join("out")
    }

    /// A path among the sources.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// A path beside them, on the same disk.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes in place, into a new folder where there is none.
    pub fn write(&self, path: &str, text: &str) {
        let at = self.at(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, text).unwrap();
    }

    pub fn rename(&self, from: &str, to: &str) {
        fs::rename(self.at(from), self.at(to)).unwrap();
    }

    /// What is written of a page, if it is there.
    pub fn built(&self, page: &str) -> Option<String> {
        fs::read_to_string(self.out().join(page)).ok()
    }

    /// Whether a page is written and has these words.
    pub fn says(&self, page: &str, words: &str) -> bool {
        self.built(page).is_some_and(|text| text.contains(words))
    }

    /// All that is in the output: when each file was written, which file it is, and its bytes.
    pub fn output(&self) -> BTreeMap<PathBuf, (SystemTime, u64, Vec<u8>)> {
        use std::os::unix::fs::MetadataExt;
        let mut all = BTreeMap::new();
        let mut folders = vec![self.out()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let meta = fs::symlink_metadata(&path).unwrap();
                if meta.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = fs::read(&path).unwrap();
                    all.insert(path, (meta.modified().unwrap(), meta.ino(), bytes));
                }
            }
        }
        all
    }

    /// Starts what it is given.
    pub fn run(&self, mut command: Command) -> Running {
        let log = self.beside("log");
        let file = fs::File::create(&log).unwrap();
        command.stdin(Stdio::null()).stdout(file.try_clone().unwrap()).stderr(file);
        let child = command.spawn().unwrap_or_else(|error| panic!("cannot start {command:?}: {error}"));
        Running { child: RefCell::new(child), log }
    }

    /// `build --watch`, once it has built.
    pub fn build(&self, more: &[&str]) -> Running {
        self.build_by(Command::new(env!("CARGO_BIN_EXE_nutgraf")), more)
    }

    /// The same with a command that starts what it is given.
    pub fn build_by(&self, mut command: Command, more: &[&str]) -> Running {
        command.args(["build", "--watch", "--root"]).arg(self.root()).arg("--output").arg(self.out()).args(more);
        let running = self.run(command);
        running.until_said("watching; stop with Ctrl-C");
        running
    }

    /// `serve`, once it answers.
    pub fn serve(&self) -> Running {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
        command.arg("serve").arg("--root").arg(self.root());
        let running = self.run(command);
        running.until_said("(Ctrl-C stops)");
        running
    }
}

impl Running {
    pub fn id(&self) -> u32 {
        self.child.borrow().id()
    }

    /// All that was said so far, on both streams.
    pub fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    /// Waits until it is so.
    pub fn until(&self, what: &str, mut is: impl FnMut() -> bool) {
        let end = Instant::now() + LONG;
        while !is() {
            if let Some(status) = self.child.borrow_mut().try_wait().unwrap() {
                panic!("{what}: nutgraf ended with {status} and said:\n{}", self.said());
            }
            assert!(Instant::now() < end, "{what}: it is not so; nutgraf said:\n{}", self.said());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn until_said(&self, words: &str) {
        self.until(words, || self.said().contains(words));
    }

    /// Long enough that whatever had been heard is built, and the net has come by as well.
    pub fn settle(&self) {
        std::thread::sleep(Duration::from_millis(1500));
    }

    fn port(&self) -> u16 {
        let said = self.said();
        let port = said.split("http://127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next());
        port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("no address in: {said}"))
    }

    fn ask(&self, target: &str) -> TcpStream {
        let port = self.port();
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(LONG * 2)).unwrap();
        let request = format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    /// A page of the preview.
    pub fn get(&self, target: &str) -> Answer {
        let mut all = Vec::new();
        self.ask(target).read_to_end(&mut all).unwrap();
        let text = String::from_utf8_lossy(&all);
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        Answer { head: head.into(), body: body.into() }
    }

    /// An open tab: what the preview tells it, when it has something to tell.
    pub fn tab(&self, target: &str) -> std::thread::JoinHandle<String> {
        let shown = self.get(target);
        let timing = shown.head.lines().find(|line| line.to_ascii_lowercase().starts_with("server-timing: "));
        let mark = timing.and_then(|line| line.split('"').nth(1));
        let mark = mark.unwrap_or_else(|| panic!("no mark in: {}", shown.head));
        let mut stream = self.ask(&format!("/__nutgraf/events?page={target}&seen={mark}&faults="));
        std::thread::spawn(move || {
            let mut text = String::new();
            stream.read_to_string(&mut text).unwrap();
            text
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut child = self.child.borrow_mut();
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// Runs a tool that must be there.
pub fn tool(name: &str, folder: &Path, args: &[&str]) {
    let output = Command::new(name).args(args).current_dir(folder).stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|error| panic!("this test needs `{name}`: {error}"));
    assert!(output.status.success(), "{name} {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}
