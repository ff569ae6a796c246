//! What of the article tells who speaks: its marks, the words around them, and who was named before.

use std::ops::Range;

use super::marks::{self, Mark, is_mark};
use crate::doc::record::ActorKind;
use crate::import::actors::{Form, Found, Mention};
use crate::import::lang::{Lang, Marker};
use crate::import::phrases::Phrases;
use crate::import::rules::Rules;
use crate::import::table::{self, Table};
use crate::import::words::Paragraph;

pub struct Scene<'a> {
    pub found: &'a Found,
    pub paragraphs: &'a [Paragraph],
    pub rules: &'a Rules<'a>,
    pub lang: &'a Lang,
    /// By paragraph.
    pub marks: Vec<Vec<Mark>>,
    /// Roles that a person is called by.
    pub titles: Phrases<()>,
    /// Words that credit a speaker without a verb; whether they are short and mean other things too.
    pub credits: Phrases<bool>,
}

/// The parts in which a name is no subject, where a small word tells them.
const OBJECTS: [Marker; 9] = [
    Marker::With,
    Marker::From,
    Marker::To,
    Marker::For,
    Marker::Against,
    Marker::Of,
    Marker::In,
    Marker::On,
    Marker::Between,
];

impl<'a> Scene<'a> {
    pub fn new(found: &'a Found, paragraphs: &'a [Paragraph], rules: &'a Rules<'a>) -> Scene<'a> {
        let lang = rules.lang;
        let titles = table::rows(lang.table(Table::Titles))
            .filter(|row| table::column(row, 1) == "role")
            .flat_map(|row| table::list(&row, 0))
            .map(|form| (form, ()));
        let is_preposed = !lang.is_postpositional && lang.code != "tr";
        let credits = table::lines(lang.table(Table::Says))
            .filter_map(|line| line.strip_prefix("according:"))
            .flat_map(|line| line.split(';').map(str::trim))
            .map(|form| (form, is_preposed && !form.contains(' ') && form.chars().count() < 5));
        let mut scene = Scene {
            found,
            paragraphs,
            rules,
            lang,
            marks: Vec::new(),
            titles: Phrases::new(lang, titles),
            credits: Phrases::new(lang, credits),
        };
        scene.mark();
        scene
    }

    /// Finds the marks; a speech of several paragraphs is opened in each and closed in the last.
    fn mark(&mut self) {
        let mut is_open = false;
        for (n, p) in self.paragraphs.iter().enumerate() {
            let mut marked = marks::marked(p);
            // Spanish and French open again with the closing mark.
            if is_open && p.word(0) == "»" && marked.pairs.first().is_none_or(|(open, _)| *open > 0) {
                let close = (1..p.tokens.len()).find(|&k| p.word(k) == "»");
                marked.pairs.insert(0, (0, close.unwrap_or(p.tokens.len())));
            }
            let next = self.paragraphs.get(n + 1).map_or("", |next| next.word(0));
            let again = marked.unclosed.filter(|&k| next == p.word(k) || next == "»" && p.word(k) == "«");
            is_open = again.is_some();
            if let Some(open) = again {
                marked.pairs.push((open, p.tokens.len()));
            }
            self.marks.push(marked.pairs);
        }
    }

    pub fn marks_of(&self, n: usize) -> &[Mark] {
        self.marks.get(n).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a token stands between marks.
    pub fn is_quoted(&self, n: usize, k: usize) -> bool {
        let marks = self.marks_of(n);
        let before = marks.partition_point(|(open, _)| *open <= k);
        before.checked_sub(1).and_then(|i| marks.get(i)).is_some_and(|(_, close)| k < *close)
    }

    /// Who is named in some tokens, outside quotations where these are.
    pub fn named(&self, n: usize, region: &Range<usize>) -> Vec<&'a Mention> {
        let list = self.found.mentions.get(n).map(Vec::as_slice).unwrap_or_default();
        let inside = |m: &&Mention| m.range.start >= region.start && m.range.end <= region.end;
        let is_name = |m: &&Mention| m.form != Form::Adjective;
        let said = self.is_quoted(n, region.start);
        list.iter().filter(inside).filter(is_name).filter(|m| said || !self.is_quoted(n, m.range.start)).collect()
    }

    pub fn kind(&self, actor: usize) -> Option<ActorKind> {
        self.found.actor(actor).map(|a| a.kind)
    }

    pub fn is_person(&self, actor: usize) -> bool {
        self.kind(actor) == Some(ActorKind::Person)
    }

    /// The persons among some mentions, each once.
    pub fn persons(&self, mentions: &[&Mention]) -> Vec<usize> {
        let mut out = Vec::new();
        for m in mentions.iter().filter(|m| self.is_person(m.actor)) {
            if !out.contains(&m.actor) {
                out.push(m.actor);
            }
        }
        out
    }

    /// Whether a name is the object of a small word, or owns what follows: it does not speak.
    pub fn is_object(&self, p: &Paragraph, range: &Range<usize>) -> bool {
        let apostrophe = matches!(p.word(range.end), "’s" | "'s" | "’" | "'");
        if self.lang.code == "tr" || self.lang.code == "en" && apostrophe {
            return apostrophe;
        }
        if self.lang.is_postpositional {
            return OBJECTS.iter().any(|m| self.lang.marker_at(*m, p, range.end).is_some());
        }
        self.is_governed(p, range.start)
    }

    /// Whether a small word before a token, past an article, makes what begins there an object.
    pub fn is_governed(&self, p: &Paragraph, at: usize) -> bool {
        let Some(mut before) = at.checked_sub(1) else { return false };
        let governs = |k: usize| OBJECTS.iter().any(|m| self.lang.is(*m, p, k));
        if governs(before) {
            return true;
        }
        if self.lang.is(Marker::The, p, before) && before > 0 {
            before -= 1;
            return governs(before);
        }
        false
    }

    /// The verb of saying that begins at a token, where it is no part of a name.
    pub fn says(&self, n: usize, p: &Paragraph, k: usize) -> Option<Range<usize>> {
        let (len, ()) = self.rules.says.at(p, k)?;
        self.found.at(n, k).is_none().then_some(k..k + len)
    }

    /// A word that points back to a person named before.
    pub fn pronoun(&self, p: &Paragraph, range: Range<usize>) -> Option<usize> {
        range.into_iter().find(|&k| self.lang.marker_at(Marker::He, p, k).is_some())
    }

    /// The title in some tokens that stands for a person: no name follows it, it owns nothing, and it is no object.
    pub fn title(&self, n: usize, p: &Paragraph, region: Range<usize>) -> Option<Range<usize>> {
        region.into_iter().find_map(|k| {
            let (len, ()) = self.titles.at(p, k)?;
            let next = k + len;
            let alone = self.found.at(n, next).is_none() && !matches!(p.word(next), "’s" | "'s");
            (alone && !self.is_governed(p, k)).then_some(k..next)
        })
    }

    /// Whether a token ends a sentence.
    pub fn is_end(word: &str) -> bool {
        matches!(word, "." | "!" | "?" | "…" | "۔" | "।" | "؟")
    }

    /// The words behind a quotation, up to the end of the sentence or to the next quotation.
    pub fn behind(&self, n: usize, p: &Paragraph, i: usize) -> Range<usize> {
        let marks = self.marks_of(n);
        let Some(&(_, close)) = marks.get(i) else { return 0..0 };
        let mut start = close + 1;
        if is_mark(p.word(start)) && p.word(start) == p.word(close) {
            start += 1;
        }
        if start >= p.tokens.len() || Self::is_end(p.word(start)) {
            return start..start;
        }
        let next = marks.get(i + 1).map_or(p.tokens.len(), |(open, _)| self.outer(p, *open));
        let mut end = p.sentence_of(start).end.min(next).max(start);
        while end > start && Self::is_end(p.word(end - 1)) {
            end -= 1;
        }
        start..end
    }

    /// The words of the same sentence before a quotation, up to the quotation before.
    pub fn ahead(&self, n: usize, p: &Paragraph, i: usize) -> Range<usize> {
        let marks = self.marks_of(n);
        let Some(&(open, _)) = marks.get(i) else { return 0..0 };
        let end = self.outer(p, open);
        let Some(last) = end.checked_sub(1).filter(|last| !Self::is_end(p.word(*last))) else { return end..end };
        let mut start = p.sentence_of(last).start;
        if let Some((_, close)) = i.checked_sub(1).and_then(|before| marks.get(before)) {
            start = start.max(close + 1);
            if is_mark(p.word(start)) && p.word(start) == p.word(*close) {
                start += 1;
            }
        }
        start.min(end)..end
    }

    /// The first token of an opening mark: one of two signs has its first before its inner one.
    fn outer(&self, p: &Paragraph, open: usize) -> usize {
        let twice = open > 0 && matches!(p.word(open), "’" | "‘" | "'") && p.word(open - 1) == p.word(open);
        open - usize::from(twice)
    }

    /// Whether a capitalised word outside all names may be the name of someone whom nobody has found.
    pub fn is_stranger(&self, n: usize, p: &Paragraph, k: usize) -> bool {
        let capital = |k: usize| {
            p.is_capital(k)
                && self.found.at(n, k).is_none()
                && !self.lang.is_common(p.word(k))
                && !self.lang.is_stop(p.lower(k))
                && !self.lang.is_weekday(p.word(k))
                && self.lang.month(p.word(k)).is_none()
                && self.titles.at(p, k).is_none()
        };
        let begins = p.sentence_of(k).start == k;
        match self.lang.code {
            // Every noun has a capital: two in a row are a name.
            "de" => capital(k) && capital(k + 1),
            _ => capital(k) && !begins && !self.is_governed(p, k),
        }
    }
}
