//! The output on disk, with real folders: what is written, kept, deleted and refused, and what a killed run leaves.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use nutgraf::tree::{self, Fault, Note, Options, Report, Stage, TakeOver};

/// Puts all files and moves them in.
fn write(
    output: &Path,
    root: &Path,
    files: impl IntoIterator<Item = (String, Arc<[u8]>)>,
    options: Options,
) -> Result<Report, Fault> {
    let stage = Stage::begin(output, root, options)?;
    for (path, bytes) in files {
        stage.put(&path, &bytes)?;
    }
    stage.commit()
}

/// A site's root with sources in it, and files for its output.
struct World {
    _folder: tempfile::TempDir,
    root: PathBuf,
    out: PathBuf,
}

fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let root = fs::canonicalize(folder.path()).unwrap().join("site");
    for name in ["content/actors", "templates", "static", "assets", "strings", "kept"] {
        fs::create_dir_all(root.join(name)).unwrap();
    }
    fs::write(root.join("site.toml"), "title = \"T\"\n").unwrap();
    World { out: root.join("public"), root, _folder: folder }
}

const FORCE: Options = Options { take_over: TakeOver::Yes, wait: Duration::from_millis(100) };

fn options() -> Options {
    Options { take_over: TakeOver::No, wait: Duration::from_millis(100) }
}

fn files(list: &[(&str, &str)]) -> Vec<(String, Arc<[u8]>)> {
    list.iter().map(|(path, text)| (path.to_string(), Arc::from(text.as_bytes()))).collect()
}

impl World {
    fn write(&self, list: &[(&str, &str)]) -> Report {
        write(&self.out, &self.root, files(list), options()).unwrap()
    }

    fn refused(&self, list: &[(&str, &str)]) -> String {
        let before = snapshot(&self.root);
        let fault = write(&self.out, &self.root, files(list), options()).unwrap_err();
        assert_eq!(snapshot(&self.root), before, "a refused build changed something");
        fault.to_string().replace(&self.root.display().to_string(), "ROOT")
    }

