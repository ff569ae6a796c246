//! What every view is made with: the reader, the words, the place of the page in the site, and the notes it has
//! numbered so far. Turns records into the pieces of [`super::parts`].

use std::cell::RefCell;
use std::collections::HashSet;

use super::notes::Notes;
use super::parts::*;
use super::shelf::{Piece, Shelf};
use super::words::{capital, list, word};
use super::{Assets, lists};
use crate::date::Date;
use crate::doc::record::*;
use crate::kb::head::{Head, is_doubt};
use crate::kb::lists::{FROM, TO};
use crate::kb::reader::Reader;
use crate::kb::{Sym, deal_date};
use crate::money;
use crate::text::strings::Strings;

/// The names that a template can see; what none of them asks for need not be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wants(Option<HashSet<String>>);

impl Wants {
    /// Everything.
    pub const ALL: Wants = Wants(None);

    pub fn only(names: HashSet<String>) -> Wants {
        Wants(Some(names))
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.as_ref().is_none_or(|names| names.contains(name))
    }
}

/// What the pages of a site have in common while they are made.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    pub strings: &'a Strings,
    pub assets: &'a Assets,
    /// For pages at the root, and in a folder.
    pub shelves: &'a [Shelf; 2],
}

/// One page being made.
pub struct Ctx<'a> {
    pub reader: Reader<'a>,
    pub strings: &'a Strings,
    /// What stands before every address inside the site: `../`, nothing, or for 404.html the path of `url`.
    pub root: &'a str,
    pub notes: RefCell<Notes>,
    pub wants: &'a Wants,
    pub shelf: Option<&'a Shelf>,
}

/// The address of a record's page from the site's root.
pub fn path_of(kind: Kind, id: &str) -> String {
    match kind {
        Kind::Page => format!("{id}.html"),
        _ => format!("{}/{id}.html", kind.folder()),
    }
}

