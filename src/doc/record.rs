//! The records as typed data: one struct a kind, the fields of every record in [`Common`].
//! Reading them from a file is `front`'s task, checking several against each other `kb`'s.

use std::ops::Range;

pub use crate::config::{Autolink, Dir};
use crate::date::Date;
pub use crate::fields::At;
use crate::fields::words;
use crate::money::Amount;

/// A reference to a record by id.
pub type Ref = At<String>;
/// A text with its place.
pub type Text = At<String>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Article,
    Actor,
    Deal,
    Event,
    Source,
    Quote,
    Term,
    Place,
    /// `content/NAME.md`
    Page,
}

impl Kind {
    /// The eight kinds of record, in the order of the content model.
    pub const RECORDS: [Kind; 8] =
        [Kind::Article, Kind::Actor, Kind::Deal, Kind::Event, Kind::Source, Kind::Quote, Kind::Term, Kind::Place];

    /// `actor`
    pub fn word(self) -> &'static str {
        match self {
            Kind::Article => "article",
            Kind::Actor => "actor",
            Kind::Deal => "deal",
            Kind::Event => "event",
            Kind::Source => "source",
            Kind::Quote => "quote",
            Kind::Term => "term",
            Kind::Place => "place",
            Kind::Page => "page",
        }
    }

    /// `actors`: the folder in `content/` and in the output.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Article => "articles",
            Kind::Actor => "actors",
            Kind::Deal => "deals",
            Kind::Event => "events",
            Kind::Source => "sources",
            Kind::Quote => "quotes",
            Kind::Term => "terms",
            Kind::Place => "places",
            Kind::Page => "",
        }
    }

    pub fn from_folder(folder: &str) -> Option<Kind> {
        Kind::RECORDS.into_iter().find(|k| k.folder() == folder)
    }
}

words!(AliasKind { Alias = "alias", Acronym = "acronym", Metonym = "metonym", Adjective = "adjective", Former = "former", Weak = "weak" });
words!(Status { Sought = "sought", Proposed = "proposed", Agreed = "agreed", Signed = "signed", Ordered = "ordered", InForce = "in-force", Ongoing = "ongoing", PartDelivered = "part-delivered", Delivered = "delivered", Ended = "ended", Suspended = "suspended", Cancelled = "cancelled" });
words!(Standing { Established = "established", Asserted = "asserted", Attributed = "attributed", Alleged = "alleged", Disputed = "disputed", Denied = "denied", Retracted = "retracted" });
words!(Precision { Exact = "exact", Rounded = "rounded", Approx = "approx", AtLeast = "at-least", AtMost = "at-most", OrderOfMagnitude = "order-of-magnitude" });
words!(Rank { Deprecated = "deprecated", Withdrawn = "withdrawn" });
words!(ChangeKind { Correction = "correction", Update = "update", Clarification = "clarification", Retraction = "retraction" });
words!(Stance { Supports = "supports", Objects = "objects", Denies = "denies", NoAnswer = "no-answer" });
words!(ArticleKind { Explainer = "explainer", Background = "background", Analysis = "analysis", Opinion = "opinion", Report = "report", Interview = "interview", Review = "review" });
words!(ActorKind { State = "state", Government = "government", Person = "person", Party = "party", Company = "company", Military = "military", ArmedGroup = "armed-group", Igo = "igo", Ngo = "ngo", Media = "media", Collective = "collective" });
words!(DealKind { ArmsTransfer = "arms-transfer", Licence = "licence", CoDevelopment = "co-development", Infrastructure = "infrastructure", Energy = "energy", Trade = "trade", Loan = "loan", Aid = "aid", Training = "training", Exercise = "exercise", Treaty = "treaty", Agreement = "agreement", Mou = "mou", Partnership = "partnership", Embargo = "embargo", Sanction = "sanction", Ceasefire = "ceasefire", Merger = "merger", Sponsorship = "sponsorship", Other = "other" });
words!(QuoteForm { Direct = "direct", Indirect = "indirect", Claim = "claim", Prediction = "prediction", Accusation = "accusation" });
words!(PlacePrecision { Exact = "exact", City = "city", Region = "region", Country = "country" });

