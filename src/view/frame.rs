//! What stands on every page: the site, its navigation, the page's own head.

use serde::Serialize;

use super::ctx::{Ctx, path_of};
use super::lists::value;
use super::parts::*;
use super::{Assets, jsonld, record};
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

#[derive(Default, Serialize)]
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
    let base = config.url.as_ref().map(|u| u.value.trim_end_matches('/'));
    let canonical_path = match frame.canonical {
        Some(sym) => path_of(reader.head(sym).kind(), reader.head(sym).id()),
        None if frame.path == "index.html" => String::new(),
        None => frame.path.to_string(),
    };
    let canonical = base.filter(|_| frame.kind != "404").map(|b| format!("{b}/{canonical_path}"));
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
        root: ctx.root,
        path: frame.path,
        json_ld: ctx.wanted("json_ld", || {
            let plain =
                || serde_json::json!({ "@context": "https://schema.org", "@type": "WebPage", "name": frame.title });
            Html::new(&jsonld::script(&frame.json_ld.unwrap_or_else(plain)))
        }),
    };
    let assets = AssetUrls {
        style: ctx.to(&assets.style),
        script: ctx.to(&assets.script),
        icon: assets.icon.as_ref().map(|s| ctx.to(s)),
        site_style: assets.site_style.as_ref().map(|s| ctx.to(s)),
    };
    let is_menu =
        |r: &Ref| ctx.sym(r).is_some_and(|s| path_of(reader.head(s).kind(), reader.head(s).id()) == frame.path);
    let in_menus = config.footer.iter().chain(config.nav.iter().flatten()).any(is_menu);
    // Most pages differ in nothing but the list that they belong to.
    let shared = match in_menus {
        true => None,
        false => ctx.shared_site(here.map_or(9, |k| k as usize), |ctx| site(ctx, here, "")),
    };
    let site = shared.unwrap_or_else(|| site(ctx, here, frame.path));
    vec![("site", site), ("page", value(&page)), ("canonical", value(&canonical)), ("assets", value(&assets))]
}

/// The site as the page at `path`, of the list `here`, sees it.
fn site(ctx: &Ctx, here: Option<Kind>, path: &str) -> tera::Value {
    let reader = ctx.reader;
    let config = reader.config();
    let count = |kind| reader.count(kind);
    let menu_link = |s: Sym| {
        let card = ctx.card(s);
        Link {
            current: path_of(reader.head(s).kind(), &card.id) == path,
            name: card.name.clone(),
            url: card.url.clone(),
        }
    };
    value(&Site {
        title: &config.title.value,
        description: config.description.as_deref(),
        url: config.url.as_ref().map(|u| u.value.as_str()),
        lang: &config.lang,
        dir: record::site_dir(ctx),
        publisher: config.publisher.as_deref(),
        contact: config.contact.as_deref(),
        home: ctx.to("index.html"),
        nav: nav(ctx, here, path),
        footer: config.footer.iter().filter_map(|r| ctx.sym(r)).map(menu_link).collect(),
        feed: reader.has_feed().then(|| ctx.to("feed.xml")),
        data_url: reader.has_list(Kind::Deal).then(|| ctx.to("data/deals.csv")),
        extra: config.extra.clone().unwrap_or_else(|| serde_json::json!({})),
        accent: config.theme.accent.as_ref().map(|a| a.value.as_str()),
        counts: ctx.wanted("counts", || Counts {
            articles: count(Kind::Article),
            actors: count(Kind::Actor),
            deals: count(Kind::Deal),
            events: count(Kind::Event),
            sources: count(Kind::Source),
            quotes: count(Kind::Quote),
            terms: count(Kind::Term),
            places: count(Kind::Place),
            proofs: ctx.wanted("proofs", || reader.quotes()),
        }),
    })
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
                Some(kind) => ctx.reader.has_list(kind).then(|| kind_link(kind)),
                None => ctx.sym(item).map(|s| {
                    let card = ctx.card(s);
                    let current = path_of(ctx.reader.head(s).kind(), &card.id) == path;
                    Link { current, name: card.short.clone(), url: card.url.clone() }
                }),
            })
            .collect(),
        None => {
            [Kind::Article, Kind::Actor, Kind::Deal, Kind::Event, Kind::Quote, Kind::Term, Kind::Place, Kind::Source]
                .into_iter()
                .filter(|k| ctx.reader.has_records(*k))
                .map(kind_link)
                .collect()
        }
    }
}
