//! Whole articles through the sieve.

use std::path::Path;

use super::*;
use crate::diag;
use crate::site::{Options, Site};

fn import(root: &Path, name: &str, bytes: &[u8]) -> Result<Run, Diags> {
    run(root, &Input { name: name.to_string(), bytes: bytes.to_vec() }).expect("the disk works")
}

fn file(draft: &Draft, path: &str) -> String {
    let found = draft.files.iter().find(|(p, _)| p == path);
    let (_, bytes) = found.unwrap_or_else(|| panic!("no {path} in {:#?}", paths(draft)));
    String::from_utf8(bytes.clone()).expect("UTF-8")
}

fn paths(draft: &Draft) -> Vec<&str> {
    draft.files.iter().map(|(p, _)| p.as_str()).collect()
}

fn drafted(name: &str, text: &[u8]) -> Draft {
    draft(&Input { name: name.to_string(), bytes: text.to_vec() }, &Existing::default()).expect("a draft")
}

/// Imports into a new site and builds it: no errors, and no quote that is not in the lock.
fn builds(name: &str, bytes: &[u8]) -> Run {
    let dir = tempfile::tempdir().expect("a folder");
    let run = import(dir.path(), name, bytes).expect("imported");
    let mut site = Site::open(dir.path().to_path_buf(), Options::default()).expect("opened");
    site.update().expect("updated");
    let faults: Vec<_> = site
        .diags()
        .into_iter()
        .filter(|d| d.level == diag::Level::Error || (d.code != "unconfirmed" && !d.message.contains("source")))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
    run
}

const HARBOUR: &[u8] = include_bytes!("../../tests/articles/harbour.txt");
const TRAMS: &[u8] = include_bytes!("../../tests/articles/trams.txt");
const COUNCIL: &[u8] = include_bytes!("../../tests/articles/council.txt");

#[test]
fn a_wire_story_with_wrapped_lines() {
    let run = builds("harbour.txt", HARBOUR);
    let article = file(&run.draft, "content/articles/norway-and-ghana-sign-ferry-deal.md");
    assert!(article.contains("dateline = \"ACCRA, March 12\""), "{article}");
    assert!(article.contains("published = 2021-03-12"), "{article}");
    assert!(article.contains("\\<b\\>fees\\</b\\> & tolls \\[see below\\]"), "{article}");
    assert!(!article.contains("Read more") && !article.contains("Copyright"), "{article}");
    let deal = file(&run.draft, "content/deals/six-electric-ferries-deal-of-ghana-and-norway.md");
    for line in [
        "parties = [\"ghana\", \"norway\"]",
        "value = { amount = 45_000_000, currency = \"USD\", precision = \"rounded\", as_written = \"$45 million\" }",
        "signed = 2021-03-11",
    ] {
        assert!(deal.contains(line), "{deal}");
    }
    let loan = file(&run.draft, "content/deals/120-million-loan-for-ghana.md");
    assert!(loan.contains("role = \"lender\"") && loan.contains("delivered = 2019"), "{loan}");
    // "has not signed" is no deal.
    assert!(!everything(&run.draft).contains("norway-and-togo"));
    let quote = file(&run.draft, "content/quotes/ingrid-solheim-we-have-waited-four-years.md");
    assert!(quote.contains("speaker = \"ingrid-solheim\""), "{quote}");
}

#[test]
fn windows_line_ends_and_a_heading() {
    let run = builds("trams.txt", TRAMS);
    let article = file(&run.draft, "content/articles/a-bridge-for-two-towns.md");
    assert!(article.contains("dek = \"What the councils want, and what it would cost\""), "{article}");
    assert!(article.contains("\n## How it began\n"), "{article}");
    let wish = file(&run.draft, "content/deals/twelve-trams-for-netherlands.md");
    for line in [
        "status = \"sought\"",
        "items = [{ description = \"trams\", count = 12 }]",
        "attributed_to = \"lotte-de-vries\"",
        "{ actor = \"austria\", role = \"seller\" }",
    ] {
        assert!(wish.contains(line), "{wish}");
    }
    let minister = file(&run.draft, "content/actors/lotte-de-vries.md");
    assert!(minister.contains("role = \"Economy Minister\""), "{minister}");
    let understanding = file(&run.draft, "content/deals/memorandum-of-understanding-of-austria-and-netherlands.md");
    assert!(understanding.contains("signed = \"2018-05\""), "{understanding}");
    let open = file(&run.draft, "content/deals/trams-for-netherlands.md");
    assert!(open.contains("delivered = \"2004/..\""), "{open}");
}

#[test]
fn what_is_no_deal_makes_none() {
    let run = builds("council.txt", COUNCIL);
    assert!(!paths(&run.draft).iter().any(|p| p.starts_with("content/deals/")), "{:?}", paths(&run.draft));
}

