//! Structured data of a page: the object in its JSON-LD that is the article. Broken JSON is mended where that is
//! plain, and read key by key where it is not.

use dom_query::Document;
use serde_json::{Map, Value};

use super::meta::tidy;

/// What the structured data say of the article.
#[derive(Clone, Debug, Default)]
pub struct Article {
    pub kind: String,
    pub headline: Option<String>,
    pub description: Option<String>,
    /// As they stand there.
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub url: Option<String>,
    pub image: Option<String>,
    pub keywords: Vec<String>,
    pub body: Option<String>,
}

/// Objects that are looked at in one page.
const MOST: usize = 5_000;

/// The article of a page; none where no structured data tell of one.
pub fn read(document: &Document) -> Option<Article> {
    let mut objects: Vec<Map<String, Value>> = Vec::new();
    let mut broken: Vec<String> = Vec::new();
    for node in document.select("script[type*='ld+json']").nodes().iter().take(200) {
        let text = node.text();
        match parse(&text) {
            Some(value) => collect(value, &mut objects),
            None => broken.push(text.to_string()),
        }
    }
    let best = objects
        .iter()
        .filter_map(|o| Some((rank(o)?, o)))
        .enumerate()
        .max_by_key(|(i, (rank, _))| (*rank, std::cmp::Reverse(*i)))
        .map(|(_, (_, object))| article(object, &objects));
    best.or_else(|| broken.iter().find_map(|text| piecewise(text)))
}

fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches('\u{feff}').trim_start_matches("<!--").trim_end_matches("-->");
    let text = text
        .trim()
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[")
        .trim_start_matches("/*<![CDATA[*/");
    let text =
        text.trim_end_matches("/*]]>*/").trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    serde_json::from_str(&mended(text)).ok()
}

/// Line ends inside strings, false escapes and commas before a bracket are mended.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if inside => {
                if let Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') = chars.peek() {
                    out.push('\\');
                    out.extend(chars.next());
                }
            }
            '"' => {
                inside = !inside;
                out.push(c);
            }
            c if inside && c.is_control() => out.push(' '),
            ']' | '}' if !inside => {
                let kept = out.trim_end();
                if kept.ends_with(',') {
                    out.truncate(kept.len() - 1);
                }
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// The strings of a few keys, where the whole cannot be read.
fn piecewise(text: &str) -> Option<Article> {
    let value = |key: &str| -> Option<String> {
        let (_, rest) = text.split_once(&format!("\"{key}\""))?;
        let rest = rest.trim_start().strip_prefix(':')?.trim_start();
        let mut end = 1;
        let bytes = rest.as_bytes();
        if bytes.first() != Some(&b'"') {
            return None;
        }
        while bytes.get(end).is_some_and(|b| *b != b'"') {
            end += if bytes.get(end) == Some(&b'\\') { 2 } else { 1 };
        }
        let string = rest.get(..end + 1)?;
        serde_json::from_str::<String>(&mended(string)).ok()
    };
    let kind = value("@type").filter(|k| is_article(k))?;
    Some(Article {
        kind,
        headline: value("headline").map(|t| tidy(&t)),
        published: value("datePublished"),
        modified: value("dateModified"),
        body: value("articleBody"),
        ..Article::default()
    })
}

/// All objects of a graph, without following into lists of other articles.
fn collect(value: Value, out: &mut Vec<Map<String, Value>>) {
    let mut stack = vec![value];
    while let Some(value) = stack.pop() {
        if out.len() >= MOST {
            return;
        }
        match value {
            Value::Array(list) => stack.extend(list.into_iter().rev()),
            Value::Object(map) => {
                for key in ["mainEntityOfPage", "mainEntity", "@graph"] {
                    if let Some(inner @ (Value::Object(_) | Value::Array(_))) = map.get(key) {
                        stack.push(inner.clone());
                    }
                }
                out.push(map);
            }
            _ => {}
        }
    }
}

fn types(object: &Map<String, Value>) -> Vec<&str> {
    match object.get("@type") {
        Some(Value::String(t)) => vec![t.rsplit(['/', '#', ':']).next().unwrap_or(t)],
        Some(Value::Array(list)) => {
            list.iter().filter_map(Value::as_str).map(|t| t.rsplit(['/', '#', ':']).next().unwrap_or(t)).collect()
        }
        _ => Vec::new(),
    }
}

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article")
        || kind.ends_with("Posting") && kind != "JobPosting"
        || matches!(kind, "Report" | "Review")
}

