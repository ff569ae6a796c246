//! A Markdown file of another tool (Hugo, Zola, Jekyll, Obsidian, Eleventy) as an article: its front matter in YAML,
//! TOML or JSON, under the names that these tools and their users give to the same things.

use serde_json::{Map, Value};
use yaml_rust2::{Yaml, YamlLoader};

use super::blocks::Unit;
use super::head::Given;
use crate::diag::Diag;
use crate::text::html::{self, Kind};
use crate::text::kept::{self, Matter};

/// The units and what the front matter states; the language it names; the text as [`kept::text`] gives it.
pub fn read(file: &str, name: &str) -> Result<(Vec<Unit>, Given, Option<String>, String), Diag> {
    let (front, body) = kept::front(file);
    let fields = match front {
        Some((matter, text)) => fields(matter, text).map_err(|message| {
            let diag =
                Diag::error("import-front-matter", format!("the front matter of {name} cannot be read: {message}"));
            diag.help("mend it, or take it out with its fences")
        })?,
        None => Map::new(),
    };
    let text = |keys: &[&str]| keys.iter().find_map(|key| fields.get(*key).and_then(string)).filter(|t| !t.is_empty());
    let mut given = Given {
        title: text(&["title", "headline"]),
        dek: text(&["dek", "subtitle", "description", "summary", "excerpt", "standfirst", "lead"]),
        authors: ["authors", "author", "byline", "by"]
            .iter()
            .find_map(|k| fields.get(*k))
            .map(names)
            .unwrap_or_default(),
        outlet: text(&["outlet", "publication", "publisher", "site", "newspaper"]),
        published: text(&["published", "date", "pubDate", "pubdate", "datePublished", "created"]).and_then(|d| day(&d)),
        updated: text(&["updated", "lastmod", "modified", "dateModified"]).and_then(|d| day(&d)),
        url: text(&["url", "canonical", "canonical_url", "original", "link", "source"])
            .filter(|u| u.starts_with("http")),
        tags: ["tags", "keywords", "categories"].iter().find_map(|k| fields.get(*k)).map(names).unwrap_or_default(),
        ..Given::default()
    };
    // Zola and Hugo file their tags under `taxonomies`.
    if let Some(Value::Object(more)) = fields.get("taxonomies")
        && given.tags.is_empty()
    {
        given.tags = more.get("tags").map(names).unwrap_or_default();
    }
    given.is_opinion =
        text(&["kind", "type", "section", "category"]).is_some_and(|k| k.eq_ignore_ascii_case("opinion"));
    let mut units: Vec<Unit> = Vec::new();
    let blocks = kept::blocks(body);
    let whole = html::join(&blocks);
    for (i, block) in blocks.into_iter().enumerate() {
        let lone_title = units.is_empty() && given.title.is_none() && block.kind == Kind::Heading(1);
        if lone_title {
            given.title = Some(block.text.clone());
        }
        units.push(Unit { block: i + 1, text: block.text.clone(), lines: 1, kind: block.kind, source: Some(block) });
    }
    Ok((units, given, text(&["lang", "language", "locale"]), whole))
}

/// The fields of front matter, in the form that JSON gives them.
fn fields(matter: Matter, text: &str) -> Result<Map<String, Value>, String> {
    let value = match matter {
        Matter::Json => serde_json::from_str(text).map_err(|e| e.to_string())?,
        Matter::Toml => {
            let table: toml::Table = text.parse().map_err(|e: toml::de::Error| e.message().to_string())?;
            of_toml(toml::Value::Table(table))
        }
        Matter::Yaml => {
            // The loader copies what an alias names; few of them cannot grow without end.
            if text.split([' ', '[', ',', '\n']).filter(|w| w.starts_with('*') && w.len() > 1).count() > 20 {
                return Err("it has more than twenty aliases".to_string());
            }
            let documents = YamlLoader::load_from_str(text).map_err(|e| e.to_string())?;
            documents.into_iter().next().map_or(Value::Null, |yaml| of_yaml(&yaml, 0))
        }
    };
    match value {
        Value::Object(map) => Ok(map),
        Value::Null => Ok(Map::new()),
        _ => Err("it is no list of keys and values".to_string()),
    }
}

fn of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Array(list) => Value::Array(list.into_iter().map(of_toml).collect()),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(k, v)| (k, of_toml(v))).collect()),
        other => Value::String(other.to_string()),
    }
}

/// Deeper than any front matter that is meant.
const DEEPEST: usize = 16;

fn of_yaml(yaml: &Yaml, depth: usize) -> Value {
    if depth > DEEPEST {
        return Value::Null;
    }
    match yaml {
        Yaml::String(text) | Yaml::Real(text) => Value::String(text.clone()),
        Yaml::Integer(n) => Value::String(n.to_string()),
        Yaml::Boolean(b) => Value::String(b.to_string()),
        Yaml::Array(list) => Value::Array(list.iter().map(|y| of_yaml(y, depth + 1)).collect()),
        Yaml::Hash(hash) => {
            let pairs = hash.iter().filter_map(|(k, v)| Some((k.as_str()?.to_string(), of_yaml(v, depth + 1))));
            Value::Object(pairs.collect())
        }
        _ => Value::Null,
    }
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(|text| text.trim().to_string())
}

/// One name, a list of names, or a list of tables with a `name`; wiki brackets and a leading `#` are not part of one.
fn names(value: &Value) -> Vec<String> {
    let one = |value: &Value| {
        let text = string(value).or_else(|| value.get("name").and_then(string))?;
        let text = text.trim_start_matches("[[").trim_end_matches("]]").trim_start_matches('#').trim().to_string();
        (!text.is_empty()).then_some(text)
    };
    match value {
        Value::Array(list) => list.iter().filter_map(one).collect(),
        Value::String(text) => {
            text.split([',', ';']).filter_map(|part| one(&Value::String(part.to_string()))).collect()
        }
        other => one(other).into_iter().collect(),
    }
}

/// The day, the month or the year of a date or a time in ISO 8601.
fn day(text: &str) -> Option<String> {
    let head: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect();
    let fits = matches!(head.len(), 4 | 7 | 10) && crate::date::Date::parse(&head).is_ok();
    fits.then_some(head)
}
