//! All printing: diagnostics to standard error (or as JSON to standard output), notes and answers to standard output.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

use crate::cli::{End, Format};
use crate::diag::{Diag, Level};
use crate::diag::{json, terminal};
use crate::tree;

/// Where the words go and how loud they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Say {
    format: Format,
    /// Notes are left out; faults and answers never are.
    quiet: bool,
    color: terminal::Color,
}

impl Say {
    pub fn new(format: Format, quiet: bool) -> Say {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
            || std::env::var_os("TERM").is_some_and(|v| v == "dumb");
        let color =
            if !plain && io::stderr().is_terminal() { terminal::Color::Colored } else { terminal::Color::Plain };
        Say { format, quiet, color }
    }

    /// Tells faults with their places; `text_of` gives the text of a source file.
    pub fn diags(&self, diags: &[Diag], text_of: &dyn Fn(&str) -> Option<Arc<str>>) {
        match self.format {
            Format::Text => err(&terminal::write(diags, text_of, self.color)),
            Format::Json => out(&json::write(diags, text_of)),
        }
    }

    /// Tells one fault that has no place in a file.
    pub fn diag(&self, diag: Diag) {
        self.diags(&[diag], &|_| None);
    }

    /// What was done, for people: nothing with `--quiet` or `--format json`.
    pub fn note(&self, line: impl AsRef<str>) {
        if !self.quiet && self.format == Format::Text {
            out(&format!("{}\n", line.as_ref()));
        }
    }

    /// What was asked for: always said.
    pub fn answer(&self, line: impl AsRef<str>) {
        out(&format!("{}\n", line.as_ref()));
    }

    /// The same in JSON, for a command whose answer is data.
    pub fn format(&self) -> Format {
        self.format
    }

    /// A failure of the disk, the network or a port.
    pub fn world(&self, doing: &str, error: &io::Error) -> End {
        self.diag(Diag::error("world", format!("{doing}: {error}")));
        End::World
    }

    /// A refusal or failure of the tree, and the exit code it means.
    pub fn fault(&self, fault: &tree::Fault) -> End {
        use tree::Fault::*;
        self.diag(fault.diag());
        match fault {
            Disk { .. } | Locked { .. } => End::World,
            Sources { .. } | NoFolder { .. } | Html { .. } | Foreign { .. } | InTheWay { .. } => End::Usage,
            Path { .. } | Clash { .. } | Exists { .. } => End::Faults,
        }
    }

    /// `2 errors, 1 warning`, where there is something to count.
    pub fn count(&self, diags: &[Diag]) {
        let errors = diags.iter().filter(|d| d.level == Level::Error).count();
        let counts = [(errors, "error"), (diags.len() - errors, "warning")];
        let words: Vec<String> = counts
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, word)| format!("{n} {word}{}", if *n == 1 { "" } else { "s" }))
            .collect();
        if !words.is_empty() && self.format == Format::Text && !self.quiet {
            err(&format!("{}\n", words.join(", ")));
        }
    }
}

/// A path as a person would type it: from the folder they are in, where it lies below.
pub(super) fn short(path: &Path) -> String {
    let here = std::env::current_dir().ok().and_then(|h| h.canonicalize().ok());
    let below = here.and_then(|h| path.strip_prefix(h).ok().map(Path::to_path_buf));
    below.filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| path.to_path_buf()).display().to_string()
}

// A closed pipe (`nutgraf … | head`) is nobody's fault, so what a write returns is let go.
fn out(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn err(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
