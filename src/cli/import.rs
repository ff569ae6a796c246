//! `nutgraf import FILE|-`: an article becomes records, its kept text, proofs and a report.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::cli::End;
use crate::cli::root;
use crate::cli::say::Say;
use crate::diag::Diag;
use crate::import::{self, Input};

#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// The article: a .txt, .html or .md file, a folder of such files, or `-` for standard input
    file: PathBuf,
    /// The site that it goes into; a new one is begun where there is none [default: the site you are in]
    #[arg(long, short, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// More than any article has; standard input may never end.
const LIMIT: u64 = 64 * 1024 * 1024;
/// How deep a folder of articles is looked through.
const DEEPEST: usize = 16;

pub(super) fn run(say: &Say, root: Option<&Path>, flags: &Flags) -> End {
    let found = flags.out.clone().or_else(|| root.map(Path::to_path_buf)).or_else(|| {
        let here = std::env::current_dir().ok()?;
        root::upwards(&here)
    });
    let Some(out) = found else {
        let fault = Diag::error("no-site", "there is no site.toml here or above, and no `--out` says where to write");
        say.diag(fault.help("`--out DIR` begins a new site there"));
        return End::Usage;
    };
    if !flags.file.is_dir() {
        return one(say, &out, &flags.file);
    }
    let mut files = Vec::new();
    if let Err(error) = articles(&flags.file, 0, &mut files) {
        return say.world(&format!("cannot read `{}`", flags.file.display()), &error);
    }
    if files.is_empty() {
        let fault = Diag::error("import-empty", format!("`{}` holds no .txt, .html or .md file", flags.file.display()));
        say.diag(fault.help("import a folder of articles, or one of them"));
        return End::Faults;
    }
    // Each article by itself: one that cannot be imported does not keep back the others.
    let mut end = End::Done;
    let mut done = 0;
    for file in &files {
        say.note(format!("{}:", file.display()));
        match one(say, &out, file) {
            End::Done => done += 1,
            other => end = other,
        }
    }
    say.note(format!("{done} of {} articles imported", files.len()));
    end
}

/// Imports one file.
fn one(say: &Say, out: &Path, file: &Path) -> End {
    let is_stdin = file.as_os_str() == "-";
    let bytes = if is_stdin { read(io::stdin().lock()) } else { std::fs::File::open(file).and_then(read) };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => return say.world(&format!("cannot read `{}`", file.display()), &error),
    };
    let name = match file.file_name() {
        Some(name) if !is_stdin => name.to_string_lossy().into_owned(),
        _ => "-".to_string(),
    };
    let run = match import::run(out, &Input { name, bytes }) {
        Ok(Ok(run)) => run,
        Ok(Err(diags)) => {
            say.diags(&diags, &|_| None);
            say.note("nothing was written");
            return End::Faults;
        }
        Err(error) => return say.world("cannot import", &error),
    };
    say.diags(&run.draft.diags, &|_| None);
    for path in &run.written {
        say.note(path);
    }
    say.note(format!("what was found, and what to look at: reports/{}.md", run.draft.article_id));
    End::Done
}

/// The articles of a folder, in the order of their paths. Hidden files and links are passed over.
fn articles(folder: &Path, depth: usize, out: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries: Vec<_> = std::fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let (path, kind) = (entry.path(), entry.file_type()?);
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if kind.is_dir() && depth < DEEPEST {
            articles(&path, depth + 1, out)?;
        } else if kind.is_file() && import::is_article(&entry.file_name().to_string_lossy()) {
            out.push(path);
        }
    }
    Ok(())
}

fn read(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT { Err(io::Error::other("it is longer than 64 MB")) } else { Ok(bytes) }
}