#[test]
fn a_second_import_of_the_same_article_changes_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    import(dir.path(), "trams.txt", TRAMS).expect("imported");
    let lock = std::fs::read(dir.path().join("evidence.lock")).expect("a lock");
    let faults = import(dir.path(), "trams.txt", TRAMS).expect_err("refused");
    assert_eq!(faults[0].code, "import-exists");
    assert_eq!(std::fs::read(dir.path().join("evidence.lock")).expect("a lock"), lock);
}

#[test]
fn an_actor_that_exists_is_referred_to() {
    let dir = tempfile::tempdir().expect("a folder");
    let actors = dir.path().join("content/actors");
    std::fs::create_dir_all(&actors).expect("a folder");
    let own = "+++\nname = \"Austria\"\nkind = \"state\"\n+++\n";
    std::fs::write(actors.join("at.md"), own).expect("written");
    let run = import(dir.path(), "trams.txt", TRAMS).expect("imported");
    assert_eq!(std::fs::read_to_string(actors.join("at.md")).expect("there"), own);
    assert!(!run.written.contains(&"content/actors/austria.md".to_string()));
    assert!(run.draft.report_md.contains("`at`: “"), "{}", run.draft.report_md);
    assert!(everything(&run.draft).contains("actor = \"at\""));
}

#[test]
fn what_cannot_be_an_article_writes_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    for bytes in [&b""[..], b"\n\n", b"a\0b", b"\xff\xfea\0", b"\xff", b"Only a title\n", b"<html>"] {
        let name = if bytes == b"<html>" { "x.html" } else { "x.txt" };
        import(dir.path(), name, bytes).expect_err("refused");
    }
    assert_eq!(std::fs::read_dir(dir.path()).expect("there").count(), 0);
}

#[test]
fn odd_texts_do_not_panic_or_hang() {
    let long = "Russia signed a deal with Pakistan worth $2bn in 2015. ".repeat(20_000);
    let names = "Alan Abe met Boris Cole, the French envoy. ".repeat(9_000);
    for text in [
        format!("Title\n\n{long}\n"),
        format!("Title\n\n{names}\n"),
        format!("Title\n\n{}\n", names.replace(". ", ".\n\n")),
        format!("Title\n\n{}", "“".repeat(100_000)),
        format!("Title\n\n{}", "A-".repeat(100_000)),
        format!("Title\n\n{}", "word\n".repeat(100_000)),
        format!("Title\n\n{}", "US (US) (UN) ".repeat(9_000)),
        "عنوان\n\nقالت روسيا إنها وقعت اتفاقا مع باكستان في عام 2015 بعد محادثات طويلة في موسكو وإسلام آباد.\n"
            .to_string(),
        "By\n\n(\n\n)\n\n.\n".to_string(),
    ] {
        let start = std::time::Instant::now();
        let size = text.len();
        let _ = draft(&Input { name: "odd.txt".to_string(), bytes: text.into_bytes() }, &Existing::default());
        println!("{size} bytes: {:?}", start.elapsed());
    }
}

/// All files but the kept text, to be read when a test is run with `--nocapture`.
fn everything(draft: &Draft) -> String {
    let texts = draft.files.iter().filter(|(path, _)| !path.starts_with("kept/"));
    texts.map(|(path, bytes)| format!("=== {path}\n{}\n", String::from_utf8_lossy(bytes))).collect()
}

/// The first article, which is not in the repository: `NUTGRAF_ARTICLE=path cargo test import -- --nocapture`.
#[test]
fn the_article_of_the_environment() {
    let Ok(path) = std::env::var("NUTGRAF_ARTICLE") else { return };
    let bytes = std::fs::read(&path).expect("the article can be read");
    let run = builds("imran-russia.txt", &bytes);
    println!("{}", everything(&run.draft));
    let text = String::from_utf8(bytes).expect("UTF-8");
    let blocks: Vec<&str> = text.split("\n\n").map(str::trim).filter(|b| !b.is_empty()).collect();
    let id = &run.draft.article_id;
    let article = file(&run.draft, &format!("content/articles/{id}.md"));
    let body = article.rsplit("+++\n").next().expect("a body");
    let parts: Vec<&str> = body.split("\n\n").map(str::trim).filter(|b| !b.is_empty()).collect();
    let wanted: Vec<&str> = blocks[4..15].iter().enumerate().filter(|(i, _)| *i != 4).map(|(_, b)| *b).collect();
    assert_eq!(parts, wanted);
    assert!(!article.contains("published ="));
    let count = |folder: &str| paths(&run.draft).iter().filter(|p| p.starts_with(folder)).count();
    let all = everything(&run.draft);
    for line in [
        "[{ actor = \"russia\", role = \"supplier\" }, { actor = \"pakistan\", role = \"supplier\" }, { actor = \"taliban\"",
        "[{ actor = \"russia\", role = \"supplier\" }, { actor = \"pakistan\", role = \"recipient\" }]",
        "[{ actor = \"russia\", role = \"seller\" }, { actor = \"pakistani-military\", role = \"buyer\" }]",
        "attributed_to = \"khurram-dastagir-khan\"",
        "value = { amount = 2_000_000_000, currency = \"USD\"",
        "speaker = \"foreign-office-of-pakistan\"",
    ] {
        assert!(all.contains(line), "{line}");
    }
    assert!(count("content/actors/") >= 15 && count("content/deals/") >= 9 && count("content/quotes/") == 2);
}

