//! One file at a time: what is read, and what is told.

use std::sync::Arc;

use super::front;
use super::record::*;
use crate::diag::{self, Diag, terminal};

fn read(kind: Kind, text: &str) -> (Record, usize, Vec<Diag>) {
    let path: Arc<str> = format!("content/{}/x.md", kind.folder()).into();
    let (record, body, mut diags) = front::read(&path, text, kind);
    diag::sort(&mut diags);
    (record, body, diags)
}

/// Each diagnostic as `code@text`, the text being what its place covers.
fn told(kind: Kind, text: &str) -> Vec<String> {
    let (_, body, diags) = read(kind, text);
    assert!(text.is_char_boundary(body));
    let file: Arc<str> = text.into();
    let shown = terminal::write(&diags, &|_| Some(file.clone()), terminal::Color::Plain);
    assert_eq!(shown.matches(" --> ").count(), diags.len(), "{shown}");
    let place = |d: &Diag| d.place.as_ref().map(|p| text.get(p.range()).unwrap_or("OUTSIDE").to_string());
    diags.iter().map(|d| format!("{}@{}", d.code, place(d).unwrap_or_default())).collect()
}

fn help(kind: Kind, front: &str) -> Vec<String> {
    let (_, _, diags) = read(kind, &format!("+++\n{front}\n+++\n"));
    diags.into_iter().flat_map(|d| d.help).collect()
}

const DEAL: &str = r#"+++
name = "Karachi-Lahore gas pipeline"
kind = "energy"
parties = ["russia", { actor = "pakistan", role = "recipient", share = "half", joined = 2015, left = "2016/.." }]
status = "signed"
value = { amount = 2_000_000_000, currency = "USD", precision = "rounded", as_written = "$2billion" }
quantity = { n = 1100.5, unit = "km", precision = "rounded" }
history = [{ status = "agreed", date = "2014~", source = "herald" }, { status = "signed", date = 2015-04-20 }]
items = ["pipes", { designation = "Su-35", count = 12, precision = "at-least" }]
signed = 2015
ends = "203X"
places = ["karachi", "lahore"]
source = "herald-russia-pakistan"
evidence = [
  { quote = "a hefty deal", for = ["parties", "value", "status"] },
  "for a gas pipeline project",
  { source = "dawn", at = "p4", says = "$2.5 billion" },
]
aliases = ["the pipeline", { text = "KLP", kind = "acronym", lang = "en" }]
ids = { wikidata = "Q159", imo = 1234567 }
standing = "disputed"
responses = [{ by = "M. S. Ullah", stance = "denies", text = "No.", source = "dawn", date = 2018-04-01 }]
changes = [{ date = 2026-11-24, kind = "correction", text = "The year." }]
unconfirmed = ["value"]
review_on = 2027
was = ["old-pipeline"]
[extra]
a = { b = [1, 2.5, 2018-04-01, true] }
+++
The body.
"#;

#[test]
fn a_deal_as_an_author_writes_it() {
    let (record, body, diags) = read(Kind::Deal, DEAL);
    assert_eq!(diags, []);
    assert_eq!(&DEAL[body..], "The body.\n");
    let Own::Deal(deal) = &record.own else { panic!("{record:?}") };
    assert_eq!(deal.parties.len(), 2);
    assert_eq!(deal.parties[0].role.value, "party");
    assert_eq!(deal.value.as_ref().and_then(|v| v.amount).map(|a| a.to_string()).as_deref(), Some("2000000000"));
    assert_eq!(deal.quantity.as_ref().map(|q| q.n.to_string()).as_deref(), Some("1100.5"));
    assert_eq!(deal.ends.as_ref().map(|d| d.value.edtf()).as_deref(), Some("203X"));
    let common = &record.common;
    assert_eq!(common.name.as_ref().map(|n| &DEAL[n.span.clone()]), Some("\"Karachi-Lahore gas pipeline\""));
    let sources: Vec<&str> =
        common.evidence.iter().filter_map(|e| e.source.as_ref()).map(|s| s.value.as_str()).collect();
    assert_eq!(sources, ["herald-russia-pakistan", "herald-russia-pakistan", "dawn"]);
    assert_eq!(common.ids, [("imo".into(), "1234567".into()), ("wikidata".into(), "Q159".into())]);
    assert_eq!(common.extra, Some(serde_json::json!({ "a": { "b": [1, 2.5, "2018-04-01", true] } })));
}

