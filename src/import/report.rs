//! The report of an import, for the person who goes on from it: what was kept, what was taken out and why, what was
//! drafted, what is open and how to fill it.

use super::Input;
use std::collections::HashSet;

use super::deals::Deal;
use super::head::Removed;
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
    if !head.removed.is_empty() {
        md.push_str(
            "To put one back, copy its words into the article, behind the paragraph that is named; they are escaped for \
             Markdown.\n\n",
        );
    }
    // Menus and buttons: words that nobody would put back, told in one line.
    let is_scrap = |r: &&Removed| r.text.split_whitespace().count() <= 3;
    let mut scraps: Vec<String> = head.removed.iter().filter(is_scrap).map(|r| escape(&r.text)).collect();
    scraps.dedup();
    let many = scraps.len() > 12;
    if many {
        md.push_str(&format!("- {} short lines: {}\n", scraps.len(), scraps.join("; ")));
    }
    let mut told: HashSet<&str> = HashSet::new();
    for removed in head.removed.iter().filter(|r| !(many && is_scrap(r))) {
        if !told.insert(&removed.text) {
            continue;
        }
        let place = match removed.block {
            0 => String::new(),
            block => format!("block {block}, "),
        };
        let before = head.parts.iter().rfind(|p| p.block < removed.block.max(1));
        let behind = match before {
            Some(part) => format!("behind “{}…”", escape(&first_words(&part.text))),
            None => "above the text".to_string(),
        };
        md.push_str(&format!("- {place}{behind}: {}.\n\n  {}\n", removed.reason, escape(&removed.text)));
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
    if let Some(outlet) = &head.outlet {
        md.push_str(&format!("- outlet: {}, as the file states it\n", escape(outlet)));
    } else if let Some(outlet) = &written.outlet {
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
        for known in &written.known {
            md.push_str(&format!("- `{}`: “{}”\n", known.id, escape(&known.passage)));
            if !known.aliases.is_empty() {
                md.push_str(&format!(
                    "  - names that its record does not have: {}\n",
                    escape(&known.aliases.join("; "))
                ));
            }
            for role in &known.roles {
                md.push_str(&format!("  - called here: {}\n", escape(role)));
            }
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
    for deal in &sieved.deals {
        open_deal(&mut md, deal, head.published.as_deref());
    }
    for link in &written.unlinked {
        md.push_str(&format!("- The wiki link to {} leads to no record; its words were kept.\n", escape(link)));
    }
    for dropped in &written.dropped {
        md.push_str(&format!("- Not drafted. {}\n", escape(dropped)));
    }
    for name in &sieved.found.media {
        md.push_str(&format!("- {} is named as an outlet or network and was not made an actor.\n", escape(name)));
    }
    if !sieved.slips.is_empty() {
        md.push_str("\n## Suspected slips\n\nThe text was left as it is; readers saw it so.\n\n");
        for slip in &sieved.slips {
            md.push_str(&format!("- paragraph {}: “{}”, {}\n", slip.paragraph, escape(&slip.words), slip.what));
        }
    }
    let json = json!({
        "file": input.name,
        "article": article,
        "paragraphs": paragraphs,
        "body": [first, last],
        "removed": head.removed.iter().map(|r| json!({ "block": r.block, "reason": r.reason, "text": r.text })).collect::<Vec<_>>(),
        "joined": joined.iter().map(|(block, lines)| json!({ "block": block, "lines": lines })).collect::<Vec<_>>(),
        "records": written.records.iter().map(|(kind, id, name)| json!({ "kind": kind, "id": id, "name": name })).collect::<Vec<_>>(),
        "known": written.known.iter().map(|k| json!({ "id": k.id, "passage": k.passage, "aliases": k.aliases, "roles": k.roles })).collect::<Vec<_>>(),
        "renamed": written.renamed.iter().map(|(wanted, id)| json!({ "wanted": wanted, "id": id })).collect::<Vec<_>>(),
        "open": open.iter().map(|(field, question)| json!({ "field": field, "question": question })).collect::<Vec<_>>(),
        "unresolved": sieved.unresolved.iter().map(|u| &u.text).collect::<Vec<_>>(),
        "slips": sieved.slips.iter().map(|s| json!({ "paragraph": s.paragraph, "words": s.words, "what": s.what })).collect::<Vec<_>>(),
        "captions": sieved.captions,
        "encoding": encoding,
        "unlinked": written.unlinked,
        "dropped": written.dropped,
    });
    Report { markdown: md, json }
}

/// What a deal leaves open, and what would fill it.
fn open_deal(md: &mut String, deal: &Deal, published: Option<&str>) {
    let name = escape(&deal.name);
    match (&deal.date, &deal.date_text) {
        (None, Some(words)) => {
            let fixes = match published {
                Some(day) => format!("the article is of {day}"),
                None => "only the day of publication fixes that".to_string(),
            };
            md.push_str(&format!(
                "- Deal {name}: the text says “{}”, and {fixes}. Set `signed`, `announced` or `delivered`, with `date_why`.\n",
                escape(words)
            ));
        }
        (None, None) => {
            md.push_str(&format!("- Deal {name}: no date beside it. Set `signed` or `announced`, if you know.\n"))
        }
        _ => {}
    }
    if deal.status.is_none() {
        md.push_str(&format!("- Deal {name}: the words do not say how far it has come. Set `status`.\n"));
    }
}

fn first_words(text: &str) -> String {
    text.split_whitespace().take(6).collect::<Vec<_>>().join(" ")
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
    if head.url.is_none() {
        out.push(("url", "**Address.** Set `url` in the source, so that readers can go to the original.".into()));
    }
    if !head.is_opinion {
        let words = "**Kind of article.** `kind` is left out, which means an explainer; an opinion piece should say \
                     `kind = \"opinion\"`.";
        out.push(("kind", words.into()));
    }
    out
}

fn title(kind: &str, n: usize) -> String {
    let plural = if n == 1 { "" } else { "s" };
    let mut chars = kind.chars();
    let word: String = chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default();
    format!("{n} {}{plural}", word.to_lowercase())
}
