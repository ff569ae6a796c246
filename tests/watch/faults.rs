//! Faults that come and go while nutgraf watches.

use std::fs;
use std::os::unix::fs::symlink;

use crate::site::{Site, page};

const LINKS: [&str; 4] = ["content/in.md", "content/out.md", "content/folder", "templates"];

fn link(site: &Site) {
    fs::write(site.beside("secret.md"), page("Secret.")).unwrap();
    fs::create_dir_all(site.beside("secrets")).unwrap();
    fs::write(site.beside("secrets/s.md"), page("Secret.")).unwrap();
    symlink("a.md", site.at(LINKS[0])).unwrap();
    symlink(site.beside("secret.md"), site.at(LINKS[1])).unwrap();
    symlink(site.beside("secrets"), site.at(LINKS[2])).unwrap();
    symlink(site.beside("secrets"), site.at(LINKS[3])).unwrap();
}

#[test]
fn symbolic_links_are_refused_by_name_until_they_go() {
    let site = Site::new(&[("content/a.md", &page("Text 0."))]);
    let running = site.build(&[]);
    link(&site);
    for path in LINKS {
        running.until_said(&format!("error[link-refused]: `{path}` is a symbolic link\n --> {path}\n"));
    }
    // As long as there is a fault, nothing changes.
    let output = site.output();
    site.write("content/a.md", &page("Text 1."));
    running.settle();
    assert!(site.output() == output, "something was written");
    for path in &LINKS[1..] {
        fs::remove_file(site.at(path)).unwrap();
    }
    running.settle();
    assert!(site.output() == output, "something was written");
    fs::remove_file(site.at(LINKS[0])).unwrap();
    running.until("the edit", || site.says("a.html", "Text 1."));
    for name in ["in.html", "out.html", "folder/s.html", "s.html"] {
        assert_eq!(site.built(name), None);
    }
    assert!(!running.said().contains("Secret."));
    // What is no link any more is a page.
    site.write(LINKS[0], &page("Text 2."));
    running.until("a file of that name", || site.says("in.html", "Text 2."));
}

#[test]
fn the_preview_shows_refused_links_until_they_go() {
    let site = Site::new(&[("content/a.md", &page("Text 0."))]);
    let running = site.serve();
    let tab = running.tab("/a.html");
    link(&site);
    let told = tab.join().unwrap();
    assert!(told.contains("event: faults") && told.contains("link-refused"), "{told}");
    for path in LINKS {
        running.until_said(&format!("error[link-refused]: `{path}` is a symbolic link\n --> {path}\n"));
    }
    site.write("content/a.md", &page("Text 1."));
    running.settle();
    assert!(running.get("/a").body.contains("Text 0."), "the last good page stays");
    for path in LINKS {
        assert!(!running.get(&format!("/{}", path.trim_start_matches("content/"))).body.contains("Secret."));
        fs::remove_file(site.at(path)).unwrap();
    }
    running.until_said("all is well again");
    running.until("the edit", || running.get("/a").body.contains("Text 1."));
}

/// The edit is there, only the disk did not take it: nobody has to make it again.
#[test]
fn what_could_not_be_written_is_tried_again() {
    let site = Site::new(&[("content/a.md", &page("Text 0."))]);
    let running = site.build(&[]);
    fs::remove_dir_all(site.out()).unwrap();
    fs::write(site.out(), "in the way").unwrap();
    site.write("content/a.md", &page("Text 1."));
    running.until_said("error[");
    fs::remove_file(site.out()).unwrap();
    running.until("the edit", || site.says("a.html", "Text 1."));
}

#[test]
fn another_output_folder_in_the_settings() {
    let site = Site::new(&[("content/a.md", &page("Text."))]);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_nutgraf"));
    command.args(["build", "--watch", "--root"]).arg(site.root());
    let running = site.run(command);
    running.until("the usual folder", || site.at("public/a.html").is_file());
    running.until_said("watching");
    site.write("site.toml", "title = \"A site\"\noutput = \"pages\"\n");
    running.until("the other folder", || site.at("pages/a.html").is_file());
}
