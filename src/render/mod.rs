//! Templates: loaded from the theme in the binary and from the site, which wins by name; views turned into bytes.
//! It knows no records: a template sees its view and the words of the theme, and nothing else.

pub mod closure;
pub mod faults;
pub mod theme;

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use closure::Closures;

use crate::diag::{Diag, Diags, Place};
use crate::text::strings::Strings;
use crate::view::fill::Part;
use crate::view::{Subject, View};

/// A page larger than this is a template that runs wild.
const MOST_BYTES: usize = 64 << 20;

/// Templates and words, ready to render.
pub struct Theme {
    tera: Tera,
    pub strings: Strings,
    pub closures: Closures,
    /// Every template's text by the name that Tera has for it, for the place of a fault.
    texts: BTreeMap<String, (Arc<str>, Arc<str>)>,
}

/// A template file of a site: its path from the root, and its text.
pub type SiteFile = (Arc<str>, Arc<str>);

impl Theme {
    /// Loads the theme under the files of a site's `templates/`. All faulty templates are told.
    pub fn load(site: &[SiteFile], lang: &str) -> (Theme, Diags) {
        let mut diags = Diags::new();
        let mut texts: BTreeMap<String, (Arc<str>, Arc<str>)> = BTreeMap::new();
        for (name, text) in theme::TEMPLATES {
            texts.insert(format!("default/{name}"), (format!("default/{name}").into(), (*text).into()));
        }
        for (path, text) in site {
            let Some(name) = path.strip_prefix("templates/") else { continue };
            if is_template(name) {
                texts.insert(name.to_string(), (path.clone(), text.clone()));
            }
        }
        let strings = strings(site, lang, &mut diags);
        let mut tera = base(&strings);
        let mut broken: Vec<&str> = Vec::new();
        for (name, (path, text)) in &texts {
            // Loading all at once stops at the first that cannot be parsed.
            if let Err(error) = Tera::new().add_raw_template(name, text)
                && let tera::ErrorKind::SyntaxError(report) = error.kind()
            {
                broken.push(name);
                diags.push(faults::report(report, path, text));
            }
        }
        // The others are still looked at; what they miss of a broken one is no fault of theirs.
        let whole = texts.iter().filter(|(name, _)| !broken.contains(&name.as_str()));
        if let Err(error) = tera.add_raw_templates(whole.map(|(name, (_, text))| (name.clone(), text.to_string()))) {
            let missing = |d: &Diag| broken.iter().any(|name| d.message.contains(&format!("`{name}`")));
            diags.extend(
                faults::all(&error, &texts)
                    .into_iter()
                    .filter(|d| broken.is_empty() || (d.place.is_some() && !missing(d))),
            );
        }
        let closures = Closures::new(&texts);
        (Theme { tera, strings, closures, texts }, diags)
    }

    /// Whether a component exists.
    pub fn has_component(&self, name: &str) -> bool {
        self.tera.contains_component(name)
    }

    /// What is wrong with these arguments for a component.
    pub fn call_fault(&self, name: &str, args: &[String]) -> Option<String> {
        let info = self.tera.get_component_definition(name)?;
        let known: Vec<&str> = info.args().iter().map(|a| a.name()).collect();
        if let Some(unknown) = args.iter().find(|a| !known.contains(&a.as_str()) && info.rest_param().is_none()) {
            return Some(format!("`{name}` takes no argument `{unknown}`; it takes: {}", known.join(", ")));
        }
        let missing =
            info.args().iter().find(|a| a.is_required() && !a.is_implicit() && !args.iter().any(|x| x == a.name()));
        missing.map(|a| format!("`{name}` needs the argument `{}`", a.name()))
    }

    /// Names of all components, for "did you mean".
    pub fn components(&self) -> impl Iterator<Item = &str> {
        self.tera.get_component_names()
    }

