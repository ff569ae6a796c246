//! One serialisable view per page: what a template gets, all of it. Views read the site through a
//! [`Reader`] and nothing else; they know no templates and touch no disk.

pub mod actor;
pub mod article;
pub mod component;
pub mod ctx;
pub mod data;
pub mod deal;
pub mod fill;
pub mod frame;
pub mod jsonld;
pub mod lists;
pub mod mentions;
pub mod notes;
pub mod pages;
pub mod parts;
pub mod record;
pub mod source;
pub mod words;

use serde::Serialize;

use crate::date::Date;
use crate::doc::record::*;
use crate::kb::Sym;
use crate::kb::reader::{Reader, name_of};
use crate::text::strings::Strings;
use ctx::{Ctx, path_of};
use fill::Part;
use parts::*;

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
    pub top: Vec<(&'static str, tera::Value)>,
    /// The body, and the top-level value into which it goes as the field `body` (for lists `intro`).
    pub body: Option<(&'static str, &'static str, Vec<Part>)>,
}

/// Every page of the site, in the order of their paths' kinds.
pub fn keys(reader: Reader) -> Vec<Key> {
    let mut keys = vec![Key::Index, Key::NotFound];
    for kind in Kind::RECORDS {
        if has_list(reader, kind) {
            keys.push(Key::List(kind));
        }
    }
    for sym in reader.all() {
        keys.push(Key::Record(sym));
        let doc = reader.doc(sym);
        for was in &doc.record.common.was {
            keys.push(Key::Redirect { kind: doc.kind, old: was.value.clone(), to: sym });
        }
    }
    if has_feed(reader) {
        keys.push(Key::Feed);
    }
    keys
}

/// Whether there is a feed: the site has an address, and an article a date. The list has dated articles first.
pub fn has_feed(reader: Reader) -> bool {
    reader.config().url.is_some() && reader.list(Kind::Article).iter().any(|s| published(reader, *s).is_some())
}

/// Whether a kind has a list page: it has records, or an introduction.
pub fn has_list(reader: Reader, kind: Kind) -> bool {
    !reader.list(kind).is_empty() || reader.intro(kind).is_some()
}

fn published<'a>(reader: Reader<'a>, sym: Sym) -> Option<&'a Date> {
    let doc = reader.doc(sym);
    match &doc.record.own {
        Own::Article(a) if doc.record.common.rank.is_none() => a.published.as_ref().map(|d| &d.value),
        _ => None,
    }
}

/// The path of a page in the output.
pub fn path(reader: Reader, key: &Key) -> String {
    match key {
        Key::Index => "index.html".into(),
        Key::NotFound => "404.html".into(),
        Key::Feed => "feed.xml".into(),
        Key::List(kind) => format!("{}/index.html", kind.folder()),
        Key::Record(sym) => {
            let doc = reader.doc(*sym);
            path_of(doc.kind, &doc.id)
        }
        Key::Redirect { kind, old, .. } => path_of(*kind, old),
    }
}

/// Makes the view of a page.
pub fn view(reader: Reader, strings: &Strings, assets: &Assets, key: &Key) -> View {
    let path = path(reader, key);
    let mut ctx = Ctx::new(reader, strings, &path);
    if *key == Key::NotFound {
        // Served for any address, so that only an absolute path finds the rest of the site.
        let base =
            reader.config().url.as_ref().and_then(|u| url::Url::parse(&u.value).ok()).map(|u| u.path().to_string());
        let base = base.unwrap_or_else(|| "/".into());
        ctx.root = if base.ends_with('/') { base } else { format!("{base}/") };
    }
    match key {
        Key::Index => index(&ctx, assets, path),
        Key::List(kind) => list(&ctx, assets, path, *kind),
        Key::Record(sym) => record_page(&ctx, assets, path, *sym),
        Key::NotFound => {
            let title = ctx.say("not_found");
            let frame = frame::Frame { kind: "404", title: &title, path: &path, ..Default::default() };
            let top = frame::top(&ctx, assets, frame);
            View { path, template: "404.html".into(), top, body: None }
        }
        Key::Redirect { to, .. } => {
            let target = Link { name: name_of(reader.doc(*to)), url: ctx.url(*to), current: false };
            let frame = frame::Frame {
                kind: "redirect",
                title: &target.name,
                path: &path,
                canonical: Some(*to),
                ..Default::default()
            };
            let mut top = frame::top(&ctx, assets, frame);
            top.push(("target", lists::value(&target)));
            View { path, template: "redirect.html".into(), top, body: None }
        }
        Key::Feed => feed(&ctx, assets, path),
    }
}

