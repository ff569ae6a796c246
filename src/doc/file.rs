//! One Markdown file as a doc: what it is, its record, its body, and every fault that can be seen in it alone.

use std::borrow::Cow;
use std::sync::Arc;

use super::body::{self, Body};
use super::front;
use super::record::{Kind, Record};
use crate::diag::{self, Diag, Diags, Place};
use crate::fields;
use crate::hash;

/// A file in `content/`, parsed. Depends on that file only.
#[derive(Clone, Debug)]
pub struct Doc {
    pub path: Arc<str>,
    pub id: String,
    pub kind: Kind,
    pub slot: Slot,
    pub record: Record,
    /// Whether the front matter was read without an error: what is missing then, is missing.
    pub whole: bool,
    pub body: Body,
    /// Of the file's bytes.
    pub hash: u128,
    /// Of its front matter, and of what follows it.
    pub front: u128,
    pub text: u128,
    pub diags: Diags,
}

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    Record,
    /// `content/KIND/index.md`: title and introduction of a list page.
    Intro,
    /// `content/NAME.md`
    Page,
}

/// Parses the file at `path`; none where it is no record of this site.
pub fn parse(path: &Arc<str>, bytes: &[u8], hash: u128) -> Option<Doc> {
    let rest = path.strip_prefix("content/")?;
    let stem = rest.rsplit('/').next()?.strip_suffix(".md")?;
    if stem.contains('.') {
        return None;
    }
    let (kind, slot) = match rest.split_once('/') {
        None => (Kind::Page, Slot::Page),
        Some((folder, file)) => {
            let intro = file == "index.md";
            (Kind::from_folder(folder)?, if intro { Slot::Intro } else { Slot::Record })
        }
    };
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    };
    let (mut record, start, mut diags) = match &text {
        Cow::Borrowed(text) => front::read(path, text, if slot == Slot::Intro { Kind::Page } else { kind }),
        Cow::Owned(_) => {
            let (record, _, _) = front::read(path, "+++\n+++\n", kind);
            (record, text.len(), fields::not_utf8(path, bytes).into_iter().collect())
        }
    };
    if slot == Slot::Intro {
        record.own = super::record::Own::Page;
    }
    let whole = !diag::has_errors(&diags);
    let (body, faults) = body::parse(path, &text, start);
    diags.extend(faults);
    if kind == Kind::Article
        && slot == Slot::Record
        && body.main.html.trim().is_empty()
        && body.main.holes.is_empty()
        && diags.is_empty()
    {
        diags.push(
            Diag::error("missing-field", "an article needs a body")
                .at(Place::new(path, start.min(text.len())..start.min(text.len())))
                .help("write its text below the second `+++`"),
        );
    }
    let (front, text) = text.as_bytes().split_at(start.min(text.len()));
    let (front, text) = (hash::of(front), hash::of(text));
    Some(Doc { path: path.clone(), id: stem.to_string(), kind, slot, record, whole, body, hash, front, text, diags })
}
