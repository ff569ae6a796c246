//! The checks that need more than one record: ids that mean one thing, references that lead somewhere, loops, and
//! what a careful reader of the whole would ask about.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::lists::{PARTY_ROLES, fields_of, is_field};
use super::{Kb, Sym, error_at};
use crate::diag::{self, Diag, Diags, Place};
use crate::doc::body::HoleKind;
use crate::doc::record::*;
use crate::doc::{Doc, refs};
use crate::money;

fn article(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "an article",
        Kind::Actor => "an actor",
        Kind::Deal => "a deal",
        Kind::Event => "an event",
        Kind::Source => "a source",
        Kind::Quote => "a quote",
        Kind::Term => "a term",
        Kind::Place => "a place",
        Kind::Page => "a page",
    }
}

/// Two files with one id; `records` are sorted by id.
pub fn doubled(records: &[Arc<Doc>], diags: &mut Diags) {
    for pair in records.windows(2) {
        if let [a, b] = pair
            && a.id == b.id
        {
            let (first, second) = (article(a.kind), article(b.kind));
            let things = if a.kind == b.kind { format!("both {first}") } else { format!("{first} and {second}") };
            diags.push(
                Diag::error("id-taken", format!("the id `{}` means two things: {things}", a.id))
                    .at(Place::new(&b.path, 0..0))
                    .label(Place::new(&a.path, 0..0), "the other is here")
                    .help(format!(
                        "rename one of the files; an id is unique over all kinds, so that [[{}]] has one meaning",
                        a.id
                    )),
            );
        }
    }
}

/// `was` names an id that is in use.
pub fn old_id_taken(doc: &Doc, was: &Ref, other: &Doc) -> Diag {
    error_at("id-taken", format!("the old id `{}` is in use", was.value), doc, &was.span)
        .label(Place::new(&other.path, 0..0), "by this file")
        .help("an old address can lead to one record only: take it out here or there")
}

/// A name that two records share.
pub fn shared_alias(name: &str, a: &Doc, b: &Doc) -> Diag {
    let span = |doc: &Doc| {
        let c = &doc.record.common;
        let alias = c.aliases.iter().find(|x| x.text.value == name).map(|x| x.text.span.clone());
        alias.or_else(|| c.name.as_ref().filter(|n| n.value == name).map(|n| n.span.clone())).unwrap_or(0..0)
    };
    Diag::warning("shared-alias", format!("`{name}` is a name of both `{}` and `{}`: it links to neither", a.id, b.id))
        .at(Place::new(&b.path, span(b)))
        .label(Place::new(&a.path, span(a)), "the same name here")
        .help(format!("give one of them kind = \"weak\", and link by hand: [[{}|{name}]]", a.id))
}

/// All checks of records against each other. `drafts` are in the knowledge base, but not on the site.
pub fn records(kb: &Kb, drafts: &HashMap<String, Arc<Doc>>, diags: &mut Diags) {
    let one = |doc: &Arc<Doc>| {
        let mut diags = Diags::new();
        references(kb, doc, drafts, &mut diags);
        body(kb, doc, drafts, &mut diags);
        // What could not be read whole is not held to be missing something.
        if doc.whole {
            cautions(kb, doc, &mut diags);
        }
        diags
    };
    let found: Vec<Diags> = kb.docs.par_iter().with_min_len(64).map(one).filter(|d| !d.is_empty()).collect();
    diags.extend(found.into_iter().flatten());
    diags.extend(kb.intros.values().flat_map(one));
    loops(kb, diags);
    menus(kb, diags);
}

/// `nav` and `footer` of site.toml: lists of kinds, pages, records.
fn menus(kb: &Kb, diags: &mut Diags) {
    let nav = kb.config.nav.iter().flatten().filter(|item| Kind::from_folder(&item.value).is_none());
    let path: Arc<str> = "site.toml".into();
    for (field, item) in nav.map(|i| ("nav", i)).chain(kb.config.footer.iter().map(|i| ("footer", i))) {
        // A near miss of a kind's folder has been told where the file was read.
        if kb.sym(&item.value).is_some() || field == "nav" && Kind::from_folder(&format!("{}s", item.value)).is_some() {
            continue;
        }
        let mut diag =
            Diag::error("unknown-page", format!("`{field}` names `{}`, and there is no such page", item.value))
                .at(Place::new(&path, item.span.clone()));
        let folders = Kind::RECORDS.iter().map(|k| k.folder()).filter(|_| field == "nav");
        if let Some(near) = diag::nearest(&item.value, kb.known_ids().chain(folders)) {
            diag = diag.help(format!("did you mean `{near}`?"));
        }
        diags.push(diag.help(format!("a page is a file: content/{}.md", item.value)));
    }
}