    /// Renders a page.
    pub fn render(&self, view: View) -> Result<Vec<u8>, Diag> {
        let fault =
            |error: tera::Error| faults::one(&error, &self.texts).help(format!("met while making {}", view.path));
        let mut context = Context::new();
        if let Some(Subject { name, mut map, field, parts }) = view.subject {
            let html = self.join(parts, &implicits(&view.top)).map_err(&fault)?;
            map.insert(field.into(), Value::safe_string(&html));
            context.insert_value(name, Value::from(map));
        }
        for (name, value) in view.top {
            context.insert_value(name, value);
        }
        let mut out = Limited { bytes: Vec::with_capacity(16 << 10) };
        self.tera.render_to(&view.template, &context, &mut out).map_err(&fault)?;
        Ok(out.bytes)
    }

    /// Renders the components of a body and joins all parts.
    fn join(&self, parts: Vec<Part>, implicits: &Context) -> TeraResult<String> {
        let length = |part: &Part| if let Part::Html(html) = part { html.len() } else { 512 };
        let mut out = String::with_capacity(parts.iter().map(length).sum());
        for part in parts {
            match part {
                Part::Html(html) => out.push_str(&html),
                Part::Component { name, args } => {
                    let mut context = Context::new();
                    for (key, value) in args {
                        context.insert_value(key, value);
                    }
                    out.push_str(&self.tera.render_component_with_implicits(&name, &context, implicits, None, true)?);
                }
            }
        }
        Ok(out)
    }
}

/// What a component may take from its surroundings: `@site`, `@page`.
fn implicits(top: &[(&'static str, Value)]) -> Context {
    let mut context = Context::new();
    for (name, value) in top.iter().filter(|(name, _)| matches!(*name, "site" | "page" | "assets")) {
        context.insert_value(*name, value.clone());
    }
    context
}

/// A template, by its name in `templates/`.
pub fn is_template(name: &str) -> bool {
    !name.starts_with("assets/") && (name.ends_with(".html") || name.ends_with(".xml"))
}

fn strings(site: &[SiteFile], lang: &str, diags: &mut Diags) -> Strings {
    let (mut strings, _) = Strings::parse(theme::STRINGS);
    let base = lang.split('-').next().unwrap_or(lang);
    // English lies under every language, so that a gap shows a word and not a key.
    let mut names = vec!["templates/strings/en.toml".to_string()];
    for name in [base, lang] {
        let path = format!("templates/strings/{name}.toml");
        if !names.contains(&path) {
            names.push(path);
        }
    }
    for (path, text) in names.iter().filter_map(|name| site.iter().find(|(path, _)| **path == **name)) {
        let (own, faults) = Strings::parse(text);
        strings = strings.overlaid(own);
        for fault in faults {
            diags.push(Diag::error("strings", fault.message).at(Place::new(path, fault.span)));
        }
    }
    strings
}

fn base(strings: &Strings) -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![""]);
    // Set before any template is added; the names are known to be well formed.
    let _ = tera.set_fallback_prefixes(vec!["default/".to_string()]);
    let words: BTreeMap<String, String> = strings.keys().map(|k| (k.to_string(), strings.get(k).to_string())).collect();
    if let Ok(words) = Value::try_from_serializable(&words) {
        tera.global_context().insert_value("t", words);
    }
    let strings = Arc::new(strings.clone());
    tera.register_filter("say", move |key: &str, kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let mut values: Vec<(String, String)> = Vec::new();
        let mut text = strings.get(key).to_string();
        for (name, value) in kwargs.iter() {
            if name.to_string() == "n"
                && let Some(n) = value.as_i64()
            {
                text = strings.count(key, n.unsigned_abs());
            }
            values.push((name.to_string(), value.to_string()));
        }
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), &value);
        }
        Ok(Value::normal_string(&text))
    });
    tera
}

/// A writer that ends a page which grows without end.
struct Limited {
    bytes: Vec<u8>,
}

impl Write for Limited {
    fn write(&mut self, buf: &[u8]) -> std::io::Result<usize> {
        if self.bytes.len() + buf.len() > MOST_BYTES {
            return Err(std::io::Error::other("the page is larger than 64 MB"));
        }
        self.bytes.extend_from_slice(buf);
        Ok(buf.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