impl Precision {
    /// Whether a number so marked stands for "about".
    pub fn is_about(self) -> bool {
        matches!(self, Precision::Approx)
    }
}

/// The stage of a deal that readers see (rule 2 of the content model).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    Wanted,
    Agreed,
    UnderWay,
    Done,
    Stopped,
    NotKnown,
}

impl Stage {
    pub fn of(status: Option<Status>) -> Stage {
        use Status::*;
        match status {
            Some(Sought | Proposed) => Stage::Wanted,
            Some(Agreed | Signed) => Stage::Agreed,
            Some(Ordered | InForce | Ongoing | PartDelivered) => Stage::UnderWay,
            Some(Delivered | Ended) => Stage::Done,
            Some(Suspended | Cancelled) => Stage::Stopped,
            None => Stage::NotKnown,
        }
    }

    /// Where deals of this stage stand in the table: by how far they have come, then what is wanted, stopped, not known.
    pub fn rank(self) -> i64 {
        match self {
            Stage::Agreed => 0,
            Stage::UnderWay => 1,
            Stage::Done => 2,
            Stage::Wanted => 3,
            Stage::Stopped => 4,
            Stage::NotKnown => 5,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Stage::Wanted => "wanted",
            Stage::Agreed => "agreed",
            Stage::UnderWay => "under-way",
            Stage::Done => "done",
            Stage::Stopped => "stopped",
            Stage::NotKnown => "not-known",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Alias {
    pub text: Text,
    pub kind: AliasKind,
    pub lang: Option<String>,
}

/// One entry of `evidence`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Evidence {
    pub span: Range<usize>,
    /// The entry's own source, else the record's `source`; neither is an error of the reader's.
    pub source: Option<Ref>,
    pub quote: Option<Text>,
    /// The fields it supports; empty: the record.
    pub fields: Vec<Text>,
    pub at: Option<Text>,
    pub says: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Response {
    pub by: Text,
    pub stance: Stance,
    pub text: Option<String>,
    pub source: Option<Ref>,
    pub date: Option<Date>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    pub date: Date,
    pub kind: ChangeKind,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Unconfirmed {
    All,
    Fields(Vec<Text>),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Image {
    pub src: Text,
    pub alt: Option<String>,
    pub credit: Option<String>,
    pub licence: Option<String>,
}

/// What every record may have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Common {
    /// `name`, or an article's or page's `title`; quotes may leave it out.
    pub name: Option<Text>,
    pub short: Option<String>,
    pub aliases: Vec<Alias>,
    /// For articles `dek` is kept in its own field; a page's or record's `summary` here.
    pub summary: Option<Text>,
    /// In the order of their keys.
    pub ids: Vec<(String, String)>,
    pub source: Option<Ref>,
    pub evidence: Vec<Evidence>,
    pub standing: Option<At<Standing>>,
    pub attributed_to: Option<Text>,
    pub as_of: Option<Date>,
    pub responses: Vec<Response>,
    pub changes: Vec<Change>,
    pub rank: Option<At<Rank>>,
    pub reason: Option<String>,
    pub draft: bool,
    pub was: Vec<Ref>,
    pub updated: Option<Date>,
    pub review_on: Option<At<Date>>,
    pub unconfirmed: Option<At<Unconfirmed>>,
    pub lang: Option<String>,
    pub dir: Option<Dir>,
    pub extra: Option<serde_json::Value>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    pub kind: Option<ArticleKind>,
    pub published: Option<At<Date>>,
    pub dek: Option<Text>,
    pub authors: Vec<Author>,
    pub outlet: Option<String>,
    pub dateline: Option<String>,
    pub origin: Option<Origin>,
    pub key_points: Vec<KeyPoint>,
    pub path: Vec<Ref>,
    pub pull_quotes: Vec<String>,
    pub autolink: Option<Autolink>,
    pub image: Option<Image>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Author {
    pub name: String,
    pub bio: Option<String>,
    pub handle: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Origin {
    pub source: Option<Ref>,
    pub url: Option<Text>,
    pub licence: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyPoint {
    pub span: Range<usize>,
    pub text: String,
    pub refs: Vec<Ref>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actor {
    pub kind: Option<ActorKind>,
    pub roles: Vec<Role>,
    pub member_of: Vec<Ref>,
    pub parent: Option<Ref>,
    pub image: Option<Image>,
    /// `born` or `founded`
    pub began: Option<At<Date>>,
    /// `died` or `dissolved`
    pub ended: Option<At<Date>>,
    pub place: Option<Ref>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Role {
    pub role: String,
    pub of: Option<Ref>,
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub former: bool,
    pub as_written: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deal {
    pub kind: Option<DealKind>,
    pub parties: Vec<Party>,
    pub parties_span: Option<Range<usize>>,
    pub status: Option<At<Status>>,
    pub history: Vec<Step>,
    pub items: Vec<Item>,
    pub value: Option<Value>,
    pub quantity: Option<Quantity>,
    pub announced: Option<At<Date>>,
    pub signed: Option<At<Date>>,
    pub in_force: Option<At<Date>>,
    pub delivered: Option<At<Date>>,
    pub ends: Option<At<Date>>,
    pub date_text: Option<String>,
    pub date_why: Option<String>,
    pub umbrella: bool,
    pub part_of: Option<Ref>,
    pub supersedes: Option<Ref>,
    pub counts_in_total: Option<bool>,
    pub places: Vec<Ref>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Party {
    pub actor: Ref,
    /// `party` where none is given.
    pub role: Text,
    pub share: Option<String>,
    pub joined: Option<Date>,
    pub left: Option<Date>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    pub span: Range<usize>,
    pub status: Status,
    pub date: Option<Date>,
    pub source: Option<Ref>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    pub designation: Option<String>,
    pub description: Option<String>,
    pub count: Option<i64>,
    pub precision: Option<Precision>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Value {
    pub span: Range<usize>,
    pub amount: Option<Amount>,
    pub min: Option<Amount>,
    pub max: Option<Amount>,
    pub currency: Option<String>,
    pub precision: Option<Precision>,
    pub as_written: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    pub n: Amount,
    pub unit: Option<String>,
    pub precision: Option<Precision>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    pub date: Option<At<Date>>,
    pub end: Option<At<Date>>,
    pub date_text: Option<String>,
    pub date_why: Option<String>,
    pub kind: Option<String>,
    /// `role` is empty where none is given.
    pub actors: Vec<Party>,
    pub deal: Option<Ref>,
    pub place: Option<Ref>,
    pub caused_by: Vec<Ref>,
    pub quantity: Option<Quantity>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// A CSL type name.
    pub kind: Option<String>,
    pub authors: Vec<String>,
    pub container: Option<String>,
    pub issued: Option<At<Date>>,
    pub url: Option<Text>,
    pub archive_url: Option<Text>,
    pub accessed: Option<Date>,
    pub publisher: Option<String>,
    pub licence: Option<String>,
    pub primary: bool,
    /// A path from the site's root.
    pub text: Option<Text>,
    pub body: Option<[usize; 2]>,
    pub publish_text: Option<At<bool>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quote {
    pub text: Option<Text>,
    pub speaker: Option<Ref>,
    pub at: Option<Text>,
    pub speaker_role: Option<String>,
    pub to: Option<Ref>,
    pub date: Option<At<Date>>,
    pub form: Option<QuoteForm>,
    pub about: Vec<Ref>,
    pub translation: Option<String>,
    pub check: Option<FactCheck>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FactCheck {
    pub verdict: String,
    pub by: Option<String>,
    pub url: Option<Text>,
    pub date: Option<Date>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Term {
    pub expands: Option<String>,
    pub see: Vec<Ref>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaceRecord {
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub precision: Option<PlacePrecision>,
    pub country: Option<Ref>,
    pub within: Option<Ref>,
}

/// The fields that only one kind has.
// A record is read once and then shared; boxes would only be in the way of every match.
#[allow(clippy::large_enum_variant)]
#[derive(Clone, Debug, PartialEq)]
pub enum Own {
    Article(Article),
    Actor(Actor),
    Deal(Deal),
    Event(Event),
    Source(Source),
    Quote(Quote),
    Term(Term),
    Place(PlaceRecord),
    Page,
}

/// One record, page or list introduction as its file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub common: Common,
    pub own: Own,
}
