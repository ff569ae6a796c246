//! The report of an import, for the person who goes on from it: what was kept, what was taken out and why, what was
//! drafted, what is open and how to fill it.

use super::Input;
use super::records::{Sieved, Written};
use crate::text::html::escape;
use serde_json::json;

/// The report in both forms.
pub struct Report {
    pub markdown: String,
    pub json: serde_json::Value,
}

/// Writes the report.
pub fn write(sieved: &Sieved, written: &Written, input: &Input, article: &str, encoding: Option<&str>) -> Report {
    let head = sieved.head;
    let open = questions(sieved, written);
    let joined: Vec<(usize, usize)> = head.parts.iter().filter(|p| p.lines > 1).map(|p| (p.block, p.lines)).collect();
    let paragraphs = head.parts.iter().filter(|p| !p.is_heading()).count();
    let mut md = format!("# Import of {}\n\n", escape(&input.name));
    md.push_str(&format!(
        "The article is `content/articles/{article}.md`. All that was drafted is marked `unconfirmed`: read each record \
         against its evidence, correct it, and then run `nutgraf confirm ID`.\n"
    ));
    md.push_str("\n## Kept\n\n");
    let [first, last] = head.body();
    md.push_str(&format!(
        "{paragraphs} paragraphs, from block {first} to block {last} of the file, as they are; a block is what stands \
         between blank lines. Signs that Markdown would read are escaped, so that the text shows as it was.\n"
    ));
    if let Some(from) = encoding {
        md.push_str(&format!("\nThe file was {from}; the kept copy is UTF-8, with the same characters.\n"));
    }
    let headings = head.parts.iter().filter(|p| p.is_heading());
    for part in headings {
        md.push_str(&format!("\n- block {}, taken for a heading: {}", part.block, escape(&part.text)));
    }
    md.push('\n');
    if !joined.is_empty() {
        md.push_str("\n## Joined\n\nThese blocks were broken by width; their lines are joined by a blank.\n\n");
        for (block, lines) in joined.iter().take(50) {
            md.push_str(&format!("- block {block}: {lines} lines\n"));
        }
        if joined.len() > 50 {
            md.push_str(&format!("- and {} more\n", joined.len() - 50));
        }
    }
    md.push_str("\n## Taken out of the text\n\n");
    if head.removed.is_empty() {
        md.push_str("Nothing.\n");
    }
    for removed in &head.removed {
        md.push_str(&format!("- block {}: {}. “{}”\n", removed.block, removed.reason, escape(&removed.text)));
    }
    if !sieved.captions.is_empty() {
        md.push_str("\nCaptions, which belong to pictures that were not taken over:\n\n");
        for caption in &sieved.captions {
            md.push_str(&format!("- {}\n", escape(caption)));
        }
    }
    md.push_str("\n## Read from the page\n\n");
    md.push_str(&format!("- title: {}\n", escape(&head.title)));
    if let Some(dek) = &head.dek {
        md.push_str(&format!("- dek: {}\n", escape(dek)));
    }
    for author in &head.authors {
        md.push_str(&format!("- author: {}\n", escape(&author.name)));
    }
    if let Some(outlet) = &written.outlet {
        md.push_str(&format!(
            "- outlet: {}. Someone in the text told it something, and a line that was taken out has the same name; no \
             masthead says so.\n",
            escape(outlet)
        ));
    }
    md.push_str("\n## Drafted\n\n");
    for kind in ["actor", "deal", "event", "quote", "place"] {
        let of: Vec<_> = written.records.iter().filter(|r| r.0 == kind).collect();
        if of.is_empty() {
            continue;
        }
        md.push_str(&format!("{}:\n\n", title(kind, of.len())));
        for (_, id, name) in of {
            md.push_str(&format!("- `{id}`: {}\n", escape(name)));
        }
        md.push('\n');
    }
    if !written.known.is_empty() {
        md.push_str(
            "## Known already\n\nThese actors exist and were not touched. What this text says first of each:\n\n",
        );
        for (id, passage) in &written.known {
            md.push_str(&format!("- `{id}`: “{}”\n", escape(passage)));
        }
        md.push('\n');
    }
    if !written.renamed.is_empty() {
        md.push_str("## Ids that were taken\n\n");
        for (wanted, given) in &written.renamed {
            md.push_str(&format!("- `{wanted}` exists, so the new record is `{given}`\n"));
        }
        md.push('\n');
    }
    md.push_str("## Open\n\n");
    for (_, question) in &open {
        md.push_str(&format!("- {question}\n"));
    }
    for unresolved in &sieved.unresolved {
        let n = sieved.paragraphs.get(unresolved.paragraph).map_or(0, |p| p.n);
        md.push_str(&format!(
            "- Paragraph {n} sounds like a deal, but does not say between whom: “{}”\n",
            escape(&unresolved.text)
        ));
    }
    for dropped in &written.dropped {
        md.push_str(&format!("- Not drafted. {}\n", escape(dropped)));
    }
    for name in &sieved.found.media {
        md.push_str(&format!("- {} is named as an outlet or network and was not made an actor.\n", escape(name)));
    }
    let json = json!({
        "file": input.name,
        "article": article,
        "paragraphs": paragraphs,
        "body": [first, last],
        "removed": head.removed.iter().map(|r| json!({ "block": r.block, "reason": r.reason, "text": r.text })).collect::<Vec<_>>(),
        "joined": joined.iter().map(|(block, lines)| json!({ "block": block, "lines": lines })).collect::<Vec<_>>(),
        "records": written.records.iter().map(|(kind, id, name)| json!({ "kind": kind, "id": id, "name": name })).collect::<Vec<_>>(),
        "known": written.known.iter().map(|(id, passage)| json!({ "id": id, "passage": passage })).collect::<Vec<_>>(),
        "renamed": written.renamed.iter().map(|(wanted, id)| json!({ "wanted": wanted, "id": id })).collect::<Vec<_>>(),
        "open": open.iter().map(|(field, question)| json!({ "field": field, "question": question })).collect::<Vec<_>>(),
        "unresolved": sieved.unresolved.iter().map(|u| &u.text).collect::<Vec<_>>(),
        "captions": sieved.captions,
        "encoding": encoding,
        "unlinked": written.unlinked,
        "dropped": written.dropped,
    });
    Report { markdown: md, json }
}

