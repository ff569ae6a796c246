//! What the paths in `content/` say alone: whether a file may lie there, and whether its name is an id.

use std::sync::Arc;

use super::record::Kind;
use crate::diag::{self, Diag, Diags, Place};
use crate::fields::is_id;
use crate::text;

/// All that is wrong with the paths of a site's files; those outside of `content/` are passed over. `paths` are sorted,
/// so that a folder is told once.
pub fn check<'a>(paths: impl Iterator<Item = &'a Arc<str>>) -> Diags {
    let mut diags = Diags::new();
    let mut last = "";
    for path in paths {
        let Some(inner) = path.strip_prefix("content/") else { continue };
        let name = inner.rsplit('/').next().unwrap_or(inner);
        let Some(stem) = name.strip_suffix(".md") else {
            diags.extend(other(path, name));
            continue;
        };
        match inner.split_once('/') {
            Some((folder, _)) if Kind::from_folder(folder).is_none() => {
                if folder != last {
                    diags.push(no_kind(path, folder));
                }
                last = folder;
            }
            _ => diags.extend(record(path, inner, stem)),
        }
    }
    diags
}

fn whole(path: &Arc<str>) -> Place {
    Place::new(path, 0..0)
}

fn no_kind(path: &Arc<str>, folder: &str) -> Diag {
    let message = format!("content/{folder}/ is no kind of record; its files are not read");
    let mut diag = Diag::warning("unknown-folder", message).at(whole(path));
    if let Some(near) = diag::nearest(folder, Kind::RECORDS.iter().map(|k| k.folder())) {
        diag = diag.help(format!("did you mean content/{near}/?"));
    }
    diag.help(format!("kinds: {}", Kind::RECORDS.map(Kind::folder).join(", ")))
}

/// A Markdown file in the folder of a kind, or directly in `content/`.
fn record(path: &Arc<str>, inner: &str, stem: &str) -> Option<Diag> {
    if stem == "index" {
        return match inner.matches('/').count() {
            1 => None,
            0 => Some("the front page is made from the records; name the file otherwise"),
            _ => Some("an index.md stands only directly in the folder of a kind; name the file otherwise"),
        }
        .map(|help| Diag::error("bad-id", "`index` is no id").at(whole(path)).help(help));
    }
    if is_id(stem) {
        return None;
    }
    if let Some((id, lang)) = stem.split_once('.')
        && is_id(id)
        && is_lang(lang)
    {
        let message = format!("`{id}` in the language `{lang}`: not read yet");
        let help = "a later version will read it; until then its text is on no page";
        return Some(Diag::warning("language-file", message).at(whole(path)).help(help));
    }
    let slug = text::slug(stem);
    let help = if slug.is_empty() { "rename the file".to_string() } else { format!("rename it to {slug}.md") };
    let message = format!("`{stem}` is not an id: the name of a record's file has only a-z, 0-9 and -");
    Some(Diag::error("bad-id", message).at(whole(path)).help(help))
}

/// A file that is not Markdown: some kinds of them would run in the reader's browser, or look like records.
fn other(path: &Arc<str>, name: &str) -> Option<Diag> {
    let lower = name.to_ascii_lowercase();
    let (stem, end) = lower.rsplit_once('.')?;
    let (message, help) = match end {
        "html" | "htm" | "xhtml" | "js" | "mjs" | "svg" => {
            (format!(".{end} files do not stand in content/"), "put it in static/".to_string())
        }
        "md" | "markdown" | "mdown" | "mkd" => {
            ("the name of a record's file ends in .md, in small letters".to_string(), format!("rename it to {stem}.md"))
        }
        _ => return None,
    };
    Some(Diag::error("refused-file", message).at(whole(path)).help(help))
}

fn is_lang(text: &str) -> bool {
    let first = text.split('-').next().unwrap_or("");
    (2..=3).contains(&first.len())
        && text.split('-').all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        let paths: Vec<Arc<str>> = [
            "content/about.md",
            "content/actor/a.md",
            "content/actor/b.md",
            "content/actors/Big Bear.md",
            "content/actors/index.md",
            "content/actors/russia.ur.md",
            "content/actors/sub/index.md",
            "content/actors/sub/india.md",
            "content/articles/map.svg",
            "content/articles/pipe.jpg",
            "content/deals/X.MD",
            "content/index.md",
            "static/x.svg",
        ]
        .map(Arc::from)
        .to_vec();
        let told: Vec<String> = check(paths.iter())
            .iter()
            .map(|d| format!("{}@{}", d.code, d.place.as_ref().map_or("", |p| p.path.as_ref())))
            .collect();
        assert_eq!(
            told,
            [
                "unknown-folder@content/actor/a.md",
                "bad-id@content/actors/Big Bear.md",
                "language-file@content/actors/russia.ur.md",
                "bad-id@content/actors/sub/index.md",
                "refused-file@content/articles/map.svg",
                "refused-file@content/deals/X.MD",
                "bad-id@content/index.md",
            ]
        );
    }
}
