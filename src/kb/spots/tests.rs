//! From words on a page back to the line of the file.

use super::*;
use crate::diag::lines;
use crate::doc;
use crate::kb::{Drafts, Input};

const PIPELINE: &str = "\
+++
name = \"Karachi-Lahore gas pipeline\"
kind = \"energy\"
parties = [{ actor = \"russia\", role = \"supplier\" }, \"pakistan\"]
status = \"in-force\"
value = { amount = 2_000_000_000, currency = \"USD\", as_written = \"$2billion\" }
quantity = { n = 1100, unit = \"km\" }
signed = \"2014-11\"
announced = 2014
as_of = \"2014-11\"
source = \"herald\"
evidence = [
  { quote = \"a hefty deal of $2billion\", for = [\"value\"] },
  \"was signed\",
]
unconfirmed = [\"value\", \"date\", \"places\"]

[[history]]
status = \"agreed\"
date = 2013
+++
The column gives neither the builder nor the lender.

## Afterwards

Nothing was heard of [[russia]] again,[^herald] and [[pakistan|Islamabad]] *paid* nothing.
";
const RUSSIA: &str =
    "+++\nname = \"Russia\"\nshort = \"Moscow\"\nkind = \"state\"\nunconfirmed = true\nsource = \"herald\"\n+++\n";
const PAKISTAN: &str = "+++\nname = \"Pakistan\"\nkind = \"state\"\n+++\n";
const HERALD: &str = "+++\nname = \"A column\"\nkind = \"article\"\nurl = \"https://herald.example/x\"\n+++\n";
const WHY: &str = "\
+++
title = \"Why Pakistan turned to Moscow\"
key_points = [{ text = \"The jets are a wish.\", refs = [\"karachi-lahore-pipeline\", \"russia\"] }]
+++
In 2014 the embargo fell, and Russia came.[^karachi-lahore-pipeline]
";
const DRAFT: &str = "+++\nname = \"Later\"\nkind = \"state\"\ndraft = true\n+++\n";
const SITE: &str = "title = \"Who deals\"\n";

const FILES: [(&str, &str); 7] = [
    ("content/deals/karachi-lahore-pipeline.md", PIPELINE),
    ("content/actors/russia.md", RUSSIA),
    ("content/actors/pakistan.md", PAKISTAN),
    ("content/sources/herald.md", HERALD),
    ("content/articles/why.md", WHY),
    ("content/actors/later.md", DRAFT),
    ("site.toml", SITE),
];

fn docs() -> Vec<Arc<Doc>> {
    let parse = |(path, text): &(&str, &str)| doc::parse(&Arc::from(*path), text.as_bytes(), 0).map(Arc::new);
    FILES.iter().filter_map(parse).collect()
}

fn kb() -> Kb {
    let input = Input {
        config: Arc::default(),
        docs: docs(),
        lock: Arc::default(),
        drafts: Drafts::Leave,
        files: Arc::new(|_: &str| false),
        kept: Arc::new(|_: &str| None),
    };
    Kb::build(input, None).0
}

fn text_of(path: &str) -> Option<Arc<str>> {
    FILES.iter().find(|(known, _)| *known == path).map(|(_, text)| Arc::from(*text))
}

/// `content/x.md:3` of a click on `words` (from the inside out) of a page.
fn clicked(page: &str, words: &[&str], href: &str) -> String {
    let strings = Strings::parse(include_str!("../../../templates/strings/en.toml")).0;
    let pointed = Pointed { page, words: words.to_vec(), href };
    match spot(&kb(), &strings, &pointed, &text_of) {
        Some((path, at)) => {
            let line = lines::spot(&text_of(&path).expect("a known file"), at).line;
            let name = path.rsplit('/').next().expect("a name");
            format!("{name}:{line}")
        }
        None => "nothing".into(),
    }
}

const DEAL: &str = "deals/karachi-lahore-pipeline.html";

#[test]
fn a_value_leads_to_its_line_however_it_is_shown() {
    for (words, line) in [
        ("Karachi-Lahore gas pipeline", 2),
        ("Energy", 3),
        ("Russia", 4),
        ("supplier", 4),
        ("In force", 5),
        ("Under way (in force)", 5),
        ("$2 billion", 6),
        ("about $2 billion", 6),
        ("“$2billion”", 6),
        ("1,100\u{a0}km", 7),
        ("November 2014", 8),
        ("2014", 9),
        ("a hefty deal of $2billion", 13),
        ("was signed", 14),
        // The name of a field, as pages say it.
        ("How much", 7),
        ("2013", 20),
    ] {
        assert_eq!(clicked(DEAL, &[words], ""), format!("karachi-lahore-pipeline.md:{line}"), "{words}");
    }
}

#[test]
fn what_stands_around_tells_equal_values_apart() {
    assert_eq!(clicked(DEAL, &["November 2014", "Signed November 2014"], ""), "karachi-lahore-pipeline.md:8");
    assert_eq!(clicked(DEAL, &["November 2014", "As of November 2014"], ""), "karachi-lahore-pipeline.md:10");
}

#[test]
fn running_text_leads_to_its_line() {
    let first = "The column gives neither the builder nor the lender.";
    assert_eq!(clicked(DEAL, &[first], ""), "karachi-lahore-pipeline.md:22");
    assert_eq!(clicked(DEAL, &["Afterwards"], ""), "karachi-lahore-pipeline.md:24");
    // With a mark's number, a link by id and an emphasis in it.
    let second = "Nothing was heard of Russia again,1 and Islamabad paid nothing.";
    assert_eq!(clicked(DEAL, &["paid", second], ""), "karachi-lahore-pipeline.md:26");
    assert_eq!(clicked("articles/why.html", &["2014", "In 2014 the embargo fell, and Russia came.1"], ""), "why.md:5");
}

#[test]
fn a_link_leads_to_its_record_and_a_row_to_the_record_it_is_about() {
    let text = "In 2014 the embargo fell, and Russia came.1";
    assert_eq!(clicked("articles/why.html", &["Russia", text], "actors/russia.html"), "russia.md:2");
    assert_eq!(clicked("articles/why.html", &["he", text], "actors/russia.html"), "russia.md:1");
    assert_eq!(clicked("deals/index.html", &["$2 billion"], DEAL), "karachi-lahore-pipeline.md:6");
    assert_eq!(clicked("deals/index.html", &["One source says"], DEAL), "karachi-lahore-pipeline.md:1");
    // A quote in the margin of an article, linked to the paper outside.
    let paper = "https://herald.example/x#:~:text=a%20hefty";
    assert_eq!(clicked("articles/why.html", &["a hefty deal of $2billion"], paper), "karachi-lahore-pipeline.md:13");
    assert_eq!(clicked("sources/herald.html", &["the paper"], paper), "herald.md:4");
}

#[test]
fn what_is_found_nowhere_leads_to_the_page_s_own_file() {
    assert_eq!(clicked(DEAL, &["no such words"], ""), "karachi-lahore-pipeline.md:1");
    assert_eq!(clicked(DEAL, &[], ""), "karachi-lahore-pipeline.md:1");
    assert_eq!(clicked("articles/why.html", &["The jets are a wish."], ""), "why.md:3");
    assert_eq!(clicked(DEAL, &["Who deals"], "index.html"), "site.toml:1");
    assert_eq!(clicked("index.html", &["anything"], ""), "site.toml:1");
    assert_eq!(clicked("actors/no-such.html", &["x"], "../../etc/passwd"), "site.toml:1");
    assert_eq!(clicked("deals/russia.html", &["state"], ""), "site.toml:1");
}

#[test]
fn unconfirmed_fields_come_with_value_and_sentence() {
    let kb = kb();
    let told: Vec<_> = unconfirmed(&kb, &text_of)
        .into_iter()
        .map(|open| {
            let line = lines::spot(&text_of(&open.doc.path).expect("a file"), open.span.start).line;
            (open.doc.id.clone(), open.field, open.value, open.sentence, line)
        })
        .collect();
    let some = |text: &str| Some(text.to_string());
    let row = |id: &str, field: &str, value: &str, sentence, line| {
        (id.to_string(), field.to_string(), value.to_string(), sentence, line)
    };
    let deal = "karachi-lahore-pipeline";
    let money = "{ amount = 2_000_000_000, currency = \"USD\", as_written = \"$2billion\" }";
    assert_eq!(
        told,
        [
            row(deal, "value", money, some("a hefty deal of $2billion"), 6),
            row(deal, "date", "2014-11", some("was signed"), 8),
            // A field without a value: the word that names it.
            row(deal, "places", "", some("was signed"), 16),
            row("russia", "name", "Russia", None, 2),
            row("russia", "short", "Moscow", None, 3),
            row("russia", "kind", "state", None, 4),
        ]
    );
}

#[test]
fn drafts_are_listed_though_the_site_leaves_them_out() {
    let docs = docs();
    let paths: Vec<&str> = drafts(docs.iter()).into_iter().map(|doc| &*doc.path).collect();
    assert_eq!(paths, ["content/actors/later.md"]);
    assert!(doc_of(&kb(), "actors/later.html").is_none());
}

#[test]
fn no_text_is_too_odd() {
    let odd = [
        "",
        "[[",
        "[[]]",
        "[[|]]",
        "[^",
        "[](",
        "{{<",
        "<",
        "<a",
        "é[[é",
        "\u{feff}+++\n[\n+++\n[[x",
        "+++",
        "+++\n+++",
    ];
    let kb = kb();
    for text in odd {
        let text_of = |_: &str| Some(Arc::from(text));
        for page in [DEAL, "index.html", "", ".html", "/.html", "a/b/c.html"] {
            for words in ["", "é", "[[", text] {
                let pointed = Pointed { page, words: vec![words], href: text };
                let found = spot(&kb, &Strings::default(), &pointed, &text_of);
                assert!(found.is_none_or(|(_, at)| at <= text.len()));
            }
        }
        unconfirmed(&kb, &text_of);
    }
}
