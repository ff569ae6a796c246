//! Pages of all kinds, and what is read from them.

use super::*;
use crate::import::page::Page;

macro_rules! page {
    ($name:literal) => {
        read(include_str!(concat!("../../../tests/pages/", $name, ".html")), concat!($name, ".html")).expect("a page")
    };
}

fn starts(page: &Page) -> Vec<String> {
    let first = |text: &str| text.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    page.body.iter().map(|p| first(&p.block.text)).collect()
}

fn reason<'a>(page: &'a Page, text: &str) -> Option<&'a str> {
    page.removed.iter().find(|(removed, _)| removed.contains(text)).map(|(_, reason)| *reason)
}

#[test]
fn a_page_of_news() {
    let page = page!("news");
    assert_eq!(page.title.as_deref(), Some("Two ports sign pact on grain"));
    assert_eq!(page.dek.as_deref(), Some("After nine months of talks the two harbours will share silos and pilots"));
    assert_eq!(page.authors, ["Jo Merrow", "Ana Lindqvist"]);
    assert_eq!(page.outlet.as_deref(), Some("The Harbour Post"));
    assert_eq!((page.published.as_deref(), page.updated.as_deref()), (Some("2024-03-05"), Some("2024-03-06")));
    assert_eq!(page.url.as_deref(), Some("https://harbour.example/world/grain-pact"));
    assert_eq!((page.lang.as_deref(), page.is_rtl), (Some("en-GB"), false));
    assert_eq!(page.kind_hint.as_deref(), Some("ReportageNewsArticle"));
    assert_eq!(page.tags, ["Trade", "Grain"]);
    let image = page.image.as_ref().expect("an image");
    assert_eq!(
        (image.url.as_str(), image.alt.as_deref()),
        ("https://harbour.example/img/grain.jpg", Some("Silos at dusk"))
    );
    assert_eq!(starts(&page), ["ORLEN — The", "Under the pact,", "Farmers had asked", "The first ship"]);
    assert_eq!(page.captions, ["Silos in the old basin of Orlen. Photo: Port office"]);
    assert!(page.markdown().contains("[Orlen](https://harbour.example/places/orlen)"), "{}", page.markdown());
    assert!(page.markdown().contains("**five years**") && page.markdown().contains("_the cost of dredging_"));
    assert_eq!(reason(&page, "Silos in the old"), Some("the caption or credit of a picture"));
    assert_eq!(reason(&page, "Read more"), Some("a pointer to another article"));
    assert_eq!(reason(&page, "Something else that happened"), Some("stands elsewhere on the page than the article"));
}

#[test]
fn every_part_is_found_in_the_text_of_the_page() {
    for source in [
        include_str!("../../../tests/pages/news.html"),
        include_str!("../../../tests/pages/urdu.html"),
        include_str!("../../../tests/pages/shapes.html"),
        include_str!("../../../tests/pages/repeated.html"),
        include_str!("../../../tests/pages/microdata.html"),
    ] {
        let whole = html::blocks(source);
        let page = read(source, "a.html").expect("a page");
        let mut last = 0;
        for part in &page.body {
            let at = part.at.expect("a place");
            assert_eq!(whole[at - 1].text, part.block.text);
            assert!(at > last, "out of order");
            last = at;
        }
    }
}

#[test]
fn open_graph_alone() {
    let page = page!("opengraph");
    assert_eq!(page.title.as_deref(), Some("Brücke wird früher fertig"));
    assert_eq!(page.authors, ["Karla Ried", "Tom Ohm"]);
    assert_eq!(page.outlet.as_deref(), Some("Talbote"));
    assert_eq!((page.published.as_deref(), page.updated.as_deref()), (Some("2023-11-02"), None));
    assert_eq!(page.tags, ["Verkehr"]);
    assert_eq!(starts(&page), ["Die neue Brücke", "Grund dafür ist", "Die Stadt spart"]);
    assert_eq!(reason(&page, "Aktualisiert"), Some("a line about the page"));
    assert_eq!(reason(&page, "Alle Rechte"), Some("a notice of copyright"));
}

#[test]
fn microdata() {
    let page = page!("microdata");
    assert_eq!(page.title.as_deref(), Some("Library opens its roof to readers"));
    assert_eq!(page.authors, ["Lea Marsh"]);
    assert_eq!(page.outlet.as_deref(), Some("Town Sheet"));
    assert_eq!(page.published.as_deref(), Some("2022-06-14"));
    assert_eq!((page.lang, page.url), (None, None));
    assert_eq!(page.body.len(), 3);
}

