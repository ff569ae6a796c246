//! What a reader sees of a page, and that no page can do harm.

use super::*;

fn texts(html: &str) -> Vec<String> {
    blocks(html).into_iter().map(|b| b.text).collect()
}

fn markdown(html: &str) -> String {
    let found = blocks(html);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.into_iter().next().map(|b| b.markdown).unwrap_or_default()
}

#[test]
fn blocks_part_and_white_space_folds() {
    assert_eq!(
        texts("<p>One\n  <b>two</b>&nbsp; three<p>four<div>five<span>six</span> seven</div>eight"),
        ["One two three", "four", "fivesix seven", "eight"]
    );
    assert_eq!(texts("a<br>b<br/>c<br><br>d<br> <br><br>e"), ["a\nb\nc", "d", "e"]);
    assert_eq!(texts("<p>soft\u{ad}hy\u{200b}phen</p>"), ["softhyphen"]);
    assert_eq!(texts("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字"), ["漢字"]);
}

#[test]
fn what_is_not_shown_is_left_out() {
    let html = "<head><title>T</title></head><body><script>s</script><style>t</style><noscript>n</noscript>\
        <template>m</template><p hidden>h</p><p style='DISPLAY : none'>d</p><span class='sr-only'>e</span>\
        <select><option>o</select><textarea>a</textarea><p>seen</p>";
    assert_eq!(texts(html), ["seen"]);
}

#[test]
fn kinds() {
    let html = "<h2>H</h2><ul><li>a<ol><li>b</li></ol></li></ul><blockquote><p>q</p><p>r</p></blockquote>\
        <pre>x\n  y\n\nz</pre><figure><figcaption>c</figcaption></figure>\
        <table><tr><th>A<th>B</tr><tr><td>1<td><p>2</p></tr></table><table><tr><td>lonely</table>";
    let found: Vec<(Kind, String, bool)> = blocks(html).into_iter().map(|b| (b.kind, b.text, b.opens)).collect();
    let is = |kind, text: &str, opens| (kind, text.to_string(), opens);
    assert_eq!(
        found,
        [
            is(Kind::Heading(2), "H", true),
            is(Kind::Item { ordered: false, depth: 1 }, "a", true),
            is(Kind::Item { ordered: true, depth: 2 }, "b", true),
            is(Kind::Quote, "q", true),
            is(Kind::Quote, "r", false),
            is(Kind::Code, "x\n  y\nz", false),
            is(Kind::Caption, "c", false),
            is(Kind::Row, "A | B", true),
            is(Kind::Row, "1 | 2", false),
            is(Kind::Paragraph, "lonely", true),
        ]
    );
}

#[test]
fn inline_markdown() {
    assert_eq!(markdown("<p>a <b> bold </b>b <i>em</i>, <code>x*y</code>"), "a **bold** b _em_, `x*y`");
    assert_eq!(
        markdown("<base href='https://x.example/a/'><p>so!<a href='../b?c=(1)&d={{e'>see <b>this</b></a>."),
        "so\\![see **this**](https://x.example/b?c=%281%29&d=%7B%7Be)."
    );
    assert_eq!(markdown("<p><a href='javascript:x()'>no</a> <a href='/rel'>base</a>"), "no base");
    assert_eq!(markdown("<p><a href='mailto:a@b.example'>mail</a>"), "[mail](mailto:a@b.example)");
    // Marks that would not be read as such are left off, the words stay.
    assert_eq!(markdown("<p>un<b>“frozen”</b>ly"), "un“frozen”ly");
    assert_eq!(markdown("<p>a<br><b>b</b>"), "a\\\n**b**");
}