/// The error for a reference to nothing, with the nearest id.
fn unknown(kb: &Kb, doc: &Doc, reference: &Ref, expect: refs::Expect) -> Diag {
    let kind = expect.kind();
    let code = match expect {
        refs::Expect::One(Kind::Actor) => "unknown-actor",
        refs::Expect::One(Kind::Deal) => "unknown-deal",
        refs::Expect::One(Kind::Event) => "unknown-event",
        refs::Expect::One(Kind::Source) => "unknown-source",
        refs::Expect::One(Kind::Quote) => "unknown-quote",
        refs::Expect::PlaceOrState => "unknown-place",
        _ => "unknown-record",
    };
    let what = match expect {
        refs::Expect::Any => "record".to_string(),
        e => e
            .words()
            .trim_start_matches("an ")
            .trim_start_matches("a ")
            .replace(" or an ", " or ")
            .replace(" or a ", " or "),
    };
    let id = &reference.value;
    let mut diag = error_at(code, format!("no {what} has the id `{id}`"), doc, &reference.span);
    let fitting = kb.docs.iter().filter(|d| expect.takes(d.kind, actor_kind(d))).map(|d| d.id.as_str());
    if let Some(near) = diag::nearest(id, fitting) {
        diag = diag.help(format!("did you mean `{near}`?"));
    }
    // A number is what footnotes are marked with, not an id that anybody gives.
    if !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()) {
        return diag.help(format!("a footnote is defined in a paragraph of its own: [^{id}]: its text"));
    }
    diag.help(format!("or make it: nutgraf new {} {}", kind.word(), if id.is_empty() { "NAME" } else { id }))
}

fn actor_kind(doc: &Doc) -> Option<ActorKind> {
    match &doc.record.own {
        Own::Actor(a) => a.kind,
        _ => None,
    }
}

fn references(kb: &Kb, doc: &Arc<Doc>, drafts: &HashMap<String, Arc<Doc>>, diags: &mut Diags) {
    refs::each(&doc.record, |_, reference, expect| {
        let Some(sym) = kb.sym(&reference.value) else {
            diags.push(unknown(kb, doc, reference, expect));
            return;
        };
        let to = kb.doc(sym);
        if !expect.takes(to.kind, actor_kind(to)) {
            let is = match actor_kind(to) {
                Some(kind) if expect == refs::Expect::PlaceOrState => format!("an actor of kind {}", kind.word()),
                _ => article(to.kind).to_string(),
            };
            diags.push(
                error_at(
                    "wrong-kind",
                    format!("`{}` is {is}, and this must be {}", to.id, expect.words()),
                    doc,
                    &reference.span,
                )
                .label(Place::new(&to.path, 0..0), "defined here"),
            );
        }
        lead(kb, doc, reference, drafts, diags);
    });
}

/// What any link or reference that resolves may still be told: an old id, a draft.
fn lead(kb: &Kb, doc: &Doc, reference: &Ref, drafts: &HashMap<String, Arc<Doc>>, diags: &mut Diags) {
    if let Some(sym) = kb.renamed(&reference.value) {
        let now = &kb.doc(sym).id;
        diags.push(
            Diag::warning("old-id", format!("`{}` is now `{now}`", reference.value))
                .at(Place::new(&doc.path, reference.span.clone()))
                .help(format!("write `{now}`")),
        );
    }
    if let Some(draft) = kb.sym(&reference.value).and_then(|s| drafts.get(&kb.doc(s).id))
        && !doc.record.common.draft
    {
        diags.push(
            error_at("draft", format!("`{}` is a draft, and this record is not", draft.id), doc, &reference.span)
                .help("take `draft = true` out there, or this reference out here, or build with --drafts"),
        );
    }
}

