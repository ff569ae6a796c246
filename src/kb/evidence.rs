//! Which words of which source a record rests on, and whether they have been found there.
//! Pages read the lock alone; a text at hand is only held against it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::proof::{Kept, Lock, Miss, Passage, Proof, Proven};
use super::{Kb, error_at};
use crate::diag::{Diag, Diags, Place};
use crate::doc::Doc;
use crate::doc::record::*;
use crate::text;

/// A quote that some record rests on.
pub struct Quoted<'a> {
    pub doc: &'a Arc<Doc>,
    /// The source's id as it is now, not as it was typed.
    pub source: &'a Arc<Doc>,
    pub text: &'a Text,
    pub at: Option<&'a Text>,
}

/// The id of the source of each quote that a record rests on, or is.
pub fn sources(doc: &Doc) -> impl Iterator<Item = &str> {
    let c = &doc.record.common;
    let own = match &doc.record.own {
        Own::Quote(q) if q.text.is_some() => c.source.as_ref(),
        _ => None,
    };
    let entries = c.evidence.iter().filter(|e| e.quote.is_some());
    own.into_iter().chain(entries.filter_map(|e| e.source.as_ref().or(c.source.as_ref()))).map(|r| r.value.as_str())
}

/// Every quote of the site whose source is known, in the order of ids.
pub fn all(kb: &Kb) -> Vec<Quoted<'_>> {
    let mut out = Vec::new();
    let source = |r: &Ref| kb.sym(&r.value).map(|s| kb.doc(s)).filter(|d| d.kind == Kind::Source);
    for doc in &kb.docs {
        let c = &doc.record.common;
        for entry in &c.evidence {
            let named = entry.source.as_ref().or(c.source.as_ref()).and_then(source);
            if let (Some(source), Some(text)) = (named, &entry.quote) {
                out.push(Quoted { doc, source, text, at: entry.at.as_ref() });
            }
        }
        if let Own::Quote(q) = &doc.record.own
            && let (Some(source), Some(text)) = (c.source.as_ref().and_then(source), &q.text)
        {
            out.push(Quoted { doc, source, text, at: q.at.as_ref() });
        }
    }
    out
}

/// The text of a kept original as a reader sees it.
fn shown(kept: &dyn Fn(&str) -> Option<Arc<str>>, path: &str) -> Option<Arc<str>> {
    let file = kept(path)?;
    Some(match text::kept::text(path, &file) {
        Cow::Borrowed(_) => file,
        Cow::Owned(text) => text.into(),
    })
}

/// Holds every quote against the texts at hand and against the lock.
pub fn check(kb: &mut Kb, kept: &dyn Fn(&str) -> Option<Arc<str>>, diags: &mut Diags) {
    let mut texts = BTreeMap::new();
    let mut quoted: BTreeMap<&str, Vec<Quoted>> = BTreeMap::new();
    for quote in all(kb) {
        quoted.entry(&quote.source.id).or_default().push(quote);
    }
    for doc in kb.docs.iter() {
        let mine = quoted.get(doc.id.as_str()).map_or(&[][..], |q| q.as_slice());
        let Own::Source(source) = &doc.record.own else { continue };
        let Some(path) = &source.text else { continue };
        let publishes = source.publish_text.as_ref().is_some_and(|p| p.value);
        match shown(kept, &path.value) {
            Some(text) => {
                let kept = Kept::new(&text, source.body);
                if kb.lock.sha(&doc.id).is_some_and(|sha| sha != kept.sha256()) {
                    diags.push(
                        error_at(
                            "text-changed",
                            format!("`{}` is not the text that was proven", path.value),
                            doc,
                            &path.span,
                        )
                        .help("if the change is meant: nutgraf prove"),
                    );
                }
                if !kept.body_fits() {
                    diags.push(
                        error_at("bad-body", "`body` names blocks that the text does not have".into(), doc, &path.span)
                            .help(format!(
                                "the text has {} blocks between blank lines: body = [first, last]",
                                kept.blocks()
                            )),
                    );
                }
                quotes(kb, doc, &kept, mine, diags);
                if publishes {
                    texts.insert(doc.id.clone(), text);
                }
            }
            None if publishes => {
                let span = source.publish_text.as_ref().map_or(path.span.clone(), |p| p.span.clone());
                diags.push(
                    error_at(
                        "no-text",
                        format!("`publish_text` needs the text, and `{}` is not there", path.value),
                        doc,
                        &span,
                    )
                    .help("put the text there, or take publish_text out"),
                );
            }
            None if kb.lock.proven(&doc.id).is_none_or(Proven::is_empty)
                && all(kb).iter().any(|q| q.source.id == doc.id) =>
            {
                diags.push(
                    error_at(
                        "no-text",
                        format!("`{}` is not there, and nothing of it was proven before", path.value),
                        doc,
                        &path.span,
                    )
                    .help("put the text of the source there and run: nutgraf prove"),
                );
            }
            None => {}
        }
    }
    kb.texts = texts;
}