/// How well an object fits; none if it is no article.
fn rank(object: &Map<String, Value>) -> Option<usize> {
    let fits = types(object).iter().any(|t| is_article(t));
    let has = |key: &str| usize::from(object.contains_key(key));
    fits.then(|| 4 * has("articleBody") + 2 * has("headline") + has("datePublished") + has("author"))
}

fn article(object: &Map<String, Value>, all: &[Map<String, Value>]) -> Article {
    let text = |key: &str| object.get(key).and_then(string).map(|t| tidy(&t)).filter(|t| !t.is_empty());
    let kinds = types(object);
    let general = ["Article", "NewsArticle", "WebPage", "CreativeWork"];
    let kind = kinds
        .iter()
        .find(|k| is_article(k) && !general.contains(k))
        .or_else(|| kinds.iter().find(|k| **k == "NewsArticle"))
        .or_else(|| kinds.iter().find(|k| is_article(k)));
    let mut authors = Vec::new();
    for key in ["author", "creator"] {
        if authors.is_empty()
            && let Some(value) = object.get(key)
        {
            names(value, all, true, &mut authors);
        }
    }
    let mut publishers = Vec::new();
    if let Some(value) = object.get("publisher") {
        names(value, all, false, &mut publishers);
    }
    let keywords = match object.get("keywords") {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(tidy).collect(),
        Some(Value::String(list)) => list.split([',', ';']).map(tidy).collect(),
        _ => Vec::new(),
    };
    // Some prefix each tag with its sort: "tag:x", "Subject:y".
    let keywords = keywords.into_iter().filter(|k: &String| !k.contains(':')).collect();
    Article {
        kind: kind.map(|k| k.to_string()).unwrap_or_default(),
        headline: text("headline").or_else(|| text("name")),
        description: text("description"),
        authors,
        publisher: publishers.into_iter().next(),
        published: text("datePublished").or_else(|| text("dateCreated")),
        modified: text("dateModified"),
        url: object.get("url").and_then(string).or_else(|| match object.get("mainEntityOfPage") {
            Some(Value::Object(page)) => page.get("@id").and_then(string),
            Some(value) => string(value),
            None => None,
        }),
        image: object.get("image").and_then(address),
        keywords,
        body: object.get("articleBody").and_then(string).filter(|b| !b.trim().is_empty()),
    }
}

fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Array(list) => list.iter().find_map(|v| v.as_str().map(str::to_string)),
        _ => None,
    }
}

fn address(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Array(list) => list.first().and_then(|v| match v {
            Value::Array(_) => None,
            v => address(v),
        }),
        Value::Object(map) => ["url", "contentUrl", "@id"].iter().find_map(|k| map.get(*k).and_then(string)),
        _ => None,
    }
}

/// The names in an author or publisher: a string, an object, a list of both, or a pointer into the graph.
fn names(value: &Value, all: &[Map<String, Value>], persons: bool, out: &mut Vec<String>) {
    let list: Vec<&Value> = match value {
        Value::Array(list) => list.iter().take(40).collect(),
        one => vec![one],
    };
    for value in list {
        match value {
            Value::String(name) if !name.starts_with("http") => out.push(tidy(name)),
            Value::Object(map) => {
                let map = match map.get("@id") {
                    Some(id) if !map.contains_key("name") => {
                        all.iter().find(|o| o.get("@id") == Some(id) && o.contains_key("name")).unwrap_or(map)
                    }
                    _ => map,
                };
                if persons && types(map).iter().any(|t| t.ends_with("Organization")) {
                    continue;
                }
                match map.get("name") {
                    Some(Value::Array(list)) => out.extend(list.iter().filter_map(Value::as_str).map(tidy)),
                    Some(Value::String(name)) => out.push(tidy(name)),
                    _ => {}
                }
            }
            _ => {}
        }
    }
}
