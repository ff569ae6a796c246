//! The records that an import has written, read back from their files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use toml::{Table, Value};

pub struct Drafted {
    pub article: Table,
    /// The article's text without its front matter.
    pub body: String,
    pub actors: BTreeMap<String, Table>,
    pub deals: BTreeMap<String, Table>,
    pub events: BTreeMap<String, Table>,
    pub quotes: BTreeMap<String, Table>,
    /// The text that the evidence must stand in.
    pub kept: String,
}

impl Drafted {
    pub fn read(site: &Path) -> Result<Drafted, String> {
        let records = |kind: &str| -> Result<BTreeMap<String, (Table, String)>, String> {
            let mut out = BTreeMap::new();
            let Ok(entries) = fs::read_dir(site.join("content").join(kind)) else { return Ok(out) };
            for entry in entries {
                let path = entry.expect("an entry").path();
                let id = path.file_stem().expect("a name").to_string_lossy().into_owned();
                let text = fs::read_to_string(&path).expect("a record");
                out.insert(id, parts(&text).map_err(|e| format!("{}: {e}", path.display()))?);
            }
            Ok(out)
        };
        let heads = |kind: &str| -> Result<BTreeMap<String, Table>, String> {
            Ok(records(kind)?.into_iter().map(|(id, (head, _))| (id, head)).collect())
        };
        let (article, body) = records("articles")?.into_values().next().ok_or("no article was drafted")?;
        let source = heads("sources")?.into_values().next().ok_or("no source was drafted")?;
        let kept = source.get("text").and_then(Value::as_str).ok_or("the source has no text")?;
        let file = fs::read_to_string(site.join(kept)).map_err(|e| e.to_string())?;
        // Of a page, what it shows.
        let kept = nutgraf::text::kept::text(kept, &file).into_owned();
        Ok(Drafted {
            article,
            body,
            actors: heads("actors")?,
            deals: heads("deals")?,
            events: heads("events")?,
            quotes: heads("quotes")?,
            kept,
        })
    }

    /// The body's blocks: those between blank lines.
    pub fn blocks(&self) -> Vec<&str> {
        self.body.split("\n\n").map(str::trim).filter(|block| !block.is_empty()).collect()
    }

    /// All words that records rest on, each with the record it stands in.
    pub fn evidence(&self) -> Vec<(String, String)> {
        let mut out = Vec::new();
        let all = [&self.actors, &self.deals, &self.events, &self.quotes].into_iter().flatten();
        for (id, record) in all {
            let entries = record.get("evidence").and_then(Value::as_array).into_iter().flatten();
            let quotes =
                entries.filter_map(|entry| entry.as_str().or_else(|| entry.get("quote").and_then(Value::as_str)));
            out.extend(quotes.map(|quote| (id.clone(), quote.to_string())));
        }
        for (id, record) in &self.quotes {
            out.extend(text(record, "text").map(|words| (id.clone(), words)));
        }
        out
    }
}

fn parts(file: &str) -> Result<(Table, String), String> {
    let (head, body) = file
        .trim_start_matches('\u{feff}')
        .strip_prefix("+++\n")
        .and_then(|rest| rest.split_once("\n+++"))
        .ok_or("no front matter")?;
    Ok((head.parse().map_err(|e| format!("{e}"))?, body.trim().to_string()))
}

/// A text, number or date of a record, as text.
pub fn text(record: &Table, field: &str) -> Option<String> {
    match record.get(field)? {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Datetime(date) => Some(date.to_string()),
        _ => None,
    }
}

/// The entries of a list that holds texts, or tables with a text in `field`.
pub fn list(record: &Table, list: &str, field: &str) -> Vec<String> {
    let entries = record.get(list).and_then(Value::as_array).into_iter().flatten();
    let words = entries.filter_map(|entry| entry.as_str().or_else(|| entry.get(field).and_then(Value::as_str)));
    words.map(str::to_string).collect()
}

/// A deal's parties: id and role.
pub fn parties(deal: &Table) -> Vec<(String, Option<String>)> {
    let entries = deal.get("parties").and_then(Value::as_array).into_iter().flatten();
    let party = |entry: &Value| match entry {
        Value::String(id) => Some((id.clone(), None)),
        Value::Table(party) => Some((text(party, "actor")?, text(party, "role"))),
        _ => None,
    };
    entries.filter_map(party).collect()
}

/// A deal's sum: amount (or an end of its range) and currency.
pub fn value(deal: &Table) -> Option<(i64, String)> {
    let value = deal.get("value")?.as_table()?;
    let amount = ["amount", "min", "max"].iter().find_map(|field| match value.get(*field)? {
        Value::Integer(number) => Some(*number),
        Value::Float(number) => Some(number.round() as i64),
        _ => None,
    })?;
    Some((amount, text(value, "currency")?))
}

/// A deal's one date.
pub fn date(deal: &Table) -> Option<String> {
    let date = ["signed", "in_force", "announced", "delivered"].iter().find_map(|field| text(deal, field))?;
    Some(date.trim_end_matches(['~', '?', '%']).to_string())
}
