//! What the page of any record has, and the fields of deals and events with the words they rest on.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::ctx::{Ctx, is_unconfirmed};
use super::notes::{Subject, own_quotes};
use super::parts::*;
use super::shelf::Piece;
use super::words::{capital, word};
use super::{fill, mentions};
use crate::config::direction;
use crate::doc::record::*;
use crate::kb::{Sym, deal_date};
use crate::text;

/// The part that all kinds share. Called last on a page: it takes the notes that were numbered before.
pub fn common(ctx: &Ctx, sym: Sym) -> RecordView {
    let c = &ctx.reader.record(sym).common;
    let card = ctx.card(sym);
    let (attributed_to, attributed_name) = match &c.attributed_to {
        Some(who) => {
            let (card, name) = ctx.who(who);
            (card, Some(name))
        }
        None => (None, None),
    };
    let config = ctx.reader.config();
    let lang = c.lang.clone().unwrap_or_else(|| config.lang.clone());
    let dir =
        c.dir.map(Dir::word).unwrap_or_else(|| if c.lang.is_some() { direction(&lang).word() } else { site_dir(ctx) });
    RecordView {
        id: card.id.clone(),
        short: card.short.clone(),
        url: card.url.clone(),
        summary: card.summary.clone(),
        name: card.name.clone(),
        doubt: card.doubt,
        rank: card.rank,
        aliases: c.aliases.iter().filter(|a| a.kind != AliasKind::Adjective).map(|a| a.text.value.clone()).collect(),
        ids: c.ids.iter().map(|(k, v)| id_view(k, v)).collect(),
        standing: c.standing.as_ref().map_or("asserted", |s| s.value.word()),
        standing_text: ctx.standing_text(c),
        attributed_to,
        attributed_name,
        as_of: c.as_of.as_ref().map(|d| ctx.date(d)),
        responses: c
            .responses
            .iter()
            .map(|r| {
                let (by, by_name) = ctx.who(&r.by);
                ResponseView {
                    by,
                    by_name,
                    stance: r.stance.word(),
                    stance_word: word(ctx.strings, "stance", r.stance.word()),
                    text: r.text.clone(),
                    source: r.source.as_ref().and_then(|s| ctx.card_of(s)),
                    date: r.date.as_ref().map(|d| ctx.date(d)),
                }
            })
            .collect(),
        changes: ctx.wanted("changes", || changes(ctx, sym)),
        reason: c.reason.clone(),
        updated: c.updated.as_ref().map(|d| ctx.date(d)),
        unconfirmed: match c.unconfirmed.as_ref().map(|u| &u.value) {
            Some(Unconfirmed::All) => vec![ctx.say("everything")],
            Some(Unconfirmed::Fields(fields)) => fields.iter().map(|f| word(ctx.strings, "field", &f.value)).collect(),
            None => Vec::new(),
        },
        unconfirmed_any: is_unconfirmed(c),
        lang,
        dir,
        extra: card.extra.clone(),
        has_body: !ctx.reader.body(sym).is_empty(),
        marks: ctx.wanted("marks", || ctx.marks(sym, None)),
        notes: Vec::new(),
        sources: ctx.wanted("sources", || sources(ctx, sym)),
        mentions: ctx.wanted("mentions", || mentions::of(ctx, sym)),
    }
}

pub fn site_dir(ctx: &Ctx) -> &'static str {
    let config = ctx.reader.config();
    config.dir.word()
}

/// What was changed on a record and, for an article, on the records it uses; newest first.
pub fn changes(ctx: &Ctx, sym: Sym) -> Vec<ChangeView> {
    let mut of = vec![sym];
    match ctx.reader.head(sym).kind() {
        Kind::Article => of.extend(used(ctx, sym)),
        // An actor's page shows its deals and events; what was corrected in them is said there, too.
        Kind::Actor => {
            let shown = |field: &str| matches!(field, "parties" | "actors" | "speaker");
            of.extend(ctx.reader.back(sym).iter().filter(|(_, field)| shown(field)).map(|(s, _)| *s));
            of.dedup();
        }
        _ => {}
    }
    let mut all: Vec<(Option<jiff::civil::Date>, ChangeView)> = Vec::new();
    for s in of {
        for change in &ctx.reader.record(s).common.changes {
            all.push((change.date.earliest(), self::change(ctx, change, (s != sym).then_some(s))));
        }
    }
    all.sort_by_key(|(day, _)| Reverse(*day));
    all.into_iter().map(|(_, view)| view).collect()
}