    fn holds(&self, list: &[(&str, &str)]) {
        let mut found = snapshot(&self.out);
        found.remove(".nutgraf-files");
        let expected: BTreeMap<String, String> = list.iter().map(|(p, t)| (p.to_string(), t.to_string())).collect();
        assert_eq!(found, expected);
        let beside: Vec<String> = names(&self.root).into_iter().filter(|n| n.starts_with(".public")).collect();
        assert_eq!(beside, Vec::<String>::new(), "temporary files beside the output");
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Every file by its path, and every empty folder with a `/` at its end.
fn snapshot(folder: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for name in names(folder) {
        let path = folder.join(&name);
        if fs::symlink_metadata(&path).unwrap().is_dir() {
            let inner = snapshot(&path);
            if inner.is_empty() {
                all.insert(format!("{name}/"), String::new());
            }
            all.extend(inner.into_iter().map(|(p, t)| (format!("{name}/{p}"), t)));
        } else {
            all.insert(name, fs::read_to_string(&path).unwrap_or_default());
        }
    }
    all
}

#[test]
fn no_output_yet() {
    let w = world();
    let report = w.write(&[("index.html", "i"), ("actors/a.html", "a")]);
    assert_eq!(report, Report { written: 2, ..Report::default() });
    w.holds(&[("index.html", "i"), ("actors/a.html", "a")]);
    let manifest = fs::read_to_string(w.out.join(".nutgraf-files")).unwrap();
    assert!(manifest.ends_with("\n\nactors/a.html\nindex.html\n"), "{manifest}");
}

#[test]
fn an_output_some_folders_down_is_made() {
    let w = world();
    let deep = w.root.join("a/../b/c");
    write(&deep, &w.root, files(&[("x.html", "x")]), options()).unwrap();
    assert_eq!(names(&w.root.join("b/c")), [".nutgraf-files", "x.html"]);
}

#[test]
fn foreign_files_stay_and_are_told() {
    let w = world();
    fs::create_dir_all(w.out.join(".git/refs")).unwrap();
    fs::write(w.out.join(".git/HEAD"), "h").unwrap();
    fs::write(w.out.join("CNAME"), "x.org").unwrap();
    let report = w.write(&[("index.html", "i"), ("old.html", "o")]);
    assert_eq!(report.kept_foreign, [".git", "CNAME"]);
    let report = w.write(&[("index.html", "i")]);
    assert_eq!((report.written, report.unchanged, report.deleted), (0, 1, 1));
    w.holds(&[("index.html", "i"), ("CNAME", "x.org"), (".git/HEAD", "h"), (".git/refs/", "")]);
}

#[test]
fn what_is_gone_goes_with_the_folders_it_empties() {
    let w = world();
    w.write(&[("a/b/c/x.html", "x"), ("a/y.html", "y"), ("d/e/z.html", "z")]);
    fs::create_dir(w.out.join("d/own")).unwrap();
    let report = w.write(&[("a/y.html", "y")]);
    assert_eq!(report.deleted, 2);
    w.holds(&[("a/y.html", "y"), ("d/own/", "")]);
}

#[test]
fn what_is_the_same_is_not_touched() {
    let w = world();
    w.write(&[("a.html", "a"), ("b.html", "b")]);
    let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
    let modified = |name: &str| fs::metadata(w.out.join(name)).unwrap().modified().unwrap();
    for name in ["a.html", "b.html", ".nutgraf-files"] {
        fs::File::options().write(true).open(w.out.join(name)).unwrap().set_modified(past).unwrap();
    }
    let report = w.write(&[("a.html", "a"), ("b.html", "B")]);
    assert_eq!((report.written, report.unchanged), (1, 1));
    assert_eq!(modified("a.html"), past);
    assert_eq!(modified(".nutgraf-files"), past);
    assert_ne!(modified("b.html"), past);
}

#[test]
fn a_dropped_stage_leaves_no_trace() {
    let w = world();
    w.write(&[("a.html", "a")]);
    let before = snapshot(&w.root);
    let stage = Stage::begin(&w.out, &w.root, options()).unwrap();
    stage.put("a.html", b"new").unwrap();
    stage.put("b/c.html", b"new").unwrap();
    drop(stage);
    assert_eq!(snapshot(&w.root), before);
}

#[test]
fn a_run_killed_while_staging_is_cleared() {
    let w = world();
    w.write(&[("a.html", "a")]);
    fs::create_dir_all(w.root.join(".public.nutgraf-staging/x")).unwrap();
    fs::write(w.root.join(".public.nutgraf-staging/x/half.html"), "ha").unwrap();
    fs::write(w.root.join(".public.nutgraf-lock"), "1").unwrap();
    w.write(&[("a.html", "a2")]);
    w.holds(&[("a.html", "a2")]);
}

#[test]
fn a_run_killed_while_moving_in_is_finished() {
    let w = world();
    w.write(&[("a.html", "a"), ("b.html", "b")]);
    // As after a kill: manifest of both, one new page in, one folder made, the rest staged.
    let manifest = fs::read_to_string(w.out.join(".nutgraf-files")).unwrap();
    fs::write(w.out.join(".nutgraf-files"), format!("{manifest}c.html\nd/e.html\n")).unwrap();
    fs::write(w.out.join("c.html"), "c").unwrap();
    fs::create_dir(w.out.join("d")).unwrap();
    fs::create_dir(w.root.join(".public.nutgraf-staging")).unwrap();
    // The next run has other sources again: neither c nor d.
    w.write(&[("a.html", "a")]);
    w.holds(&[("a.html", "a")]);
}

#[test]
fn sources_are_never_an_output() {
    let w = world();
    let inside = ["", "..", "content", "content/actors", "static/x/y", "templates", "kept", ".git", "no/../content"];
    for name in inside {
        let before = snapshot(&w.root);
        let fault = write(&w.root.join(name), &w.root, files(&[("index.html", "i")]), FORCE).unwrap_err();
        assert!(matches!(fault, Fault::Sources { .. }), "{name}: {fault}");
        assert_eq!(snapshot(&w.root), before);
    }
    let other = w.root.join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("site.toml"), "").unwrap();
    let fault = write(&other, &w.root, files(&[("index.html", "i")]), FORCE).unwrap_err();
    assert_eq!(fault.code(), "output-in-sources");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_out() {
    use std::os::unix::fs::symlink;
    let w = world();
    symlink(w.root.join("content"), &w.out).unwrap();
    assert!(w.refused(&[("a.html", "a")]).contains("the sources"));
    fs::remove_file(&w.out).unwrap();
    let precious = w.root.join("precious");
    fs::create_dir(&precious).unwrap();
    fs::write(precious.join("a.html"), "mine").unwrap();
    symlink(&precious, &w.out).unwrap();
    assert_eq!(w.refused(&[("a.html", "a")]), "the output `ROOT/public` is a symbolic link, not a folder");
    fs::remove_file(&w.out).unwrap();
    // A folder of ours that somebody made a link of.
    w.write(&[("x/a.html", "a"), ("b.html", "b")]);
    fs::remove_dir_all(w.out.join("x")).unwrap();
    symlink(&precious, w.out.join("x")).unwrap();
    assert!(w.refused(&[("x/a.html", "new")]).contains("`x` in the output folder"));
    w.write(&[("b.html", "b")]);
    assert_eq!(fs::read_to_string(precious.join("a.html")).unwrap(), "mine");
}

#[test]
fn foreign_html_needs_force_once() {
    let w = world();
    fs::create_dir_all(w.out.join("sub")).unwrap();
    fs::write(w.out.join("sub/mine.HTML"), "m").unwrap();
    let told = w.refused(&[("index.html", "i")]);
    assert_eq!(told, "the output folder `ROOT/public` holds HTML that nutgraf did not make: `sub/mine.HTML`");
    let report = write(&w.out, &w.root, files(&[("index.html", "i")]), FORCE).unwrap();
    assert_eq!(report.kept_foreign, ["sub/mine.HTML"]);
    w.write(&[("index.html", "i2")]);
    w.holds(&[("index.html", "i2"), ("sub/mine.HTML", "m")]);
    fs::write(w.out.join("another.html"), "n").unwrap();
    w.refused(&[("index.html", "i")]);
}

#[test]
fn foreign_files_are_not_overwritten_unasked() {
    let w = world();
    fs::create_dir(&w.out).unwrap();
    fs::write(w.out.join("robots.txt"), "mine").unwrap();
    let told = w.refused(&[("robots.txt", "site's"), ("index.html", "i")]);
    assert_eq!(told, "`robots.txt` in the output folder `ROOT/public` is not nutgraf's and has other content");
    write(&w.out, &w.root, files(&[("robots.txt", "site's")]), FORCE).unwrap();
    w.holds(&[("robots.txt", "site's")]);
}

#[test]
fn a_file_becomes_a_folder_and_back() {
    let w = world();
    w.write(&[("a", "file"), ("b/c/d.html", "d"), ("z.html", "z")]);
    w.write(&[("a/x.html", "x"), ("b", "file"), ("z.html", "z")]);
    w.holds(&[("a/x.html", "x"), ("b", "file"), ("z.html", "z")]);
    fs::write(w.out.join("a/CNAME"), "c").unwrap();
    let told = w.refused(&[("a", "file"), ("z.html", "z")]);
    assert_eq!(told, "`a/CNAME` in the output folder `ROOT/public` is not nutgraf's and in the way of a page");
}

#[test]
fn clashing_and_leaving_paths_are_refused() {
    let w = world();
    assert_eq!(w.refused(&[("a", "1"), ("a", "2")]), "two files would be written to `a`");
    assert_eq!(w.refused(&[("a", "1"), ("a/b", "2")]), "`a` would have to be a file and a folder, for `a/b`");
    assert_eq!(w.refused(&[("a/b", "1"), ("a", "2")]), "`a` would have to be a file and a folder, for `a/b`");
    for path in ["../x", "/x", "a//b", "", "a/./b", "a\nb", ".git/config", ".nutgraf-files", "a\\b"] {
        assert!(w.refused(&[(path, "x")]).contains("cannot be a path in the output"), "{path}");
    }
}

#[test]
fn one_build_at_a_time() {
    let w = world();
    let stage = Stage::begin(&w.out, &w.root, options()).unwrap();
    let fault = Stage::begin(&w.out, &w.root, options()).unwrap_err();
    let pid = std::process::id();
    let out = w.out.display();
    assert_eq!(fault.to_string(), format!("another nutgraf (process {pid}) is building into `{out}`"));
    drop(stage);
    w.write(&[("a.html", "a")]);
    // Eight at once all end well, one after the other.
    let patient = Options { wait: Duration::from_secs(30), ..options() };
    std::thread::scope(|scope| {
        for n in 0..8 {
            let w = &w;
            scope.spawn(move || {
                let text = n.to_string();
                let list = files(&[("a.html", &text), ("b.html", &text)]);
                write(&w.out, &w.root, list, patient).unwrap();
            });
        }
    });
    let (a, b) = (fs::read(w.out.join("a.html")).unwrap(), fs::read(w.out.join("b.html")).unwrap());
    assert_eq!(a, b);
}

#[test]
fn single_files() {
    let w = world();
    let path = w.root.join("content/terms/x.md");
    tree::write_new(&path, b"one").unwrap();
    assert!(matches!(tree::write_new(&path, b"two").unwrap_err(), Fault::Exists { .. }));
    assert_eq!(fs::read_to_string(&path).unwrap(), "one");
    tree::replace(&path, b"three").unwrap();
    tree::replace(&w.root.join("evidence.lock"), b"lock").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "three");
    assert_eq!(names(&w.root.join("content/terms")), ["x.md"]);
}

/// One page of version `n`: long enough to be caught half-written, and telling by its bytes whether it is whole.
fn page(n: usize, k: usize) -> String {
    format!("{n} {k}\n").repeat(2000 + 37 * (n % 5))
}

fn version(n: usize) -> Vec<(String, Arc<[u8]>)> {
    // Some pages come and go from version to version, with their folders.
    let here = (0..60).filter(|k| k % 3 > 0 || (n + k).is_multiple_of(2));
    here.map(|k| (format!("kind{}/sub{k}/page.html", k % 4), Arc::from(page(n, k).as_bytes()))).collect()
}

/// Not a test of its own: the process that `killed_at_any_moment` kills.
#[test]
fn child_that_is_killed() {
    let Some(root) = std::env::var_os("NUTGRAF_TEST_ROOT").map(PathBuf::from) else { return };
    for n in 1.. {
        write(&root.join("public"), &root, version(n), Options::default()).unwrap();
    }
}

#[test]
fn killed_at_any_moment() {
    let w = world();
    let mut at = Duration::from_millis(15);
    for _ in 0..15 {
        let mut child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_that_is_killed"])
            .env("NUTGRAF_TEST_ROOT", &w.root)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(at);
        at += Duration::from_millis(7);
        child.kill().unwrap();
        child.wait().unwrap();
        let found = if w.out.exists() { snapshot(&w.out) } else { BTreeMap::new() };
        for (path, text) in found.iter().filter(|(path, _)| path.ends_with(".html")) {
            let mut words = text.split_whitespace().map(|word| word.parse::<usize>().unwrap());
            let (n, k) = (words.next().unwrap(), words.next().unwrap());
            assert!(*text == page(n, k), "{path} is not whole");
        }
    }
    let last = version(0);
    write(&w.out, &w.root, last.clone(), options()).unwrap();
    let texts: Vec<(&str, &str)> =
        last.iter().map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap())).collect();
    w.holds(&texts);
}

#[test]
fn what_is_made_from_the_same_is_found_made_as_long_as_nobody_touches_it() {
    let w = world();
    let note = |from| Note { path: w.root.join(".nutgraf/made"), from };
    let begin = |from| Stage::begin(&w.out, &w.root, options()).unwrap().with_note(note(from));
    let stage = begin(1);
    assert!(!stage.is_made());
    for (path, text) in [("a.html", "a"), ("b/c.html", "c")] {
        stage.put(path, text.as_bytes()).unwrap();
    }
    stage.commit().unwrap();
    assert!(begin(1).is_made());
    assert!(!begin(2).is_made());
    assert!(!Stage::begin(&w.out, &w.root, options()).unwrap().is_made());
    assert_eq!(begin(1).leave(), Report { unchanged: 2, ..Report::default() });
    assert!(begin(1).is_made(), "leaving it changed something");
    fs::write(w.out.join("b/c.html"), "x").unwrap();
    assert!(!begin(1).is_made());
    fs::write(w.out.join("b/c.html"), "c").unwrap();
    assert!(begin(1).is_made());
    fs::remove_file(w.out.join("a.html")).unwrap();
    assert!(!begin(1).is_made());
}
