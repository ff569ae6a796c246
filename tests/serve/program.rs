//! `nutgraf serve` itself, on a real site: what the author's editor gets, what the notes say, and what it says when
//! file events are not to be had.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::tools::*;

const DEAL: &str = "\
+++
name = \"Gas pipeline\"
kind = \"energy\"
parties = [\"russia\", \"pakistan\"]
value = { amount = 2_000_000_000, currency = \"USD\" }
signed = \"2014-11\"
source = \"herald\"
evidence = [{ quote = \"a deal of <b>$2billion</b>\", for = [\"value\"] }]
unconfirmed = [\"value\", \"signed\"]
+++
The column gives neither the builder nor the lender.
";

const FILES: [(&str, &str); 7] = [
    ("site.toml", "title = \"Who deals\"\n"),
    ("content/deals/pipeline.md", DEAL),
    ("content/actors/russia.md", "+++\nname = \"Russia\"\nkind = \"state\"\n+++\n"),
    ("content/actors/pakistan.md", "+++\nname = \"Pakistan\"\nkind = \"state\"\n+++\n"),
    ("content/actors/later.md", "+++\nname = \"Later\"\nkind = \"company\"\ndraft = true\n+++\n"),
    ("content/sources/herald.md", "+++\nname = \"A column\"\nkind = \"article\"\n+++\n"),
    ("kept/private.txt", "not for the public\n"),
];

fn with_editor() -> Preview {
    program(&FILES, nutgraf().env("NUTGRAF_EDITOR", "test://open/{path}?{line},{column}"))
}

#[test]
fn clicks_lead_to_the_lines_of_the_records() {
    let site = with_editor();
    let root = site.dir.path().canonicalize().expect("a root").to_string_lossy().replace(' ', "%20");
    let ask = |query: &str| site.get(&format!("/__nutgraf/spot?{query}")).body;
    let file = "content/deals/pipeline.md";
    assert_eq!(
        ask("page=/deals/pipeline.html&text=%242+billion&href="),
        format!(r#"{{"path":"{file}","line":5,"column":20,"href":"test://open{root}/{file}?5,20"}}"#)
    );
    for (query, place) in [
        ("page=/deals/pipeline.html&text=November+2014", r#""content/deals/pipeline.md","line":6,"#),
        ("page=/deals/pipeline&text=The+column+gives+neither+the+builder", r#""content/deals/pipeline.md","line":11,"#),
        ("page=/deals/&text=%242+billion&href=/deals/pipeline.html", r#""content/deals/pipeline.md","line":5,"#),
        ("page=/deals/pipeline.html&text=x&href=/actors/russia.html", r#""content/actors/russia.md","line":1,"#),
        ("page=/&text=Who+deals", r#""site.toml","line":1,"#),
    ] {
        assert!(ask(query).contains(place), "{query}: {}", ask(query));
    }
    // An edit that changes no page moves the lines all the same.
    site.write(file, &DEAL.replace("kind =", "# looked up\nkind ="));
    soon("the line has moved", || ask("page=/deals/pipeline.html&text=%242+billion").contains(r#""line":6,"#));
}

#[test]
fn only_what_is_built_is_served() {
    let site = with_editor();
    for target in ["/", "/deals/pipeline.html", "/deals/", "/data/deals.csv"] {
        assert_eq!(site.get(target).status, 200, "{target}");
    }
    for target in [
        "/site.toml",
        "/content/deals/pipeline.md",
        "/deals/pipeline.md",
        "/kept/private.txt",
        "/private.txt",
        "/actors/later.html",
        "/templates/base.html",
        "/default/base.html",
        "/evidence.lock",
        "/reports/x.md",
    ] {
        let answer = site.get(target);
        assert_eq!(answer.status, 404, "{target}");
        assert!(!answer.body.contains("not for the public"));
    }
    // Serving writes nothing.
    let names = fs::read_dir(site.dir.path()).expect("the folder").flatten().map(|e| e.file_name());
    assert_eq!(names.filter(|name| name == "public").count(), 0);
}

#[test]
fn the_notes_name_what_is_open() {
    let site = with_editor();
    let page = site.get("/__nutgraf/unconfirmed").body;
    for told in [
        "2 fields of 1 record",
        "<code>nutgraf confirm pipeline</code>",
        "{ amount = 2_000_000_000, currency = &quot;USD&quot; }",
        "<mark>a deal of &lt;b&gt;$2billion&lt;/b&gt;</mark>",
        "<cite>A column</cite>",
        "content/deals/pipeline.md:5</a>",
        "href=\"test://open",
    ] {
        assert!(page.contains(told), "{told} is not in {page}");
    }
    let (text, _) = listen_to(&site, "page=/&notes=").join().expect("an answer");
    assert!(text.contains(r#""drafts":[{"name":"Later","page":null,"#), "{text}");
    assert!(text.contains(r#""field":"signed","spot":{"path":"content/deals/pipeline.md","line":6,"#), "{text}");
}

#[test]
fn a_broken_save_is_told_with_its_place_and_mended_within_two_seconds() {
    let site = with_editor();
    let home = site.get("/").mark().to_string();
    let tab = listen(&site, "/", &home, "");
    site.write("content/deals/pipeline.md", &DEAL.replace("\"russia\"", "\"rusia\"").replace("2014-11", "<i>soon</i>"));
    let (text, taken) = tab.join().expect("an answer");
    assert!(taken < Duration::from_millis(2500));
    for told in [
        "event: faults",
        r#""code":"unknown-actor""#,
        r#""place":"content/deals/pipeline.md:4:12""#,
        r#"pipeline.md?4,12""#,
        "4 | parties",
        r#""code":"bad-date""#,
        "<i>soon</i>",
    ] {
        assert!(text.contains(told), "{told} is not in {text}");
    }
    let mark = text.split("id: ").nth(1).and_then(|rest| rest.lines().next()).expect("a mark").to_string();
    assert!(site.get("/deals/pipeline.html").body.contains("November 2014"), "the last good page stays");
    let tab = listen(&site, "/", &home, &mark);
    let start = Instant::now();
    site.write("content/deals/pipeline.md", DEAL);
    let (text, _) = tab.join().expect("an answer");
    assert!(text.contains("data: []") && start.elapsed() < Duration::from_secs(2), "{text}");
}

#[test]
fn without_an_editor_places_are_text() {
    let site = program(&FILES, &mut nutgraf());
    assert_eq!(site.get("/__nutgraf/spot?page=/deals/pipeline.html&text=x").status, 404);
    let page = site.get("/__nutgraf/unconfirmed").body;
    assert!(page.contains("content/deals/pipeline.md:5") && !page.contains("pipeline.md:5</a>"), "{page}");
}

#[test]
fn an_editor_that_is_none_is_told_and_not_offered() {
    let site = program(&FILES, nutgraf().env("NUTGRAF_EDITOR", "javascript:alert('{path}')"));
    let said = site.program.as_ref().expect("the program").lines();
    assert!(said.iter().any(|line| line.contains("warning[no-editor]: NUTGRAF_EDITOR names no editor")), "{said:?}");
    assert_eq!(site.get("/__nutgraf/spot?page=/deals/pipeline.html&text=x").status, 404);
    assert!(!site.get("/__nutgraf/unconfirmed").body.contains("alert"));
}

/// Linux lets a namespace of its own have a limit of its own; where that is not allowed nothing can be tried.
#[cfg(target_os = "linux")]
#[test]
fn at_the_limit_of_watches_it_says_so_and_polls() {
    let script = "echo 0 > /proc/sys/user/max_inotify_instances && exec \"$0\" \"$@\"";
    let can =
        Command::new("unshare").args(["-Ur", "sh", "-c", "echo 0 > /proc/sys/user/max_inotify_instances"]).status();
    if !can.is_ok_and(|status| status.success()) {
        eprintln!("not tried: no user namespaces here");
        return;
    }
    let mut command = Command::new("unshare");
    command.args(["-Ur", "sh", "-c", script, env!("CARGO_BIN_EXE_nutgraf")]);
    let site = program(&FILES, &mut command);
    let program = site.program.as_ref().expect("the program");
    soon("it says so", || program.lines().iter().any(|line| line.contains("cannot watch for file events")));
    site.write("content/deals/pipeline.md", &DEAL.replace("2014-11", "2015-12"));
    soon("an edit seen by polling", || site.get("/deals/pipeline.html").body.contains("December 2015"));
    site.still_answers();
}
