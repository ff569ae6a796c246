//! `site.toml`, read and checked. Whether the ids it names exist is asked by whoever knows the records.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diag, Diags, Place};
use crate::fields::{self, At, Fields, words};

words!(
    /// Where names link by themselves.
    Autolink { Section = "section", Page = "page", Off = "off" }
);
words!(
    /// Which way a text runs.
    Dir { Ltr = "ltr", Rtl = "rtl" }
);

/// Languages written from right to left, where `dir` says nothing.
const RIGHT_TO_LEFT: [&str; 13] = ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"];

/// The direction in which a language is written.
pub fn direction(lang: &str) -> Dir {
    let primary = lang.split('-').next().unwrap_or(lang);
    if RIGHT_TO_LEFT.contains(&primary) { Dir::Rtl } else { Dir::Ltr }
}

/// What `nav` may name: the folders of the eight kinds.
const FOLDERS: [&str; 8] = ["articles", "actors", "deals", "events", "sources", "quotes", "terms", "places"];

/// What `site.toml` says, with defaults where it is silent.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    pub title: At<String>,
    pub description: Option<String>,
    /// Absolute, without the last `/`.
    pub url: Option<At<String>>,
    pub lang: String,
    pub dir: Dir,
    pub publisher: Option<String>,
    pub contact: Option<String>,
    /// Folders of kinds or ids of pages; none: the kinds that have records.
    pub nav: Option<Vec<At<String>>>,
    /// Ids of pages.
    pub footer: Vec<At<String>>,
    /// The folder that `build` writes, from the site's root.
    pub output: At<String>,
    pub autolink: Autolink,
    pub theme: Theme,
    /// The tables `[publish.NAME]` as they are, with their places.
    pub publish: BTreeMap<String, At<serde_json::Value>>,
    pub extra: Option<serde_json::Value>,
}

/// `[theme]`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Theme {
    /// `#rrggbb`, lower case.
    pub accent: Option<At<String>>,
    pub fonts: Option<At<String>>,
}

impl Default for Config {
    fn default() -> Config {
        let nowhere = |value: &str| At { value: value.to_string(), span: 0..0 };
        Config {
            title: nowhere(""),
            description: None,
            url: None,
            lang: "en".to_string(),
            dir: Dir::Ltr,
            publisher: None,
            contact: None,
            nav: None,
            footer: Vec::new(),
            output: nowhere("public"),
            autolink: Autolink::Section,
            theme: Theme::default(),
            publish: BTreeMap::new(),
            extra: None,
        }
    }
}

/// Reads the bytes of `site.toml`; a faulty one still gives what could be read.
pub fn read(path: &Arc<str>, bytes: &[u8]) -> (Config, Diags) {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => return (Config::default(), fields::not_utf8(path, bytes).into_iter().collect()),
    };
    let controls = fields::controls(path, text);
    if !controls.is_empty() {
        return (Config::default(), controls);
    }
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    fields::read(path, text, start..text.len(), start..start, config)
}

fn config(top: &mut Fields) -> Config {
    let default = Config::default();
    let title = top.text("title");
    top.require("title", title.is_some(), "title = \"The name of the site\"");
    let description = top.string("description");
    let url = top.text("url").and_then(|url| absolute(top, url));
    let lang = lang(top);
    let dir = top.word("dir", Dir::WORDS, Dir::read).map(|d| d.value);
    let written = lang.as_deref().map_or(default.dir, direction);
    let output = top.text("output").and_then(|output| output_folder(top, output));
    let config = Config {
        title: title.unwrap_or(default.title),
        description,
        url,
        lang: lang.unwrap_or(default.lang),
        dir: dir.unwrap_or(written),
        publisher: top.string("publisher"),
        contact: top.string("contact"),
        nav: top.has("nav").then(|| nav(top)),
        footer: top.ids("footer"),
        output: output.unwrap_or(default.output),
        autolink: top.word("autolink", Autolink::WORDS, Autolink::read).map_or(default.autolink, |a| a.value),
        theme: theme(top),
        publish: publish(top),
        extra: top.sub("extra").and_then(|_| top.free("extra")),
    };
    // Noted even where it is absent, so that a misspelling can be answered with it.
    top.get("nav");
    top.slipped("extra");
    config
}

/// A language tag; shared with the records.
pub fn lang(top: &mut Fields) -> Option<String> {
    let lang = top.text("lang")?;
    let mut parts = lang.value.split('-');
    let first = parts.next().unwrap_or("");
    let primary = (2..=8).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
    let rest = parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
    if primary && rest {
        return Some(lang.value);
    }
    let message = format!("\"{}\" is not a language tag", lang.value);
    top.file.error("bad-lang", message, &lang.span, "write: lang = \"en\", or \"ur\", or \"pt-BR\"");
    None
}

fn absolute(top: &Fields, url: At<String>) -> Option<At<String>> {
    let parsed = url::Url::parse(&url.value).ok();
    let good = parsed.is_some_and(|u| {
        matches!(u.scheme(), "http" | "https") && u.has_host() && u.query().is_none() && u.fragment().is_none()
    });
    if good {
        return Some(At { value: url.value.trim().trim_end_matches('/').to_string(), span: url.span });
    }
    let help = "write: url = \"https://example.org\", or take the line out";
    if fields::url_fault(&url.value).is_some() {
        top.file.error("dangerous-url", "`url` is not an http or https address", &url.span, help);
    } else {
        top.file.error("bad-url", "`url` is the absolute address of the site", &url.span, help);
    }
    None
}

