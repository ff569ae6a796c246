//! One serialisable view per page: what a template gets, all of it. Views read the site through a
//! [`Reader`] and nothing else; they know no templates and touch no disk.

pub mod actor;
pub mod article;
pub mod component;
pub mod ctx;
pub mod data;
pub mod deal;
pub mod fields;
pub mod fill;
pub mod frame;
pub mod jsonld;
pub mod lists;
pub mod mentions;
pub mod notes;
pub mod pages;
pub mod parts;
pub mod plain;
pub mod record;
pub mod shelf;
pub mod source;
pub mod words;

use std::borrow::Cow;

use serde::Serialize;

use crate::date::Date;
use crate::doc::record::*;
use crate::kb::Sym;
use crate::kb::reader::Reader;
use ctx::{Ctx, Setting, Wants, path_of};
use fields::Fields;
use fill::Part;
use parts::*;
use shelf::Piece;

/// A page of the site, before it is made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Index,
    List(Kind),
    Record(Sym),
    NotFound,
    /// The address of an old id.
    Redirect {
        kind: Kind,
        old: String,
        to: Sym,
    },
    Feed,
}

/// Where the theme's files lie in the output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    pub style: String,
    pub script: String,
    pub icon: Option<String>,
    pub site_style: Option<String>,
}

/// What one template gets.
pub struct View {
    pub path: String,
    pub template: String,
    /// Top-level names and their values.
    pub top: Top,
    pub subject: Option<Subject>,
}

