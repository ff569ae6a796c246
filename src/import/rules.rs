//! The words by which deals are told, in one language: the tables of `data/`, ready to be matched.

use std::ops::Range;

use super::goods::Goods;
use super::lang::Lang;
use super::phrases::Phrases;
use super::reading::Reading;
use super::table::{self, Table};
use super::words::Paragraph;
use crate::doc::record::{ActorKind, DealKind, Status};

/// What a deal noun tells.
#[derive(Clone, Copy, Debug)]
pub struct Noun {
    pub kind: DealKind,
    /// Who gives and who takes, where the noun has a direction.
    pub roles: Option<(&'static str, &'static str)>,
}

impl Noun {
    /// Whether it says no more than that something was agreed.
    pub fn is_plain(&self) -> bool {
        matches!(self.kind, DealKind::Agreement | DealKind::Other | DealKind::Treaty) && self.roles.is_none()
    }
}

/// What a verb tells that hands something over.
#[derive(Clone, Copy, Debug)]
pub struct Transfer {
    /// Whether its subject gives.
    pub gives: bool,
    pub roles: (&'static str, &'static str),
    pub status: Option<Status>,
    pub field: &'static str,
    /// The kind of a deal that needs no goods and no sum ("merged with"); its roles may be empty.
    pub alone: Option<DealKind>,
}

/// The tables of triggers of a language, ready to be matched.
pub struct Rules<'l> {
    pub lang: &'l Lang,
    pub nouns: Phrases<Noun>,
    /// Where a deal stands, and the field that a date beside the verb fills.
    pub verbs: Phrases<(Status, &'static str)>,
    pub transfers: Phrases<Transfer>,
    pub wishes: Phrases<Option<Status>>,
    pub idioms: Phrases<()>,
    pub negations: Phrases<()>,
    pub denials: Phrases<()>,
    pub hedges: Phrases<()>,
    /// Verbs of saying.
    pub says: Phrases<()>,
    /// Words that, beside a state's adjective, mean the state.
    pub heads_of_state: Phrases<()>,
    /// Verbs whose subject gets what a deal noun tells ("secured a loan").
    pub takes: Phrases<()>,
    /// Verbs of those who bring others together.
    pub mediates: Phrases<()>,
    /// Words that point back to an actor of some kinds.
    pub pointers: Phrases<Vec<ActorKind>>,
    /// The same without their article.
    pub pointers_bare: Phrases<Vec<ActorKind>>,
    /// The articles that they have.
    pub pointing: Phrases<()>,
    pub goods: Goods,
}