impl<'a> Ctx<'a> {
    pub fn new(reader: Reader<'a>, setting: Setting<'a>, wants: &'a Wants, root: &'a str) -> Ctx<'a> {
        let shelf = setting.shelves.iter().find(|s| s.root() == root);
        Ctx { reader, strings: setting.strings, root, notes: RefCell::default(), wants, shelf }
    }

    /// Made if the page's template asks for it.
    pub fn wanted<T: Default>(&self, name: &str, make: impl FnOnce() -> T) -> T {
        if self.wants.has(name) { make() } else { T::default() }
    }

    pub fn say(&self, key: &str) -> String {
        self.strings.get(key).to_string()
    }

    pub fn fill(&self, key: &str, name: &str) -> String {
        self.strings.fill(key, &[("name", name)])
    }

    pub fn count(&self, key: &str, n: usize) -> String {
        self.strings.count(key, n as u64)
    }

    pub fn url(&self, sym: Sym) -> String {
        let head = self.reader.head(sym);
        let (kind, id) = (head.kind(), head.id());
        match kind {
            Kind::Page => format!("{}{id}.html", self.root),
            _ => format!("{}{}/{id}.html", self.root, kind.folder()),
        }
    }

    /// The address of a file of the output, by its path from the root.
    pub fn to(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }

    pub fn sym(&self, reference: &Ref) -> Option<Sym> {
        self.reader.sym(&reference.value)
    }

    pub fn card_of(&self, reference: &Ref) -> Option<Piece<Card>> {
        self.sym(reference).map(|s| self.card(s))
    }

    pub fn cards(&self, refs: &[Ref]) -> Vec<Piece<Card>> {
        refs.iter().filter_map(|r| self.card_of(r)).collect()
    }

    pub(super) fn make_card(&self, sym: Sym) -> Card {
        let head = self.reader.head(sym);
        let (name, short) = (head.name(), head.short());
        let kind_word = match head.sort() {
            Some((list, kind)) => word(self.strings, list, kind),
            None => self.say(&format!("kind_{}", head.kind().word())),
        };
        let shape = match head.actor_kind() {
            Some(ActorKind::State | ActorKind::Government | ActorKind::Military) => "square",
            Some(ActorKind::Person) => "round",
            Some(ActorKind::ArmedGroup) => "dashed",
            Some(_) => "hexagon",
            None => "plain",
        };
        let line = match self.reader.count_deals(sym) {
            n if n > 0 && head.kind() == Kind::Actor => format!("{kind_word} · {}", self.count("n_deals", n)),
            _ => kind_word.clone(),
        };
        Card {
            id: head.id().to_string(),
            kind: head.kind().word(),
            kind_word,
            initials: initials(head, &short),
            name: name.into_owned(),
            short: short.into_owned(),
            url: self.url(sym),
            summary: head.summary().map(String::from),
            shape,
            line,
            doubt: head.is_doubt(),
            rank: head.rank().map(Rank::word),
            extra: head.extra().map_or_else(empty, lists::value),
        }
    }

    /// Records of a kind as their list has them, without what is ranked down.
    pub fn in_order(&self, kind: Kind, mut syms: Vec<Sym>) -> Vec<Sym> {
        syms.retain(|s| {
            let head = self.reader.head(*s);
            head.kind() == kind && head.rank().is_none()
        });
        if syms.len() > 1 {
            self.reader.sort(&mut syms);
            syms.dedup();
        }
        syms
    }

    /// The list of a kind, without what is ranked down.
    pub fn list(&self, kind: Kind) -> Vec<Sym> {
        let list = self.reader.list(kind).iter().copied();
        list.filter(|s| self.reader.head(*s).rank().is_none()).collect()
    }

    /// The records of a kind that point to one by a field, each once, by id.
    pub fn back(&self, sym: Sym, field: &str, kind: Kind) -> Vec<Sym> {
        let back = self.reader.back(sym).iter().filter(|(s, f)| *f == field && self.reader.head(*s).kind() == kind);
        let mut out: Vec<Sym> = back.map(|(s, _)| *s).collect();
        out.dedup();
        out
    }

    /// The same as their list has them, without what is ranked down.
    pub fn back_in_order(&self, sym: Sym, field: &str, kind: Kind) -> Vec<Sym> {
        self.in_order(kind, self.back(sym, field, kind))
    }

    pub fn date(&self, date: &Date) -> DateView {
        self.date_why(date, None)
    }

    pub fn date_why(&self, date: &Date, why: Option<&String>) -> DateView {
        DateView {
            edtf: date.edtf(),
            text: date.spell(self.strings),
            from: date.earliest().map(|d| d.to_string()),
            to: date.latest().map(|d| d.to_string()),
            certain: date.is_certain() && why.is_none(),
            datetime: date.datetime(),
            why: why.cloned(),
        }
    }

    pub fn value_text(&self, value: &Value) -> Option<String> {
        let spell = |a| value.currency.as_deref().map(|c| money::spell(a, c, self.strings));
        let text = match (value.amount, value.min, value.max) {
            (Some(a), _, _) => spell(a),
            (None, Some(min), Some(max)) => {
                Some(self.strings.fill("money_range", &[("min", &spell(min)?), ("max", &spell(max)?)]))
            }
            (None, Some(min), None) => Some(self.strings.fill("money_at_least", &[("amount", &spell(min)?)])),
            (None, None, Some(max)) => Some(self.strings.fill("money_at_most", &[("amount", &spell(max)?)])),
            (None, None, None) => None,
        };
        let text = text.map(|t| match value.precision {
            Some(Precision::Approx) => self.strings.fill("money_about", &[("amount", &t)]),
            Some(Precision::AtLeast) => self.strings.fill("money_at_least", &[("amount", &t)]),
            Some(Precision::AtMost) => self.strings.fill("money_at_most", &[("amount", &t)]),
            Some(Precision::OrderOfMagnitude) => self.strings.fill("money_order", &[("amount", &t)]),
            _ => t,
        });
        text.or_else(|| value.as_written.as_ref().map(|w| format!("“{w}”")))
    }

    pub fn quantity_text(&self, quantity: &Quantity) -> String {
        let plain = quantity.n.to_string();
        let (whole, rest) =
            plain.split_once('.').map_or((plain.as_str(), String::new()), |(w, r)| (w, format!(".{r}")));
        let mut text = format!("{}{rest}", self.strings.grouped(whole));
        if let Some(unit) = &quantity.unit {
            text = format!("{text}\u{a0}{unit}");
        }
        match quantity.precision {
            Some(Precision::Approx) => self.strings.fill("money_about", &[("amount", &text)]),
            Some(Precision::AtLeast) => self.strings.fill("money_at_least", &[("amount", &text)]),
            Some(Precision::AtMost) => self.strings.fill("money_at_most", &[("amount", &text)]),
            _ => text,
        }
    }

    /// What readers are told of how well a thing is known.
    pub fn standing_text(&self, c: &Common) -> Option<String> {
        let by = |stances: &[Stance]| {
            let names: Vec<String> =
                c.responses.iter().filter(|r| stances.contains(&r.stance)).map(|r| self.who(&r.by).1).collect();
            list(self.strings, &names)
        };
        let named = |key: &str, name: String| {
            if name.is_empty() { self.say(&format!("{key}_somebody")) } else { self.fill(key, &name) }
        };
        match c.standing.as_ref().map_or(Standing::Asserted, |s| s.value) {
            Standing::Established => None,
            Standing::Asserted if c.source.is_none() && c.evidence.is_empty() => None,
            Standing::Asserted => Some(self.say("standing_asserted")),
            Standing::Attributed => {
                let name = c.attributed_to.as_ref().map(|t| self.who(t).1).unwrap_or_default();
                Some(named("standing_attributed", name))
            }
            Standing::Alleged => Some(self.say("standing_alleged")),
            Standing::Disputed => Some(named("standing_disputed", by(&[Stance::Objects, Stance::Denies]))),
            Standing::Denied => Some(named("standing_denied", by(&[Stance::Denies, Stance::Objects]))),
            Standing::Retracted => {
                let name = c.attributed_to.as_ref().map(|t| self.who(t).1).unwrap_or_default();
                Some(named("standing_retracted", name))
            }
        }
    }

    /// Somebody who may be a record or a plain name.
    pub fn who(&self, text: &Text) -> (Option<Piece<Card>>, String) {
        match self.reader.sym(&text.value) {
            Some(sym) => {
                let card = self.card(sym);
                let name = card.short.clone();
                (Some(card), name)
            }
            None => (None, text.value.clone()),
        }
    }

    pub fn who_of(&self, deal: &Deal) -> (Who, String) {
        let (mut from, mut to, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for party in &deal.parties {
            let Some(card) = self.card_of(&party.actor) else { continue };
            let role = party.role.value.as_str();
            if FROM.contains(&role) {
                from.push(card);
            } else if TO.contains(&role) {
                to.push(card);
            } else {
                others.push(card);
            }
        }
        let stage = Stage::of(deal.status.as_ref().map(|s| s.value));
        let directed = !from.is_empty() && !to.is_empty();
        let form = match stage {
            Stage::Wanted if directed => "wanted",
            _ if directed => "transfer",
            _ => {
                // A side without its counterpart is told as a party.
                let mut all = std::mem::take(&mut from);
                all.append(&mut to);
                all.append(&mut others);
                others = all;
                "plain"
            }
        };
        let names = |cards: &[Piece<Card>]| cards.iter().map(|c| c.short.clone()).collect::<Vec<_>>().join(", ");
        let text = match form {
            "wanted" => self.strings.fill("who_wanted", &[("to", &names(&to)), ("from", &names(&from))]),
            "transfer" => format!("{} → {}", names(&from), names(&to)),
            _ => others.iter().map(|c| c.short.clone()).collect::<Vec<_>>().join(" · "),
        };
        (Who { form, from, to, others }, text)
    }

    /// A deal as a line of the table.
    pub(super) fn make_row(&self, sym: Sym) -> Option<Row> {
        let Record { common: c, own } = self.reader.record(sym);
        let Own::Deal(deal) = own else { return None };
        let card = self.card(sym);
        let (who, who_text) = self.who_of(deal);
        let status = deal.status.as_ref().map(|s| s.value);
        let stage = Stage::of(status);
        let date = deal_date(deal).map(|d| self.date_why(d, deal.date_why.as_ref()));
        let status_word = match (stage, status) {
            (Stage::Agreed, Some(s)) => word(self.strings, "status", s.word()),
            _ => word(self.strings, "stage", stage.word()),
        };
        let standing_text = self.standing_text(c);
        let objections = c
            .responses
            .iter()
            .map(|r| (r, self.who(&r.by).1))
            // "Disputed by India" has said it.
            .filter(|(_, name)| !is_doubt(c) || !standing_text.as_ref().is_some_and(|t| t.contains(name.as_str())))
            .map(|(r, name)| self.fill(&format!("objection_{}", r.stance.word().replace('-', "_")), &name))
            .collect();
        Some(Row {
            parties: who.from.iter().chain(&who.to).chain(&who.others).cloned().collect(),
            who,
            who_text,
            deal_kind: deal.kind.map(|k| k.word()),
            deal_kind_word: deal.kind.map(|k| word(self.strings, "deal_kind", k.word())),
            date_sort: date.as_ref().and_then(|d| d.from.clone()).unwrap_or_default(),
            date,
            date_text: deal.date_text.clone(),
            signed: deal.signed.as_ref().map(|d| d.value.edtf()),
            value: deal.value.as_ref().map(money_view),
            value_text: deal.value.as_ref().and_then(|v| self.value_text(v)),
            value_sort: deal
                .value
                .as_ref()
                .and_then(|v| v.amount.or(v.min).or(v.max))
                .map(|a| a.to_string())
                .unwrap_or_default(),
            currency: deal.value.as_ref().and_then(|v| v.currency.clone()),
            stage: stage.word(),
            stage_word: word(self.strings, "stage", stage.word()),
            status: status.map(Status::word),
            status_word,
            stage_at: match stage {
                Stage::Wanted => Some(0),
                Stage::Agreed => Some(1),
                Stage::UnderWay => Some(2),
                Stage::Done => Some(3),
                Stage::Stopped | Stage::NotKnown => None,
            },
            as_of_text: status.and_then(|_| self.as_of_text(c)),
            standing: c.standing.as_ref().map_or("asserted", |s| s.value.word()),
            standing_text,
            objections,
            quotes: self.quotes_in(c),
            quotes_url: format!("{}#evidence", card.url),
            unconfirmed: is_unconfirmed(c),
            card,
        })
    }

    pub fn rows(&self, deals: &[Sym]) -> Vec<Piece<Row>> {
        deals.iter().filter_map(|s| self.row(*s)).collect()
    }

    /// Beside a status stands its date: `as_of`, else the date of the source it rests on, else that it is undated.
    pub fn as_of_text(&self, c: &Common) -> Option<String> {
        if let Some(date) = &c.as_of {
            return Some(self.strings.fill("as_of", &[("date", &date.spell(self.strings))]));
        }
        let source = c.source.as_ref().or_else(|| c.evidence.iter().find_map(|e| e.source.as_ref()))?;
        match &self.reader.record(self.sym(source)?).own {
            Own::Source(s) => Some(match &s.issued {
                Some(date) => self.strings.fill("as_of", &[("date", &date.value.spell(self.strings))]),
                None => self.say("source_undated"),
            }),
            _ => None,
        }
    }

    /// How many quotes a record rests on.
    pub fn quotes_in(&self, c: &Common) -> usize {
        c.evidence.iter().filter(|e| e.quote.is_some()).count()
    }

    pub(super) fn make_event(&self, sym: Sym) -> Option<EventRow> {
        let Record { common: c, own } = self.reader.record(sym);
        let row = |item_kind, date, date_text, end, event_kind, actors, place, deal| EventRow {
            card: self.card(sym),
            item_kind,
            date,
            date_text,
            end,
            event_kind,
            actors,
            place,
            deal,
            standing_text: self.standing_text(c),
            marks: Vec::new(),
            quotes: self.quotes_in(c),
            unconfirmed: is_unconfirmed(c),
        };
        match own {
            Own::Event(e) => {
                let actor = |p: &Party| {
                    let role = Some(p.role.value.clone()).filter(|r| !r.is_empty() && r != "party");
                    self.card_of(&p.actor)
                        .map(|card| EventActor { card, role: role.map(|r| word(self.strings, "role", &r)) })
                };
                Some(row(
                    "event",
                    e.date.as_ref().map(|d| self.date_why(&d.value, e.date_why.as_ref())),
                    e.date_text.clone(),
                    e.end.as_ref().map(|d| self.date(&d.value)),
                    e.kind.as_ref().map(|k| capital(k)),
                    e.actors.iter().filter_map(actor).collect(),
                    e.place.as_ref().and_then(|p| self.card_of(p)),
                    e.deal.as_ref().and_then(|d| self.card_of(d)),
                ))
            }
            Own::Deal(d) => {
                let date = deal_date(d).map(|x| self.date_why(x, d.date_why.as_ref()));
                let actors =
                    d.parties.iter().filter_map(|p| self.card_of(&p.actor)).map(|card| EventActor { card, role: None });
                Some(row("deal", date, d.date_text.clone(), None, None, actors.collect(), None, None))
            }
            _ => None,
        }
    }

    pub(super) fn make_quote(&self, sym: Sym) -> Option<QuoteRow> {
        let Record { common: c, own } = self.reader.record(sym);
        let Own::Quote(q) = own else { return None };
        let text = q.text.as_ref()?;
        Some(QuoteRow {
            card: self.card(sym),
            text: text.value.clone(),
            speaker: q.speaker.as_ref().and_then(|s| self.card_of(s)),
            speaker_role: q.speaker_role.clone(),
            to: q.to.as_ref().and_then(|s| self.card_of(s)),
            date: q.date.as_ref().map(|d| self.date(&d.value)),
            form: q.form.map(QuoteForm::word),
            form_word: q.form.map(|f| word(self.strings, "form", f.word())),
            about: self.cards(&q.about),
            source: c.source.as_ref().and_then(|s| self.card_of(s)),
            quote: self.quote_view(Some(text), q.at.as_ref(), c.source.as_ref(), None, is_doubt(c)),
            translation: q.translation.clone(),
            check: q.check.as_ref().map(|k| CheckView {
                verdict: k.verdict.clone(),
                by: k.by.clone(),
                url: k.url.as_ref().map(|u| u.value.clone()),
                date: k.date.as_ref().map(|d| self.date(d)),
            }),
            standing_text: c.standing.as_ref().and_then(|_| self.standing_text(c)),
        })
    }

    pub(super) fn make_source_line(&self, sym: Sym) -> Option<SourceLine> {
        let Own::Source(s) = &self.reader.record(sym).own else { return None };
        Some(SourceLine {
            card: self.card(sym),
            source_kind_word: s.kind.as_ref().map(|k| word(self.strings, "csl", k)),
            authors: s.authors.clone(),
            container: s.container.clone(),
            issued: s.issued.as_ref().map(|d| self.date(&d.value)),
            url_out: s.url.as_ref().map(|u| u.value.clone()),
            archive_url: s.archive_url.as_ref().map(|u| u.value.clone()),
            accessed: s.accessed.as_ref().map(|d| self.date(d)),
            publisher: s.publisher.clone(),
            licence: s.licence.clone(),
            uses: self.reader.uses(sym),
            primary: s.primary,
        })
    }

    /// The evidence of a record that names this source, with a quote; a quote record is its own.
    pub fn resting(&self, record: Sym, source: Sym) -> impl Iterator<Item = (&'a Text, Option<&'a Text>)> {
        let Record { common: c, own } = self.reader.record(record);
        let named = move |r: Option<&Ref>| r.and_then(|r| self.sym(r)) == Some(source);
        let own = match own {
            Own::Quote(q) if named(c.source.as_ref()) => q.text.as_ref().map(|t| (t, q.at.as_ref())),
            _ => None,
        };
        let entries = c.evidence.iter().filter(move |e| named(e.source.as_ref().or(c.source.as_ref())));
        own.into_iter().chain(entries.filter_map(|e| e.quote.as_ref().map(|q| (q, e.at.as_ref()))))
    }
}

