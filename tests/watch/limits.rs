//! Where the system's limits are reached. None of the tests changes a limit for anything but its own nutgraf.

use std::fs;
use std::io::Write;
use std::process::Command;

use crate::site::{Running, Site, page, tool};

fn signal(running: &Running, name: &str) {
    tool("sh", "/".as_ref(), &["-c", &format!("kill -{name} {}", running.id())]);
}

/// The state of a process is the first letter after its name, which stands in brackets.
fn is_stopped(running: &Running) -> bool {
    let stat = fs::read_to_string(format!("/proc/{}/stat", running.id())).unwrap();
    stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('T'))
}

#[test]
fn twenty_thousand_writes_while_it_is_stopped() {
    const FILES: usize = 200;
    let site = Site::new(&[]);
    let text = |file: usize, round: usize| format!("+++\nname = \"Place {file}\"\n+++\nRound {round:08}.\n");
    let path = |file: usize| format!("content/places/f{}/p{file}.md", file % 4);
    for file in 0..FILES {
        site.write(&path(file), &text(file, 0));
    }
    let running = site.build(&[]);
    let queue = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").unwrap();
    let queue: usize = queue.trim().parse().unwrap();
    // Each write makes three events at least: opened, written, closed.
    let rounds = 20_000.max(queue / 2) / FILES;
    assert!(FILES * rounds * 3 > queue);

    signal(&running, "STOP");
    running.until("stopped", || is_stopped(&running));
    for round in 1..=rounds {
        for file in 0..FILES {
            // In place, over the bytes that are there: emptied first, they would be sent to the disk each time.
            let mut open = fs::File::options().write(true).open(site.at(&path(file))).unwrap();
            open.write_all(text(file, round).as_bytes()).unwrap();
        }
    }
    // By now nothing more is put down, so none of this is heard of.
    fs::remove_file(site.at(&path(0))).unwrap();
    fs::remove_dir_all(site.at("content/places/f3")).unwrap();
    site.rename("content/places/f2", "content/places/g2");
    site.write("content/places/new/deep/n.md", "+++\nname = \"New\"\n+++\n");
    site.write("templates/place.html", "<p>Own: {{ place.body }}</p>\n");
    signal(&running, "CONT");

    let end = format!("Round {rounds:08}.");
    let is_right = |file: usize| match site.built(&format!("places/p{file}.html")) {
        None => file == 0 || file % 4 == 3,
        Some(text) => file != 0 && file % 4 != 3 && text.contains(&end) && text.contains("<p>Own: "),
    };
    running.until("all is right", || (0..FILES).all(is_right) && site.built("places/n.html").is_some());
    // One after the other: each of them must be heard by itself.
    for (path, name) in [("content/places/new/deep/n.md", "n"), ("content/places/g2/p2.md", "p2")] {
        site.write(path, "+++\nname = \"Edited\"\n+++\nAn edit.\n");
        running.until("an edit in a new folder", || site.says(&format!("places/{name}.html"), "An edit."));
    }
}

/// Starts nutgraf as if the system had this limit. It holds for a name space of users that is made for this process, so
/// nobody else is touched, and no special right is needed where such name spaces are allowed.
fn limited(setting: &str, value: usize) -> Command {
    let script = format!("echo {value} >/proc/sys/user/{setting} && exec \"$0\" \"$@\"");
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "sh", "-c", &script, env!("CARGO_BIN_EXE_nutgraf")]);
    command
}

/// It says so in one sentence, and sees edits, new folders and deletes all the same.
fn polls(site: &Site, running: &Running, why: &str) {
    let sentence = format!("cannot watch for file events ({why}); looking for changes every 250 ms instead\n");
    running.until_said(&sentence);
    for n in 1..=3 {
        site.write("content/a.md", &page(&format!("Text {n}.")));
        running.until("the edit", || site.says("a.html", &format!("Text {n}.")));
    }
    site.write("content/places/late/z.md", "+++\nname = \"Z\"\n+++\n");
    running.until("a new folder", || site.built("places/z.html").is_some());
    fs::remove_file(site.at("content/a.md")).unwrap();
    running.until("one page less", || site.built("a.html").is_none());
    assert_eq!(running.said().matches("cannot watch").count(), 1, "{}", running.said());
}

#[test]
fn the_limit_of_watches_is_reached_at_once() {
    let site = Site::new(&[("content/a.md", &page("Text 0.")), ("content/places/x/y.md", "+++\nname = \"Y\"\n+++\n")]);
    let running = site.build_by(limited("max_inotify_watches", 3), &[]);
    polls(&site, &running, "the system's limit of watched folders is reached");
}

#[test]
fn the_limit_of_watches_is_reached_later() {
    let site = Site::new(&[("content/a.md", &page("Text 0."))]);
    let running = site.build_by(limited("max_inotify_watches", 12), &[]);
    site.write("content/a.md", &page("Heard."));
    running.until("the edit", || site.says("a.html", "Heard."));
    assert!(!running.said().contains("cannot watch"), "{}", running.said());
    for n in 0..30 {
        site.write(&format!("content/places/n{n}/p{n}.md"), &format!("+++\nname = \"Place {n}\"\n+++\n"));
    }
    running.until("thirty folders", || (0..30).all(|n| site.built(&format!("places/p{n}.html")).is_some()));
    polls(&site, &running, "the system's limit of watched folders is reached");
}

#[test]
fn the_limit_of_watchers_is_reached() {
    let site = Site::new(&[("content/a.md", &page("Text 0."))]);
    let running = site.build_by(limited("max_inotify_instances", 0), &[]);
    polls(&site, &running, "the system's limit of watchers or open files is reached");
}