type Top = Vec<(&'static str, tera::Value)>;

/// What a page is about, as one of its top-level values.
pub struct Subject {
    pub name: &'static str,
    pub map: tera::Map,
    /// Where in the map the body goes (`body`, for lists `intro`) once its components are rendered.
    pub field: &'static str,
    pub parts: Vec<Part>,
}

/// Every page of the site, in the order of their paths' kinds.
pub fn keys(reader: Reader) -> Vec<Key> {
    let mut keys = vec![Key::Index, Key::NotFound];
    for kind in Kind::RECORDS.into_iter().filter(|k| reader.has_list(*k)) {
        keys.push(Key::List(kind));
    }
    for sym in reader.all() {
        keys.push(Key::Record(sym));
        let kind = reader.head(sym).kind();
        for was in &reader.record(sym).common.was {
            keys.push(Key::Redirect { kind, old: was.value.clone(), to: sym });
        }
    }
    if reader.has_feed() {
        keys.push(Key::Feed);
    }
    keys
}

/// The path of a page in the output.
pub fn path(reader: Reader, key: &Key) -> String {
    match key {
        Key::Index => "index.html".into(),
        Key::NotFound => "404.html".into(),
        Key::Feed => "feed.xml".into(),
        Key::List(kind) => format!("{}/index.html", kind.folder()),
        Key::Record(sym) => {
            let head = reader.head(*sym);
            path_of(head.kind(), head.id())
        }
        Key::Redirect { kind, old, .. } => path_of(*kind, old),
    }
}

/// The template of a page.
pub fn template(reader: Reader, key: &Key) -> String {
    match key {
        Key::Index => "index.html".into(),
        Key::NotFound => "404.html".into(),
        Key::Feed => "feed.xml".into(),
        Key::List(kind) => format!("{}.html", kind.folder()),
        Key::Record(sym) if is_withdrawn(reader, *sym) => "page.html".into(),
        Key::Record(sym) => format!("{}.html", reader.head(*sym).kind().word()),
        Key::Redirect { .. } => "redirect.html".into(),
    }
}

fn is_withdrawn(reader: Reader, sym: Sym) -> bool {
    reader.head(sym).rank() == Some(Rank::Withdrawn)
}

/// Makes the view of a page, with what its template wants of it.
pub fn view(reader: Reader, setting: Setting, wants: &Wants, key: &Key) -> View {
    let path = path(reader, key);
    let template = template(reader, key);
    // 404.html is served for any address, so that only an absolute path finds the rest of the site.
    let root: Cow<str> = match key {
        Key::NotFound => {
            let url = reader.config().url.as_ref().and_then(|u| url::Url::parse(&u.value).ok());
            let base = url.map_or_else(|| "/".into(), |u| u.path().to_string());
            if base.ends_with('/') { base.into() } else { format!("{base}/").into() }
        }
        _ => if path.contains('/') { "../" } else { "" }.into(),
    };
    let ctx = Ctx::new(reader, setting, wants, &root);
    let (top, subject) = match key {
        Key::Index => (index(&ctx, setting.assets, &path), None),
        Key::List(kind) => list(&ctx, setting.assets, &path, *kind),
        Key::Record(sym) if is_withdrawn(reader, *sym) => withdrawn_page(&ctx, setting.assets, &path, *sym),
        Key::Record(sym) => record_page(&ctx, setting.assets, &path, *sym),
        Key::NotFound => {
            let title = ctx.say("not_found");
            let frame = frame::Frame { kind: "404", title: &title, path: &path, ..Default::default() };
            (frame::top(&ctx, setting.assets, frame), None)
        }
        Key::Redirect { to, .. } => {
            let target = Link { name: reader.head(*to).name().into_owned(), url: ctx.url(*to), current: false };
            let title = &target.name;
            let canonical = Some(*to);
            let frame = frame::Frame { kind: "redirect", title, path: &path, canonical, ..Default::default() };
            let mut top = frame::top(&ctx, setting.assets, frame);
            top.push(("target", lists::value(&target)));
            (top, None)
        }
        Key::Feed => (feed(&ctx, setting.assets, &path), None),
    };
    View { path, template, top, subject }
}

fn record_page(ctx: &Ctx, assets: &Assets, path: &str, sym: Sym) -> (Top, Option<Subject>) {
    let subject = pages::record(ctx, sym);
    let card = ctx.card(sym);
    let Record { common: c, own } = ctx.reader.record(sym);
    let image = match own {
        Own::Article(a) => lists::image(ctx, sym, a.image.as_ref()),
        Own::Actor(a) => lists::image(ctx, sym, a.image.as_ref()),
        _ => None,
    };
    let frame = frame::Frame {
        kind: card.kind,
        title: &card.name,
        description: card.summary.clone(),
        path,
        og_type: if matches!(own, Own::Article(_)) { "article" } else { "website" },
        image: image.map(|i| i.src),
        lang: c.lang.clone(),
        dir: c.dir.map(Dir::word),
        json_ld: ctx.wanted("json_ld", || Some(jsonld::record(ctx, sym))),
        canonical: Some(sym),
    };
    (frame::top(ctx, assets, frame), Some(subject))
}

/// Only the address and the reason stay.
fn withdrawn_page(ctx: &Ctx, assets: &Assets, path: &str, sym: Sym) -> (Top, Option<Subject>) {
    #[derive(Serialize)]
    struct Title<'a> {
        title: &'a str,
    }
    let title = ctx.say("withdrawn");
    let mut common = record::common(ctx, sym);
    common.name = title.clone();
    common.summary = None;
    common.rank = None;
    common.aliases.clear();
    common.ids.clear();
    common.mentions.clear();
    common.sources.clear();
    common.marks.clear();
    common.responses.clear();
    common.has_body = true;
    let reason = ctx.reader.record(sym).common.reason.clone().unwrap_or_else(|| ctx.say("withdrawn_no_reason"));
    let frame = frame::Frame { kind: "page", title: &title, path, ..Default::default() };
    let map = Fields::new(ctx.wants).gather(&common).gather(&Title { title: &title }).finish();
    let parts = vec![Part::Html(format!("<p>{}</p>\n", crate::text::escape(&reason)))];
    (frame::top(ctx, assets, frame), Some(Subject { name: "entry", map, field: "body", parts }))
}