#[test]
fn a_text_of_ten_megabytes() {
    let paragraph =
        "Ghana signed a contract with Norway in 2019 for ferries, and Mayor Klara Huber was there to see it.\n\n";
    let text = format!("Title\n\n{}", paragraph.repeat(100_000));
    let start = std::time::Instant::now();
    let draft = drafted("long.txt", text.as_bytes());
    println!("{} files in {:?}", draft.files.len(), start.elapsed());
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}

#[test]
fn hostile_files_end_in_a_message_or_a_clean_site() {
    let prose = "The council met on Monday and spoke at length of the bridge that the two towns want to build soon.";
    let live = format!(
        "<!doctype html><title>A bridge</title><article><h1>A bridge</h1><p>{prose}</p>\
         <p onclick=\"x()\">{{{{<deals />}}}} [[russia]] [^a: p1] {{% raw %}} {{{{ page.title }}}} &lt;script&gt;alert(1)&lt;/script&gt; \
         and so on, said the mayor to all who had come there.</p><script>alert(1)</script>\
         <p><a href=\"javascript:alert(1)\">A link</a> and <img src=x onerror=alert(1)> a picture stood there too, they said.</p>\
         <p>{prose} Again.</p></article>"
    );
    let markdown = format!(
        "---\ntitle: \"A [[bridge]] {{{{<x />}}}}\"\ntags: [a, \"b{{%c%}}\"]\n---\n{prose}\n\n<script>alert(1)</script>\n\n\
         {{{{<deals />}}}}\n\n[[No such note|a note]] and [[Ghana]] were named by all who came to the council that day.\n\n[^1]: x\n"
    );
    for (name, text) in [("a.html", live.as_str()), ("b.md", markdown.as_str())] {
        let run = builds(name, text.as_bytes());
        let all = run.draft.files.iter().find(|(path, _)| path.starts_with("content/articles/")).expect("an article");
        // What is escaped shows as it is and does nothing.
        let article = String::from_utf8_lossy(&all.1).replace("\\<", "");
        assert!(!article.contains("<script") && !article.contains("javascript:"), "{article}");
    }
    let aliases =
        "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c]\n";
    let bombs: [(&str, Vec<u8>); 5] = [
        ("bomb.md", format!("---\n{aliases}---\n{prose}\n").into_bytes()),
        ("broken.md", format!("---\ntitle: [never closed\n---\n{prose}\n").into_bytes()),
        ("binary.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("none.html", b"<html><body><script>x</script></body></html>".to_vec()),
        ("entities.html", b"<!DOCTYPE x [<!ENTITY a \"aaaa\">]><p>&a;&b;</p>".to_vec()),
    ];
    for (name, bytes) in bombs {
        let dir = tempfile::tempdir().expect("a folder");
        // A message, or a site; never a panic, and nothing half written.
        if import(dir.path(), name, &bytes).is_err() {
            assert_eq!(std::fs::read_dir(dir.path()).expect("there").count(), 0, "{name}");
        }
    }
}

#[test]
fn wiki_links_lead_to_the_records_they_name() {
    let text = "---\ntitle: Ferries\ndate: 2021-03-12\nauthors: [Ama Osei]\ntags: [boats]\n---\nOn Monday \
                [[Ghana]] signed a contract with [[Norway|the Norwegians]] for ferries, said [[Some Note|a note]] on the quay.\n";
    let draft = drafted("ferries.md", text.as_bytes());
    let article = file(&draft, "content/articles/ferries.md");
    assert!(
        article.contains("[[ghana|Ghana]] signed a contract with the Norwegians")
            || article.contains("[[ghana|Ghana]] signed a contract with [[norway|the Norwegians]]"),
        "{article}"
    );
    assert!(article.contains("published = 2021-03-12") && article.contains("tags = [\"boats\"]"), "{article}");
    assert!(draft.report_md.contains("Some Note"), "{}", draft.report_md);
    assert!(paths(&draft).contains(&"kept/ferries-source.md"));
}
