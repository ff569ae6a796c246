//! One text file in `tests/cases` is one test: a site, a command, and what it must say, word for word.
//!
//! A case is a text archive. Lines before the first `-- … --` are notes. `-- PATH --` begins a file of the site,
//! `-- run --` the commands (one a line, without `nutgraf`), and `-- expect --` what they print and their exit codes.
//! A line that begins with `! ` is for the shell: what it prints is compared too, and it must succeed.
//! `-- show PATH --` after the commands holds lines that must stand in that file, in this order.
//! Every site has `site.toml`, one source, two actors and a kept text unless the case brings its own; `-- PATH gone --`
//! takes one away. `BLESS=1 cargo test --test cases` writes `expect` anew: read what it wrote.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const BASE: &[(&str, &str)] = &[
    ("site.toml", "title = \"Case\"\n"),
    (
        "content/sources/herald.md",
        "+++\nname = \"The Herald\"\nkind = \"article-newspaper\"\ntext = \"kept/herald.txt\"\n+++\n",
    ),
    ("content/actors/russia.md", "+++\nname = \"Russia\"\nkind = \"state\"\n+++\n"),
    ("content/actors/pakistan.md", "+++\nname = \"Pakistan\"\nkind = \"state\"\n+++\n"),
    ("kept/herald.txt", "Russia and Pakistan signed a deal in 2015.\n\nThe deal was worth $2billion. It was a deal.\n"),
];

/// How a shell line that failed stands in what was got; no expectation may hold it.
const FAILED: &str = "! failed: ";

struct Case {
    name: String,
    path: PathBuf,
    sections: Vec<(String, String)>,
    notes: String,
}

fn parse(path: &Path) -> Case {
    let text = fs::read_to_string(path).expect("a case is text");
    let (mut sections, mut notes) = (Vec::<(String, String)>::new(), String::new());
    for line in text.split_inclusive('\n') {
        let head = line.trim_end().strip_prefix("-- ").and_then(|l| l.strip_suffix(" --"));
        match (head, sections.last_mut()) {
            (Some(head), _) => sections.push((head.to_string(), String::new())),
            (None, Some((_, body))) => body.push_str(line),
            (None, None) => notes.push_str(line),
        }
    }
    let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
    Case { name, path: path.to_path_buf(), sections, notes }
}

/// Writes the site of a case and runs its commands; what they printed, with exit codes.
fn run(case: &Case, root: &Path) -> String {
    let own = |path: &str| case.sections.iter().any(|(head, _)| head == path || head == &format!("{path} gone"));
    let write = |path: &str, text: &[u8]| {
        let file = root.join(path);
        fs::create_dir_all(file.parent().expect("inside the root")).expect("a folder");
        fs::write(file, text).expect("a file");
    };
    for (path, text) in BASE.iter().filter(|(path, _)| !own(path)) {
        write(path, text.as_bytes());
    }
    let mut out = String::new();
    for (head, body) in &case.sections {
        if head == "run" {
            for line in body.lines().filter(|l| !l.trim().is_empty()) {
                out.push_str(&command(line, root));
            }
        } else if let Some(path) = head.strip_suffix(" bytes") {
            // Bytes that are no text: two hex digits each.
            let bytes: Vec<u8> = body.split_whitespace().map(|h| u8::from_str_radix(h, 16).expect("hex")).collect();
            write(path, &bytes);
        } else if head != "expect" && !head.ends_with(" gone") && !head.starts_with("show ") {
            write(head, body.as_bytes());
        }
    }
    out
}

fn command(line: &str, root: &Path) -> String {
    if let Some(rest) = line.strip_prefix("! ") {
        let output = Command::new("sh").arg("-c").arg(rest).current_dir(root).output().expect("a shell");
        let mut out = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            out.push_str(&format!("{FAILED}{rest}\n"));
        }
        return out;
    }
    let output = Command::new(env!("CARGO_BIN_EXE_nutgraf"))
        .args(words(line))
        .current_dir(root)
        .env("NO_COLOR", "1")
        .output()
        .expect("nutgraf runs");
    let mut out = format!("$ nutgraf {line}\n");
    for stream in [&output.stdout, &output.stderr] {
        let text = String::from_utf8_lossy(stream).replace(&*root.to_string_lossy(), "ROOT");
        // Blank lines end a section of the archive as well as any other.
        out.push_str(&text);
    }
    out.push_str(&format!("exit {}\n", output.status.code().unwrap_or(-1)));
    out
}

/// Splits at spaces, but not inside quotation marks.
fn words(line: &str) -> Vec<String> {
    let (mut out, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => out.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    out.push(word);
    out.retain(|w| !w.is_empty());
    out
}

fn bless(case: &Case, got: &str) {
    let mut text = case.notes.clone();
    let mut blessed = false;
    for (head, body) in &case.sections {
        let body = if head == "expect" { got } else { body };
        blessed |= head == "expect";
        text.push_str(&format!("-- {head} --\n{body}"));
        if !text.ends_with('\n') {
            text.push('\n');
        }
    }
    if !blessed {
        text.push_str(&format!("-- expect --\n{got}"));
    }
    fs::write(&case.path, text).expect("the case is written");
}

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("the cases").map(|e| e.expect("an entry").path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    assert!(paths.len() >= 120, "only {} cases are left", paths.len());
    let blessing = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for path in &paths {
        let case = parse(path);
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path().canonicalize().expect("a folder");
        let got = run(&case, &root);
        if blessing {
            bless(&case, &got);
        }
        let expected = case.sections.iter().find(|(head, _)| head == "expect").map_or("", |(_, body)| body);
        if got.contains(FAILED) {
            wrong.push(format!("{}\n{got}", case.name));
        } else if !blessing && got.trim_end() != expected.trim_end() {
            wrong.push(format!("{}\n--- expected\n{expected}\n--- got\n{got}", case.name));
        }
        for (head, lines) in &case.sections {
            let Some(file) = head.strip_prefix("show ") else { continue };
            let text = fs::read_to_string(root.join(file)).unwrap_or_default();
            let mut at = 0;
            for line in lines.lines().filter(|l| !l.trim().is_empty()) {
                match text[at..].find(line.trim()) {
                    Some(found) => at += found + line.trim().len(),
                    None => wrong.push(format!("{}: {file} does not have, in this place: {line}", case.name)),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n\n{}", wrong.len(), paths.len(), wrong.join("\n\n"));
}
