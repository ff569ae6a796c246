//! The reload channel: no edit is missed (P14), no broken save takes a page away (P13), and only tabs whose page changed
//! reload.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use nutgraf::serve::{self, Update};
use nutgraf::source::watch::Mode;

use crate::tools::*;

#[test]
fn only_the_tab_whose_page_changed_reloads() {
    let site = preview(&[("content/index.html", HOME), ("content/a.html", "<body>A</body>")]);
    let (home, a) = (site.get("/").mark().to_string(), site.get("/a").mark().to_string());
    let (home_tab, a_tab) = (listen(&site, "/", &home, ""), listen(&site, "/a", &a, ""));
    thread::sleep(Duration::from_millis(100));
    site.write("content/a.html", "<body>A2</body>");
    reloads(a_tab);
    assert!(site.get("/a.html").body.contains("A2"));
    assert!(!home_tab.is_finished());
    // An atomic save, as editors do it.
    site.write("content/.index.html.swp", "<body>Home 2</body>");
    fs::rename(site.dir.path().join("content/.index.html.swp"), site.dir.path().join("content/index.html"))
        .expect("rename");
    let (text, _) = home_tab.join().expect("an answer");
    assert!(text.contains("event: reload"), "{text}");
    assert!(site.get("/").body.contains("Home 2"));
    // Who comes late is told at once.
    reloads(listen(&site, "/", &home, ""));
}

#[test]
fn a_file_in_a_new_nested_folder_is_seen() {
    let site = preview(&[("content/index.html", HOME)]);
    let lost = site.get("/x/y/new");
    assert_eq!(lost.status, 404);
    let tab = listen(&site, "/x/y/new", lost.mark(), "");
    site.write("content/x/y/new.html", "<body>New</body>");
    reloads(tab);
    let new = site.get("/x/y/new");
    assert_eq!(new.status, 200);
    let tab = listen(&site, "/x/y/new", new.mark(), "");
    fs::remove_dir_all(site.dir.path().join("content/x")).expect("remove");
    reloads(tab);
    assert_eq!(site.get("/x/y/new").status, 404);
}

#[test]
fn polling_sees_it_too() {
    let site = preview_by(&[("content/index.html", HOME)], Mode::Poll);
    let tab = listen(&site, "/", site.get("/").mark(), "");
    site.write("content/index.html", "<body>Polled</body>");
    reloads(tab);
}