#[test]
fn the_same_with_other_line_ends_and_a_byte_order_mark() {
    let text = format!("\u{feff}{}", DEAL.replace('\n', "\r\n"));
    let (record, body, diags) = read(Kind::Deal, &text);
    assert_eq!(diags, []);
    assert_eq!(&text[body..], "The body.\r\n");
    assert_eq!(record.common.name.as_ref().map(|n| &text[n.span.clone()]), Some("\"Karachi-Lahore gas pipeline\""));
}

#[test]
fn every_kind() {
    let files = [
        (
            Kind::Article,
            "title = \"T\"\nkind = \"analysis\"\ndek = \"D\"\npublished = 2026-11-24\nauthors = [{ name = \"A\", bio = \"B\", \
             handle = \"@a\" }, \"C\"]\noutlet = \"O\"\ndateline = \"K\"\nupdated = 2026\norigin = { source = \"s\", url = \
             \"https://x.example/a\", licence = \"L\" }\nkey_points = [{ text = \"T\", refs = [\"a\"] }]\npath = [\"a\"]\n\
             pull_quotes = [\"p\"]\nautolink = \"off\"\nimage = { src = \"a.jpg\", alt = \"A\", credit = \"C\", licence = \"L\" }",
        ),
        (
            Kind::Actor,
            "name = \"N\"\nkind = \"armed-group\"\nroles = [{ role = \"R\", of = \"a\", start = 2000, end = 2001, former = true, \
             as_written = \"w\" }]\nmember_of = [\"sco\"]\nparent = \"p\"\nimage = \"a.jpg\"\nfounded = 1947\ndissolved = 1971-12-16\n\
             place = \"x\"\nshort = \"S\"\nattributed_to = \"X Y\"\nas_of = 2018\nrank = \"deprecated\"\nreason = \"r\"\n\
             unconfirmed = true\nlang = \"ur\"\ndir = \"rtl\"\ndraft = true",
        ),
        (
            Kind::Event,
            "name = \"N\"\ndate = \"2018-04\"\nend = 2018-04-30\ndate_text = \"t\"\ndate_why = \"w\"\nkind = \"visit\"\n\
             actors = [\"a\", { actor = \"b\", role = \"host\" }]\ndeal = \"d\"\nplace = \"p\"\ncaused_by = [\"e\"]\n\
             quantity = { n = 3 }",
        ),
        (
            Kind::Source,
            "name = \"N\"\nkind = \"article-newspaper\"\nauthors = [\"A\"]\ncontainer = \"Herald\"\nissued = \"2018?\"\n\
             url = \"https://x.example/a?b=c:d\"\narchive_url = \"http://y.example\"\naccessed = 2026-11-24\npublisher = \"P\"\n\
             licence = \"L\"\nprimary = true\ntext = \"kept/herald.txt\"\nbody = [5, 15]\npublish_text = false",
        ),
        (
            Kind::Quote,
            "text = \"T\"\nspeaker = \"a\"\nsource = \"s\"\nat = \"p4\"\nspeaker_role = \"R\"\nto = \"b\"\ndate = 2018\n\
             form = \"claim\"\nabout = [\"a\"]\ntranslation = \"t\"\ncheck = { verdict = \"v\", by = \"b\", url = \"/x\", date = 2019 }",
        ),
        (Kind::Term, "name = \"N\"\nsummary = \"S\"\nexpands = \"E\"\nsee = [\"a\"]"),
        (Kind::Place, "name = \"N\"\nlat = 24.86\nlon = -67\nprecision = \"city\"\ncountry = \"c\"\nwithin = \"w\""),
        (Kind::Page, "title = \"T\"\nsummary = \"S\"\nupdated = 2026-11-24\nwas = [\"o\"]\nextra = { status = \"x\" }"),
    ];
    for (kind, front) in files {
        assert_eq!(told(kind, &format!("+++\n{front}\n+++\nBody\n")), Vec::<String>::new(), "{kind:?}");
    }
}