fn index(ctx: &Ctx, assets: &Assets, path: &str) -> Top {
    let reader = ctx.reader;
    let config = reader.config();
    let articles = ctx.list(Kind::Article);
    let single = articles.len() == 1;
    let cover = articles.first().and_then(|s| ctx.article_card(*s));
    // The newest; the list page has them all.
    let others = ctx
        .wanted("others", || articles.iter().skip(1).take(24).filter_map(|s| ctx.article_card(*s)).collect::<Vec<_>>());
    let people = ctx.wanted("people", || {
        let mut people: Vec<(usize, Sym)> = ctx.list(Kind::Actor).into_iter().map(|s| (reader.weight(s), s)).collect();
        people.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
        people.into_iter().take(6).map(|(_, s)| ctx.card(s)).collect::<Vec<_>>()
    });
    let deals =
        ctx.wanted("deals", || ctx.list(Kind::Deal).into_iter().take(6).filter_map(|s| ctx.row(s)).collect::<Vec<_>>());
    let events = ctx.wanted("events", || {
        ctx.list(Kind::Event).into_iter().take(6).filter_map(|s| ctx.event(s)).collect::<Vec<_>>()
    });
    let changes = ctx.wanted("changes", || latest_changes(ctx));
    let frame = frame::Frame {
        kind: "index",
        title: &config.title.value,
        description: config.description.clone(),
        path,
        json_ld: Some(jsonld::list(ctx, None, &config.title.value, "")),
        ..Default::default()
    };
    let mut top = frame::top(ctx, assets, frame);
    top.push(("cover", lists::value(&cover)));
    top.push(("others", lists::value(&others)));
    top.push(("people", lists::value(&people)));
    top.push(("deals", lists::value(&deals)));
    top.push(("events", lists::value(&events)));
    top.push(("changes", lists::value(&changes)));
    top.push(("single", tera::Value::from(single)));
    top
}

/// The five latest changes of the site.
fn latest_changes(ctx: &Ctx) -> Vec<ChangeView> {
    let reader = ctx.reader;
    let mut changes: Vec<(Sym, &Change)> =
        reader.changed().iter().flat_map(|s| reader.record(*s).common.changes.iter().map(|c| (*s, c))).collect();
    changes.sort_by_key(|(_, change)| std::cmp::Reverse(change.date.earliest()));
    changes.truncate(5);
    changes.into_iter().map(|(sym, change)| record::change(ctx, change, Some(sym))).collect()
}

#[derive(Serialize)]
struct ListView {
    title: String,
    has_intro: bool,
    count: usize,
    csv: String,
    json: String,
}

fn list(ctx: &Ctx, assets: &Assets, path: &str, kind: Kind) -> (Top, Option<Subject>) {
    let reader = ctx.reader;
    let folder = kind.folder();
    let intro = reader.intro(kind);
    let title = intro
        .and_then(|d| d.record.common.name.as_ref().map(|n| n.value.clone()))
        .unwrap_or_else(|| ctx.say(&format!("list_{folder}")));
    let syms = ctx.list(kind);
    let parts = intro.map(|doc| fill::body(ctx, &doc.body, &[])).unwrap_or_default();
    let view = ListView {
        title: title.clone(),
        has_intro: intro.is_some_and(|d| !d.body.main.html.trim().is_empty()),
        count: syms.len(),
        csv: ctx.to(&format!("data/{folder}.csv")),
        json: ctx.to(&format!("data/{folder}.json")),
    };
    let description = intro.and_then(|d| d.record.common.summary.as_ref().map(|s| s.value.clone()));
    let json_ld = jsonld::list(ctx, Some(kind), &title, path);
    let frame = frame::Frame {
        kind: folder,
        title: &title,
        description: description.or_else(|| ctx.reader.config().description.clone()),
        path,
        json_ld: Some(json_ld),
        ..Default::default()
    };
    let mut top = frame::top(ctx, assets, frame);
    let cards = || -> Vec<Piece<Card>> { syms.iter().map(|s| ctx.card(*s)).collect() };
    let mut add = |name: &'static str, make: &dyn Fn() -> tera::Value| {
        if ctx.wants.has(name) {
            top.push((name, make()));
        }
    };
    match kind {
        Kind::Article => {
            add("articles", &|| lists::value(&syms.iter().filter_map(|s| ctx.article_card(*s)).collect::<Vec<_>>()))
        }
        Kind::Actor => {
            add("groups", &|| lists::value(&lists::actor_groups(ctx, &syms)));
            add("actors", &|| lists::value(&cards()));
        }
        Kind::Deal => {
            add("deals", &|| lists::value(&ctx.rows(&syms)));
            add("table", &|| lists::value(&lists::deals_table(ctx, &syms)));
        }
        Kind::Event => {
            let timeline = lists::timeline(ctx, None);
            add("years", &|| lists::value(&lists::years(ctx, &timeline.items)));
            add("timeline", &|| lists::value(&timeline));
            add("events", &|| lists::value(&syms.iter().filter_map(|s| ctx.event(*s)).collect::<Vec<_>>()));
        }
        Kind::Source => {
            add("sources", &|| lists::value(&syms.iter().filter_map(|s| ctx.source_line(*s)).collect::<Vec<_>>()))
        }
        Kind::Quote => add("speakers", &|| lists::value(&lists::speakers(ctx, &syms))),
        Kind::Term => add("terms", &|| lists::value(&lists::terms(ctx, &syms))),
        Kind::Place => add("places", &|| lists::value(&cards())),
        Kind::Page => {}
    }
    let map = Fields::new(ctx.wants).gather(&view).finish();
    (top, Some(Subject { name: "list", map, field: "intro", parts }))
}

