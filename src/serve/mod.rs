//! The live preview: serves the site's pages from memory on the loopback address, rebuilds when a source changes, and
//! reloads the tabs whose page is different. It never writes to disk, and knows no records, templates or files: pages
//! come from the `build` function that the caller hands in.
//!
//! One thread (the caller's) waits for changes, builds and publishes a new [`Update`]; a small runtime answers requests
//! from the last one published. While faults stop the build the last good pages stay, and open tabs show the faults.

mod http;
mod listen;
mod overlay;
mod reload;

use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use tokio::sync::watch;

use crate::diag::Level;
use crate::source::watch::{Mode, Watcher};

pub use overlay::FaultView;

/// What the author asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// This port and no other; without it 4747, or the next that is free.
    pub port: Option<u16>,
    pub open: Open,
    /// How changes are noticed.
    pub watch: Mode,
}

/// Whether a browser is started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    Yes,
    No,
}

/// The bytes of an output path (`actors/russia.html`, never with a leading `/`), or none if the site has no such file.
/// It is asked from many threads, and may take its time (a page rendered on demand).
pub type Pages = Arc<dyn Fn(&str) -> Option<Arc<[u8]>> + Send + Sync>;

/// What one build came to. The server finds out by itself which pages differ, from their bytes.
pub struct Update {
    /// The pages from now on; `None` leaves those that were (nothing changed, or no good build).
    pub pages: Option<Pages>,
    /// All faults of this build. If one is an error, open tabs show them all until an update without errors.
    pub faults: Vec<FaultView>,
}

/// Why there is no preview: always the machine, never the sources.
#[derive(Debug)]
pub enum Fault {
    /// The port that was asked for cannot be had.
    Port { port: u16, cause: io::Error },
    /// None of the ports that were tried by themselves can be had.
    Ports { first: u16, last: u16, cause: io::Error },
    /// The runtime did not start, or the server ended.
    Server(io::Error),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Port { port, cause } if cause.kind() == io::ErrorKind::AddrInUse => {
                write!(f, "port {port} is taken; give another with --port, or leave --port out to get a free one")
            }
            Fault::Port { port, cause } => write!(f, "cannot listen on port {port}: {cause}"),
            Fault::Ports { first, last, cause } => {
                write!(f, "cannot listen on any port from {first} to {last}: {cause}; give another with --port")
            }
            Fault::Server(cause) => write!(f, "the preview server failed: {cause}"),
        }
    }
}

impl std::error::Error for Fault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Fault::Port { cause, .. } | Fault::Ports { cause, .. } | Fault::Server(cause) => Some(cause),
        }
    }
}

/// What requests are answered from: the last update, made ready.
#[derive(Clone)]
struct State {
    pages: Pages,
    faults: Arc<overlay::Faults>,
}

/// Serves until the process ends, or the server does. `build` is called once before the first request is answered, and
/// again whenever a source may have changed (at least every two seconds: it must be cheap when nothing did). `say` gets
/// the sentences for the author: the address first, then what the watcher has to tell.
pub fn run(options: Options, root: &Path, mut build: impl FnMut() -> Update, say: impl Fn(&str)) -> Result<(), Fault> {
    let (listener, port) = listen::bind(options.port)?;
    // Before the first build, so that no edit falls between the two.
    let mut watcher = Watcher::start(root, options.watch);

    let none = State { pages: Arc::new(|_: &str| None), faults: Arc::new(overlay::Faults::new(Vec::new())) };
    let first = apply(&none, attempt(&mut build)).unwrap_or(none);
    let (publish, states) = watch::channel(first);

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .thread_name("preview")
        .build()
        .map_err(Fault::Server)?;
    let listener = {
        let _inside = runtime.enter();
        listen::Listener::new(listener).map_err(Fault::Server)?
    };
    let server = runtime.spawn(http::serve(listener, port, states));

    // The number, not the name: the name may lead to `::1` first, where somebody else may listen.
    let address = format!("http://127.0.0.1:{port}/");
    say(&format!("serving {address} (Ctrl-C stops)"));
    if options.open == Open::Yes
        && let Err(error) = open_browser(&address)
    {
        say(&format!("cannot open a browser ({error}): open {address} yourself"));
    }

    while !server.is_finished() {
        let wake = watcher.wait();
        if let Some(notice) = wake.notice {
            say(&notice);
        }
        let update = attempt(&mut build);
        let next = apply(&publish.borrow(), update);
        if let Some(next) = next {
            publish.send_replace(next);
        }
    }
    let error = match runtime.block_on(server) {
        Ok(Err(error)) => error,
        Ok(Ok(())) => io::Error::other("it stopped"),
        Err(error) => io::Error::other(error),
    };
    Err(Fault::Server(error))
}

/// Builds; a panic in there is our bug, but it must not take the preview away.
fn attempt(build: &mut impl FnMut() -> Update) -> Update {
    catch_unwind(AssertUnwindSafe(build)).unwrap_or_else(|_| Update {
        pages: None,
        faults: vec![FaultView {
            level: Level::Error,
            code: "internal".into(),
            message: "nutgraf failed while building; the terminal has the details, and this is a bug in it".into(),
            path: None,
            line: None,
            column: None,
            excerpt: String::new(),
            help: Vec::new(),
        }],
    })
}

/// The state after an update, or nothing if nobody would see a difference.
fn apply(old: &State, update: Update) -> Option<State> {
    let faults = overlay::Faults::new(update.faults);
    let same = faults.mark == old.faults.mark;
    if update.pages.is_none() && same {
        return None;
    }
    Some(State {
        pages: update.pages.unwrap_or_else(|| old.pages.clone()),
        faults: if same { old.faults.clone() } else { Arc::new(faults) },
    })
}

fn open_browser(address: &str) -> io::Result<()> {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        // `start` takes a first argument in quotes for a window title.
        command.args(["/C", "start", ""]);
        command
    } else {
        Command::new("xdg-open")
    };
    let mut child = command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    // Some systems keep it running as long as the browser: it is waited for elsewhere, only so that no zombie stays.
    std::thread::spawn(move || child.wait());
    Ok(())
}