/// `(kind, lines of the front matter, what is told)`; where it says so, the rest of a deal stands before the lines.
const FAULTS: &[(Kind, &str, &[&str])] = &[
    (Kind::Deal, "", &["missing-field@+++", "missing-field@+++", "missing-field@+++"]),
    (Kind::Deal, "REST\nstatsu = \"signed\"", &["unknown-key@statsu"]),
    (Kind::Deal, "REST\nstatus = \"sined\"", &["unknown-word@\"sined\""]),
    (Kind::Deal, "REST\nplaces = \"karachi\"", &["wrong-type@\"karachi\""]),
    (Kind::Deal, "REST\numbrella = \"yes\"", &["wrong-type@\"yes\""]),
    (Kind::Deal, "REST\nsigned = \"April 2018\"", &["bad-date@\"April 2018\""]),
    (Kind::Deal, "REST\nsigned = April 2018", &["bad-date@April 2018"]),
    (Kind::Deal, "REST\nsigned = 2018-04", &["bad-date@2018-04"]),
    (Kind::Deal, "REST\nsigned = 2018-02-30", &["bad-date@2018-02-30"]),
    (Kind::Deal, "REST\nsigned = \"2018-02-30\"", &["bad-date@\"2018-02-30\""]),
    (Kind::Deal, "REST\nsigned = 2018-04-01T10:00:00", &["bad-date@2018-04-01T10:00:00"]),
    (Kind::Deal, "REST\nsigned = 20180401", &["bad-date@20180401"]),
    (Kind::Deal, "REST\nvalue = \"$2 billion\"", &["bad-amount@\"$2 billion\""]),
    (Kind::Deal, "REST\nvalue = { amount = \"$2 billion\", currency = \"USD\" }", &["bad-amount@\"$2 billion\""]),
    (Kind::Deal, "REST\nvalue = { amount = $2 billion, currency = \"USD\" }", &["bad-amount@$2 billion"]),
    (Kind::Deal, "REST\nvalue = { amount = 2,000,000,000, currency = \"USD\" }", &["bad-amount@2,000,000,000"]),
    (Kind::Deal, "REST\n[value]\namount = 2,000,000,000\ncurrency = \"USD\"", &["bad-amount@2,000,000,000"]),
    (Kind::Deal, "REST\nvalue = { amount = 2 }", &["amount-without-currency@amount"]),
    (Kind::Deal, "REST\nvalue = { currency = \"USD\" }", &["currency-without-amount@currency"]),
    (Kind::Deal, "REST\nvalue = { amount = 2, currency = \"usd\" }", &["unknown-currency@\"usd\""]),
    (Kind::Deal, "REST\nvalue = { min = 3, max = 2, currency = \"USD\" }", &["min-over-max@3"]),
    (Kind::Deal, "REST\nvalue = { amount = -3, currency = \"USD\" }", &["bad-amount@-3"]),
    (Kind::Deal, "REST\nsigned = 2015\nends = 2014", &["end-before-start@2014"]),
    (
        Kind::Deal,
        "REST\nsigned = 2015\nhistory = [{ status = \"signed\", date = 2016 }]",
        &["history-against-date@{ status = \"signed\", date = 2016 }"],
    ),
    (Kind::Deal, "REST\npart_of = \"Big Deal.md\"", &["bad-id@\"Big Deal.md\""]),
    (Kind::Deal, "name = “Pipe”\nkind = \"energy\"\nparties = [“a”, ‘b’]", &["curly-quotes@“", "curly-quotes@“"]),
    (Kind::Deal, "name = \"Pipe”\nkind = \"energy\"\nparties = [\"a\", \"b\"]", &["curly-quotes@”"]),
    (Kind::Deal, "REST\nsummary = \"He said \"yes\" to it\"", &["quotes-in-text@\""]),
    (Kind::Deal, "REST\nsummary = A pipe for gas", &["missing-quotes@A pipe for gas"]),
    (Kind::Deal, "REST\nsummary = Pakistan’s pipe", &["missing-quotes@Pakistan’s pipe"]),
    (Kind::Deal, "REST\nsummary = \"Pakistan’s “pipe”\" x", &["toml-syntax@"]),
    (Kind::Deal, "name: Pipe\nkind = \"energy\"\nparties = [\"a\", \"b\"]", &["yaml-line@:"]),
    (Kind::Deal, "REST\nstatus = \"signed\"\nstatus = \"agreed\"", &["duplicate-key@status"]),
    (Kind::Deal, "REST\n[value]\namount = 2\ncurrency = \"USD\"\nstatus = \"signed\"", &["key-after-table@status"]),
    (Kind::Deal, "REST\n[extra]\nstatus = \"signed\"", &["key-after-table@status"]),
    (Kind::Deal, "REST\nsummary = \"a\\u0000b\"", &["control-character@\"a\\u0000b\""]),
    (Kind::Deal, "REST\nsummary = \"a\u{1}b\"", &["control-character@\u{1}"]),
    (Kind::Deal, "REST\nlang = \"english language\"", &["bad-lang@\"english language\""]),
    (Kind::Deal, "REST\nresponses = [{ by = \"x\" }]", &["missing-field@{ by = \"x\" }"]),
    (Kind::Actor, "name = \"N\"\nkind = \"person\"\nborn = 1950\ndied = 1940", &["end-before-start@1940"]),
    (
        Kind::Actor,
        "name = \"N\"\nkind = \"person\"\nroles = [{ role = \"r\", start = 2001, end = 2000 }]",
        &["end-before-start@2000"],
    ),
    (Kind::Event, "name = \"N\"\ndate = 2018-04-02\nend = 2018-04-01", &["end-before-start@2018-04-01"]),
    (Kind::Place, "name = \"N\"\nlat = 24.8", &["lat-without-lon@lat"]),
    (Kind::Place, "name = \"N\"\nlat = 124.8\nlon = 1", &["bad-number@124.8"]),
    (
        Kind::Source,
        "name = \"N\"\nkind = \"webpage\"\nurl = \"javascript:alert(1)\"",
        &["dangerous-url@\"javascript:alert(1)\""],
    ),
    (
        Kind::Source,
        "name = \"N\"\nkind = \"webpage\"\nurl = \" JaVa\\tscript:alert(1)\"",
        &["dangerous-url@\" JaVa\\tscript:alert(1)\""],
    ),
    (Kind::Source, "name = \"N\"\nkind = \"newspaper\"", &["unknown-word@\"newspaper\""]),
    (Kind::Source, "name = \"N\"\nkind = \"webpage\"\ntext = \"content/x.txt\"", &["text-in-public@\"content/x.txt\""]),
    (Kind::Source, "name = \"N\"\nkind = \"webpage\"\ntext = \"../x.txt\"", &["bad-path@\"../x.txt\""]),
    (Kind::Source, "name = \"N\"\nkind = \"webpage\"\nbody = [5, 3]", &["bad-number@[5, 3]"]),
    (Kind::Term, "name = \"\"\nsummary = \"s\"", &["missing-field@\"\""]),
];

