//! What is no change: nothing is written, no tab reloads, nothing is said.

use std::fs::{self, File};
use std::time::SystemTime;

use crate::site::{Running, Site, page};

/// Does something that is no change, beside a build and a preview.
fn nothing_follows(site: &Site, deed: impl Fn()) {
    let building = site.build(&[]);
    let (said, output) = (building.said(), site.output());
    deed();
    building.settle();
    assert_eq!(building.said(), said);
    assert!(site.output() == output, "something was written");
    still_works(site, &building, "After a build.");
    drop(building);

    let serving = site.serve();
    let tab = serving.tab("/a.html");
    let (said, body) = (serving.said(), serving.get("/a.html").body);
    deed();
    serving.settle();
    assert!(!tab.is_finished(), "the tab was told: {:?}", tab.join());
    assert_eq!((serving.said(), serving.get("/a.html").body), (said, body));
    // The tab would have been told of a change.
    site.write("content/a.md", &page("Changed."));
    let told = tab.join().unwrap();
    assert!(told.contains("event: reload") && !told.contains("event: faults"), "{told}");
}

fn still_works(site: &Site, running: &Running, words: &str) {
    let built = running.said().matches(" written, ").count();
    // In one step, so that nobody can come by when it is half done.
    site.write("saved", &page(words));
    site.rename("saved", "content/a.md");
    running.until("an edit", || site.says("a.html", words));
    running.until("the report", || running.said().matches(" written, ").count() > built);
    // One edit, one build: nothing had been waiting.
    assert_eq!(running.said().matches(" written, ").count(), built + 1, "{}", running.said());
}

#[test]
fn what_editors_leave_behind() {
    let site = Site::new(&[("content/a.md", &page("Text.")), ("static/s.txt", "S"), ("templates/note.txt", "N")]);
    nothing_follows(&site, || {
        for folder in ["content", "content/deeper", "static", "templates"] {
            for name in [".x.md.swp", "x.md~", "#x#", ".#x", "4913", "x.md.tmp.4711.17", "x.md.tmp"] {
                // No page, and no fault either: none of them is read.
                site.write(&format!("{folder}/{name}"), "+++\nthis is = no front matter\n");
            }
        }
        // The lock of an editor is a link to nowhere.
        let lock = site.at("content/.#a.md");
        let _ = fs::remove_file(&lock);
        std::os::unix::fs::symlink("author@host.4711", lock).unwrap();
        fs::remove_file(site.at("content/x.md~")).unwrap();
    });
}

#[test]
fn a_touch_without_a_change() {
    let site = Site::new(&[
        ("content/a.md", &page("Text.")),
        ("static/s.txt", "S"),
        ("templates/page.html", "{{ entry.body }}</body>"),
    ]);
    nothing_follows(&site, || {
        for path in ["content/a.md", "static/s.txt", "templates/page.html", "site.toml"] {
            let file = File::options().append(true).open(site.at(path)).unwrap();
            file.set_modified(SystemTime::now()).unwrap();
            file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
            // The same bytes again, as a save without an edit, in place and by a rename.
            drop(file);
            let bytes = fs::read(site.at(path)).unwrap();
            fs::write(site.at("same.tmp"), &bytes).unwrap();
            fs::rename(site.at("same.tmp"), site.at(path)).unwrap();
        }
    });
}