fn body(kb: &Kb, doc: &Arc<Doc>, drafts: &HashMap<String, Arc<Doc>>, diags: &mut Diags) {
    for (label, at, _) in &doc.body.footnotes {
        let id = label.split(':').next().unwrap_or(label).trim();
        if kb.sym(id).is_some() {
            diags.push(
                error_at(
                    "footnote-name",
                    format!("`[^{label}]:` defines a footnote with the id of a record"),
                    doc,
                    &(*at..*at),
                )
                .help("give the footnote another name: [^1]"),
            );
        }
    }
    let fragments = std::iter::once(&doc.body.main).chain(doc.body.footnotes.iter().map(|(_, _, f)| f));
    for hole in fragments.flat_map(|f| &f.holes) {
        let reference = |id: &str| Ref { value: id.to_string(), span: hole.span.clone() };
        match &hole.kind {
            HoleKind::Link { id, .. } => match kb.sym(id) {
                None => diags.push(unknown(kb, doc, &reference(id), refs::Expect::Any)),
                Some(_) => lead(kb, doc, &reference(id), drafts, diags),
            },
            HoleKind::Cite { id, detail } => match kb.sym(id) {
                None => diags.push(unknown(kb, doc, &reference(id), refs::Expect::Any)),
                Some(sym) => {
                    lead(kb, doc, &reference(id), drafts, diags);
                    rest(doc, kb.doc(sym), detail.as_deref(), &hole.span, diags);
                }
            },
            HoleKind::File { path } if !(kb.files)(path) => {
                diags.push(
                    error_at("no-file", format!("there is no file `{path}`"), doc, &hole.span)
                        .help("an address is read from the place of this file; one that begins with `/` from static/"),
                );
            }
            HoleKind::File { path } if path.starts_with("content/") && is_refused(path) => {
                diags.push(
                    error_at("refused-file", format!("`{path}` is not published from content/"), doc, &hole.span)
                        .help("put it in static/ and link it with /NAME"),
                );
            }
            _ => {}
        }
    }
}

fn is_refused(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    [".html", ".htm", ".js", ".svg", ".xhtml", ".mjs"].iter().any(|end| path.ends_with(end))
}

/// Whether a sentence may rest on this record, or on this field of it.
fn rest(doc: &Doc, on: &Doc, detail: Option<&str>, span: &std::ops::Range<usize>, diags: &mut Diags) {
    match on.kind {
        Kind::Source => {}
        Kind::Quote => {}
        Kind::Page => {
            diags.push(error_at("no-evidence", format!("`{}` is a page; nothing can rest on it", on.id), doc, span))
        }
        _ if on.record.common.evidence.is_empty() => {
            diags.push(
                error_at("no-evidence", format!("`{}` has no evidence, so nothing can rest on it", on.id), doc, span)
                    .label(Place::new(&on.path, 0..0), "add evidence = [\"words of the source\"] here")
                    .help(format!("or only link it: [[{}]]", on.id)),
            );
        }
        kind => {
            let Some(field) = detail else { return };
            if !fields_of(kind).contains(&field) {
                let field = Text { value: field.to_string(), span: span.clone() };
                diags.push(unknown_field(doc, kind, &field, |near| format!("[^{}: {near}]", on.id)));
            } else if !on
                .record
                .common
                .evidence
                .iter()
                .any(|e| e.fields.is_empty() || e.fields.iter().any(|f| f.value == field))
            {
                diags.push(
                    error_at("no-evidence", format!("no evidence of `{}` supports its `{field}`", on.id), doc, span)
                        .label(Place::new(&on.path, 0..0), format!("add an entry with for = [\"{field}\"] here")),
                );
            }
        }
    }
}

/// The error for a field that a kind of record does not have; `write` says how the nearest is written here.
fn unknown_field(doc: &Doc, kind: Kind, field: &Text, write: impl Fn(&str) -> String) -> Diag {
    let message = format!("{} has no field `{}`", article(kind), field.value);
    let diag = error_at("unknown-field", message, doc, &field.span);
    match diag::nearest(&field.value, fields_of(kind)) {
        Some(near) => diag.help(format!("did you mean {}?", write(near))),
        None => diag,
    }
}

