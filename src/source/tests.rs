//! Scans of real folders.

use super::*;

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
