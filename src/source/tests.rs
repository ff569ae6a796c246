//! Scans of real folders.

use std::time::{Duration, Instant};

use super::*;
use crate::hash;

fn write(root: &Path, path: &str, text: &str) {
    let at = root.join(path);
    fs::create_dir_all(at.parent().unwrap_or(root)).expect("folder");
    fs::write(at, text).expect("file");
}

#[test]
fn scan_diff_and_open() {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path();
    for path in [
        "site.toml",
        "content/deals/a.md",
        "content/about.md",
        "static/x.pdf",
        "kept/h.txt",
        "public/index.html",
        ".nutgraf/x",
        "content/.git/config",
        "content/a.md~",
        "content/.#a.md",
        "content/.a.md.swp",
        "content/4913",
        "evidence.lock",
    ] {
        write(root, path, path);
    }
    let (old, diags) = scan(root, None).expect("scan");
    assert_eq!(diags, []);
    let paths: Vec<&str> = old.files.keys().map(|p| p.as_ref()).collect();
    let expected =
        ["content/about.md", "content/deals/a.md", "evidence.lock", "kept/h.txt", "site.toml", "static/x.pdf"];
    assert_eq!(paths, expected);
    assert_eq!(old.get("static/x.pdf").map(|s| s.bytes.len()), Some(0));
    assert_eq!(old.under("content/").count(), 2);
    write(root, "content/deals/a.md", "other");
    write(root, "content/deals/b.md", "new");
    fs::remove_file(root.join("kept/h.txt")).expect("remove");
    let (new, _) = scan(root, Some(&old)).expect("scan");
    let changes = diff(&old, &new);
    let names = |list: &[Arc<str>]| list.iter().map(|p| p.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&changes.added), ["content/deals/b.md"]);
    assert_eq!(names(&changes.changed), ["content/deals/a.md"]);
    assert_eq!(names(&changes.gone), ["kept/h.txt"]);
    assert_eq!(open(root, "static/x.pdf").expect("open"), b"static/x.pdf");
    for bad in ["", "/etc/passwd", "../x", "content/../site.toml", "content", "nothing", "a\\b", "content//about.md"] {
        assert!(open(root, bad).is_err(), "{bad}");
    }
}

#[cfg(unix)]
#[test]
fn links_and_special_files_are_refused_by_name() {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path();
    write(root, "content/about.md", "x");
    std::os::unix::fs::symlink("about.md", root.join("content/link.md")).expect("link");
    std::os::unix::fs::symlink("/etc", root.join("static")).expect("link");
    let _socket = std::os::unix::net::UnixListener::bind(root.join("content/socket")).expect("socket");
    let (sources, diags) = scan(root, None).expect("scan");
    let told: Vec<(&str, &str)> =
        diags.iter().map(|d| (d.code, d.place.as_ref().map_or("", |p| p.path.as_ref()))).collect();
    assert_eq!(
        told,
        [("link-refused", "content/link.md"), ("special-file", "content/socket"), ("link-refused", "static")]
    );
    assert_eq!(sources.files.len(), 1);
    assert!(open(root, "content/link.md").is_err());
    assert!(open(root, "static/hostname").is_err());
    assert!(open(root, "content/socket").is_err());
    assert!(scan(&root.join("nowhere"), None).is_err());
}

/// What a scan after `edit` finds changed.
fn changed(root: &Path, before: &Sources, edit: impl FnOnce()) -> Vec<String> {
    edit();
    let (after, diags) = scan(root, Some(before)).expect("scan");
    assert_eq!(diags, []);
    let changes = diff(before, &after);
    assert!(changes.added.is_empty() && changes.gone.is_empty(), "{changes:?}");
    changes.changed.iter().map(|p| p.to_string()).collect()
}

/// As if every file had been written long ago.
fn settled(mut sources: Sources) -> Sources {
    sources.files.values_mut().for_each(|source| source.mark.doubt = None);
    sources
}

#[test]
fn an_edit_that_keeps_size_and_time_is_seen() {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path();
    for path in ["content/a.md", "static/a.pdf"] {
        write(root, path, "one");
        let before = settled(scan(root, None).expect("scan").0);
        let at = root.join(path);
        let time = fs::metadata(&at).expect("metadata").modified().expect("time");
        let back =
            |path: &Path| File::options().append(true).open(path).expect("open").set_modified(time).expect("time");
        let in_place = || {
            // As a tool does that puts the old time back: only later than a tick, which some disks have every 10 ms.
            std::thread::sleep(Duration::from_millis(20));
            fs::write(&at, "two").expect("write");
            back(&at);
        };
        assert_eq!(changed(root, &before, in_place), [path]);
        let before = settled(scan(root, None).expect("scan").0);
        let renamed = || {
            let other = root.join("other");
            fs::write(&other, "six").expect("write");
            back(&other);
            fs::rename(&other, &at).expect("rename");
        };
        assert_eq!(changed(root, &before, renamed), [path]);
    }
}