/// A change; where it is shown elsewhere, with the record it is of.
pub fn change(ctx: &Ctx, change: &Change, of: Option<Sym>) -> ChangeView {
    ChangeView {
        date: ctx.date(&change.date),
        kind: change.kind.word(),
        kind_word: word(ctx.strings, "change", change.kind.word()),
        text: change.text.clone(),
        record: of.map(|sym| ctx.card(sym)),
    }
}

/// The records that a page's body and key points use, in the order of their first use.
pub fn used(ctx: &Ctx, sym: Sym) -> Vec<Sym> {
    use crate::doc::body::HoleKind;
    let mut at: Vec<(usize, Sym)> = Vec::new();
    if let Own::Article(a) = &ctx.reader.record(sym).own {
        at.extend(a.key_points.iter().flat_map(|k| &k.refs).filter_map(|r| ctx.sym(r)).map(|s| (0, s)));
    }
    for hole in &ctx.reader.body(sym).main.holes {
        if let HoleKind::Link { id, .. } | HoleKind::Cite { id, .. } = &hole.kind
            && let Some(s) = ctx.reader.sym(id)
        {
            at.push((hole.at, s));
        }
    }
    // Every unambiguous match is a mention, whether it links or not.
    at.extend(ctx.reader.named(sym).iter().map(|name| (name.html.start, name.of)));
    at.sort_unstable();
    let mut seen = HashSet::with_capacity(at.len());
    at.into_iter().map(|(_, s)| s).filter(|s| *s != sym && seen.insert(*s)).collect()
}

/// The sources that a record and what it uses rest on.
pub fn sources(ctx: &Ctx, sym: Sym) -> Vec<Piece<SourceLine>> {
    let mut of: Vec<Sym> = vec![sym];
    if matches!(ctx.reader.head(sym).kind(), Kind::Article | Kind::Page) {
        of.extend(used(ctx, sym));
    }
    let mut found: Vec<Sym> = Vec::new();
    for s in of {
        if ctx.reader.head(s).kind() == Kind::Source {
            found.push(s);
            continue;
        }
        let Record { common: c, own } = ctx.reader.record(s);
        let named = c.source.iter().chain(c.evidence.iter().filter_map(|e| e.source.as_ref()));
        found.extend(named.filter_map(|r| ctx.sym(r)));
        if let Own::Article(a) = own {
            found.extend(a.origin.iter().filter_map(|o| o.source.as_ref()).filter_map(|r| ctx.sym(r)));
        }
    }
    let mut seen = HashSet::new();
    found.into_iter().filter(|s| *s != sym && seen.insert(*s)).filter_map(|s| ctx.source_line(s)).collect()
}

fn id_view(key: &str, value: &str) -> IdView {
    let (name, url) = match key {
        "wikidata" => ("Wikidata", Some(format!("https://www.wikidata.org/wiki/{value}"))),
        "iso" => ("ISO 3166", None),
        "lei" => ("LEI", Some(format!("https://search.gleif.org/#/record/{value}"))),
        "imo" => ("IMO", None),
        "viaf" => ("VIAF", Some(format!("https://viaf.org/viaf/{value}"))),
        "orcid" => ("ORCID", Some(format!("https://orcid.org/{value}"))),
        "doi" => ("DOI", Some(format!("https://doi.org/{value}"))),
        key if value.starts_with("https://") => (key, Some(value.to_string())),
        key => (key, None),
    };
    IdView { name: name.to_string(), value: value.to_string(), url }
}

/// Builds the rows of a record's field table, each with its own evidence.
pub struct Fields<'a> {
    ctx: &'a Ctx<'a>,
    sym: Sym,
    pub list: Vec<FieldView>,
}