fn record_page(ctx: &Ctx, assets: &Assets, path: String, sym: Sym) -> View {
    let doc = ctx.reader.doc(sym);
    let withdrawn = doc.record.common.rank.as_ref().is_some_and(|r| r.value == Rank::Withdrawn);
    if withdrawn {
        return withdrawn_page(ctx, assets, path, sym);
    }
    let subject = pages::record(ctx, sym);
    let card = ctx.card(sym);
    let description = card.summary.clone();
    let json_ld = jsonld::record(ctx, sym);
    let image = match &doc.record.own {
        Own::Article(a) => lists::image(ctx, &doc.path, a.image.as_ref()),
        Own::Actor(a) => lists::image(ctx, &doc.path, a.image.as_ref()),
        _ => None,
    };
    let c = &doc.record.common;
    let frame = frame::Frame {
        kind: doc.kind.word(),
        title: &card.name,
        description,
        path: &path,
        og_type: if doc.kind == Kind::Article { "article" } else { "website" },
        image: image.map(|i| i.src),
        lang: c.lang.clone(),
        dir: c.dir.map(Dir::word),
        json_ld: Some(json_ld),
        canonical: Some(sym),
    };
    let mut top = frame::top(ctx, assets, frame);
    top.push((subject.name, subject.data));
    View { path, template: format!("{}.html", doc.kind.word()), top, body: Some((subject.name, "body", subject.body)) }
}

/// Only the address and the reason stay.
fn withdrawn_page(ctx: &Ctx, assets: &Assets, path: String, sym: Sym) -> View {
    #[derive(Serialize)]
    struct Withdrawn {
        title: String,
        #[serde(flatten)]
        common: RecordView,
    }
    let doc = ctx.reader.doc(sym);
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
    let reason = doc.record.common.reason.clone().unwrap_or_else(|| ctx.say("withdrawn_no_reason"));
    common.has_body = true;
    let frame = frame::Frame { kind: "page", title: &title, path: &path, ..Default::default() };
    let mut top = frame::top(ctx, assets, frame);
    top.push(("entry", lists::value(&Withdrawn { title: title.clone(), common })));
    let body = vec![Part::Html(format!("<p>{}</p>\n", crate::text::escape(&reason)))];
    View { path, template: "page.html".into(), top, body: Some(("entry", "body", body)) }
}