impl Rules<'_> {
    pub fn new(lang: &Lang) -> Rules<'_> {
        let rows = |file: Table| table::rows(lang.table(file));
        let lines = |file: Table| {
            let forms =
                table::lines(lang.table(file)).filter(|l| !l.starts_with("according:")).flat_map(|l| l.split(';'));
            Phrases::new(lang, forms.map(|form| (form.trim(), ())))
        };
        fn each<T: Copy>(row: Vec<&'static str>, meaning: T) -> Vec<(&'static str, T)> {
            table::list(&row, 0).into_iter().map(|form| (form, meaning)).collect()
        }
        let nouns = rows(Table::DealNouns).filter_map(|row| {
            let kind = DealKind::read(table::column(&row, 1))?;
            let roles = table::column(&row, 2).split_once(',').map(|(from, to)| (from.trim(), to.trim()));
            Some(each(row, Noun { kind, roles }))
        });
        let verbs = rows(Table::DealVerbs).filter_map(|row| {
            let status = Status::read(table::column(&row, 1))?;
            let field = table::column(&row, 2);
            Some(each(row, (status, field)))
        });
        let transfers = rows(Table::Transfers).map(|row| {
            let transfer = Transfer {
                gives: table::column(&row, 1) == "out",
                roles: (table::column(&row, 2), table::column(&row, 3)),
                status: Status::read(table::column(&row, 4)),
                field: table::column(&row, 5),
                alone: DealKind::read(table::column(&row, 6)),
            };
            each(row, transfer)
        });
        let wishes = rows(Table::Wishes).map(|row| {
            let status = Status::read(table::column(&row, 1));
            each(row, status)
        });
        let pointers: Vec<(&str, Vec<ActorKind>)> = rows(Table::Pointers)
            .flat_map(|row| {
                let kinds: Vec<ActorKind> = table::column(&row, 0).split(' ').filter_map(ActorKind::read).collect();
                table::list(&row, 1).into_iter().map(move |form| (form, kinds.clone())).collect::<Vec<_>>()
            })
            .collect();
        let governments = rows(Table::Heads).filter(|row| matches!(table::column(row, 1), "government" | "military"));
        Rules {
            lang,
            nouns: Phrases::new(lang, nouns.flatten()),
            verbs: Phrases::new(lang, verbs.flatten()),
            transfers: Phrases::new(lang, transfers.flatten()),
            wishes: Phrases::new(lang, wishes.flatten()),
            idioms: lines(Table::Idioms),
            negations: lines(Table::Negations),
            denials: lines(Table::Denials),
            hedges: lines(Table::Hedges),
            says: lines(Table::Says),
            heads_of_state: Phrases::new(lang, governments.flat_map(|row| each(row, ()))),
            takes: lines(Table::Takes),
            mediates: lines(Table::Mediates),
            pointers: Phrases::new(lang, pointers.iter().cloned()),
            pointers_bare: Phrases::new(
                lang,
                pointers.iter().filter_map(|(form, kinds)| Some((form.split_once(' ')?.1, kinds.clone()))),
            ),
            pointing: Phrases::new(lang, pointers.iter().filter_map(|(form, _)| Some((form.split_once(' ')?.0, ())))),
            goods: Goods::new(lang),
        }
    }

    /// Whether a word is a verb of a deal.
    pub fn is_verb(&self, p: &Paragraph, k: usize) -> bool {
        self.transfers.at(p, k).is_some() || self.verbs.at(p, k).is_some()
    }

    /// Whether a short sentence denies the one before it.
    pub fn takes_back(&self, p: &Paragraph, sentence: &Range<usize>) -> bool {
        let has = |words: &Phrases<()>| sentence.clone().any(|k| words.at(p, k).is_some());
        sentence.len() <= 32 && has(&self.denials)
    }

    /// Where the words that belong to a noun begin: "a [hefty economic] deal".
    pub fn phrase_start(&self, r: &Reading, k: usize) -> usize {
        let mut at = k;
        while at > r.start && k - at < 4 {
            let word = r.p.word(at - 1);
            let plain = r.p.is_word(at - 1)
                && !word.starts_with(char::is_uppercase)
                && !word.starts_with(|c: char| c.is_ascii_digit());
            let small = matches!(
                word,
                "a" | "an"
                    | "the"
                    | "of"
                    | "in"
                    | "on"
                    | "to"
                    | "for"
                    | "with"
                    | "by"
                    | "and"
                    | "or"
                    | "its"
                    | "their"
                    | "this"
                    | "that"
                    | "as"
                    | "at"
                    | "from"
                    | "more"
                    | "into"
                    | "has"
                    | "had"
                    | "have"
                    | "was"
                    | "were"
                    | "new"
                    | "his"
                    | "s"
                    | "both"
                    | "first"
                    | "several"
                    | "two"
                    | "is"
                    | "than"
                    | "also"
            );
            let verb = self.is_verb(r.p, at - 1);
            let hyphen = word == "-" && at >= r.start + 2 && r.p.is_word(at - 2);
            let suffix = self.lang.is_suffix(r.p, at - 1);
            if verb || small || suffix || !(plain || hyphen) || r.found.at(r.n, at - 1).is_some() {
                break;
            }
            at -= 1;
        }
        while at < k && (r.p.word(at) == "-" || r.p.word(at) == "ever") {
            at += 1;
        }
        at
    }
}
