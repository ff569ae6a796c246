//! The live preview: serves the site's pages from memory on the loopback address, rebuilds when a source changes, and
//! reloads the tabs whose page is different. It never writes to disk, and knows no records, templates or files: pages
//! come from the `build` function that the caller hands in.
//!
//! One thread (the caller's) waits for changes, builds and publishes a new [`Update`]; a small runtime answers requests
//! from the last one published. While faults stop the build the last good pages stay, and open tabs show the faults.

mod editor;
mod http;
mod listen;
mod notes;
mod overlay;
mod own;
mod query;
mod reload;

use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::source::watch::{Mode, Watcher};

pub use editor::{Editor, Spot};
pub use notes::{DraftView, Notes, OpenView};
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

/// The place in the author's files of what was clicked: the output path of the page, the words from the inside out (a
/// line each), and where the link under them leads (an output path, another address, or nothing). None if the page has
/// no file. It may read files, and is never asked for in the thread that answers.
pub type Finder = Arc<dyn Fn(&str, &str, &str) -> Option<Spot> + Send + Sync>;

/// What one build came to. The server finds out by itself which pages differ, from their bytes.
#[derive(Default)]
pub struct Update {
    /// The pages from now on; `None` leaves those that were (nothing changed, or no good build).
    pub pages: Option<Pages>,
    /// All faults of this build. If one is an error, open tabs show them all until an update without errors.
    pub faults: Vec<FaultView>,
    /// What the bar lists from now on; `None` leaves it.
    pub notes: Option<Notes>,
    /// Finds the lines of what is clicked from now on; `None` leaves what was. As long as there has been none, tabs do
    /// not offer it.
    pub spot: Option<Finder>,
    /// Whether the caller has more to do at once, and wants to be called again without a wait.
    pub more: bool,
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
    /// The pages before, and until when: a tab that got its page a moment ago still asks for the files it names.
    before: Option<(Pages, Instant)>,
    faults: Arc<overlay::Faults>,
    notes: Arc<Notes>,
    bar: Arc<notes::Bar>,
    spot: Option<Finder>,
}

/// So long the files of a page may still be asked for after the next update.
const LINGER: Duration = Duration::from_secs(15);

impl State {
    /// What there is before the first build.
    fn none() -> State {
        let notes = Notes::default();
        State {
            pages: Arc::new(|_: &str| None),
            before: None,
            faults: Arc::new(overlay::Faults::new(Vec::new())),
            bar: Arc::new(notes::Bar::new(&notes, notes::Spots::Off)),
            notes: Arc::new(notes),
            spot: None,
        }
    }

    /// The state after an update, or nothing if nobody would see a difference.
    fn after(&self, update: Update) -> Option<State> {
        let faults = overlay::Faults::new(update.faults);
        let same_faults = faults.mark == self.faults.mark;
        let same_notes = update.notes.as_ref().is_none_or(|notes| *notes == *self.notes);
        // A finder cannot be compared: a new one comes only when what it is made of is new.
        if update.pages.is_none() && update.spot.is_none() && same_faults && same_notes {
            return None;
        }
        let notes = if same_notes { self.notes.clone() } else { Arc::new(update.notes.unwrap_or_default()) };
        let spot = update.spot.or_else(|| self.spot.clone());
        let same_bar = same_notes && spot.is_some() == self.spot.is_some();
        let spots = if spot.is_some() { notes::Spots::Offered } else { notes::Spots::Off };
        let bar = if same_bar { self.bar.clone() } else { Arc::new(notes::Bar::new(&notes, spots)) };
        Some(State {
            before: match &update.pages {
                Some(_) => Some((self.pages.clone(), Instant::now() + LINGER)),
                None => self.before.clone(),
            },
            pages: update.pages.unwrap_or_else(|| self.pages.clone()),
            faults: if same_faults { self.faults.clone() } else { Arc::new(faults) },
            notes,
            bar,
            spot,
        })
    }
}

/// Serves until the process ends, or the server does. `build` is called once before the first request is answered, and
/// again whenever a source may have changed (at least every two seconds: it must be cheap when nothing did). `say` gets
/// the sentences for the author: the address first, then what the watcher has to tell.
pub fn run(options: Options, root: &Path, mut build: impl FnMut() -> Update, say: impl Fn(&str)) -> Result<(), Fault> {
    let (listener, port) = listen::bind(options.port)?;
    // Before the first build, so that no edit falls between the two.
    let mut watcher = Watcher::start(root, options.watch);

    let none = State::none();
    let update = attempt(&mut build);
    let mut more = update.more;
    let first = none.after(update).unwrap_or(none);
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
        if !more && let Some(notice) = watcher.wait().notice {
            say(&notice);
        }
        let update = attempt(&mut build);
        more = update.more;
        let next = publish.borrow().after(update);
        if let Some(next) = next {
            publish.send_replace(next);
        }
        // Nobody need wake for that.
        publish.send_if_modified(|state| {
            state.before.take_if(|(_, end)| *end < Instant::now());
            false
        });
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
    catch_unwind(AssertUnwindSafe(build)).unwrap_or_else(|_| {
        let message = "nutgraf failed while building; the terminal has the details, and this is a bug in it";
        Update { faults: vec![FaultView::bare("internal", message)], ..Update::default() }
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
