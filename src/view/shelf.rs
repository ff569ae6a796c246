//! Pieces that many pages show: each is made once, as data and as a template value, and shared. A page that takes one
//! has read what the piece was made from.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};

use super::ctx::{Ctx, Wants};
use super::data::{self, Data};
use super::lists::value;
use super::parts::{ArticleCard, Card, EventRow, QuoteRow, Row, SourceLine};
use crate::doc::record::Kind;
use crate::kb::Sym;
use crate::kb::facts::{Code, Log};
use crate::kb::reader::Reader;

/// Data for Rust, and the same for templates.
#[derive(Debug)]
pub struct Piece<T>(Arc<Made<T>>);

#[derive(Debug)]
struct Made<T> {
    data: T,
    value: tera::Value,
    reads: Box<[Code]>,
}

impl<T> Clone for Piece<T> {
    fn clone(&self) -> Piece<T> {
        Piece(self.0.clone())
    }
}

impl<T> Deref for Piece<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.data
    }
}

impl<T> Serialize for Piece<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.value.serialize(serializer)
    }
}

type Cells<T> = Vec<OnceLock<Option<Piece<T>>>>;

/// A value that is made once, and what was read for it.
type Once = OnceLock<(tera::Value, Box<[Code]>)>;

/// The pieces of a site for pages of one depth, whose addresses begin alike.
pub struct Shelf {
    root: &'static str,
    cards: Cells<Card>,
    articles: Cells<ArticleCard>,
    rows: Cells<Row>,
    events: Cells<EventRow>,
    quotes: Cells<QuoteRow>,
    lines: Cells<SourceLine>,
    /// What of `site` the pages have, by the list that they belong to, and by what is wanted of its counts.
    sites: [[Once; 4]; 10],
    /// The data of each kind.
    data: [OnceLock<(Data, Box<[Code]>)>; 9],
}

impl Shelf {
    pub(super) fn root(&self) -> &'static str {
        self.root
    }

    /// For a site of so many records, with this before every address inside the site.
    pub fn new(records: usize, root: &'static str) -> Shelf {
        fn cells<T>(n: usize) -> Cells<T> {
            std::iter::repeat_with(OnceLock::new).take(n).collect()
        }
        Shelf {
            root,
            cards: cells(records),
            articles: cells(records),
            rows: cells(records),
            events: cells(records),
            quotes: cells(records),
            lines: cells(records),
            sites: Default::default(),
            data: Default::default(),
        }
    }
}

impl<'a> Ctx<'a> {
    pub fn card(&self, sym: Sym) -> Piece<Card> {
        let make = |ctx: &Ctx| Some(ctx.make_card(sym));
        self.piece(|s| &s.cards, sym, make).unwrap_or_else(|| Piece::new(self.make_card(sym), Box::default()))
    }

    /// An article on a front or list page.
    pub fn article_card(&self, sym: Sym) -> Option<Piece<ArticleCard>> {
        self.piece(|s| &s.articles, sym, |ctx| super::lists::article_card(ctx, sym))
    }

    /// A deal as a line of the table.
    pub fn row(&self, sym: Sym) -> Option<Piece<Row>> {
        self.piece(|s| &s.rows, sym, |ctx| ctx.make_row(sym))
    }

    pub fn event(&self, sym: Sym) -> Option<Piece<EventRow>> {
        self.piece(|s| &s.events, sym, |ctx| ctx.make_event(sym))
    }

    pub fn quote(&self, sym: Sym) -> Option<Piece<QuoteRow>> {
        self.piece(|s| &s.quotes, sym, |ctx| ctx.make_quote(sym))
    }

    pub fn source_line(&self, sym: Sym) -> Option<Piece<SourceLine>> {
        self.piece(|s| &s.lines, sym, |ctx| ctx.make_source_line(sym))
    }

    /// The value `site` of pages that belong to the list of `here`, and are not themselves in the navigation.
    pub fn shared_site(&self, here: usize, make: impl FnOnce(&Ctx) -> tera::Value) -> Option<tera::Value> {
        let shelf = self.shelf?;
        let cell = shelf
            .sites
            .get(here)?
            .get(usize::from(self.wants.has("counts")) + 2 * usize::from(self.wants.has("proofs")))?;
        let (value, reads) = cell.get_or_init(|| self.noting(self.wants, make));
        self.reader.also(reads);
        Some(value.clone())
    }

    /// The data of a kind, whose two files are made at once.
    pub fn data<T>(&self, kind: Kind, take: impl FnOnce(&Data) -> T) -> T {
        let Some(shelf) = self.shelf else { return take(&data::of(self, kind)) };
        let (data, reads) =
            shelf.data[kind as usize].get_or_init(|| self.noting(&Wants::ALL, |ctx| data::of(ctx, kind)));
        self.reader.also(reads);
        take(data)
    }

    fn piece<T: Serialize + 'a>(
        &self,
        cells: impl Fn(&'a Shelf) -> &'a Cells<T>,
        sym: Sym,
        make: impl FnOnce(&Ctx) -> Option<T>,
    ) -> Option<Piece<T>> {
        let made = || {
            let (data, reads) = self.noting(&Wants::ALL, make);
            data.map(|data| Piece::new(data, reads))
        };
        let cell = self.shelf.and_then(|s| cells(s).get(sym.0 as usize));
        let piece = match cell {
            Some(cell) => cell.get_or_init(made).clone(),
            None => made(),
        }?;
        self.reader.also(&piece.0.reads);
        Some(piece)
    }

    /// Makes something with its reads noted apart from those of the page.
    fn noting<R>(&self, wants: &Wants, make: impl FnOnce(&Ctx) -> R) -> (R, Box<[Code]>) {
        let log = self.reader.is_logging().then(Log::default);
        let made = {
            let reader: Reader = self.reader.logging(log.as_ref());
            make(&Ctx {
                reader,
                notes: Default::default(),
                wants,
                strings: self.strings,
                root: self.root,
                shelf: self.shelf,
            })
        };
        (made, log.map(Log::finish).unwrap_or_default())
    }
}

impl<T: Serialize> Piece<T> {
    fn new(data: T, reads: Box<[Code]>) -> Piece<T> {
        let value = value(&data);
        Piece(Arc::new(Made { data, value, reads }))
    }
}