#[test]
fn nothing_is_guessed() {
    let page = page!("plain");
    assert_eq!(page.title.as_deref(), Some("A walk along the canal"));
    assert_eq!((page.published, page.updated, page.outlet), (None, None, None));
    assert!(page.authors.is_empty() && page.tags.is_empty() && page.image.is_none() && page.dek.is_none());
    assert_eq!(page.body.len(), 3);
}

#[test]
fn right_to_left() {
    let page = page!("urdu");
    assert_eq!(page.title.as_deref(), Some("گندم کی نئی پالیسی کا اعلان"));
    assert_eq!(page.authors, ["سلمیٰ قریشی"]);
    assert_eq!((page.lang.as_deref(), page.is_rtl), (Some("ur"), true));
    assert_eq!(page.body.len(), 3);
    assert_eq!(reason(&page, "یہ بھی"), Some("a pointer to another article"));
}

#[test]
fn lists_quotations_tables_and_tweets() {
    let page = page!("shapes");
    let markdown = page.markdown();
    for wanted in [
        "\n\n## The decisions\n\n-   The square",
        "\n-   Two schools",
        "\n    1.  First the one",
        "\n\n> We have talked for years, and today we voted, which is the better of the two.\n>\n> Nobody left",
        "\n\n| Decision | Yes | No |\n|---|---|---|\n| Square | 21 | 9 |\n| Roofs \\| all | 30 | 0 |\n\n",
        "\n\n> Nine hours, three votes, and not one sandwich left. [pic.example/1](https://t.example/1)\n>\n> — Ilse Roth (@ilse)",
        "\\{\\{\\<deals /\\>\\}\\} of a sort, with \\*stars\\*, \\[\\[a link\\]\\], a note\\[\\^1\\]",
        "[the minutes](https://shapes.example/b?x=%281%29) or this.",
        "Written in two lines,\\\nas a poem",
    ] {
        assert!(markdown.contains(wanted), "no {wanted:?} in\n{markdown}");
    }
}

#[test]
fn a_repeated_paragraph_stands_once() {
    let page = page!("repeated");
    assert_eq!(page.body.len(), 3);
    assert_eq!(page.body.iter().filter(|p| p.block.text.starts_with("This paragraph")).count(), 1);
    assert_eq!(reason(&page, "This paragraph"), Some("the same paragraph stands above"));
}

#[test]
fn a_body_that_only_the_data_hold() {
    let page = page!("data-only");
    assert_eq!(starts(&page), ["The first paragraph", "The second one", "The third one"]);
    assert!(page.markdown().contains("\\{\\{braces\\}\\} and \\*stars\\*"));
    assert!(page.body.iter().all(|p| p.at.is_none()));
    assert_eq!(page.notes.iter().map(|d| d.code).collect::<Vec<_>>(), ["import-data"]);
    assert_eq!(page.published.as_deref(), Some("2024-01-31"));
}

#[test]
fn a_byline_in_the_text_names_the_authors() {
    let words = "Some words of an article, which are enough to be taken for its text, and a few more. ".repeat(4);
    let page = read(&format!("<h1>T</h1><div><p>By Ada Finch</p><p>{words}</p><p>{words} again.</p></div>"), "a.html");
    assert_eq!(page.expect("a page").authors, ["Ada Finch"]);
    let above =
        format!("<h1>T</h1><div class='header'><p>By Ada Finch and Bo Ray</p></div><article><p>{words}</p></article>");
    assert_eq!(read(&above, "a.html").expect("a page").authors, ["Ada Finch", "Bo Ray"]);
}

#[test]
fn the_last_lines_of_a_page() {
    let words =
        |n: usize| format!("<p>{n} words of an article, which are enough to be taken for its text, and so on.</p>");
    let text: String = (0..12).map(words).collect();
    let tail = "<p>[button link=\"x\"]</p><p>Follow us on <a href='/t'>Twitter</a> and <a href='/f'>Facebook</a> now and always.</p>\
        <p>More stories</p><ul><li><a href='/1'>One</a></li><li><a href='/2'>The second of them</a></li></ul>\
        <p>© 2024 A House, Some Street 5</p>";
    let page = read(&format!("<h1>T</h1><article>{text}{tail}</article>"), "a.html").expect("a page");
    assert_eq!(page.body.len(), 12, "{:#?}", page.text());
    assert_eq!(reason(&page, "Follow us"), Some("a call to follow the outlet"));
    assert_eq!(reason(&page, "©"), Some("a notice of copyright"));
}

#[test]
fn a_named_place_is_taken_over_a_longer_list_of_comments() {
    let words = |what: &str, n: usize| {
        format!("<p>{n} {what} with words enough, some commas, and a full stop at its end, too.</p>")
    };
    let text: String = (0..12).map(|n| words("paragraph", n)).collect();
    let talk: String = (0..90).map(|n| words("remark", n)).collect();
    let html = format!("<h1>T</h1><div><div itemprop='articleBody'>{text}</div></div><div class='x'>{talk}</div>");
    let page = read(&html, "a.html").expect("a page");
    assert!(page.body.iter().all(|p| p.block.text.contains("paragraph")), "{}", page.text());
    assert_eq!(page.body.len(), 12);
}

