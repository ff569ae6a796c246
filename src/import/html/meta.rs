//! The head of a page: what its markup states of title, authors, day, outlet, language. Nothing is guessed.

use std::collections::HashSet;

use dom_query::{Document, NodeRef};
use url::Url;

use super::ld::{self, Article};
use super::service;
use crate::import::page::Image;
use crate::text::{fold, html};

/// What the head states.
#[derive(Debug, Default)]
pub struct Meta {
    pub title: Option<String>,
    pub description: Option<String>,
    /// The dek as the page shows it; found with the body.
    pub dek: Option<String>,
    /// A line above the text that may be the dek, where nothing else is.
    pub above: Option<String>,
    pub authors: Vec<String>,
    pub outlet: Option<String>,
    pub published: Option<String>,
    pub updated: Option<String>,
    pub url: Option<String>,
    pub lang: Option<String>,
    pub is_rtl: bool,
    pub kind_hint: Option<String>,
    pub image: Option<Image>,
    pub tags: Vec<String>,
    /// Every form of the title that the page has: lines equal to one are no body.
    pub titles: Vec<String>,
    /// The whole text, where the structured data holds it.
    pub article_body: Option<String>,
}

struct Metas(Vec<(String, String)>);

impl Metas {
    fn get(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.0.iter().find(|(n, _)| n == name).map(|(_, content)| content.as_str()))
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, content)| content.as_str())
    }
}

pub fn read(document: &Document, base: Option<&Url>) -> Meta {
    let metas = metas(document);
    let data = ld::read(document);
    let article = data.as_ref();
    let mut out = Meta::default();
    let h1 = h1(document);
    out.outlet = article
        .and_then(|a| a.publisher.clone())
        .or_else(|| metas.get(&["og:site_name"]).map(tidy))
        .or_else(|| metas.get(&["application-name", "publisher", "dc.publisher"]).map(tidy))
        .or_else(|| prop(document, "publisher"))
        .filter(|o| !o.is_empty() && o.chars().count() <= 80 && !o.starts_with("http"));
    let headline = article.and_then(|a| a.headline.clone());
    let og = metas.get(&["og:title", "twitter:title", "dc.title"]).map(tidy).filter(|t| !t.is_empty());
    let plain = text_of(document, "head title").filter(|t| !t.is_empty());
    let micro = prop(document, "headline");
    out.title = title(
        headline.as_deref().or(micro.as_deref()),
        og.as_deref(),
        h1.as_deref(),
        plain.as_deref(),
        out.outlet.as_deref(),
    );
    let all = [headline, micro, og, plain, h1, out.title.clone()];
    let mut titles: Vec<String> = all.into_iter().flatten().collect();
    let stripped: Vec<String> = titles.iter().map(|t| without_site(t, out.outlet.as_deref())).collect();
    titles.extend(stripped);
    out.titles = titles.iter().map(|t| letters(t)).filter(|t| !t.is_empty()).collect();
    out.description = article
        .and_then(|a| a.description.clone())
        .or_else(|| metas.get(&["og:description", "description", "twitter:description", "dc.description"]).map(tidy))
        .filter(|d| d.chars().count() >= 20);
    out.authors = authors(document, &metas, article, out.outlet.as_deref());
    dates(&mut out, document, &metas, article);
    let canonical = document.select_single("link[rel='canonical'][href]").attr("href").map(|a| a.to_string());
    let addresses = [canonical, metas.get(&["og:url"]).map(str::to_string), article.and_then(|a| a.url.clone())];
    out.url = addresses.into_iter().flatten().find_map(|a| absolute(&a, base));
    (out.lang, out.is_rtl) = language(document);
    out.kind_hint = article.map(|a| a.kind.clone()).filter(|k| !k.is_empty());
    let picture = metas.get(&["og:image", "og:image:url", "og:image:secure_url", "twitter:image"]).map(str::to_string);
    out.image = picture.or_else(|| article.and_then(|a| a.image.clone())).and_then(|a| absolute(&a, base)).map(|url| {
        Image { url, alt: metas.get(&["og:image:alt", "twitter:image:alt"]).map(tidy).filter(|a| !a.is_empty()) }
    });
    out.tags = tags(document, &metas, article);
    out.article_body = article.and_then(|a| a.body.clone());
    out
}

