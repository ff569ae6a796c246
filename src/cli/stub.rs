//! Stand-ins for rooms that are still being built, with the paths and shapes that the commands call.
//! When a room is there, its part goes from here and the commands say `crate::` instead of `crate::cli::stub::`.
#![allow(dead_code, unused_variables, missing_docs)]

pub mod diag {
    pub mod terminal {
        use crate::diag::Diag;
        use std::sync::Arc;
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Color {
            No,
            Yes,
        }
        pub fn write(diags: &[Diag], text_of: &dyn Fn(&str) -> Option<Arc<str>>, color: Color) -> String {
            let mut out = String::new();
            for d in diags {
                let level = super::level(d);
                out.push_str(&format!("{level}[{}]: {}\n", d.code, d.message));
                if let Some(place) = &d.place {
                    out.push_str(&format!(" --> {}\n", place.path));
                }
                for line in &d.help {
                    out.push_str(&format!("help: {line}\n"));
                }
                out.push('\n');
            }
            out
        }
    }
    pub mod json {
        use crate::diag::Diag;
        use std::sync::Arc;
        pub fn write(diags: &[Diag], text_of: &dyn Fn(&str) -> Option<Arc<str>>) -> String {
            let line = |d: &Diag| {
                let path = d.place.as_ref().map(|p| p.path.to_string());
                let level = super::level(d);
                let value = serde_json::json!({ "level": level, "code": d.code, "message": d.message, "path": path, "help": d.help });
                format!("{value}\n")
            };
            diags.iter().map(line).collect()
        }
    }
    fn level(d: &crate::diag::Diag) -> &'static str {
        if d.level == crate::diag::Level::Error { "error" } else { "warning" }
    }
    pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        let scored = candidates.into_iter().map(|c| (strsim::damerau_levenshtein(word, c), c));
        scored.filter(|(d, c)| *d <= 1 + c.len() / 4).min().map(|(_, c)| c)
    }
}

pub mod site {
    use crate::diag::Diags;
    use std::io;
    use std::path::PathBuf;
    use std::sync::Arc;
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Drafts {
        #[default]
        Leave,
        Show,
    }
    #[derive(Clone, Copy, Debug, Default)]
    pub struct Options {
        pub drafts: Drafts,
    }
    #[derive(Debug, Default)]
    pub struct Delta {
        pub changed: Vec<String>,
        pub gone: Vec<String>,
        pub diags: Diags,
    }
    pub struct Site {
        root: PathBuf,
    }
    impl Site {
        pub fn open(root: PathBuf, options: Options) -> io::Result<Site> {
            Err(io::Error::other("this version cannot read a site yet"))
        }
        pub fn update(&mut self) -> io::Result<Delta> {
            Ok(Delta::default())
        }
        pub fn page(&self, path: &str) -> Option<Arc<[u8]>> {
            None
        }
        pub fn paths(&self) -> impl Iterator<Item = &str> {
            [].into_iter()
        }
        pub fn diags(&self) -> Diags {
            Diags::new()
        }
        pub fn text_of(&self, path: &str) -> Option<Arc<str>> {
            None
        }
        /// `output` of site.toml.
        pub fn output(&self) -> &str {
            "public"
        }
        /// What only `check` says: no evidence, a review that is due.
        pub fn lints(&self) -> Diags {
            Diags::new()
        }
        /// The text of a new evidence.lock, and what was found wrong on the way.
        pub fn prove(&self) -> (String, Diags) {
            (String::new(), Diags::new())
        }
        /// What a page rests on, or which pages rest on a record, a line each; or the nearest name.
        pub fn why(&self, page_or_id: &str) -> Result<Vec<String>, Option<String>> {
            Err(None)
        }
    }
}

pub mod serve {
    use super::source::watch::Mode;
    use crate::diag::Diag;
    use std::fmt;
    use std::path::Path;
    use std::sync::Arc;
    pub struct Options {
        pub port: Option<u16>,
        pub open: Open,
        pub watch: Mode,
    }
    pub enum Open {
        Yes,
        No,
    }
    pub type Pages = Arc<dyn Fn(&str) -> Option<Arc<[u8]>> + Send + Sync>;
    pub struct FaultView;
    impl FaultView {
        pub fn of(diag: &Diag, text: Option<&str>) -> FaultView {
            FaultView
        }
    }
    pub struct Update {
        pub pages: Option<Pages>,
        pub faults: Vec<FaultView>,
    }
    pub struct Fault;
    impl fmt::Display for Fault {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("this version has no preview yet")
        }
    }
    pub fn run(options: Options, root: &Path, build: impl FnMut() -> Update, say: impl Fn(&str)) -> Result<(), Fault> {
        Err(Fault)
    }
}

pub mod import {
    use crate::diag::Diags;
    use std::io;
    use std::path::Path;
    /// `name`: the file's name, for its ending; `None` for standard input.
    pub struct Input<'a> {
        pub name: Option<&'a Path>,
        pub bytes: Vec<u8>,
    }
    #[derive(Debug, Default)]
    pub struct Outcome {
        pub written: Vec<String>,
        pub report: Option<String>,
        pub diags: Diags,
    }
    pub fn run(input: Input<'_>, out: &Path) -> io::Result<Outcome> {
        Err(io::Error::other("this version cannot import yet"))
    }
}

pub mod source {
    pub mod watch {
        use std::path::Path;
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Mode {
            Notify,
            Poll,
        }
        pub struct Wake {
            pub notice: Option<String>,
        }
        pub struct Watcher;
        impl Watcher {
            pub fn start(root: &Path, mode: Mode) -> Watcher {
                Watcher
            }
            pub fn wait(&mut self) -> Wake {
                std::thread::sleep(std::time::Duration::from_secs(1));
                Wake { notice: None }
            }
        }
    }
}