#[test]
fn faults_and_their_places() {
    for (kind, front, expected) in FAULTS {
        let front = front.replace("REST", "name = \"N\"\nkind = \"energy\"\nparties = [\"a\", \"b\"]");
        assert_eq!(&told(*kind, &format!("+++\n{front}\n+++\nBody\n")), expected, "{front}");
    }
}

#[test]
fn a_summary_has_its_length() {
    let front = |n: usize| format!("+++\nname = \"N\"\nsummary = \"{}\"\n+++\n", "é".repeat(n));
    assert!(told(Kind::Term, &front(300)).is_empty());
    assert_eq!(told(Kind::Term, &front(301)).len(), 1);
}

#[test]
fn all_faults_in_one_run() {
    let front = "+++\nname = “N”\nkind = \"enrgy\"\nparties = [\"a b\", 3]\nsigned = 2018-13\nstatsu = 1\n\
                 value = { amount = 3 }\n+++\n";
    assert_eq!(
        told(Kind::Deal, front),
        [
            "curly-quotes@“",
            "unknown-word@\"enrgy\"",
            "bad-id@\"a b\"",
            "wrong-type@3",
            "bad-date@2018-13",
            "unknown-key@statsu",
            "amount-without-currency@amount",
        ]
    );
}

#[test]
fn fences() {
    let inner = "name = \"N\"\nsummary = \"S\"\n";
    assert_eq!(told(Kind::Term, &format!("---\n{inner}---\nBody\n")), ["yaml-fence@---"]);
    assert_eq!(told(Kind::Term, "---\nname: N\nsummary: S\n---\nBody\n"), ["yaml-fence@---"]);
    assert_eq!(told(Kind::Term, &format!("+++\n{inner}\nBody text here.\n")), ["open-front-matter@+++"]);
    assert_eq!(told(Kind::Term, &format!("+++\n{inner}---\nBody\n")), ["open-front-matter@+++"]);
    assert_eq!(told(Kind::Term, "Only a body\n"), ["no-front-matter@"]);
    assert_eq!(told(Kind::Term, ""), ["no-front-matter@"]);
    let (_, body, _) = read(Kind::Term, &format!("+++\n{inner}+++"));
    assert_eq!(body, format!("+++\n{inner}+++").len());
    let (_, _, diags) = read(Kind::Term, &format!("+++\n{inner}\nBody text here.\n"));
    assert_eq!(diags.first().map(|d| d.help.clone()), Some(vec!["write +++ on a line of its own after line 3".into()]));
}