fn output_folder(top: &Fields, output: At<String>) -> Option<At<String>> {
    let value = output.value.trim_end_matches('/');
    let inside =
        !value.starts_with('/') && !value.contains('\\') && value.split('/').all(|p| !matches!(p, "" | "." | ".."));
    let source = ["content", "templates", "strings", "assets", "static", "kept"];
    if inside && !value.split('/').next().is_some_and(|first| source.contains(&first)) {
        return Some(At { value: value.to_string(), span: output.span });
    }
    let message = "`output` is a folder of the site that holds no sources";
    top.file.error(
        "bad-output",
        message,
        &output.span,
        "write: output = \"public\"; elsewhere: nutgraf build --output DIR",
    );
    None
}

fn nav(top: &mut Fields) -> Vec<At<String>> {
    let ids = top.ids("nav");
    for id in &ids {
        // An actor's kind in the singular is the likeliest slip.
        let plural = format!("{}s", id.value);
        if FOLDERS.contains(&plural.as_str()) {
            let help = format!("write: \"{plural}\"");
            top.file.error("unknown-word", format!("`nav` names lists: not \"{}\"", id.value), &id.span, &help);
        }
    }
    ids
}

fn theme(top: &mut Fields) -> Theme {
    let Some(mut table) = top.sub("theme") else { return Theme::default() };
    let accent = table.text("accent").and_then(|accent| {
        let hex = accent.value.strip_prefix('#').unwrap_or("");
        if matches!(hex.len(), 3 | 6) && hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            let long = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_string() };
            return Some(At { value: format!("#{}", long.to_ascii_lowercase()), span: accent.span });
        }
        let message = format!("\"{}\" is not a colour", accent.value);
        table.file.error("bad-colour", message, &accent.span, "write: accent = \"#8a1c1c\"");
        None
    });
    let theme = Theme { accent, fonts: table.text("fonts") };
    table.done();
    theme
}

fn publish(top: &mut Fields) -> BTreeMap<String, At<serde_json::Value>> {
    let Some(table) = top.sub("publish") else { return BTreeMap::new() };
    let mut targets = BTreeMap::new();
    for (name, item) in table.all() {
        if item.is_table() {
            targets.insert(name.value, At { value: item.free(), span: name.span });
        } else {
            item.wrong("a table", "write: [publish.NAME] above the keys of a target");
        }
    }
    targets
}

/// The error for a site without `site.toml`.
pub fn missing(path: &Arc<str>) -> Diag {
    Diag::error("no-site", "there is no site.toml")
        .at(Place::new(path, 0..0))
        .help("make a site with: nutgraf init DIR")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (Config, Vec<String>) {
        let (config, mut diags) = read(&"site.toml".into(), text.as_bytes());
        crate::diag::sort(&mut diags);
        let covered = |d: &Diag| d.place.as_ref().and_then(|p| text.get(p.range())).unwrap_or("OUTSIDE").to_string();
        let told = diags.iter().map(|d| format!("{}@{}", d.code, covered(d))).collect();
        (config, told)
    }

    #[test]
    fn every_key() {
        let (config, told) = told(
            "title = \"T\"\ndescription = \"D\"\nurl = \"https://x.example/a/\"\nlang = \"ur\"\npublisher = \"P\"\n\
             contact = \"c@x.example\"\nnav = [\"deals\", \"about\"]\nfooter = [\"about\"]\noutput = \"out\"\n\
             autolink = \"page\"\n[theme]\naccent = \"#8A1c1c\"\nfonts = \"system\"\n[publish.web]\nto = \"folder\"\n\
             path = \"/srv\"\n[extra]\na = 1\n",
        );
        assert_eq!(told, Vec::<String>::new());
        assert_eq!(config.url.map(|u| u.value).as_deref(), Some("https://x.example/a"));
        assert_eq!(config.dir, Dir::Rtl);
        assert_eq!(config.nav.map(|n| n.len()), Some(2));
        assert_eq!(config.theme.accent.map(|a| a.value).as_deref(), Some("#8a1c1c"));
        assert_eq!(config.publish.get("web").map(|p| p.value["to"].clone()), Some("folder".into()));
        assert_eq!(config.extra, Some(serde_json::json!({ "a": 1 })));
    }

    #[test]
    fn faults() {
        let cases: [(&str, &[&str]); 9] = [
            ("", &["missing-field@"]),
            ("title = \"T\"\ntitel = \"x\"", &["unknown-key@titel"]),
            ("title = \"T\"\nurl = \"javascript:x\"", &["dangerous-url@\"javascript:x\""]),
            ("title = \"T\"\nurl = \"x.example\"", &["bad-url@\"x.example\""]),
            ("title = \"T\"\noutput = \"../x\"", &["bad-output@\"../x\""]),
            ("title = \"T\"\noutput = \"content/x\"", &["bad-output@\"content/x\""]),
            ("title = \"T\"\nnav = [\"deal\"]", &["unknown-word@\"deal\""]),
            ("title = “T”\n[theme]\naccent = \"red\"", &["curly-quotes@“", "bad-colour@\"red\""]),
            ("title = \"T\"\n[theme]\nurl = \"https://x.example\"", &["key-after-table@url"]),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text).1, expected, "{text}");
        }
        let (_, diags) = read(&"site.toml".into(), b"title = \"\xff\"");
        assert_eq!(diags.iter().map(|d| d.code).collect::<Vec<_>>(), ["not-utf8"]);
    }
}