fn questions(sieved: &Sieved, written: &Written) -> Vec<(&'static str, String)> {
    let head = sieved.head;
    let mut out = Vec::new();
    if head.title_is_open {
        out.push((
            "title",
            "**Title.** The file begins with the text; the title was made from the file's name. Set `title`.".into(),
        ));
    }
    if head.authors.is_empty() {
        out.push((
            "authors",
            "**Author.** No byline was found. Set `authors = [{ name = \"…\" }]` in the article.".into(),
        ));
    }
    match (&written.outlet, &written.outlet_guess) {
        (Some(_), _) => {}
        (None, Some(guess)) => out.push((
            "outlet",
            format!(
                "**Outlet.** The page has the name {}; if that is where the text appeared, set `outlet`.",
                escape(guess)
            ),
        )),
        (None, None) => {
            out.push(("outlet", "**Outlet.** The page does not name it. Set `outlet`, if you know.".into()))
        }
    }
    if head.published.is_none() {
        out.push((
            "published",
            "**Date of publication.** None is printed on the page, so words such as “this year” fix no year. Set `published` \
             in the article and `issued` in its source."
                .into(),
        ));
    }
    out.push(("url", "**Address.** Set `url` in the source, so that readers can go to the original.".into()));
    out.push((
        "kind",
        "**Kind of article.** `kind` is left out, which means an explainer; an opinion piece should say `kind = \"opinion\"`."
            .into(),
    ));
    out
}

fn title(kind: &str, n: usize) -> String {
    let plural = if n == 1 { "" } else { "s" };
    let mut chars = kind.chars();
    let word: String = chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default();
    format!("{n} {}{plural}", word.to_lowercase())
}