impl<'a> Fields<'a> {
    pub fn new(ctx: &'a Ctx<'a>, sym: Sym) -> Fields<'a> {
        Fields { ctx, sym, list: Vec::new() }
    }

    /// A field as HTML that is safe already.
    pub fn html(&mut self, key: &'static str, html: String, sub: Option<String>) {
        if html.is_empty() {
            return;
        }
        let c = &self.ctx.reader.record(self.sym).common;
        let marked = own_quotes(c, key).then(|| self.ctx.mark_record(self.sym, Some(key))).flatten();
        let (marks, notes) = self.noted(marked);
        let quotes = notes.iter().flat_map(|n: &Note| n.quotes.clone()).collect();
        let word = capital(&word(self.ctx.strings, "field", key));
        self.list.push(FieldView { key, word, html: Html::new(&html), sub, marks, quotes, notes });
    }

    /// A field's mark, and its note where the mark is the first of its number.
    fn noted(&self, mark: Option<Mark>) -> (Vec<Mark>, Vec<Note>) {
        let first = mark.iter().filter(|m| m.id.is_some());
        let all = self.ctx.notes.borrow();
        let notes = first.filter_map(|m| all.list.get(m.n - 1).cloned()).collect();
        (mark.into_iter().collect(), notes)
    }

    pub fn text(&mut self, key: &'static str, value: Option<String>, sub: Option<String>) {
        if let Some(value) = value {
            self.html(key, text::escape(&value), sub);
        }
    }

    pub fn cards(&mut self, key: &'static str, cards: &[Piece<Card>]) {
        let html: Vec<String> = cards.iter().map(|c| link(c)).collect();
        self.html(key, html.join(", "), None);
    }

    pub fn date(&mut self, key: &'static str, date: Option<&At<crate::date::Date>>, why: Option<&String>) {
        if let Some(date) = date {
            self.html(key, time(&self.ctx.date(&date.value)), why.cloned());
        }
    }

    /// Evidence that no field took: for the record as a whole.
    pub fn rest(&mut self) {
        let c = &self.ctx.reader.record(self.sym).common;
        let shown = |e: &Evidence| e.fields.iter().any(|f| self.list.iter().any(|l| l.key == f.value));
        if c.evidence.iter().all(shown) {
            return;
        }
        let standing =
            self.ctx.standing_text(c).map(|t| capital(&t)).unwrap_or_else(|| self.ctx.say("standing_established"));
        let sub = self.ctx.as_of_text(c);
        let entries: Vec<&Evidence> = c.evidence.iter().filter(|e| !shown(e)).collect();
        let quotes = self.ctx.quotes(c, &entries);
        let note = Note { quotes: quotes.clone(), ..self.ctx.note_about(self.sym) };
        let (marks, notes) = self.noted(self.ctx.mark(Subject::Record(self.sym, None), || Some(note)));
        let word = self.ctx.say("how_well_known");
        self.list.push(FieldView {
            key: "standing",
            word,
            html: Html::new(&text::escape(&standing)),
            sub,
            marks,
            quotes,
            notes,
        });
    }
}

pub fn link(card: &Card) -> String {
    format!("<a class=\"ref\" href=\"{}\">{}</a>", text::escape(&card.url), text::escape(&card.name))
}

pub fn time(date: &DateView) -> String {
    let words = text::escape(&date.text);
    match &date.datetime {
        Some(iso) => format!("<time datetime=\"{iso}\">{words}</time>"),
        None => words,
    }
}