fn index(ctx: &Ctx, assets: &Assets, path: String) -> View {
    let reader = ctx.reader;
    let config = reader.config();
    let articles: Vec<ArticleCard> = ctx
        .in_order(Kind::Article, reader.list(Kind::Article).to_vec())
        .into_iter()
        .filter_map(|s| lists::article_card(ctx, s))
        .collect();
    let single = articles.len() == 1;
    let mut articles = articles.into_iter();
    let cover = articles.next();
    let others: Vec<ArticleCard> = articles.collect();
    let mut people: Vec<(usize, Sym)> = ctx
        .in_order(Kind::Actor, reader.list(Kind::Actor).to_vec())
        .into_iter()
        .map(|s| (reader.mentions(s).len() + 3 * ctx.deals_of(s).len(), s))
        .collect();
    people.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let people: Vec<Card> = people.into_iter().take(6).map(|(_, s)| ctx.card(s)).collect();
    let deals = ctx.in_order(Kind::Deal, reader.list(Kind::Deal).to_vec());
    let events = ctx.in_order(Kind::Event, reader.list(Kind::Event).to_vec());
    let mut changes: Vec<ChangeView> = reader
        .all()
        .flat_map(|s| {
            let own = reader.doc(s).record.common.changes.iter();
            own.map(|c| ChangeView {
                date: ctx.date(&c.date),
                kind: c.kind.word(),
                kind_word: words::word(ctx.strings, "change", c.kind.word()),
                text: c.text.clone(),
                record: Some(ctx.card(s)),
            })
            .collect::<Vec<_>>()
        })
        .collect();
    changes.sort_by(|a, b| b.date.from.cmp(&a.date.from));
    changes.truncate(5);
    let json_ld = jsonld::list(ctx, None, &config.title.value, "");
    let frame = frame::Frame {
        kind: "index",
        title: &config.title.value,
        description: config.description.clone(),
        path: &path,
        json_ld: Some(json_ld),
        ..Default::default()
    };
    let mut top = frame::top(ctx, assets, frame);
    top.push(("cover", lists::value(&cover)));
    top.push(("others", lists::value(&others)));
    top.push(("people", lists::value(&people)));
    top.push(("deals", lists::value(&ctx.rows(&deals[..deals.len().min(6)]))));
    top.push(("events", lists::value(&events.iter().take(6).filter_map(|s| ctx.event(*s)).collect::<Vec<_>>())));
    top.push(("changes", lists::value(&changes)));
    top.push(("single", tera::Value::from(single)));
    View { path, template: "index.html".into(), top, body: None }
}

#[derive(Serialize)]
struct ListView {
    title: String,
    has_intro: bool,
    intro: Html,
    count: usize,
    csv: String,
    json: String,
}

fn list(ctx: &Ctx, assets: &Assets, path: String, kind: Kind) -> View {
    let reader = ctx.reader;
    let folder = kind.folder();
    let intro = reader.intro(kind);
    let title = intro
        .and_then(|d| d.record.common.name.as_ref().map(|n| n.value.clone()))
        .unwrap_or_else(|| ctx.say(&format!("list_{folder}")));
    let syms = ctx.in_order(kind, reader.list(kind).to_vec());
    let body = intro.map(|doc| fill::body(ctx, doc, None));
    let view = ListView {
        title: title.clone(),
        has_intro: intro.is_some_and(|d| !d.body.main.html.trim().is_empty()),
        intro: Html::default(),
        count: syms.len(),
        csv: ctx.to(&format!("data/{folder}.csv")),
        json: ctx.to(&format!("data/{folder}.json")),
    };
    let description = intro.and_then(|d| d.record.common.summary.as_ref().map(|s| s.value.clone()));
    let json_ld = jsonld::list(ctx, Some(kind), &title, &path);
    let frame = frame::Frame {
        kind: folder,
        title: &title,
        description: description.or_else(|| ctx.reader.config().description.clone()),
        path: &path,
        json_ld: Some(json_ld),
        ..Default::default()
    };
    let mut top = frame::top(ctx, assets, frame);
    let cards = || -> Vec<Card> { syms.iter().map(|s| ctx.card(*s)).collect() };
    match kind {
        Kind::Article => {
            let list: Vec<ArticleCard> = syms.iter().filter_map(|s| lists::article_card(ctx, *s)).collect();
            top.push(("articles", lists::value(&list)));
        }
        Kind::Actor => {
            top.push(("groups", lists::value(&lists::actor_groups(ctx, &syms))));
            top.push(("actors", lists::value(&cards())));
        }
        Kind::Deal => {
            let table = lists::deals_table(ctx, &syms);
            top.push(("deals", lists::value(&table.rows)));
            top.push(("table", lists::value(&table)));
        }
        Kind::Event => {
            let timeline = lists::timeline(ctx, None);
            top.push(("years", lists::value(&lists::years(ctx, &timeline.items))));
            top.push(("timeline", lists::value(&timeline)));
            top.push(("events", lists::value(&syms.iter().filter_map(|s| ctx.event(*s)).collect::<Vec<_>>())));
        }
        Kind::Source => {
            top.push(("sources", lists::value(&syms.iter().filter_map(|s| ctx.source_line(*s)).collect::<Vec<_>>())));
        }
        Kind::Quote => top.push(("speakers", lists::value(&lists::speakers(ctx, &syms)))),
        Kind::Term => {
            #[derive(Serialize)]
            struct TermCard {
                #[serde(flatten)]
                card: Card,
                expands: Option<String>,
            }
            let terms = syms.iter().map(|s| TermCard {
                card: ctx.card(*s),
                expands: match &reader.doc(*s).record.own {
                    Own::Term(t) => t.expands.clone(),
                    _ => None,
                },
            });
            top.push(("terms", lists::value(&terms.collect::<Vec<_>>())));
        }
        Kind::Place => top.push(("places", lists::value(&cards()))),
        Kind::Page => {}
    }
    top.push(("list", lists::value(&view)));
    let template = format!("{folder}.html");
    View { path, template, top, body: body.map(|b| ("list", "intro", b)) }
}