#[test]
fn a_broken_save_keeps_the_page_and_shows_the_fault_as_text_until_it_is_mended() {
    let site = preview(&[("content/index.html", HOME), ("content/a.html", "<body>A</body>")]);
    let home = site.get("/").mark().to_string();
    let tab = listen(&site, "/", &home, "");
    site.write("content/a.html", "BROKEN <script>alert(1)</script>\n");
    let (text, taken) = tab.join().expect("an answer");
    assert!(text.contains("event: faults") && !text.contains("event: reload"), "{text}");
    assert!(text.contains(r#""code":"broken""#) && text.contains(r#"<script>alert(1)</script>\n"#), "{text}");
    assert!(taken < Duration::from_millis(2500));
    assert!(site.get("/a").body.contains(">A<"), "the last good page stays");
    let mark = text.split("id: ").nth(1).and_then(|rest| rest.lines().next()).expect("a mark").to_string();

    // A second fault joins the first; a panic of the build replaces both; and the fix takes all away.
    let tab = listen(&site, "/", &home, &mark);
    site.write("content/b.html", "BROKEN");
    let (text, _) = tab.join().expect("an answer");
    assert!(text.contains("a.html") && text.contains("b.html"), "{text}");
    let mark = text.split("id: ").nth(1).and_then(|rest| rest.lines().next()).expect("a mark").to_string();
    let tab = listen(&site, "/", &home, &mark);
    site.write("content/a.html", "PANIC");
    let (text, _) = tab.join().expect("an answer");
    assert!(text.contains(r#""code":"internal""#), "{text}");
    let mark = text.split("id: ").nth(1).and_then(|rest| rest.lines().next()).expect("a mark").to_string();
    let tab = listen(&site, "/", &home, &mark);
    site.write("content/b.html", "<body>B</body>");
    site.write("content/a.html", "<body>A3</body>");
    let (text, taken) = tab.join().expect("an answer");
    assert!(text.contains("data: []"), "{text}");
    assert!(taken < Duration::from_millis(2500));
    assert!(site.get("/a").body.contains("A3"));
}

#[test]
fn without_any_good_build_the_faults_stand_in() {
    let site = preview(&[("content/index.html", "BROKEN <i>")]);
    let stand_in = site.get("/");
    assert_eq!(stand_in.status, 503);
    assert!(stand_in.body.contains("error[broken]: &lt;b&gt;index.html&lt;/b&gt; is broken"), "{}", stand_in.body);
    assert!(stand_in.body.contains("/__nutgraf/client.js") && !stand_in.body.contains("<i>"));
    let tab = listen(&site, "/", stand_in.mark(), "");
    // The faults come at once, then the page when it is there.
    assert!(tab.join().expect("an answer").0.contains("event: faults"));
    site.write("content/index.html", HOME);
    let end = Instant::now() + Duration::from_secs(3);
    while site.get("/").status != 200 {
        assert!(Instant::now() < end);
        thread::sleep(Duration::from_millis(20));
    }
    reloads(listen(&site, "/", stand_in.mark(), ""));
}

#[test]
fn a_tab_that_does_not_know_what_it_shows_is_told() {
    let site = preview(&[("content/index.html", HOME)]);
    let mark = site.get("/").mark().to_string();
    let (text, _) = listen(&site, "/", "", "").join().expect("an answer");
    assert!(text.contains(&format!("event: seen\ndata: {mark}")), "{text}");
}

#[test]
fn while_an_update_runs_every_page_is_whole_and_has_its_files() {
    // The page names a file whose name changes with each edit, as the theme's files do; and a build takes a while.
    let site = start(&[("content/n", "0")], Mode::Notify, |root: &Path| {
        let n = fs::read_to_string(root.join("content/n")).unwrap_or_default();
        thread::sleep(Duration::from_millis(40));
        let style = format!("assets/style-{n}.css");
        let page = format!("<!doctype html><link href={style}><body>{}</body>", "whole ".repeat(2000));
        let pages: serve::Pages = Arc::new(move |path| match path {
            "index.html" => Some(page.clone().into_bytes().into()),
            path if path == style => Some(Arc::from(&b"p{}"[..])),
            _ => None,
        });
        Update { pages: Some(pages), ..Update::default() }
    });
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut seen = std::collections::BTreeSet::new();
                while !done.load(Ordering::Relaxed) {
                    let page = site.get("/");
                    assert_eq!(page.status, 200);
                    assert!(page.body.ends_with("</body>") && page.body.matches("whole ").count() == 2000);
                    let style =
                        page.body.split("href=").nth(1).and_then(|rest| rest.split('>').next()).expect("a file");
                    // As slow as a browser with much to do.
                    thread::sleep(Duration::from_millis(60));
                    assert_eq!(site.get(&format!("/{style}")).status, 200, "{style} is gone");
                    seen.insert(style.to_string());
                }
                assert!(seen.len() > 3, "{seen:?}");
            });
        }
        for n in 1..20 {
            site.write("content/n", &n.to_string());
            thread::sleep(Duration::from_millis(150));
        }
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_folder_that_is_swapped_is_seen() {
    let site = preview(&[("content/index.html", HOME), ("other/index.html", "<body>Branch</body>")]);
    let (content, other, old) =
        (site.dir.path().join("content"), site.dir.path().join("other"), site.dir.path().join("old"));
    // As a checkout does it, there and back, and then an edit in what came back.
    fs::rename(&content, &old).expect("away");
    fs::rename(&other, &content).expect("in its place");
    soon("the other folder", || site.get("/").body.contains("Branch"));
    fs::rename(&content, &other).expect("away");
    fs::rename(&old, &content).expect("back");
    soon("the first folder", || site.get("/").body.contains("Home"));
    site.write("content/index.html", "<body>Edited</body>");
    soon("an edit in it", || site.get("/").body.contains("Edited"));
    fs::remove_dir_all(&content).expect("gone");
    soon("nothing", || site.get("/").status == 404);
    site.write("content/deep/down/index.html", "<body>Down</body>");
    soon("a folder made anew", || site.get("/deep/down/").body.contains("Down"));
}

#[test]
fn every_way_to_save_is_seen() {
    let site = preview(&[("content/index.html", HOME)]);
    let at = |name: &str| site.dir.path().join(name);
    let is = |text: &str| site.get("/").body.contains(text);
    site.write("content/index.html", "<body>in place</body>");
    soon("in place", || is("in place"));
    // A new file over the old; the old one moved away first; from outside of the sources; the same size and time.
    site.write("content/index.html~", "<body>renamed</body>");
    fs::rename(at("content/index.html~"), at("content/index.html")).expect("rename");
    soon("renamed", || is("renamed"));
    fs::rename(at("content/index.html"), at("content/index.html.bak")).expect("away");
    site.write("content/index.html", "<body>backup</body>");
    soon("with a backup", || is("backup"));
    site.write("elsewhere.html", "<body>moved in</body>");
    fs::rename(at("elsewhere.html"), at("content/index.html")).expect("in");
    soon("moved in", || is("moved in"));
    site.write("content/index.html", "<body>moved up</body>");
    soon("the same size", || is("moved up"));
    fs::remove_file(at("content/index.html")).expect("remove");
    soon("removed", || site.get("/").status == 404);
}

#[test]
fn the_last_of_many_edits_is_seen() {
    let site = preview(&[("content/index.html", HOME)]);
    for round in 0..10 {
        for n in 0..200 {
            site.write(&format!("content/many/{n}.html"), &format!("<body>{round}</body>"));
        }
    }
    site.write("content/index.html", "<body>The last</body>");
    soon("the last of many", || site.get("/").body.contains("The last"));
    assert!(site.get("/many/199").body.contains(">9<"));
}

#[test]
fn broken_saves_in_a_row_keep_every_page_until_the_fix() {
    let site = preview(&[("content/index.html", HOME), ("content/a.html", "<body>A</body>")]);
    for n in 0..10 {
        let text = if n % 3 == 0 { "PANIC".to_string() } else { format!("BROKEN {n}") };
        site.write("content/a.html", &text);
        thread::sleep(Duration::from_millis(60));
        assert!(site.get("/a").body.contains("<body>A"), "{n}");
        assert_eq!(site.get("/").status, 200);
    }
    let start = Instant::now();
    site.write("content/a.html", "<body>Mended</body>");
    soon("the fix", || site.get("/a").body.contains("Mended"));
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_picture_that_changes_under_its_name_is_news_for_the_tabs_that_show_it() {
    let site = preview(&[("content/index.html", HOME), ("content/a.png", "one"), ("content/b.png", "one")]);
    let home = site.get("/").mark().to_string();
    let ask = |had: &str, file: &str| listen_to(&site, &format!("page=/&seen={home}&file={file}&had={had}"));
    let mark = |text: &str| text.split("event: had\ndata: ").nth(1).and_then(|t| t.lines().next()).map(String::from);
    let a = mark(&ask("", "/a.png").join().expect("an answer").0).expect("a mark");
    let b = mark(&ask("", "/b.png").join().expect("an answer").0).expect("a mark");
    let (shows_it, shows_other) = (ask(&a, "/a.png"), ask(&b, "/b.png"));
    site.write("content/a.png", "two");
    let (text, taken) = shows_it.join().expect("an answer");
    assert!(text.contains("event: files") && !text.contains("event: reload"), "{text}");
    assert!(taken < Duration::from_millis(2500));
    assert!(!shows_other.is_finished());
}