/// White space folded, entities that were escaped twice read.
pub fn tidy(text: &str) -> String {
    let text = if text.contains('&') && text.contains(';') {
        Document::fragment(text.replace('<', "&lt;")).text().to_string()
    } else {
        text.to_string()
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters and digits alone, folded: how two headlines are compared.
pub fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn metas(document: &Document) -> Metas {
    let mut out = Vec::new();
    for node in document.select("meta[content]").nodes().iter().take(2_000) {
        let content = node.attr("content").map(|c| c.to_string()).unwrap_or_default();
        for attribute in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = node.attr(attribute) {
                out.push((name.trim().to_lowercase(), content.clone()));
            }
        }
    }
    Metas(out)
}

fn text_of(document: &Document, css: &str) -> Option<String> {
    let found = document.select_single(css);
    found.exists().then(|| found.text().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The value of a property in the markup, as its `content` or text.
fn prop(document: &Document, name: &str) -> Option<String> {
    let found = document.select_single(&format!("[itemprop~='{name}']"));
    let node = *found.nodes().first()?;
    let inner = found.select_single("[itemprop~='name']");
    let node = inner.nodes().first().copied().unwrap_or(node);
    let text = node.attr("content").map(|c| c.to_string()).unwrap_or_else(|| node.text().to_string());
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty() && text.chars().count() <= 300).then_some(text)
}

/// The one `h1` of the page, or the first one inside its article.
fn h1(document: &Document) -> Option<String> {
    let found = document.select("h1");
    let of = |n: &NodeRef| Some(n.text().split_whitespace().collect::<Vec<_>>().join(" ")).filter(|t| !t.is_empty());
    let texts: Vec<String> = found.nodes().iter().filter_map(of).collect();
    match texts.as_slice() {
        [one] => Some(one.clone()),
        _ => text_of(document, "article h1, main h1").filter(|t| !t.is_empty()).or_else(|| texts.first().cloned()),
    }
}

const SEPARATORS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " · ", " » ", " « ", " / "];

fn without_site(title: &str, outlet: Option<&str>) -> String {
    let Some(outlet) = outlet.map(letters).filter(|o| !o.is_empty()) else { return title.to_string() };
    let mut title = title.trim();
    for _ in 0..3 {
        let cut = SEPARATORS.iter().find_map(|s| {
            let (before, after) = title.rsplit_once(s)?;
            let after = letters(after);
            // "Site", "Site.com", "The Site": either holds the other.
            let same = !after.is_empty() && (after == outlet || outlet.contains(&after) || after.contains(&outlet));
            (same && !before.trim().is_empty()).then_some(before)
        });
        match cut {
            Some(before) => title = before.trim(),
            None => break,
        }
    }
    if let Some((before, after)) = SEPARATORS.iter().find_map(|s| title.split_once(s))
        && letters(before) == outlet
    {
        title = after.trim();
    }
    title.to_string()
}

fn title(
    headline: Option<&str>,
    og: Option<&str>,
    h1: Option<&str>,
    plain: Option<&str>,
    outlet: Option<&str>,
) -> Option<String> {
    // What the page shows, where the head says the same with something added.
    if let (Some(h1), Some(stated)) = (h1, og.or(headline).or(plain)) {
        let (shown, stated) = (letters(h1), letters(stated));
        if shown.chars().count() >= 8 && (stated == shown || stated.starts_with(&shown)) {
            return Some(h1.to_string());
        }
    }
    let stated = og.or(headline).map(|t| without_site(t, outlet));
    if let (Some(stated), Some(headline)) = (&stated, headline)
        && letters(stated).starts_with(&letters(headline))
        && !letters(headline).is_empty()
    {
        return Some(headline.to_string());
    }
    let shown = h1.filter(|h| Some(letters(h)) != outlet.map(letters)).map(str::to_string);
    stated.or(shown).or_else(|| plain.map(|t| without_site(t, outlet))).filter(|t| !t.is_empty())
}

fn authors(document: &Document, metas: &Metas, article: Option<&Article>, outlet: Option<&str>) -> Vec<String> {
    let house = outlet.map(letters).unwrap_or_default();
    let clean = |texts: Vec<String>| -> Vec<String> {
        let mut seen = HashSet::new();
        let names = texts.iter().flat_map(|t| service::authors(t));
        names.filter(|n| letters(n) != house && seen.insert(letters(n))).take(12).collect()
    };
    let stated = clean(article.map(|a| a.authors.clone()).unwrap_or_default());
    if !stated.is_empty() {
        return stated;
    }
    let named: Vec<String> =
        ["author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl", "sailthru.author"]
            .iter()
            .flat_map(|name| metas.all(name))
            .filter(|c| !c.contains("http") && !c.contains('@'))
            .map(tidy)
            .collect();
    let named = clean(named);
    if !named.is_empty() {
        return named;
    }
    for css in [
        "[itemprop~='author'] [itemprop~='name']",
        "[itemprop~='author']",
        "a[rel~='author']",
        ".byline .author, .byline-name, .author-name, .byline__name",
        ".byline, .by-line, .article-byline, .article__byline, .entry-author, .post-author, p.author, span.author, div.author",
    ] {
        let texts: Vec<String> = document
            .select(css)
            .nodes()
            .iter()
            .filter(|n| !n.ancestors(Some(12)).iter().any(is_aside))
            .take(6)
            .map(|n| n.attr("content").map(|c| c.to_string()).unwrap_or_else(|| spaced(n)))
            .filter(|t| t.chars().count() <= 120)
            .collect();
        let found = clean(texts);
        if !found.is_empty() {
            return found.into_iter().take(4).collect();
        }
    }
    Vec::new()
}

/// The text of a node with its blocks apart.
fn spaced(node: &NodeRef<'_>) -> String {
    let blocks = html::of_fragment(&node.html(), None);
    blocks.first().map(|b| b.text.clone()).unwrap_or_default()
}

/// Comments, other articles, the foot of the page.
fn is_aside(node: &NodeRef<'_>) -> bool {
    if ["aside", "footer", "nav"].iter().any(|n| node.has_name(n)) {
        return true;
    }
    let around = format!("{} {}", node.attr_or("class", ""), node.attr_or("id", "")).to_lowercase();
    ["comment", "related", "sidebar", "recommend", "teaser", "more-"].iter().any(|w| around.contains(w))
}

fn dates(out: &mut Meta, document: &Document, metas: &Metas, article: Option<&Article>) {
    let first = [
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.created",
        "dc.date.created",
        "pubdate",
        "publish-date",
        "publishdate",
        "article.published",
        "publication_date",
        "date",
    ];
    let later = ["article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified"];
    let stated = |names: &[&str]| names.iter().flat_map(|n| metas.all(n)).find_map(day);
    out.published = article
        .and_then(|a| a.published.as_deref())
        .and_then(day)
        .or_else(|| stated(&first))
        .or_else(|| time(document, "datepublished"));
    out.updated = article
        .and_then(|a| a.modified.as_deref())
        .and_then(day)
        .or_else(|| stated(&later))
        .or_else(|| time(document, "datemodified"))
        .filter(|d| out.published.as_ref() != Some(d));
}

/// A day from `<time>`: the one marked as such, else the first that stands with the page's headline.
fn time(document: &Document, property: &str) -> Option<String> {
    let times = document.select("time[datetime], [itemprop][datetime], [itemprop][content]");
    let of = |n: &NodeRef| n.attr("datetime").or_else(|| n.attr("content")).and_then(|t| day(&t));
    let marked = |n: &&NodeRef| n.attr("itemprop").is_some_and(|p| p.to_lowercase().contains(property));
    if let Some(found) = times.nodes().iter().filter(marked).find_map(of) {
        return Some(found);
    }
    if property != "datepublished" {
        return None;
    }
    if let Some(found) = times.nodes().iter().filter(|n| n.has_attr("pubdate")).find_map(of) {
        return Some(found);
    }
    let head = document.select("h1");
    let head = head.nodes().first()?;
    for around in head.ancestors(Some(4)) {
        if around.has_name("body") {
            break;
        }
        let found = around
            .descendants_it()
            .filter(|n| n.has_name("time") && n.has_attr("datetime"))
            .find(|n| !n.ancestors(Some(12)).iter().any(is_aside));
        if let Some(found) = found {
            return of(&found);
        }
    }
    None
}

/// The ISO day in a date as markup writes it.
pub fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let digits: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|d| !d.is_empty()).collect();
    let (year, month, date) = match digits.as_slice() {
        [y, m, d, ..] if y.len() == 4 && m.len() <= 2 && d.len() <= 2 && text.starts_with(*y) => {
            (y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
        }
        [whole, ..]
            if whole.len() >= 8
                && whole.starts_with(['1', '2'])
                && text.starts_with(*whole)
                && whole.len() != 10
                && whole.len() != 13 =>
        {
            (whole.get(..4)?.parse().ok()?, whole.get(4..6)?.parse().ok()?, whole.get(6..8)?.parse().ok()?)
        }
        // "Tue, 22 Oct 2019 10:00:00 GMT", "October 22, 2019"
        [a, b, ..] => {
            let lower = text.to_lowercase();
            let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
            let month = lower
                .split(|c: char| !c.is_alphabetic())
                .filter(|w| w.len() >= 3)
                .find_map(|w| months.iter().position(|m| w.starts_with(m)))?;
            if a.len() > 2 || b.len() != 4 {
                return None;
            }
            (b.parse().ok()?, i64::try_from(month).ok()? + 1, a.parse().ok()?)
        }
        _ => return None,
    };
    let (year, month, date): (i64, i64, i64) = (year, month, date);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let fits = (1_500..=2_200).contains(&year) && (1..=longest).contains(&date);
    fits.then(|| format!("{year:04}-{month:02}-{date:02}"))
}

