//! What stands on every page: the site, its navigation, the page's own head.

use serde::Serialize;

use super::ctx::{Ctx, path_of};
use super::lists::value;
use super::parts::*;
use super::{Assets, has_list, jsonld, record};
use crate::config::direction;
use crate::doc::record::*;
use crate::kb::Sym;

/// What a page says of itself.
pub struct Frame<'a> {
    pub kind: &'static str,
    pub title: &'a str,
    pub description: Option<String>,
    pub path: &'a str,
    pub og_type: &'static str,
    pub image: Option<String>,
    pub lang: Option<String>,
    pub dir: Option<&'static str>,
    pub json_ld: Option<serde_json::Value>,
    /// The record whose page is the one to be found by search engines; none: this path.
    pub canonical: Option<Sym>,
}

impl Default for Frame<'_> {
    fn default() -> Self {
        Frame {
            kind: "",
            title: "",
            description: None,
            path: "",
            og_type: "website",
            image: None,
            lang: None,
            dir: None,
            json_ld: None,
            canonical: None,
        }
    }
}

#[derive(Serialize)]
struct Counts {
    articles: usize,
    actors: usize,
    deals: usize,
    events: usize,
    sources: usize,
    quotes: usize,
    terms: usize,
    places: usize,
    proofs: usize,
}

#[derive(Serialize)]
struct Site<'a> {
    title: &'a str,
    description: Option<&'a str>,
    url: Option<&'a str>,
    lang: &'a str,
    dir: &'static str,
    publisher: Option<&'a str>,
    contact: Option<&'a str>,
    home: String,
    nav: Vec<Link>,
    footer: Vec<Link>,
    feed: Option<String>,
    data_url: Option<String>,
    extra: serde_json::Value,
    accent: Option<&'a str>,
    counts: Counts,
}

#[derive(Serialize)]
struct Page<'a> {
    kind: &'static str,
    title: &'a str,
    description: Option<String>,
    canonical: Option<String>,
    og_type: &'static str,
    image: Option<String>,
    lang: String,
    dir: &'static str,
    root: &'a str,
    path: &'a str,
    json_ld: Html,
}

#[derive(Serialize)]
struct AssetUrls {
    style: String,
    script: String,
    icon: Option<String>,
    site_style: Option<String>,
}

/// The top-level values of every page.
pub fn top(ctx: &Ctx, assets: &Assets, frame: Frame) -> Vec<(&'static str, tera::Value)> {
    let reader = ctx.reader;
    let config = reader.config();
    let list_of = |path: &str| path.strip_suffix("/index.html").and_then(Kind::from_folder);
    let here = list_of(frame.path).or_else(|| frame.path.split_once('/').and_then(|(f, _)| Kind::from_folder(f)));
    let nav = nav(ctx, here, frame.path);
    let count = |kind| reader.count(kind);
    let base = config.url.as_ref().map(|u| u.value.trim_end_matches('/'));
    let canonical_path = match frame.canonical {
        Some(sym) => path_of(reader.doc(sym).kind, &reader.doc(sym).id),
        None if frame.path == "index.html" => String::new(),
        None => frame.path.to_string(),
    };
    let canonical = base.filter(|_| frame.kind != "404").map(|b| format!("{b}/{canonical_path}"));
    let json_ld = frame.json_ld.unwrap_or_else(
        || serde_json::json!({ "@context": "https://schema.org", "@type": "WebPage", "name": frame.title }),
    );
    let feed = super::has_feed(reader).then(|| ctx.to("feed.xml"));
    let site = Site {
        title: &config.title.value,
        description: config.description.as_deref(),
        url: config.url.as_ref().map(|u| u.value.as_str()),
        lang: &config.lang,
        dir: record::site_dir(ctx),
        publisher: config.publisher.as_deref(),
        contact: config.contact.as_deref(),
        home: ctx.to("index.html"),
        nav,
        footer: config
            .footer
            .iter()
            .filter_map(|r| ctx.sym(r))
            .map(|s| {
                let card = ctx.card(s);
                Link { current: path_of(reader.doc(s).kind, &card.id) == frame.path, name: card.name, url: card.url }
            })
            .collect(),
        feed,
        data_url: has_list(reader, Kind::Deal).then(|| ctx.to("data/deals.csv")),
        extra: config.extra.clone().unwrap_or_else(|| serde_json::json!({})),
        accent: config.theme.accent.as_ref().map(|a| a.value.as_str()),
        counts: Counts {
            articles: count(Kind::Article),
            actors: count(Kind::Actor),
            deals: count(Kind::Deal),
            events: count(Kind::Event),
            sources: count(Kind::Source),
            quotes: count(Kind::Quote),
            terms: count(Kind::Term),
            places: count(Kind::Place),
            proofs: reader.quotes(),
        },
    };
    let lang = frame.lang.clone().unwrap_or_else(|| config.lang.clone());
    let dir =
        frame.dir.unwrap_or_else(|| if frame.lang.is_some() { direction(&lang).word() } else { record::site_dir(ctx) });
    let page = Page {
        kind: frame.kind,
        title: frame.title,
        description: frame.description,
        canonical: canonical.clone(),
        og_type: frame.og_type,
        image: frame.image,
        lang,
        dir,
        root: &ctx.root,
        path: frame.path,
        json_ld: Html::new(&jsonld::script(&json_ld)),
    };
    let assets = AssetUrls {
        style: ctx.to(&assets.style),
        script: ctx.to(&assets.script),
        icon: assets.icon.as_ref().map(|s| ctx.to(s)),
        site_style: assets.site_style.as_ref().map(|s| ctx.to(s)),
    };
    vec![("site", value(&site)), ("page", value(&page)), ("canonical", value(&canonical)), ("assets", value(&assets))]
}

/// The navigation: what site.toml lists, else the kinds that have records.
fn nav(ctx: &Ctx, here: Option<Kind>, path: &str) -> Vec<Link> {
    let kind_link = |kind: Kind| Link {
        name: ctx.say(&format!("list_{}", kind.folder())),
        url: ctx.to(&format!("{}/index.html", kind.folder())),
        current: here == Some(kind),
    };
    match &ctx.reader.config().nav {
        Some(nav) => nav
            .iter()
            .filter_map(|item| match Kind::from_folder(&item.value) {
                Some(kind) => has_list(ctx.reader, kind).then(|| kind_link(kind)),
                None => ctx.sym(item).map(|s| {
                    let card = ctx.card(s);
                    let doc = ctx.reader.doc(s);
                    Link { current: path_of(doc.kind, &doc.id) == path, name: card.short, url: card.url }
                }),
            })
            .collect(),
        None => {
            [Kind::Article, Kind::Actor, Kind::Deal, Kind::Event, Kind::Quote, Kind::Term, Kind::Place, Kind::Source]
                .into_iter()
                .filter(|k| !ctx.reader.list(*k).is_empty())
                .map(kind_link)
                .collect()
        }
    }
}
