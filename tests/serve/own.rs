//! The preview's own addresses: the notes of the bar, the page of unconfirmed fields, the line of what is clicked.

use std::sync::{Arc, Mutex};

use nutgraf::serve::{Finder, Spot, Update};
use nutgraf::source::watch::Mode;

use crate::tools::*;

/// What the finder was asked.
type Asked = Arc<Mutex<Vec<[String; 3]>>>;

fn with_finder(files: &[(&str, &str)]) -> (Preview, Asked) {
    let asked = Asked::default();
    let heard = asked.clone();
    let site = start(files, Mode::Notify, move |root| {
        let heard = heard.clone();
        let finder: Finder = Arc::new(move |page, words, href| {
            assert!(!words.contains("PANIC"));
            heard.lock().expect("the list").push([page.into(), words.into(), href.into()]);
            let spot = Spot { path: format!("content/{page}"), line: 3, column: 14, href: Some("ed://a?\"<".into()) };
            (words != "nothing").then_some(spot)
        });
        Update { spot: Some(finder), ..build(root) }
    });
    (site, asked)
}

#[test]
fn a_click_gets_the_place_of_its_words() {
    let (site, asked) = with_finder(&[("content/index.html", HOME), ("content/deals/x.html", "<body>X</body>")]);
    let answer = site.get("/__nutgraf/spot?page=%2Fdeals%2Fx&text=%242+billion&text=a%0Ab&href=%2F");
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")));
    assert_eq!(answer.body, r#"{"path":"content/deals/x.html","line":3,"column":14,"href":"ed://a?\"<"}"#);
    site.get("/__nutgraf/spot?page=/&text=x&href=https%3A%2F%2Fa.example%2F");
    site.get("/__nutgraf/spot?page=/&href=/../../etc/passwd");
    let asked: Vec<[String; 3]> = asked.lock().expect("the list").clone();
    assert_eq!(
        asked,
        [
            // Addresses inside the site are told by their output path; each text is one line.
            ["deals/x.html".to_string(), "$2 billion\na b".into(), "index.html".into()],
            ["index.html".into(), "x".into(), "https://a.example/".into()],
            ["index.html".into(), String::new(), "/../../etc/passwd".into()],
        ]
    );
    assert_eq!(site.ask("HEAD", "/__nutgraf/spot?page=/", &site.host(), "").body, "");
}

#[test]
fn what_has_no_line_is_said_and_nothing_ends() {
    let (site, _) = with_finder(&[("content/index.html", HOME)]);
    for query in [
        "",
        "?",
        "?page=",
        "?page=index.html",
        "?page=/no-such",
        "?page=/../content/index.html",
        "?page=/__nutgraf/unconfirmed",
        "?page=/&text=nothing",
        "?page=%ff",
    ] {
        let answer = site.get(&format!("/__nutgraf/spot{query}"));
        assert_eq!((answer.status, answer.header("content-type")), (404, Some("text/plain; charset=utf-8")), "{query}");
    }
    assert_eq!(site.get("/__nutgraf/spot?page=/&text=PANIC").status, 500);
    site.still_answers();
}

#[test]
fn without_an_editor_no_line_is_offered() {
    let site = preview(&[("content/index.html", HOME)]);
    assert_eq!(site.get("/__nutgraf/spot?page=/&text=Home").status, 404);
    let (text, _) = listen_to(&site, "page=/&notes=").join().expect("an answer");
    assert!(text.contains("event: notes") && text.contains(r#""spots":false"#), "{text}");
    let (site, _) = with_finder(&[("content/index.html", HOME)]);
    let (text, _) = listen_to(&site, "page=/&notes=").join().expect("an answer");
    assert!(text.contains(r#""spots":true"#), "{text}");
}

#[test]
fn unconfirmed_fields_are_listed_as_text_and_the_list_follows() {
    let site = preview(&[("content/index.html", HOME), ("content/deals/x.html", "UNSURE <script>alert(1)</script>")]);
    let page = site.get("/__nutgraf/unconfirmed");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    for told in [
        "1 field of 1 record",
        "<a href=\"/deals/x.html\">&lt;i&gt;Some deal&lt;/i&gt;</a>",
        "<code>nutgraf confirm some-deal</code>",
        "UNSURE &lt;script&gt;alert(1)&lt;/script&gt;",
        "<mark>&lt;b&gt;the words&lt;/b&gt;</mark>",
        "<a href=\"ed://x\">content/deals/x.html:7</a>",
        "<script src=\"/__nutgraf/client.js\" defer></script></body>",
    ] {
        assert!(page.body.contains(told), "{told} is not in {}", page.body);
    }
    assert!(!page.body.contains("<script>") && !page.body.contains("<b>the words"));

    let (text, _) = listen_to(&site, "page=/&seen=&notes=").join().expect("an answer");
    assert!(text.contains(r#""fields":1"#), "{text}");
    let mark = text.split("event: notes\nid: ").nth(1).and_then(|rest| rest.lines().next()).expect("a mark");
    let home = site.get("/").mark().to_string();
    let bar = listen_to(&site, &format!("page=/&seen={home}&notes={mark}"));
    let tab = listen_to(&site, &format!("page=/__nutgraf/unconfirmed&seen={}", page.mark()));
    site.write("content/deals/x.html", "<body>Looked at</body>");
    let (text, _) = bar.join().expect("an answer");
    assert!(text.contains(r#""fields":0"#) && !text.contains("event: reload"), "{text}");
    reloads(tab);
    assert!(site.get("/__nutgraf/unconfirmed").body.contains("All is confirmed"));
}

#[test]
fn a_fault_leaves_the_notes_and_the_lines_as_they_were() {
    let (site, _) = with_finder(&[("content/index.html", HOME), ("content/a.html", "UNSURE")]);
    let home = site.get("/").mark().to_string();
    let tab = listen(&site, "/", &home, "");
    site.write("content/b.html", "BROKEN");
    assert!(tab.join().expect("an answer").0.contains("event: faults"));
    assert_eq!(site.get("/__nutgraf/spot?page=/&text=Home").status, 200);
    assert!(site.get("/__nutgraf/unconfirmed").body.contains("1 field of 1 record"));
}

#[test]
fn the_script_and_its_parts_are_served() {
    let site = preview(&[("content/index.html", HOME)]);
    for name in ["client.js", "panel.js", "overlay.js", "parts.js", "spot.js"] {
        let file = site.get(&format!("/__nutgraf/{name}"));
        assert_eq!((file.status, file.header("content-type")), (200, Some("text/javascript; charset=utf-8")), "{name}");
        // Text of the author's goes in as text.
        for never in ["insertAdjacentHTML", "outerHTML =", "document.write", "eval(", "new Function", "innerHTML ="] {
            assert!(!file.body.replace("innerHTML ===", "").contains(never), "{name} uses {never}");
        }
    }
    assert_eq!(site.get("/__nutgraf/pages.css").header("content-type"), Some("text/css; charset=utf-8"));
    assert_eq!(site.get("/__nutgraf/icon.svg").header("content-type"), Some("image/svg+xml"));
}
