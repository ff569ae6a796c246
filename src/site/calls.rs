//! Component calls in Markdown, held against the templates: the component and its arguments must exist, and the records
//! that they name. Knowledge base and theme meet nowhere else.

use crate::diag::{self, Diags};
use crate::doc::body::HoleKind;
use crate::doc::component::Literal;
use crate::doc::record::Kind;
use crate::kb::{self, Kb};
use crate::render::Theme;
use crate::view::component;

/// Component calls in Markdown: the component and its arguments must exist, and the records they name.
pub(super) fn check(kb: &Kb, theme: &Theme, diags: &mut Diags) {
    for doc in kb.docs.iter().chain(kb.intros.values()) {
        for hole in &doc.body.main.holes {
            let HoleKind::Component { name, args } = &hole.kind else { continue };
            let error = |code, message: String| kb::error_at(code, message, doc, &hole.span);
            let Some((_, known)) = component::OWN.iter().find(|(own, _)| own == name) else {
                let names: Vec<String> = args.iter().map(|(k, _)| k.clone()).collect();
                if !theme.has_component(name) {
                    let mut diag = error("unknown-component", format!("there is no component `{name}`"));
                    let all = component::OWN.iter().map(|(n, _)| *n).chain(theme.components());
                    if let Some(near) = diag::nearest(name, all) {
                        diag = diag.help(format!("did you mean `{near}`?"));
                    }
                    diags.push(diag);
                } else if let Some(fault) = theme.call_fault(name, &names) {
                    diags.push(error("component", fault));
                }
                continue;
            };
            for (key, value) in args {
                let Some((_, kind)) = known.iter().find(|(k, _)| k == key) else {
                    let all: Vec<&str> = known.iter().map(|(k, _)| *k).collect();
                    diags.push(
                        error("unknown-argument", format!("`{name}` takes no argument `{key}`"))
                            .help(format!("it takes: {}", if all.is_empty() { "none".into() } else { all.join(", ") })),
                    );
                    continue;
                };
                let named = matches!(key.as_str(), "id" | "actor");
                if let (true, Literal::Text(id)) = (named, value) {
                    let found = kb.sym(id).map(|s| kb.doc(s).kind);
                    if found.is_none() || kind.is_some_and(|k| found != Some(k)) {
                        let word = kind.map_or("record", Kind::word);
                        let mut diag = error("unknown-record", format!("no {word} has the id `{id}`"));
                        let fitting =
                            kb.docs.iter().filter(|d| kind.is_none_or(|k| d.kind == k)).map(|d| d.id.as_str());
                        if let Some(near) = diag::nearest(id, fitting) {
                            diag = diag.help(format!("did you mean `{near}`?"));
                        }
                        diags.push(diag);
                    }
                }
            }
            let needs = match name.as_str() {
                "card" | "quote" => Some("id"),
                _ => None,
            };
            if let Some(key) = needs.filter(|key| !args.iter().any(|(k, _)| k == key)) {
                diags.push(
                    error("component", format!("`{name}` needs the argument `{key}`"))
                        .help(format!("{{{{<{name} {key}=\"…\" />}}}}")),
                );
            }
        }
    }
}
