//! The pieces that views are made of, as templates get them. Field names are public: `docs/theme.md` lists them.

use serde::Serialize;

use super::shelf::Piece;

/// HTML that nutgraf wrote or cleaned itself: printed as it is.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Html(pub tera::Value);

impl Html {
    pub fn new(html: &str) -> Html {
        Html(tera::Value::safe_string(html))
    }
}

impl Default for Html {
    fn default() -> Html {
        Html::new("")
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct Link {
    pub name: String,
    pub url: String,
    pub current: bool,
}

/// A record in a few words.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    pub id: String,
    pub kind: &'static str,
    pub kind_word: String,
    pub name: String,
    pub short: String,
    pub url: String,
    pub summary: Option<String>,
    /// square, round, hexagon, dashed or plain
    pub shape: &'static str,
    pub initials: String,
    pub line: String,
    pub doubt: bool,
    pub rank: Option<&'static str>,
    pub extra: tera::Value,
}

#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    pub edtf: String,
    pub text: String,
    /// First and last day it may mean, as ISO dates.
    pub from: Option<String>,
    pub to: Option<String>,
    pub certain: bool,
    /// What HTML's `time` takes, where the date is that simple.
    pub datetime: Option<String>,
    pub why: Option<String>,
}

/// A numbered mark that leads to a note.
#[derive(Clone, Debug, Serialize)]
pub struct Mark {
    pub n: usize,
    /// Where the note leads back to: the first mark of a number has it.
    pub id: Option<String>,
    pub href: String,
    pub doubt: bool,
    pub label: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct QuoteView {
    pub words: Option<String>,
    /// found, unchecked or cited
    pub state: &'static str,
    pub source: Option<Piece<Card>>,
    pub author: Option<String>,
    pub container: Option<String>,
    #[serde(rename = "where")]
    pub place: Option<String>,
    pub url: Option<String>,
    pub says: Option<String>,
    pub doubt: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Note {
    pub n: usize,
    pub id: String,
    pub back: String,
    pub record: Option<Piece<Card>>,
    pub field_word: Option<String>,
    pub doubt: bool,
    pub quotes: Vec<QuoteView>,
    pub standing_text: Option<String>,
    pub html: Option<Html>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Who {
    /// wanted, transfer or plain
    pub form: &'static str,
    pub from: Vec<Piece<Card>>,
    pub to: Vec<Piece<Card>>,
    pub others: Vec<Piece<Card>>,
}

/// A deal as a line of the table.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    #[serde(flatten)]
    pub card: Piece<Card>,
    pub who: Who,
    pub who_text: String,
    pub parties: Vec<Piece<Card>>,
    pub deal_kind: Option<&'static str>,
    pub deal_kind_word: Option<String>,
    pub date: Option<DateView>,
    pub date_text: Option<String>,
    pub date_sort: String,
    pub signed: Option<String>,
    pub value: Option<MoneyView>,
    pub value_text: Option<String>,
    pub value_sort: String,
    pub currency: Option<String>,
    pub stage: &'static str,
    pub stage_word: String,
    pub status: Option<&'static str>,
    pub status_word: String,
    pub stage_at: Option<u8>,
    pub as_of_text: Option<String>,
    pub standing: &'static str,
    pub standing_text: Option<String>,
    pub objections: Vec<String>,
    pub quotes: usize,
    pub quotes_url: String,
    pub unconfirmed: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct MoneyView {
    pub amount: Option<String>,
    pub min: Option<String>,
    pub max: Option<String>,
    pub currency: Option<String>,
    pub as_written: Option<String>,
    pub precision: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SumView {
    pub text: String,
    pub prefix: Option<String>,
    pub deals: u64,
}

#[derive(Clone, Debug, Serialize)]
pub struct TotalsView {
    pub sums: Vec<SumView>,
    pub left_out: Vec<String>,
    pub text: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Facet {
    pub id: String,
    pub name: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Facets {
    pub parties: Vec<Facet>,
    pub kinds: Vec<Facet>,
    pub stages: Vec<Facet>,
}

/// The deal summary table.
#[derive(Clone, Debug, Serialize)]
pub struct DealsTable {
    pub rows: Vec<Piece<Row>>,
    pub title: String,
    pub caption: String,
    pub totals: Option<TotalsView>,
    pub facets: Facets,
}

#[derive(Clone, Debug, Serialize)]
pub struct EventActor {
    pub card: Piece<Card>,
    pub role: Option<String>,
}

/// An event, or a dated deal, as an item of the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct EventRow {
    #[serde(flatten)]
    pub card: Piece<Card>,
    pub item_kind: &'static str,
    pub date: Option<DateView>,
    pub date_text: Option<String>,
    pub end: Option<DateView>,
    pub event_kind: Option<String>,
    pub actors: Vec<EventActor>,
    pub place: Option<Piece<Card>>,
    pub deal: Option<Piece<Card>>,
    pub standing_text: Option<String>,
    pub marks: Vec<Mark>,
    pub quotes: usize,
    pub unconfirmed: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Tick {
    pub year: i64,
    pub x: f64,
}

#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    pub id: String,
    pub name: String,
    pub url: String,
    pub x: f64,
    pub w: f64,
    pub certain: bool,
    pub lane: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct Axis {
    pub from_year: i64,
    pub to_year: i64,
    pub ticks: Vec<Tick>,
    pub bars: Vec<Bar>,
    pub lanes: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct Timeline {
    pub items: Vec<Piece<EventRow>>,
    pub axis: Option<Axis>,
}

#[derive(Clone, Debug, Serialize)]
pub struct CheckView {
    pub verdict: String,
    pub by: Option<String>,
    pub url: Option<String>,
    pub date: Option<DateView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct QuoteRow {
    #[serde(flatten)]
    pub card: Piece<Card>,
    pub text: String,
    pub speaker: Option<Piece<Card>>,
    pub speaker_role: Option<String>,
    pub to: Option<Piece<Card>>,
    pub date: Option<DateView>,
    pub form: Option<&'static str>,
    pub form_word: Option<String>,
    pub about: Vec<Piece<Card>>,
    pub source: Option<Piece<Card>>,
    pub quote: QuoteView,
    pub translation: Option<String>,
    pub check: Option<CheckView>,
    pub standing_text: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    pub date: DateView,
    pub kind: &'static str,
    pub kind_word: String,
    pub text: String,
    pub record: Option<Piece<Card>>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ResponseView {
    pub by: Option<Piece<Card>>,
    pub by_name: String,
    pub stance: &'static str,
    pub stance_word: String,
    pub text: Option<String>,
    pub source: Option<Piece<Card>>,
    pub date: Option<DateView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SourceLine {
    #[serde(flatten)]
    pub card: Piece<Card>,
    pub source_kind_word: Option<String>,
    pub authors: Vec<String>,
    pub container: Option<String>,
    pub issued: Option<DateView>,
    pub url_out: Option<String>,
    pub archive_url: Option<String>,
    pub accessed: Option<DateView>,
    pub publisher: Option<String>,
    pub licence: Option<String>,
    pub uses: usize,
    pub primary: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct MentionView {
    pub card: Piece<Card>,
    pub heading: Option<String>,
    pub url: String,
    pub sentence: Html,
}

#[derive(Clone, Debug, Serialize)]
pub struct IdView {
    pub name: String,
    pub value: String,
    pub url: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ImageView {
    pub src: String,
    pub alt: Option<String>,
    pub credit: Option<String>,
    pub licence: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Point {
    pub id: String,
    pub text: String,
    pub marks: Vec<Mark>,
    pub refs: Vec<Piece<Card>>,
}

/// An article on a front or list page.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleCard {
    #[serde(flatten)]
    pub card: Piece<Card>,
    pub title: String,
    pub dek: Option<String>,
    pub published: Option<String>,
    pub published_date: Option<DateView>,
    pub published_text: String,
    pub minutes: usize,
    pub key_points: Vec<Point>,
    pub image: Option<ImageView>,
    pub authors: Vec<AuthorView>,
    pub outlet: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct AuthorView {
    pub name: String,
    pub bio: Option<String>,
    pub handle: Option<String>,
}

/// A field of a record with the words it rests on.
#[derive(Clone, Debug, Serialize)]
pub struct FieldView {
    pub key: &'static str,
    pub word: String,
    pub html: Html,
    pub sub: Option<String>,
    pub marks: Vec<Mark>,
    pub quotes: Vec<QuoteView>,
    /// Numbered quotes: the mark and the quotes of its note.
    pub notes: Vec<Note>,
}

/// What every record's page has.
#[derive(Clone, Debug, Serialize)]
pub struct RecordView {
    pub id: String,
    pub name: String,
    pub short: String,
    pub url: String,
    pub summary: Option<String>,
    pub aliases: Vec<String>,
    pub ids: Vec<IdView>,
    pub standing: &'static str,
    pub standing_text: Option<String>,
    pub doubt: bool,
    pub attributed_to: Option<Piece<Card>>,
    pub attributed_name: Option<String>,
    pub as_of: Option<DateView>,
    pub responses: Vec<ResponseView>,
    pub changes: Vec<ChangeView>,
    pub rank: Option<&'static str>,
    pub reason: Option<String>,
    pub updated: Option<DateView>,
    pub unconfirmed: Vec<String>,
    pub unconfirmed_any: bool,
    pub lang: String,
    pub dir: &'static str,
    pub extra: tera::Value,
    pub has_body: bool,
    pub marks: Vec<Mark>,
    pub notes: Vec<Note>,
    pub sources: Vec<Piece<SourceLine>>,
    pub mentions: Vec<MentionView>,
}
