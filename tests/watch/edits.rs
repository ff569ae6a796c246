//! Edits as editors, authors and git make them.

use std::fs;

use crate::site::{Site, page, tool};

/// Each text is as long as the one before, and comes as soon as that is built: often within one tick of the clock.
#[test]
fn a_write_in_place() {
    let site = Site::new(&[("content/a.md", &page("Text 0."))]);
    let running = site.build(&[]);
    for n in 1..=8 {
        site.write("content/a.md", &page(&format!("Text {n}.")));
        running.until("the edit", || site.says("a.html", &format!("Text {n}.")));
    }
    site.write("site.toml", "title = \"Other\"\n");
    running.until("the title", || site.says("a.html", "Other"));
}

#[test]
fn a_write_in_place_in_the_preview() {
    let site = Site::new(&[("content/a.md", &page("Text 0.")), ("static/s.txt", "File 0.")]);
    let running = site.serve();
    for n in 1..=4 {
        site.write("content/a.md", &page(&format!("Text {n}.")));
        running.until("the edit", || running.get("/a").body.contains(&format!("Text {n}.")));
        site.write("static/s.txt", &format!("File {n}."));
        running.until("the file", || running.get("/s.txt").body == format!("File {n}."));
    }
}

#[test]
fn an_atomic_rename_over() {
    let site = Site::new(&[("content/a.md", &page("Text 0."))]);
    let running = site.build(&[]);
    for (n, name) in ["content/.a.md.swp", "content/a.md.tmp.4711", "a.md", "content/a.md~"].iter().enumerate() {
        let words = format!("Text {}.", n + 1);
        site.write(name, &page(&words));
        site.rename(name, "content/a.md");
        running.until(name, || site.says("a.html", &words));
    }
    site.write("site.toml.new", "title = \"Other\"\n");
    site.rename("site.toml.new", "site.toml");
    running.until("the title", || site.says("a.html", "Other"));
}

#[test]
fn a_rename_of_a_source() {
    let site = Site::new(&[("content/a.md", &page("Text.")), ("content/places/x/y.md", "+++\nname = \"Y\"\n+++\n")]);
    let running = site.build(&[]);
    site.rename("content/a.md", "content/b.md");
    running.until("the new page", || site.says("b.html", "Text.") && site.built("a.html").is_none());
    site.rename("content/b.md", "content/a.md");
    running.until("the old page", || site.says("a.html", "Text.") && site.built("b.html").is_none());
    // A folder, of which no file is written: only its name changes.
    assert!(site.built("places/y.html").is_some());
    site.rename("content/places/x", "content/places/.x");
    running.until("the hidden folder", || site.built("places/y.html").is_none());
    site.rename("content/places/.x", "content/places/z");
    running.until("the folder", || site.built("places/y.html").is_some());
    site.write("content/places/z/y.md", "+++\nname = \"Yard\"\n+++\n");
    running.until("an edit in it", || site.says("places/y.html", "Yard"));
}

#[test]
fn a_delete() {
    let site = Site::new(&[("content/a.md", &page("A.")), ("content/b.md", &page("B.")), ("static/x/s.txt", "S")]);
    let running = site.build(&[]);
    fs::remove_file(site.at("content/a.md")).unwrap();
    running.until("one page less", || site.built("a.html").is_none());
    fs::remove_dir_all(site.at("static")).unwrap();
    running.until("one folder less", || site.built("x/s.txt").is_none());
    assert!(site.says("b.html", "B."));
}

#[test]
fn a_new_nested_folder_with_a_file_in_it_at_once() {
    let site = Site::new(&[("content/a.md", &page("A."))]);
    let running = site.build(&[]);
    // Made step by step, each step at once after the last …
    for n in 0..10 {
        site.write(&format!("content/places/n{n}/deep/er/p{n}.md"), &format!("+++\nname = \"Place {n}\"\n+++\n"));
    }
    let built = |n| site.says(&format!("places/p{n}.html"), &format!("Place {n}"));
    running.until("ten folders", || (0..10).all(built));
    // … or whole, from elsewhere.
    site.write("elsewhere/deep/er/p10.md", "+++\nname = \"Place 10\"\n+++\n");
    site.rename("elsewhere", "content/places/n10");
    running.until("a folder that was moved in", || built(10));
    for n in 0..=10 {
        site.write(&format!("content/places/n{n}/deep/er/p{n}.md"), &format!("+++\nname = \"Edit {n}\"\n+++\n"));
    }
    let edited = |n| site.says(&format!("places/p{n}.html"), &format!("Edit {n}"));
    running.until("edits in all of them", || (0..=10).all(edited));
}

