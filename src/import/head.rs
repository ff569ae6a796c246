//! What stands around an article and what is the article: title, dek, author and outlet are read off the page,
//! service lines are taken out, each with its reason. Nothing is guessed: what the page does not say stays open.
//! It reads units, whatever file they were cut from; what the file's markup states ([`Given`]) is not read again.

mod byline;
mod line;
mod middle;
mod site;
mod tail;
#[cfg(test)]
mod tests;
mod top;

use std::collections::HashMap;

use super::blocks::Unit;
use super::lang::Lang;
use super::table::{self, Table};
use crate::text::html::{self, Kind};
use line::{Line, furniture, is_prose};
use middle::{between, doubles, repeats, under_labels};
use tail::closing;
use top::{date, dateline, is_date, opening, run_in, stated};

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
        let mut places: HashMap<&str, usize> = HashMap::new();
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
    let service = Service::new(lang);
    let is_body = given.is_body;
    let reason = |i: usize, unit: &Unit| {
        // "Published: 14 May" above the text is read, not thrown away; a title is one whatever its words.
        let kept = is_body || unit.kind == Kind::Heading(1) || i < 20 && is_date(&unit.text, lang);
        if kept { None } else { service.reason(&unit.text).or_else(|| furniture(unit)) }
    };
    let mut lines = line::lines(units, reason);
    let start = if is_body && given.title.is_some() {
        stated(&mut head, &lines, given, lang)
    } else {
        opening(&mut head, &lines, given, lang, name)
    };
    let mut body: Vec<Line> = lines.split_off(start.min(lines.len()));
    if !is_body {
        under_labels(&mut body);
        doubles(&mut body);
    }
    closing(&mut head, &mut body, lang, is_body);
    let body = if is_body { body } else { between(&mut head, body, lang) };
    repeats(&mut head, body, is_body);
    if let Some(first) = head.parts.iter().find(|p| !p.is_heading()) {
        head.dateline = head.dateline.take().or_else(|| dateline(&first.text, lang));
        if head.authors.is_empty() && head.dateline.is_some() {
            head.authors = byline::authors(byline::behind_dateline(&first.text, lang).unwrap_or_default());
        }
    }
    if head.published.is_none() {
        head.published = published(&head, lang);
        // The only day that a page prints is the one it is known by.
        if head.published.is_none() {
            head.published = head.updated.take();
        }
    }
    head.removed.sort_by_key(|r| r.block);
    head
}

/// The day that the page prints above its text, or before its first sentence.
fn published(head: &Head, lang: &Lang) -> Option<String> {
    let first = head.parts.iter().find(|p| !p.is_heading());
    // "Emden, 12. Juni 2025 – …"
    let led = first.and_then(|p| run_in(&p.text)).filter(|_| head.dateline.is_some()).map(|(led, _)| led);
    [head.date_text.as_deref(), head.dateline.as_deref(), led].into_iter().flatten().find_map(|text| date(text, lang))
}

/// The lines that are no article by their own words.
pub struct Service<'a> {
    lang: &'a Lang,
    rules: Vec<Rule>,
    /// The rules for how a line begins, and for whole lines, by their first letter: there are many, and long texts.
    by_first: HashMap<char, Vec<usize>>,
    /// The rules that a line may meet anywhere.
    anywhere: Vec<usize>,
    /// "Photo:": a caption may end in it too.
    credits: Vec<usize>,
}

struct Rule {
    how: &'static str,
    /// As the language compares letters.
    words: String,
    reason: &'static str,
}

impl Service<'_> {
    pub fn new(lang: &Lang) -> Service<'_> {
        // Pages in any language carry lines of an English template.
        let tables = [lang.table(Table::Boilerplate), table::text("en", Table::Boilerplate)];
        let rows = tables.into_iter().take(if lang.code == "en" { 1 } else { 2 }).flat_map(table::rows);
        let rules = rows.filter_map(|row| {
            let (how, words) = row.first()?.split_once(' ')?;
            Some(Rule { how, words: lang.fold(words), reason: row.get(1)? })
        });
        let mut out = Service {
            lang,
            rules: rules.collect(),
            by_first: HashMap::new(),
            anywhere: Vec::new(),
            credits: Vec::new(),
        };
        for (i, rule) in out.rules.iter().enumerate() {
            match (rule.how, rule.words.chars().next()) {
                ("is" | "starts", Some(first)) => out.by_first.entry(first).or_default().push(i),
                _ => out.anywhere.push(i),
            }
            let is_picture = rule.reason.contains("picture") || rule.reason.contains("caption");
            if rule.how == "starts" && rule.words.ends_with(':') && is_picture {
                out.credits.push(i);
            }
        }
        out
    }

    pub fn reason(&self, text: &str) -> Option<&'static str> {
        // A service line is short; a paragraph that begins with such words is the article's.
        if text.len() > 400 || text.split(' ').count() > 30 {
            return None;
        }
        let lower = self.lang.fold(text).replace(['\u{a0}', '\u{202f}'], " ");
        let bare = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '©');
        let prose = is_prose(text);
        let fits = |i: &&usize| self.rules.get(**i).is_some_and(|rule| rule.fits(bare, prose));
        let first = bare.chars().next().and_then(|first| self.by_first.get(&first)).into_iter().flatten();
        let ends = |i: &&usize| self.rules.get(**i).is_some_and(|rule| ends_in_credit(&lower, &rule.words));
        let credits = self.credits.iter().filter(|_| lower.contains(':'));
        let found = [first.clone().find(fits), self.anywhere.iter().find(fits), credits.clone().find(ends)];
        let at = found.into_iter().flatten().min()?;
        self.rules.get(*at).map(|rule| rule.reason)
    }
}

impl Rule {
    fn fits(&self, bare: &str, prose: bool) -> bool {
        match self.how {
            "is" => bare == self.words,
            "ends" => bare.ends_with(&self.words),
            "contains" => bare.contains(&self.words),
            // A paragraph may begin with a longer word.
            _ => bare
                .strip_prefix(self.words.as_str())
                .is_some_and(|rest| !prose || !rest.starts_with(char::is_alphanumeric) || self.words.ends_with(' ')),
        }
    }
}

/// "The minister in Astana. Photo: agency": a caption that ends in its credit.
fn ends_in_credit(lower: &str, words: &str) -> bool {
    let at = lower.rfind(&format!(" {words}"));
    at.and_then(|at| lower.get(at..)).is_some_and(|rest| rest.split(' ').count() <= 8)
}