pub fn absolute(address: &str, base: Option<&Url>) -> Option<String> {
    let address = address.trim();
    let url = match (Url::parse(address), base) {
        (Ok(url), _) => url,
        (Err(_), Some(base)) => base.join(address).ok()?,
        _ => return None,
    };
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

fn language(document: &Document) -> (Option<String>, bool) {
    let around = document.select("html, body, main, article");
    let nodes = around.nodes();
    let lang = nodes.iter().filter_map(|n| n.attr("lang").or_else(|| n.attr("xml:lang"))).find_map(|l| {
        let l = l.trim().replace('_', "-");
        let first = l.split('-').next().unwrap_or("");
        let fits = (2..=3).contains(&first.len())
            && first.bytes().all(|b| b.is_ascii_alphabetic())
            && l.len() <= 20
            && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        fits.then_some(l)
    });
    let dirs: Vec<String> = nodes.iter().filter_map(|n| n.attr("dir")).map(|d| d.trim().to_lowercase()).collect();
    let by_language = lang.as_deref().and_then(|l| l.split('-').next()).is_some_and(|l| {
        ["ar", "ur", "fa", "he", "ps", "sd", "ug", "yi", "dv", "ckb"].contains(&l.to_ascii_lowercase().as_str())
    });
    let is_rtl = if dirs.is_empty() { by_language } else { dirs.iter().any(|d| d == "rtl") };
    (lang, is_rtl)
}

fn tags(document: &Document, metas: &Metas, article: Option<&Article>) -> Vec<String> {
    let mut found: Vec<String> = metas.all("article:tag").map(tidy).collect();
    found.extend(article.map(|a| a.keywords.clone()).unwrap_or_default());
    if found.is_empty() {
        found.extend(metas.all("news_keywords").flat_map(|k| k.split(',').map(tidy).collect::<Vec<_>>()));
    }
    if found.is_empty() {
        let linked = document.select("a[rel~='tag']");
        found.extend(linked.nodes().iter().take(30).map(|n| tidy(&n.text())));
    }
    let mut seen = HashSet::new();
    found.retain(|t| !t.is_empty() && t.chars().count() <= 60 && seen.insert(letters(t)));
    found.truncate(30);
    found
}