fn quotes(kb: &Kb, source_doc: &Arc<Doc>, kept: &Kept, mine: &[Quoted], diags: &mut Diags) {
    for quoted in mine {
        let at = quoted.at.map(|t| t.value.as_str());
        if let Err(miss) = kept.find(&quoted.text.value, at) {
            diags.push(missed(quoted, miss));
        } else if kb.lock.get(&source_doc.id, &quoted.text.value, at).is_none() {
            diags.push(
                Diag::warning("not-proven", "this quote is not in evidence.lock")
                    .at(Place::new(&quoted.doc.path, quoted.text.span.clone()))
                    .help("run: nutgraf prove"),
            );
        }
    }
}

/// The error for a quote that does not stand in its source, or stands there twice.
fn missed(quoted: &Quoted, miss: Miss) -> Diag {
    let source = &quoted.source.id;
    let error = |code, message: String| error_at(code, message, quoted.doc, &quoted.text.span);
    let ready = |p: &Passage| match p.paragraph {
        Some(n) => format!("at = \"p{n}\"  # {}", p.paste()),
        None => format!("outside the article's body, where no `at` can choose: {}", p.paste()),
    };
    match miss {
        Miss::Nowhere { nearest } => {
            let diag = error("quote-not-found", format!("these words do not stand in `{source}`"));
            match nearest {
                Some(p) => match p.paragraph {
                    Some(n) => diag.help(format!("the nearest passage, in paragraph {n}: {}", p.paste())),
                    None => diag.help(format!("the nearest passage: {}", p.paste())),
                },
                None => diag.help("copy the words from the source; `…` may stand for a gap inside one paragraph"),
            }
        }
        Miss::Twice { places } => {
            let mut diag = error("quote-found-twice", format!("these words stand in `{source}` more than once"))
                .help("say which is meant, or quote more words:");
            for place in &places {
                // Twice in one paragraph, one `at` serves both.
                if !diag.help.contains(&ready(place)) {
                    diag = diag.help(ready(place));
                }
            }
            diag
        }
        Miss::NotThere { places, .. } => {
            let at = quoted.at.map_or("", |t| t.value.as_str());
            let mut diag = error("quote-not-there", format!("these words do not stand in `{at}` of `{source}`"));
            for place in &places {
                diag = diag.help(ready(place));
            }
            diag
        }
    }
}

/// Finds every quote whose text is at hand and writes the lock anew; proofs of texts that are away are kept.
pub fn prove(kb: &Kb, kept: &dyn Fn(&str) -> Option<Arc<str>>) -> (Lock, Diags) {
    let mut lock = Lock::default();
    let mut diags = Diags::new();
    let quotes = all(kb);
    for doc in &kb.docs {
        let Own::Source(source) = &doc.record.own else { continue };
        let mine = quotes.iter().filter(|q| q.source.id == doc.id);
        let Some(path) = &source.text else { continue };
        match shown(kept, &path.value) {
            Some(text) => {
                let kept = Kept::new(&text, source.body);
                let sha = kept.sha256();
                lock.set_sha(&doc.id, &sha);
                for quoted in mine {
                    let at = quoted.at.map(|t| t.value.as_str());
                    match kept.find(&quoted.text.value, at) {
                        Ok(found) => lock.put(&doc.id, &sha, &quoted.text.value, at, Proof::from(&found)),
                        Err(miss) => diags.push(missed(quoted, miss)),
                    }
                }
            }
            None => {
                let Some(sha) = kb.lock.sha(&doc.id) else { continue };
                lock.set_sha(&doc.id, sha);
                for quoted in mine {
                    let at = quoted.at.map(|t| t.value.as_str());
                    if let Some(proof) = kb.lock.get(&doc.id, &quoted.text.value, at) {
                        lock.put(&doc.id, sha, &quoted.text.value, at, proof.clone());
                    }
                }
            }
        }
    }
    (lock, diags)
}