/// Warnings: it is built, and a person should look.
fn cautions(kb: &Kb, doc: &Arc<Doc>, diags: &mut Diags) {
    let c = &doc.record.common;
    let warn = |code, message: String, span: &std::ops::Range<usize>| {
        Diag::warning(code, message).at(Place::new(&doc.path, span.clone()))
    };
    let name = c.name.as_ref().map_or(0..0, |n| n.span.clone());
    for entry in &c.evidence {
        for field in &entry.fields {
            if !fields_of(doc.kind).contains(&field.value.as_str()) {
                diags.push(unknown_field(doc, doc.kind, field, |near| format!("`{near}`")));
            }
        }
        if entry.source.is_none() && c.source.is_none() {
            diags.push(
                error_at(
                    "no-source",
                    "this evidence names no source, and neither does the record".into(),
                    doc,
                    &entry.span,
                )
                .help("write source = \"ID\" on the record, or { source = \"ID\", quote = \"…\" } here"),
            );
        }
    }
    match &c.unconfirmed {
        Some(At { value: Unconfirmed::All, span }) => {
            diags.push(
                warn("unconfirmed", format!("nobody has confirmed `{}` yet", doc.id), span)
                    .help(format!("when you have looked: nutgraf confirm {}", doc.id)),
            );
        }
        Some(At { value: Unconfirmed::Fields(fields), span }) if !fields.is_empty() => {
            for field in fields.iter().filter(|f| !is_field(doc.kind, &f.value)) {
                diags.push(unknown_field(doc, doc.kind, field, |near| format!("`{near}`")));
            }
            let list: Vec<&str> = fields.iter().map(|f| f.value.as_str()).collect();
            let words = format!("nobody has confirmed {} of `{}` yet", list.join(", "), doc.id);
            diags.push(
                warn("unconfirmed", words, span).help(format!("when you have looked: nutgraf confirm {}", doc.id)),
            );
        }
        _ => {}
    }
    if let Some(standing) = &c.standing
        && standing.value == Standing::Attributed
        && c.attributed_to.is_none()
    {
        diags.push(
            warn("attributed-to", "attributed, but to whom?".into(), &standing.span)
                .help("add attributed_to = \"an actor's id, or a name\""),
        );
    }
    if let Some(rank) = &c.rank
        && c.reason.is_none()
    {
        diags.push(
            warn("rank-reason", format!("{} without a reason", rank.value.word()), &rank.span)
                .help("add reason = \"…\": readers are told why"),
        );
    }
    match &doc.record.own {
        Own::Deal(d) => {
            if d.parties.len() < 2 {
                let span = d.parties_span.clone().unwrap_or(name);
                diags.push(
                    warn("parties", "a deal with fewer than two parties".into(), &span)
                        .help("name the other side in `parties`, or is it an event?"),
                );
            }
            for party in d.parties.iter().filter(|p| !PARTY_ROLES.contains(&p.role.value.as_str())) {
                let mut diag = warn(
                    "party-role",
                    format!("`{}` is no role that the model knows", party.role.value),
                    &party.role.span,
                );
                if let Some(near) = diag::nearest(&party.role.value, PARTY_ROLES) {
                    diag = diag.help(format!("did you mean `{near}`?"));
                }
                diags.push(diag.help(format!("known: {}", PARTY_ROLES.join(", "))));
            }
            if let Some(value) = &d.value {
                contradiction(doc, value, diags);
            }
        }
        Own::Article(a) => {
            for point in a.key_points.iter().filter(|k| k.refs.is_empty()) {
                diags.push(
                    warn("key-point", "a key point that rests on nothing".into(), &point.span)
                        .help("add refs = [\"ID\"]: the records that show it"),
                );
            }
            image(doc, a.image.as_ref(), kb, diags);
        }
        Own::Actor(a) => image(doc, a.image.as_ref(), kb, diags),
        _ => {}
    }
}

