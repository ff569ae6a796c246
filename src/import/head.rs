//! What stands around an article and what is the article: title, dek, author and outlet are read off the page,
//! service lines are taken out, each with its reason. Nothing is guessed: what the page does not say stays open.
//! It reads units, whatever file they were cut from; what the file's markup states ([`Given`]) is not read again.

mod tail;
mod top;

use super::blocks::Unit;
use super::dates;
use super::lang::Lang;
use super::table::{self, Table};
use crate::text::fold;
use crate::text::html::{self, Kind};
use tail::{closing, repeats};
use top::{dateline, opening, stated};

/// An author as the page has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    pub name: String,
    pub bio: Option<String>,
    pub handle: Option<String>,
}

/// A line that is not in the body, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    pub block: usize,
    pub text: String,
    pub reason: &'static str,
}

/// A paragraph of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub block: usize,
    pub text: String,
    /// As the file's markup has it, where there is one: with links and emphasis.
    pub source: Option<html::Block>,
    pub lines: usize,
    pub kind: Kind,
}

impl Part {
    /// What is written into the article.
    pub fn written(&self) -> html::Block {
        let plain = || html::Block { kind: self.kind, ..html::Block::plain(&self.text) };
        self.source.clone().unwrap_or_else(plain)
    }

    /// Whether it is a line above paragraphs, not one of them.
    pub fn is_heading(&self) -> bool {
        matches!(self.kind, Kind::Heading(_))
    }
}

/// What the markup of a page or the front matter of a file states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    pub title: Option<String>,
    pub dek: Option<String>,
    pub authors: Vec<String>,
    pub outlet: Option<String>,
    /// EDTF.
    pub published: Option<String>,
    pub updated: Option<String>,
    pub url: Option<String>,
    pub tags: Vec<String>,
    /// Whether it says that the text is somebody's opinion.
    pub is_opinion: bool,
    /// Whether the body was found by the structure of its page, so that lines around it are out already.
    pub is_body: bool,
    pub removed: Vec<Removed>,
}

/// An article taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    pub title: String,
    /// Where the title was made up from the file's name.
    pub title_is_open: bool,
    pub dek: Option<String>,
    pub authors: Vec<Author>,
    pub dateline: Option<String>,
    /// The date printed above the text, as written.
    pub date_text: Option<String>,
    /// When it was published and changed, in EDTF: stated by the markup, or printed.
    pub published: Option<String>,
    pub updated: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub tags: Vec<String>,
    pub is_opinion: bool,
    pub parts: Vec<Part>,
    pub pull_quotes: Vec<String>,
    pub removed: Vec<Removed>,
}

impl Head {
    /// The first and the last block of the article.
    pub fn body(&self) -> [usize; 2] {
        let first = self.parts.iter().map(|p| p.block).min().unwrap_or(1);
        let last = self.parts.iter().map(|p| p.block).max().unwrap_or(first);
        [first, last]
    }
}

impl Head {
    /// Gives each line that was taken out its block in the whole text, where it stands there as it is.
    pub fn locate(&mut self, whole: &str) {
        let mut places: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
        for (i, block) in whole.split("\n\n").enumerate() {
            places.entry(block.trim()).or_insert(i + 1);
        }
        for removed in self.removed.iter_mut().filter(|r| r.block == 0) {
            removed.block = places.get(removed.text.trim()).copied().unwrap_or(0);
        }
        self.removed.sort_by_key(|r| r.block);
    }
}

/// Takes an article apart. `name` is the file's, for a text without a title.
pub fn read(units: Vec<Unit>, given: Given, lang: &Lang, name: &str) -> Head {
    let mut head = Head {
        updated: given.updated.clone(),
        outlet: given.outlet.clone(),
        url: given.url.clone(),
        tags: given.tags.clone(),
        is_opinion: given.is_opinion,
        removed: given.removed.clone(),
        ..Head::default()
    };
    let mut rest: Vec<Unit> = Vec::new();
    let service = Service::new(lang);
    for (i, unit) in units.into_iter().enumerate() {
        // "Published: 14 May" above the text is read, not thrown away.
        let dated = i < 20 && dates::is_line(&unit.text, lang);
        match service.reason(&unit.text).filter(|_| unit.kind != Kind::Heading(1) && !given.is_body && !dated) {
            Some(reason) => head.removed.push(Removed { block: unit.block, text: unit.text, reason }),
            None => rest.push(unit),
        }
    }
    let is_body = given.is_body;
    let start = if given.title.is_some() {
        stated(&mut head, &rest, given, lang)
    } else {
        opening(&mut head, &rest, given, lang, name)
    };
    let mut body: Vec<Unit> = rest.split_off(start.min(rest.len()));
    closing(&mut head, &mut body, lang, is_body);
    repeats(&mut head, body, is_body);
    if let Some(first) = head.parts.iter().find(|p| !p.is_heading()) {
        head.dateline = head.dateline.take().or_else(|| dateline(&first.text, lang));
    }
    if head.published.is_none() {
        let printed = head.date_text.as_deref().or(head.dateline.as_deref());
        head.published = printed.and_then(|text| dates::whole(text, lang));
        // The only day that a page prints is the one it is known by.
        if head.published.is_none() {
            head.published = head.updated.take();
        }
    }
    head.removed.sort_by_key(|r| r.block);
    head
}

/// The lines that are no article by their own words.
pub struct Service {
    rules: Vec<(&'static str, &'static str, &'static str)>,
}

impl Service {
    pub fn new(lang: &Lang) -> Service {
        // Pages in any language carry lines of an English template.
        let tables = [lang.table(Table::Boilerplate), table::text("en", Table::Boilerplate)];
        let rules =
            tables.into_iter().take(if lang.code == "en" { 1 } else { 2 }).flat_map(table::rows).filter_map(|row| {
                let (how, words) = row.first()?.split_once(' ')?;
                Some((how, words, *row.get(1)?))
            });
        Service { rules: rules.collect() }
    }

    pub fn reason(&self, text: &str) -> Option<&'static str> {
        // A service line is short; a paragraph that begins with such words is the article's.
        if text.len() > 400 || text.split(' ').count() > 30 {
            return None;
        }
        let lower = fold(text);
        let bare = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '©');
        self.rules.iter().find_map(|(how, words, reason)| {
            // "The minister in Astana. Photo: agency": a caption that ends in its credit.
            let credit =
                *how == "starts" && words.ends_with(':') && (reason.contains("picture") || reason.contains("caption"));
            if credit
                && let Some(at) = lower.rfind(&format!(" {words}"))
                && lower.get(at..).is_some_and(|rest| rest.split(' ').count() <= 8)
            {
                return Some(*reason);
            }
            let fits = match *how {
                "is" => bare == *words,
                "ends" => bare.ends_with(words),
                "contains" => bare.contains(words),
                _ => bare.starts_with(words),
            };
            fits.then_some(*reason)
        })
    }
}
