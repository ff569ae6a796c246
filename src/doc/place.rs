//! What a file's path in `content/` says of it: its kind, its id, and whether it may lie there.

use std::sync::Arc;

use super::record::Kind;
use crate::diag::{self, Diag, Diags, Place};
use crate::fields::is_id;
use crate::text;

/// What a file in `content/` is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// `content/KIND/…/ID.md`, or `content/ID.md` for a page.
    Record { kind: Kind, id: String },
    /// `content/KIND/index.md`: title and introduction of a list page.
    Intro { kind: Kind },
    /// `ID.LANG.md`: kept for later, not read.
    Translation { kind: Kind, id: String, lang: String },
    /// Published only where something refers to it.
    File,
    /// What may not lie there; the diagnostics say why.
    Refused,
}

/// What the file at this path, from the site's root, is. None where it is not in `content/`.
pub fn of(path: &Arc<str>) -> Option<(Slot, Diags)> {
    let inner = path.strip_prefix("content/")?;
    let whole = || Place::new(path, 0..0);
    let name = inner.rsplit('/').next().unwrap_or(inner);
    let folder = inner.split_once('/').map(|(folder, _)| folder);
    let Some(stem) = name.strip_suffix(".md") else {
        return Some(other(path, name));
    };
    let kind = match folder {
        None => Kind::Page,
        Some(folder) => match Kind::from_folder(folder) {
            Some(kind) => kind,
            // Told once for the folder, not for each of its files.
            None => return Some((Slot::Refused, Diags::new())),
        },
    };
    if stem == "index" {
        let top = kind != Kind::Page && inner.matches('/').count() == 1;
        if top {
            return Some((Slot::Intro { kind }, Diags::new()));
        }
        let help = match kind {
            Kind::Page => "the front page is made from the records; name the file otherwise",
            _ => "an index.md stands only directly in the folder of a kind; name the file otherwise",
        };
        let diag = Diag::error("bad-id", "`index` is no id").at(whole()).help(help);
        return Some((Slot::Refused, vec![diag]));
    }
    if let Some((id, lang)) = stem.split_once('.')
        && is_id(id)
        && is_lang(lang)
    {
        let slot = Slot::Translation { kind, id: id.to_string(), lang: lang.to_string() };
        let message = format!("translations are not read yet: {lang} of `{id}`");
        return Some((slot, vec![Diag::warning("translation", message).at(whole())]));
    }
    let mut diags = Diags::new();
    if !is_id(stem) {
        let slug = text::slug(stem);
        let diag = Diag::error("bad-id", format!("`{stem}` is not an id: only a-z, 0-9 and - stand in a file's name"));
        let help = if slug.is_empty() { "rename the file".into() } else { format!("rename the file to {slug}.md") };
        diags.push(diag.at(whole()).help(help));
    }
    Some((Slot::Record { kind, id: stem.to_string() }, diags))
}

/// Warnings for folders in `content/` that are no kind, one a folder; `paths` are sorted.
pub fn folders<'a>(paths: impl Iterator<Item = &'a Arc<str>>) -> Diags {
    let mut diags = Diags::new();
    let mut last = "";
    for path in paths {
        let Some((folder, _)) = path.strip_prefix("content/").and_then(|p| p.split_once('/')) else { continue };
        if folder == last || Kind::from_folder(folder).is_some() || !path.ends_with(".md") {
            continue;
        }
        last = folder;
        let mut diag =
            Diag::warning("unknown-folder", format!("content/{folder}/ is no kind of record; its files are not read"))
                .at(Place::new(path, 0..0));
        if let Some(near) = diag::nearest(folder, Kind::RECORDS.iter().map(|k| k.folder())) {
            diag = diag.help(format!("did you mean content/{near}/?"));
        }
        diags.push(diag.help(format!("kinds: {}", Kind::RECORDS.map(Kind::folder).join(", "))));
    }
    diags
}

fn other(path: &Arc<str>, name: &str) -> (Slot, Diags) {
    let end = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    let diag = match end.as_str() {
        "html" | "htm" | "xhtml" | "js" | "mjs" | "svg" => {
            Diag::error("refused-file", format!(".{end} files do not stand in content/")).help("put it in static/")
        }
        "markdown" | "mdown" | "mkd" => Diag::error("refused-file", format!("a record's file ends in .md, not .{end}"))
            .help(format!("rename it to {}.md", name.split('.').next().unwrap_or(name))),
        _ if end != name.to_ascii_lowercase() && name.to_ascii_lowercase().ends_with(".md") => {
            Diag::error("refused-file", "a record's file ends in .md, in lower case").help("rename it")
        }
        _ => return (Slot::File, Diags::new()),
    };
    (Slot::Refused, vec![diag.at(Place::new(path, 0..0))])
}

fn is_lang(text: &str) -> bool {
    let first = text.split('-').next().unwrap_or("");
    (2..=3).contains(&first.len())
        && text.split('-').all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}