#[test]
fn what_to_type() {
    let rest = "name = \"N\"\nkind = \"energy\"\nparties = [\"a\", \"b\"]\n";
    let cases = [
        ("signed = April 2018", "write: signed = \"2018-04\""),
        ("signed = 2018-04", "write: signed = \"2018-04\""),
        ("signed = 20180401", "write: signed = \"2018-04-01\""),
        (
            "value = \"$2 billion\"",
            "write: value = { amount = 2_000_000_000, currency = \"USD\", as_written = \"$2 billion\" }",
        ),
        ("[value]\namount = 2,000,000,000\ncurrency = \"USD\"", "write: amount = 2_000_000_000"),
        ("summary = “Gas”", "write: summary = \"Gas\""),
        ("summary = \"A \"pipe\" for gas\"", "write: summary = 'A \"pipe\" for gas'"),
        ("statsu = \"signed\"", "did you mean `status`?"),
        ("part_of = \"Big Deal\"", "write: \"big-deal\""),
        ("[extra]\nstatus = \"signed\"", "move the line above [extra]"),
    ];
    for (lines, expected) in cases {
        let told = help(Kind::Deal, &format!("{rest}{lines}"));
        assert!(told.iter().any(|h| h == expected), "{lines}: {told:?}");
    }
}

/// Whatever is cut out of a file, or put into it, reading it ends and every place lies in it.
#[test]
fn nothing_makes_it_panic() {
    for at in (0..DEAL.len()).step_by(4).filter(|at| DEAL.is_char_boundary(*at)) {
        for change in ["", "\"", "“", "=", "[", "}", "\n", "\u{0}", "é", "+++\n", "'''"] {
            let text = format!("{}{change}{}", &DEAL[..at], DEAL.get(at + 1..).unwrap_or(""));
            let (_, body, diags) = read(Kind::Deal, &text);
            assert!(body <= text.len());
            for place in diags.iter().filter_map(|d| d.place.as_ref()) {
                assert!(text.get(place.range()).is_some(), "{text}: {place:?}");
            }
        }
    }
}

#[test]
fn rubbish_is_told_in_few_words() {
    let text = format!("+++\n{}+++\n", "]}=[\n".repeat(20_000));
    for text in [text.clone(), text.replace("[\n", "[ ")] {
        let (_, _, diags) = read(Kind::Deal, &text);
        assert!(diags.len() < 30, "{}", diags.len());
    }
}