#[test]
fn boxes_teasers_and_comments() {
    let page = page!("hover");
    assert_eq!(
        starts(&page),
        [
            "The motion came",
            "After that, the",
            "The motion takes",
            "Its opponents, eleven",
            "The mayor, who",
            "Outside, some forty",
            "It was the"
        ]
    );
    assert!(page.body[0].block.text.contains("came from Ada Finch, who had lost"), "{}", page.body[0].block.text);
    assert_eq!(page.captions, ["The hall of the council at night"]);
}

#[test]
fn days_as_markup_writes_them() {
    for (text, day) in [
        ("2024-03-05T07:10:00+01:00", Some("2024-03-05")),
        ("2024/3/5", Some("2024-03-05")),
        ("20240305", Some("2024-03-05")),
        ("Tue, 05 Mar 2024 07:10:00 GMT", Some("2024-03-05")),
        ("March 5, 2024", Some("2024-03-05")),
        ("2023-02-29", None),
        ("05.03.2024", None),
        ("1709622600", None),
        ("yesterday", None),
        ("", None),
    ] {
        assert_eq!(meta::day(text).as_deref(), day, "{text}");
    }
}

#[test]
fn bylines() {
    for (text, names) in [
        ("By JO MERROW and Ana Lindqvist", vec!["JO MERROW", "Ana Lindqvist"]),
        ("Von Karla Ried, Redakteurin", vec!["Karla Ried"]),
        ("Jo Merrow | Reuters", vec!["Jo Merrow"]),
        ("By Jo Merrow Monday, 3:15 pm", vec!["Jo Merrow"]),
        ("Staff Writer", vec![]),
        ("jo@harbour.example", vec![]),
        ("Por María José Ruiz y Luis de la Cruz", vec!["María José Ruiz", "Luis de la Cruz"]),
    ] {
        assert_eq!(service::authors(text), names, "{text}");
    }
}

#[test]
fn broken_data_are_mended_or_passed_over() {
    let page = |data: &str| {
        let words = "Some words of an article, which are enough to be taken for its text, and a few more. ".repeat(4);
        let html = format!("<script type='application/ld+json'>{data}</script><h1>Shown</h1><p>{words}</p>");
        read(&html, "a.html").expect("a page")
    };
    let mended = page(
        "{\"@type\":\"Article\",\"headline\":\"Shown\",\"description\":\"two\nlines, long enough to count\",\"datePublished\":\"2020-02-02\",}",
    );
    assert_eq!(mended.published.as_deref(), Some("2020-02-02"));
    let torn = page("{\"@type\":\"NewsArticle\",\"datePublished\":\"2020-02-02\",\"author\":[{]");
    assert_eq!(torn.published.as_deref(), Some("2020-02-02"));
    assert_eq!(page(&"[".repeat(100_000)).published, None);
    assert_eq!(page("{\"@type\":\"Organization\",\"foundingDate\":\"1999-01-01\"}").published, None);
}

#[test]
fn a_page_without_text_is_told() {
    for html in ["", "<html><head><title>T</title></head><body><script>x</script></body></html>", "<!--"] {
        let diag = read(html, "a.html").expect_err("nothing");
        assert_eq!(diag.code, "import-empty");
    }
}

#[test]
fn hostile_pages_end_and_do_not_panic() {
    let words = "<p>Words of a text that is there, with commas, and a full stop at the end of it.</p>";
    let deep = format!("{}{words}{}", "<div>".repeat(50_000), "</div>".repeat(50_000));
    let page = read(&deep, "deep.html").expect("a page");
    assert_eq!(page.body.len(), 1);
    assert_eq!(page.notes.iter().map(|d| d.code).collect::<Vec<_>>(), ["import-nested"]);
    for html in [
        "<a href='x'><span>word ".repeat(60_000),
        words.repeat(2_000),
        format!("<div>{}{words}</div>", "<img src=x.jpg>".repeat(2_000)),
        "<article>".to_string() + &words.repeat(20) + &"</article><article><p>x</p>".repeat(300),
        "<div class='caption'>a b c</div>".repeat(1_000) + words,
        "&amp;&#x1F600;".repeat(10_000),
        "<ul><li>".repeat(3_000) + words,
        "\u{0}\u{fffd}<\u{0}>".repeat(1_000) + words,
    ] {
        let _ = read(&html, "a.html");
    }
}