pub fn is_unconfirmed(c: &Common) -> bool {
    match c.unconfirmed.as_ref().map(|u| &u.value) {
        Some(Unconfirmed::All) => true,
        Some(Unconfirmed::Fields(fields)) => !fields.is_empty(),
        None => false,
    }
}

pub fn money_view(value: &Value) -> MoneyView {
    MoneyView {
        amount: value.amount.map(|a| a.to_string()),
        min: value.min.map(|a| a.to_string()),
        max: value.max.map(|a| a.to_string()),
        currency: value.currency.clone(),
        as_written: value.as_written.clone(),
        precision: value.precision.map(Precision::word),
    }
}

/// The `extra` of a record that has none.
pub(super) fn empty() -> tera::Value {
    tera::Value::from(tera::Map::new())
}

/// Two or three letters for an actor's shape: its ISO code, its acronym, or the first letters of its name.
fn initials(head: Head, short: &str) -> String {
    if let Some(letters) = head.iso().or_else(|| head.acronym()) {
        return letters.to_string();
    }
    let words: Vec<&str> =
        short.split([' ', '-', '–']).filter(|w| w.chars().next().is_some_and(char::is_uppercase)).collect();
    let words = if words.is_empty() { short.split(' ').collect() } else { words };
    match words.as_slice() {
        [one] => one.chars().take(2).collect::<String>().to_uppercase(),
        many => {
            let first = many.iter().filter_map(|w| w.chars().next());
            first.take(2).collect::<String>().to_uppercase()
        }
    }
}