#[test]
fn nothing_alive_gets_through() {
    for text in [
        "{{<deals />}}",
        "[[wiki]] and [^note] and [a](b) ![c](d)",
        "<script>alert(1)</script>",
        "# not a heading",
        "1. not a list",
        "+++",
        "a | b",
        "&amp; &copy; & so",
        "_a_ *b* `c` ~~d~~ \\",
        "https://x.example",
        "- a",
        ": - :",
        "wow!",
        "{#id}",
        "===",
    ] {
        let shown = crate::text::escape(text);
        for html in [
            format!("<p>{shown}"),
            format!("<p><b>{shown}</b>"),
            format!("<p>x<a href='https://x.example/'>{shown}</a>y"),
            format!("<p><i>a</i>{shown}<code>{shown}</code>"),
            format!("<p>line<br>{shown}"),
        ] {
            let block = blocks(&html).into_iter().next().expect("a block");
            assert_eq!(inline::rendered(&block.markdown).as_deref(), Some(block.text.as_str()), "{html}");
            assert!(block.text.contains(text.trim()), "{html}");
            assert!(!block.markdown.contains("{{") && !block.markdown.contains("[["), "{}", block.markdown);
        }
    }
}

#[test]
fn any_inline_html_renders_to_its_text() {
    let pieces = [
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<code>",
        "</code>",
        "<a href='https://x.example/a_b*c'>",
        "</a>",
        "<br>",
        " ",
        "a",
        "B.",
        "*",
        "_",
        "`",
        "[",
        "]",
        "!",
        "“q”",
        "(",
        ")",
        "1.",
        "-",
        "|",
        "\\",
        "&amp;",
        "é",
        "~",
        "#",
        "<q>",
        "</q>",
        "<td>",
        "<tr>",
        "<table>",
        "{{",
        "}}",
        ":",
        "<sup>",
        "</sup>",
    ];
    let mut n: u64 = 11;
    for _ in 0..4000 {
        let mut html = String::from("<p>");
        for _ in 0..14 {
            n = n.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            html.push_str(pieces[(n >> 33) as usize % pieces.len()]);
        }
        for block in blocks(&html) {
            let seen = inline::rendered(&block.markdown);
            let seen = seen.as_deref().map(|s| s.trim().to_string());
            assert_eq!(seen.as_deref(), Some(block.text.trim()), "{html}\n{}", block.markdown);
            assert!(!block.text.contains("\n\n") && !block.text.is_empty());
        }
    }
}

#[test]
fn block_n_of_the_text_is_block_n() {
    let html = include_str!("../../../tests/pages/shapes.html");
    let found = blocks(html);
    let kept = crate::kb::proof::Kept::new(&text(html), None);
    assert_eq!(kept.blocks(), found.len());
    for (i, block) in found.iter().enumerate() {
        let range = kept.paragraph(i + 1).expect("a paragraph");
        assert_eq!(&kept.text()[range], block.text);
    }
    assert_eq!(text(html), text(html));
}

#[test]
fn a_page_without_end_is_flattened() {
    let deep = format!(
        "<p>before</p>{}<script>no</script>a &lt; b{}<p>af<b>ter",
        "<div>".repeat(50_000),
        "</div>".repeat(50_000)
    );
    assert!(parse(&deep).flattened);
    assert_eq!(texts(&deep), ["before", "a < b", "after"]);
    let styles: String = (0..20_000).map(|i| format!("<p><b id={i}>x")).collect();
    assert_eq!(texts(&styles).len(), 20_000);
    assert_eq!(texts(&"<a href=x><span>w ".repeat(60_000)).len(), 1);
    let attributes: String = (0..30_000).map(|i| format!(" a{i}=x")).collect();
    assert_eq!(texts(&format!("<p{attributes}>t</p>")), ["t"]);
    // A deep one that can be read is read.
    let fine = format!("{}<p>in</p>{}", "<div>".repeat(900), "</div>".repeat(900));
    assert!(!parse(&fine).flattened);
    assert_eq!(texts(&fine), ["in"]);
}

#[test]
fn broken_markup_does_no_harm() {
    for html in [
        "",
        "<",
        "</",
        "<!--",
        "<a href=\"",
        "<p",
        "&#x110000;&#0;&nosuch;",
        "<plaintext><p>",
        "\u{0}\u{1}",
        "<![CDATA[x]]>",
    ] {
        let _ = text(html);
    }
    assert_eq!(texts("1 < 2 <3 a<b"), ["1 < 2 <3 a"]);
    let _ = text(&"<".repeat(50_000));
    let _ = text(&"&amp;".repeat(50_000));
    let _ = text(&"<table><tr><td></div>".repeat(20_000));
}