fn image(doc: &Arc<Doc>, image: Option<&Image>, kb: &Kb, diags: &mut Diags) {
    let Some(image) = image else { return };
    let place = Place::new(&doc.path, image.src.span.clone());
    if image.alt.is_none() {
        diags.push(
            Diag::warning("image-alt", "an image without a description")
                .at(place.clone())
                .help("add alt = \"what it shows\""),
        );
    }
    if image.credit.is_none() {
        diags.push(
            Diag::warning("image-credit", "an image without a credit")
                .at(place.clone())
                .help("add credit = \"who made it\""),
        );
    }
    match crate::doc::address::of(&doc.path, &image.src.value) {
        crate::doc::address::Address::File(path) if (kb.files)(&path) && !is_refused(&path) => {}
        crate::doc::address::Address::File(path) => {
            diags.push(
                Diag::error("no-file", format!("there is no image `{path}`")).at(place).help("put it beside this file"),
            );
        }
        _ => diags.push(
            Diag::error("image-address", "an image must be a file of the project")
                .at(place)
                .help("put it beside this file"),
        ),
    }
}

/// `as_written` holds another number than the amount, as far as both can be read.
fn contradiction(doc: &Doc, value: &Value, diags: &mut Diags) {
    let (Some(amount), Some(written)) = (value.amount, &value.as_written) else { return };
    let Some(read) = money::written(written).map(|w| w.amount) else { return };
    if read != amount {
        diags.push(
            Diag::warning("as-written", format!("as written, \"{written}\" is {read}; the amount says {amount}"))
                .at(Place::new(&doc.path, value.span.clone()))
                .help("correct one of them"),
        );
    }
}

fn loops(kb: &Kb, diags: &mut Diags) {
    type Step = fn(&Record) -> Option<&Ref>;
    let steps: [(&str, Step); 4] = [
        ("parent", |r| if let Own::Actor(a) = &r.own { a.parent.as_ref() } else { None }),
        ("part_of", |r| if let Own::Deal(d) = &r.own { d.part_of.as_ref() } else { None }),
        ("supersedes", |r| if let Own::Deal(d) = &r.own { d.supersedes.as_ref() } else { None }),
        ("within", |r| if let Own::Place(p) = &r.own { p.within.as_ref() } else { None }),
    ];
    for (field, step) in steps {
        // 0: not seen, else the number of the walk that saw it.
        let mut seen = vec![0u32; kb.docs.len()];
        for start in kb.syms() {
            let walk = start.0 + 1;
            let mut at: Option<Sym> = Some(start);
            while let Some(sym) = at {
                let Some(mark) = seen.get_mut(sym.0 as usize) else { break };
                if *mark == walk {
                    let doc = kb.doc(sym);
                    let span = step(&doc.record).map_or(0..0, |r| r.span.clone());
                    diags.push(
                        error_at(
                            "loop",
                            format!("`{field}` runs in a circle: from `{0}` back to `{0}`", doc.id),
                            doc,
                            &span,
                        )
                        .help(format!("take `{field}` out of one of the records in the circle")),
                    );
                    break;
                }
                if *mark != 0 {
                    break;
                }
                *mark = walk;
                at = step(&kb.doc(sym).record).and_then(|r| kb.sym(&r.value));
            }
        }
    }
}

/// What only `nutgraf check` says: an actor, deal or event without evidence, a review that is due.
pub fn lints(kb: &Kb, today: jiff::civil::Date) -> Diags {
    let mut diags = Diags::new();
    for doc in kb.docs.iter().filter(|d| d.whole) {
        let c = &doc.record.common;
        let name = c.name.as_ref().map_or(0..0, |n| n.span.clone());
        if matches!(doc.kind, Kind::Actor | Kind::Deal | Kind::Event) && c.evidence.is_empty() {
            diags.push(
                Diag::warning("evidence", format!("{} without evidence", article(doc.kind)))
                    .at(Place::new(&doc.path, name))
                    .help("add source = \"ID\" and evidence = [\"words of the source\"]"),
            );
        }
        if let Some(due) = &c.review_on
            && due.value.latest().is_some_and(|d| d < today)
        {
            diags.push(
                Diag::warning("review-due", format!("`{}` was to be looked at again by {}", doc.id, due.value.edtf()))
                    .at(Place::new(&doc.path, due.span.clone()))
                    .help("look at it, then move or remove review_on"),
            );
        }
    }
    diags
}