#[test]
fn a_checkout_of_fifty_files() {
    let site = Site::new(&[]);
    let git = |args: &[&str]| {
        let own = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        let own = own.into_iter().chain(["-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0"]);
        tool("git", &site.root(), &own.chain(args.iter().copied()).collect::<Vec<_>>());
    };
    let write = |folder: &str, words: &str, numbers: std::ops::Range<usize>| {
        for n in numbers {
            let name = format!("content/places/{folder}/p{n}.md");
            site.write(&name, &format!("+++\nname = \"Place {n}\"\n+++\n{words}\n"));
        }
    };
    git(&["init", "-q", "-b", "one"]);
    write("same", "Words of one.", 0..40);
    write("old", "Words of one.", 40..50);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "one"]);
    git(&["checkout", "-q", "-b", "two"]);
    git(&["rm", "-q", "-r", "content/places/old"]);
    write("same", "Words of two.", 0..40);
    write("new", "Words of two.", 50..60);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "two"]);
    git(&["checkout", "-q", "one"]);

    let running = site.build(&[]);
    let says = |n: usize, words: &str| site.says(&format!("places/p{n}.html"), words);
    for _ in 0..2 {
        git(&["checkout", "-q", "two"]);
        running.until("branch two", || {
            let is_gone = (40..50).all(|n| site.built(&format!("places/p{n}.html")).is_none());
            is_gone && (0..40).chain(50..60).all(|n| says(n, "Words of two."))
        });
        git(&["checkout", "-q", "one"]);
        running.until("branch one", || {
            let is_gone = (50..60).all(|n| site.built(&format!("places/p{n}.html")).is_none());
            is_gone && (0..50).all(|n| says(n, "Words of one."))
        });
    }
    // The folders that came with the last checkout are watched too.
    write("old", "An edit.", 40..50);
    running.until("an edit", || (40..50).all(|n| says(n, "An edit.")));
}

#[test]
fn a_templates_folder_that_appears_later() {
    let site = Site::new(&[("content/a.md", &page("Text."))]);
    let running = site.build(&[]);
    let template = |words: &str| format!("<p>{words}: {{{{ entry.body }}}}</p>\n");
    site.write("templates/page.html", &template("Own"));
    running.until("the site's own template", || site.says("a.html", "<p>Own: "));
    site.write("templates/page.html", &template("Edited"));
    running.until("an edit in it", || site.says("a.html", "<p>Edited: "));
    fs::remove_dir_all(site.at("templates")).unwrap();
    running.until("the theme's template", || site.says("a.html", "<!doctype html>"));
    site.write("elsewhere/page.html", &template("Again"));
    site.rename("elsewhere", "templates");
    running.until("a folder that was moved in", || site.says("a.html", "<p>Again: "));
}

#[test]
fn the_content_folder_moved_away_and_back() {
    let site = Site::new(&[("content/a.md", &page("Text.")), ("content/places/x/y.md", "+++\nname = \"Y\"\n+++\n")]);
    let running = site.build(&[]);
    for n in 0..3 {
        fs::rename(site.at("content"), site.beside("away")).unwrap();
        running.until("no page", || site.built("a.html").is_none() && site.built("places/y.html").is_none());
        if n == 2 {
            // Nobody hears this.
            fs::write(site.beside("away/a.md"), page("Text 1.")).unwrap();
        }
        fs::rename(site.beside("away"), site.at("content")).unwrap();
        let words = format!("Text {}.", n + 1);
        if n < 2 {
            running.until("the page", || site.says("a.html", "Text") && site.built("places/y.html").is_some());
            site.write("content/a.md", &page(&words));
            running.until("an edit in it", || site.says("a.html", &words));
            site.write("content/a.md", &page("Text."));
        }
    }
    running.until("what was written while it was away", || site.says("a.html", "Text 1."));
    // Another folder comes to its name at once, and is watched from then on.
    site.write("elsewhere/places/x/y.md", "+++\nname = \"Yard\"\n+++\n");
    fs::rename(site.at("content"), site.beside("away")).unwrap();
    site.rename("elsewhere", "content");
    running.until("the other folder", || site.built("a.html").is_none() && site.says("places/y.html", "Yard"));
    site.write("content/places/x/y.md", "+++\nname = \"Garden\"\n+++\n");
    running.until("an edit in it", || site.says("places/y.html", "Garden"));
}

/// The whole site: moved away and back, and another one in its place.
#[test]
fn the_root_moved_away_and_back() {
    let site = Site::new(&[("content/a.md", &page("Text 0."))]);
    let other = Site::new(&[("content/a.md", &page("Other 0."))]);
    let running = site.build(&[]);
    fs::rename(site.root(), site.beside("away")).unwrap();
    running.until_said("cannot read the site");
    fs::rename(site.beside("away"), site.root()).unwrap();
    site.write("content/a.md", &page("Text 1."));
    running.until("the edit", || site.says("a.html", "Text 1."));
    fs::rename(site.root(), site.beside("away")).unwrap();
    tool("cp", &other.root(), &["-R", ".", &site.root().to_string_lossy()]);
    running.until("the other site", || site.says("a.html", "Other 0."));
    site.write("content/a.md", &page("Other 1."));
    running.until("an edit in it", || site.says("a.html", "Other 1."));
    assert!(running.said().matches("cannot read the site").count() <= 2, "{}", running.said());
}

#[test]
fn polling_needs_no_events() {
    let site = Site::new(&[("content/a.md", &page("Text 0."))]);
    let running = site.build(&["--poll"]);
    for n in 1..=3 {
        site.write("content/a.md", &page(&format!("Text {n}.")));
        running.until("the edit", || site.says("a.html", &format!("Text {n}.")));
    }
    site.write("content/places/x/y.md", "+++\nname = \"Y\"\n+++\n");
    running.until("a new folder", || site.built("places/y.html").is_some());
    fs::remove_file(site.at("content/a.md")).unwrap();
    running.until("one page less", || site.built("a.html").is_none());
}