/// The newest dated articles, twenty at most; undated ones stay out.
fn feed(ctx: &Ctx, assets: &Assets, path: String) -> View {
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
        .filter_map(|s| published(ctx.reader, *s).map(|d| (*s, d)))
        .take(20)
        .map(|(sym, date)| {
            let doc = ctx.reader.doc(sym);
            let url = format!("{base}{}", path_of(doc.kind, &doc.id));
            let (summary, authors) = match &doc.record.own {
                Own::Article(a) => {
                    (a.dek.as_ref().map(|d| d.value.clone()), a.authors.iter().map(|x| x.name.clone()).collect())
                }
                _ => (None, Vec::new()),
            };
            Entry {
                id: url.clone(),
                title: name_of(doc),
                url,
                published: instant(date),
                updated: instant(doc.record.common.updated.as_ref().unwrap_or(date)),
                summary,
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
    let frame = frame::Frame { kind: "feed", title: &config.title.value, path: &path, ..Default::default() };
    let mut top = frame::top(ctx, assets, frame);
    top.push(("feed", lists::value(&feed)));
    View { path, template: "feed.xml".into(), top, body: None }
}

/// The files that need no template: data, sitemap, robots.
pub fn files(reader: Reader, strings: &Strings) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    let ctx = Ctx::new(reader, strings, "data/x");
    for kind in Kind::RECORDS.into_iter().filter(|k| has_list(reader, *k)) {
        out.push((format!("data/{}.csv", kind.folder()), data::csv(&ctx, kind)));
        out.push((format!("data/{}.json", kind.folder()), data::json(&ctx, kind).into_bytes()));
    }
    let mut robots = String::from("User-agent: *\nAllow: /\n");
    if let Some(url) = &reader.config().url {
        let base = url.value.trim_end_matches('/');
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        let mut entries: Vec<(String, Option<String>)> = keys(reader)
            .iter()
            .filter_map(|key| match key {
                Key::Index => Some((String::new(), None)),
                Key::List(_) => Some((path(reader, key), None)),
                Key::Record(sym) => {
                    let c = &reader.doc(*sym).record.common;
                    let date = c.updated.as_ref().or_else(|| published(reader, *sym)).and_then(Date::datetime);
                    c.rank.is_none().then(|| (path(reader, key), date))
                }
                _ => None,
            })
            .collect();
        entries.sort();
        for (path, date) in entries {
            let lastmod = date.map(|d| format!("<lastmod>{d}</lastmod>")).unwrap_or_default();
            xml.push_str(&format!(
                "<url><loc>{}/{}</loc>{lastmod}</url>\n",
                crate::text::escape(base),
                crate::text::escape(&path)
            ));
        }
        xml.push_str("</urlset>\n");
        out.push(("sitemap.xml".into(), xml.into_bytes()));
        robots.push_str(&format!("Sitemap: {base}/sitemap.xml\n"));
    }
    out.push(("robots.txt".into(), robots.into_bytes()));
    out
}
