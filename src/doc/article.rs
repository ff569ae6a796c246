//! The fields of an article.

use super::common;
use super::record::*;
use crate::fields::Fields;

pub fn read(f: &mut Fields) -> Article {
    Article {
        kind: f.word("kind", ArticleKind::WORDS, ArticleKind::read).map(|k| k.value),
        published: f.date("published"),
        dek: f.text("dek"),
        authors: f.list("authors").iter().filter_map(author).collect(),
        outlet: f.string("outlet"),
        dateline: f.string("dateline"),
        origin: f.sub("origin").map(origin),
        key_points: f.list("key_points").iter().filter_map(key_point).collect(),
        path: f.ids("path"),
        pull_quotes: f.strings("pull_quotes"),
        autolink: f.word("autolink", Autolink::WORDS, Autolink::read).map(|a| a.value),
        image: common::image(f),
    }
}

fn author(item: &crate::fields::Item) -> Option<Author> {
    if !item.is_table() {
        return Some(Author { name: item.text()?.value, bio: None, handle: None });
    }
    let mut f = item.table("a name, or { name, bio, handle }")?;
    let name = f.string("name");
    f.require("name", name.is_some(), "name = \"…\"");
    let (bio, handle) = (f.string("bio"), f.string("handle"));
    f.done();
    Some(Author { name: name?, bio, handle })
}

fn origin(mut f: Fields) -> Origin {
    let origin = Origin { source: f.id("source"), url: f.url("url"), licence: f.string("licence") };
    f.done();
    origin
}

/// `{ text, refs }`, or a bare text, which rests on nothing.
fn key_point(item: &crate::fields::Item) -> Option<KeyPoint> {
    let span = item.span.clone();
    if !item.is_table() {
        return Some(KeyPoint { span, text: item.text()?.value, refs: Vec::new() });
    }
    let mut f = item.table("{ text, refs }")?;
    let text = f.string("text");
    f.require("text", text.is_some(), "text = \"…\"");
    let refs = f.ids("refs");
    f.done();
    Some(KeyPoint { span, text: text?, refs })
}