/// The fields of a deal.
pub fn deal_fields(ctx: &Ctx, sym: Sym, deal: &Deal) -> Vec<FieldView> {
    let mut fields = Fields::new(ctx, sym);
    let parties: Vec<String> = deal
        .parties
        .iter()
        .filter_map(|p| {
            let card = ctx.card_of(&p.actor)?;
            let mut words: Vec<String> = Vec::new();
            if p.role.value != "party" {
                words.push(word(ctx.strings, "role", &p.role.value));
            }
            words.extend(p.share.clone());
            words.extend(p.joined.as_ref().map(|d| ctx.strings.fill("joined", &[("date", &d.spell(ctx.strings))])));
            words.extend(p.left.as_ref().map(|d| ctx.strings.fill("left", &[("date", &d.spell(ctx.strings))])));
            let role = if words.is_empty() {
                String::new()
            } else {
                format!(" <span class=\"role\">{}</span>", text::escape(&words.join(", ")))
            };
            Some(format!("<span class=\"party\">{}{role}</span>", link(&card)))
        })
        .collect();
    fields.html("parties", parties.join("<span class=\"dot\"> · </span>"), None);
    fields.text("kind", deal.kind.map(|k| word(ctx.strings, "deal_kind", k.word())), None);
    if let Some(value) = &deal.value {
        let written = value.as_written.as_ref().filter(|_| value.amount.or(value.min).or(value.max).is_some());
        let mut sub: Vec<String> = Vec::new();
        sub.extend(value.precision.map(|p| word(ctx.strings, "precision", p.word())));
        sub.extend(written.map(|w| ctx.strings.fill("as_written", &[("words", w)])));
        fields.text("value", ctx.value_text(value), Some(sub.join(" · ")).filter(|s| !s.is_empty()));
    }
    let items: Vec<String> = deal
        .items
        .iter()
        .map(|i| {
            let count = i.count.map(|n| ctx.strings.grouped(&n.to_string()));
            let name =
                [i.designation.clone(), i.description.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
            text::escape(&count.map_or(name.clone(), |n| format!("{n} × {name}")))
        })
        .collect();
    fields.html("items", items.join("<br>"), None);
    fields.text("quantity", deal.quantity.as_ref().map(|q| ctx.quantity_text(q)), None);
    fields.date("announced", deal.announced.as_ref(), deal.date_why.as_ref());
    fields.date("signed", deal.signed.as_ref(), deal.date_why.as_ref());
    fields.date("in_force", deal.in_force.as_ref(), deal.date_why.as_ref());
    fields.date("delivered", deal.delivered.as_ref(), deal.date_why.as_ref());
    fields.date("ends", deal.ends.as_ref(), None);
    fields.text(
        "date_text",
        deal.date_text.as_ref().map(|t| format!("“{t}”")),
        deal_date(deal).is_none().then(|| ctx.say("date_not_fixed")),
    );
    fields.cards("places", &ctx.cards(&deal.places));
    if let Some(status) = &deal.status {
        let stage = Stage::of(Some(status.value));
        let sub = ctx.as_of_text(&ctx.reader.record(sym).common);
        let own = word(ctx.strings, "status", status.value.word());
        let staged = word(ctx.strings, "stage", stage.word());
        let shown = if own.to_lowercase() == staged.to_lowercase() {
            own
        } else {
            format!("{staged} ({})", own.to_lowercase())
        };
        fields.text("status", Some(shown), sub);
    }
    fields.rest();
    fields.list
}

/// The fields of an event.
pub fn event_fields(ctx: &Ctx, sym: Sym, event: &Event) -> Vec<FieldView> {
    let mut fields = Fields::new(ctx, sym);
    fields.text("kind", event.kind.as_ref().map(|k| capital(k)), None);
    match &event.date {
        Some(_) => {
            let written = event.date_text.as_ref().map(|t| ctx.strings.fill("as_written", &[("words", t)]));
            let sub: Vec<String> = event.date_why.iter().cloned().chain(written).collect();
            fields.date("date", event.date.as_ref(), Some(&sub.join(" · ")).filter(|s| !s.is_empty()));
        }
        None => fields.text(
            "date_text",
            event.date_text.as_ref().map(|t| format!("“{t}”")),
            Some(ctx.say("date_not_fixed")),
        ),
    }
    fields.date("end", event.end.as_ref(), None);
    let actors: Vec<String> = event
        .actors
        .iter()
        .filter_map(|p| {
            let role = Some(&p.role.value).filter(|r| !r.is_empty() && r.as_str() != "party");
            let role =
                role.map(|r| format!(" <span class=\"role\">{}</span>", text::escape(&word(ctx.strings, "role", r))));
            Some(format!("<span class=\"party\">{}{}</span>", link(&*ctx.card_of(&p.actor)?), role.unwrap_or_default()))
        })
        .collect();
    fields.html("actors", actors.join("<span class=\"dot\"> · </span>"), None);
    fields.cards("place", &ctx.cards(&event.place.iter().cloned().collect::<Vec<_>>()));
    fields.cards("deal", &ctx.cards(&event.deal.iter().cloned().collect::<Vec<_>>()));
    fields.cards("caused_by", &ctx.cards(&event.caused_by));
    fields.text("quantity", event.quantity.as_ref().map(|q| ctx.quantity_text(q)), None);
    fields.rest();
    fields.list
}

/// A record's body.
pub fn body(ctx: &Ctx, sym: Sym) -> Vec<fill::Part> {
    fill::body(ctx, ctx.reader.body(sym), ctx.reader.links(sym))
}