/// Two writes within one tick of the disk's clock: whatever the system tells of the file is the same.
#[test]
fn a_file_that_was_changed_of_late_is_read_again_until_a_tick_is_over() {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path();
    write(root, "content/a.md", "one");
    let first = scan(root, None).expect("scan").0;
    assert!(first.get("content/a.md").is_some_and(|s| s.mark.doubt.is_some()));
    // What a scan would have kept that came just before the second write.
    let trace = |sources: &Sources| {
        let mut other = sources.clone();
        other.files.values_mut().for_each(|s| (s.bytes, s.hash) = (Arc::from(*b"two"), hash::of(b"two")));
        other
    };
    assert_eq!(changed(root, &trace(&first), || {}), ["content/a.md"]);
    assert_eq!(changed(root, &settled(trace(&first)), || {}), [""; 0], "without a doubt it is not read");
    // Read when it had been as it is for more than a tick, it is in no doubt any more; before that, it still is.
    for (age, still) in [(Duration::from_millis(1900), true), (Duration::from_millis(2100), false)] {
        let mut before = first.clone();
        let Some(since) = Instant::now().checked_sub(age) else { panic!("a clock that has just begun") };
        before.files.values_mut().for_each(|s| s.mark.doubt = Some(since));
        let after = scan(root, Some(&before)).expect("scan").0;
        assert_eq!(after.get("content/a.md").map(|s| s.mark.doubt), Some(still.then_some(since)), "{age:?}");
    }
    // What was written long ago is in no doubt, but a time to come is no long ago.
    let file = File::options().append(true).open(root.join("content/a.md")).expect("open");
    file.set_modified(SystemTime::now() + Duration::from_secs(9999)).expect("time");
    let later = scan(root, Some(&settled(first))).expect("scan").0;
    assert!(later.get("content/a.md").is_some_and(|s| s.mark.doubt.is_some()));
}

#[test]
fn a_touch_changes_nothing() {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path();
    write(root, "content/a.md", "one");
    write(root, "static/a.pdf", "one");
    let before = settled(scan(root, None).expect("scan").0);
    let touch = || {
        for path in ["content/a.md", "static/a.pdf"] {
            let file = File::options().append(true).open(root.join(path)).expect("open");
            file.set_modified(SystemTime::UNIX_EPOCH).expect("time");
        }
    };
    assert_eq!(changed(root, &before, touch), [""; 0]);
}

#[test]
fn long_files_are_hashed_whole() {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path();
    let long = "x".repeat(200_000);
    for len in [0, 65_535, 65_536, 65_537, 200_000] {
        write(root, "assets/a.txt", &long[..len]);
        write(root, "static/a.txt", &long[..len]);
        let sources = scan(root, None).expect("scan").0;
        let expected = hash::of(&long.as_bytes()[..len]);
        for path in ["assets/a.txt", "static/a.txt"] {
            let source = sources.get(path).expect("a file");
            assert_eq!((source.hash, source.size), (expected, len as u64), "{path}");
        }
        assert_eq!(sources.get("assets/a.txt").map(|s| s.bytes.len()), Some(len));
    }
}

/// Whatever the scan before, and however many threads: the same as a scan from nothing.
#[test]
fn a_scan_is_the_same_with_and_without_one_before() {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path();
    for n in 0..700 {
        write(root, &format!("content/f{}/{n}.md", n % 3), &n.to_string());
    }
    let before = settled(scan(root, None).expect("scan").0);
    for n in (0..700).step_by(7) {
        fs::remove_file(root.join(format!("content/f{}/{n}.md", n % 3))).expect("remove");
        write(root, &format!("content/f0/deep/new-{n}.md"), "new");
        write(root, &format!("content/f{}/{}.md", (n + 1) % 3, n + 1), "changed");
        write(root, &format!("content/f0/bad\\{n}.md"), "bad");
    }
    let (again, told) = scan(root, Some(&before)).expect("scan");
    let (anew, told_anew) = scan(root, None).expect("scan");
    assert_eq!(told, told_anew);
    assert_eq!(told.len(), 100);
    assert_eq!(diff(&again, &anew), Changes::default());
    let changes = diff(&before, &again);
    let count = (changes.added.len(), changes.changed.len(), changes.gone.len());
    assert_eq!((again.files.len(), count), (700, (100, 100, 100)));
    assert_eq!(again.under("content/f0/deep/").count(), 100);
    assert!(again.files.iter().all(|(path, source)| *path == source.path));
}

#[test]
fn what_editors_leave_behind_is_no_source() {
    for name in [
        ".x.md.swp",
        ".x.md.swo",
        "x.md~",
        "#x#",
        ".#x",
        "4913",
        "x.md.tmp",
        "x.md.tmp.4711.17",
        "x.md.tmp-a1b2",
        ".goutputstream-X",
        "x.md___jb_tmp___",
        "x.md___jb_old___",
        "~$x.docx",
        ".DS_Store",
        "Thumbs.db",
    ] {
        assert!(is_ignored(name), "{name}");
    }
    for name in ["x.md", "x#.md", "tmp", "tmp.md", "a.tmpl", "swp.md", "49134", "x~y.md", "x.template.md"] {
        assert!(!is_ignored(name), "{name}");
    }
}
