//! The fields of a source. Whether its text is there, and what it says, is asked elsewhere.

use super::common;
use super::record::*;
use crate::diag::{self, Diag};
use crate::fields::{Fields, Item};

/// The type names of CSL 1.0.2.
pub const CSL: [&str; 45] = [
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
];

pub fn read(f: &mut Fields) -> Source {
    let kind = kind(f);
    f.require("kind", kind.is_some(), "kind = \"article-newspaper\"; or report, webpage, speech, treaty, …");
    Source {
        kind,
        authors: f.strings("authors"),
        container: f.string("container"),
        issued: f.date("issued"),
        url: f.url("url"),
        archive_url: f.url("archive_url"),
        accessed: common::date(f, "accessed"),
        publisher: f.string("publisher"),
        licence: f.string("licence"),
        primary: f.flag("primary").is_some_and(|p| p.value),
        text: text(f),
        body: body(f),
        publish_text: f.flag("publish_text"),
    }
}

fn kind(f: &mut Fields) -> Option<String> {
    let kind = f.text("kind")?;
    if CSL.contains(&kind.value.as_str()) {
        return Some(kind.value);
    }
    let message = format!("\"{}\" is no kind of source", kind.value);
    let mut diag = Diag::error("unknown-word", message).at(f.file.place(&kind.span));
    let likely = match kind.value.as_str() {
        "newspaper" | "news" | "column" => Some("article-newspaper"),
        "magazine" => Some("article-magazine"),
        "journal" | "paper" => Some("article-journal"),
        "website" | "web" | "page" => Some("webpage"),
        "blog" => Some("post-weblog"),
        "tweet" => Some("post"),
        other => diag::nearest(other, CSL),
    };
    if let Some(likely) = likely {
        diag = diag.help(format!("did you mean \"{likely}\"?"));
    }
    f.file.tell(diag.help(format!("the type names of CSL: {}", CSL.join(", "))));
    None
}

/// A path that stays in the project, outside of what is published.
fn text(f: &mut Fields) -> Option<Text> {
    let text = f.text("text")?;
    let value = &text.value;
    let help = "keep it in kept/, and write: text = \"kept/NAME.txt\"";
    let leaves =
        value.starts_with('/') || value.contains(['\\', ':']) || value.split('/').any(|p| matches!(p, ".." | "." | ""));
    if leaves {
        f.file.error("bad-path", "`text` is a path from the site's root that stays in it", &text.span, help);
        return None;
    }
    let published =
        value.split('/').next().filter(|first| matches!(*first, "content" | "static" | "assets" | "templates"));
    if let Some(folder) = published {
        f.file.error("text-in-public", format!("a text in {folder}/ could be published"), &text.span, help);
        return None;
    }
    Some(text)
}

/// `[first, last]`, block numbers from 1.
fn body(f: &mut Fields) -> Option<[usize; 2]> {
    let item = f.get("body")?;
    let numbers: Vec<usize> =
        item.list().iter().filter_map(Item::int).filter_map(|n| usize::try_from(n.value).ok()).collect();
    match numbers.as_slice() {
        [first, last] if (1..=*last).contains(first) => Some([*first, *last]),
        _ => {
            let message = "`body` takes the first and the last block of the text, from 1";
            f.file.error("bad-number", message, &item.span, "write: body = [5, 15]");
            None
        }
    }
}