/// The newest dated articles, twenty at most; undated ones stay out.
fn feed(ctx: &Ctx, assets: &Assets, path: &str) -> Top {
    #[derive(Serialize)]
    struct Entry {
        id: String,
        title: String,
        url: String,
        published: String,
        updated: String,
        summary: Option<String>,
        html: Option<String>,
        authors: Vec<String>,
    }
    #[derive(Serialize)]
    struct Feed {
        id: String,
        title: String,
        updated: String,
        #[serde(rename = "self")]
        itself: String,
        home: String,
        author: String,
        entries: Vec<Entry>,
    }
    let config = ctx.reader.config();
    let base = format!("{}/", config.url.as_ref().map_or("", |u| u.value.as_str()).trim_end_matches('/'));
    // Atom wants an instant; a day begins at midnight, UTC.
    let instant =
        |date: &Date| date.earliest().map_or_else(|| "1970-01-01T00:00:00Z".into(), |d| format!("{d}T00:00:00Z"));
    let entries: Vec<Entry> = ctx
        .reader
        .list(Kind::Article)
        .iter()
        .filter_map(|s| ctx.reader.head(*s).published().map(|d| (*s, d)))
        .take(20)
        .map(|(sym, date)| {
            let head = ctx.reader.head(sym);
            let Record { common: c, own } = ctx.reader.record(sym);
            let url = format!("{base}{}", path_of(head.kind(), head.id()));
            let authors = match own {
                Own::Article(a) => a.authors.iter().map(|x| x.name.clone()).collect(),
                _ => Vec::new(),
            };
            Entry {
                id: url.clone(),
                title: head.name().into_owned(),
                url,
                published: instant(date),
                updated: instant(c.updated.as_ref().unwrap_or(date)),
                summary: head.summary().map(String::from),
                html: None,
                authors,
            }
        })
        .collect();
    let feed = Feed {
        id: base.clone(),
        title: config.title.value.clone(),
        updated: entries.iter().map(|e| e.updated.clone()).max().unwrap_or_else(|| "1970-01-01T00:00:00Z".into()),
        itself: format!("{base}feed.xml"),
        home: base,
        author: config.publisher.clone().unwrap_or_else(|| config.title.value.clone()),
        entries,
    };
    let frame = frame::Frame { kind: "feed", title: &config.title.value, path, ..Default::default() };
    let mut top = frame::top(ctx, assets, frame);
    top.push(("feed", lists::value(&feed)));
    top
}
