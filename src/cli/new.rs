//! `nutgraf new KIND NAME`: one record file with every field of its kind explained, from the texts under `new/`.

use std::path::Path;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::cli::End;
use crate::cli::records;
use crate::cli::say::{Say, short};
use crate::diag::Diag;
use crate::doc::record::Kind;
use crate::text;
use crate::tree;

#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// What it is
    #[arg(value_parser = kinds())]
    kind: Kind,
    /// Its name; the file is named after it (for a quote, its words)
    name: String,
}

/// The kinds that can be made, by their words.
fn kinds() -> impl TypedValueParser<Value = Kind> {
    let all = || Kind::RECORDS.into_iter().chain([Kind::Page]);
    PossibleValuesParser::new(all().map(Kind::word))
        .try_map(move |word| all().find(|kind| kind.word() == word).ok_or("not a kind of record"))
}

const HINT: &str = "# a line that begins with `#key` is a field that is not set: take the `#` away to set it";
const COMMON: &str = include_str!("new/common.toml");

/// The fields of a kind alone.
fn own(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => include_str!("new/article.toml"),
        Kind::Actor => include_str!("new/actor.toml"),
        Kind::Deal => include_str!("new/deal.toml"),
        Kind::Event => include_str!("new/event.toml"),
        Kind::Source => include_str!("new/source.toml"),
        Kind::Quote => include_str!("new/quote.toml"),
        Kind::Term => include_str!("new/term.toml"),
        Kind::Place => include_str!("new/place.toml"),
        Kind::Page => include_str!("new/page.toml"),
    }
}

/// The whole file.
fn file(kind: Kind, name: &str) -> String {
    let own = own(kind).replace("{name}", &toml_string(name));
    let common = match kind {
        Kind::Page => String::new(),
        // A field with a note of its own in this kind is not explained twice.
        _ => format!("\n# what every record may have\n{}", without(COMMON, &own)),
    };
    let body = if matches!(kind, Kind::Article | Kind::Page) { "Write here.\n" } else { "" };
    format!("+++\n{HINT}\n{own}{common}+++\n{body}")
}

pub(super) fn run(say: &Say, root: &Path, flags: &Flags) -> End {
    let name = flags.name.trim();
    let id = text::slug(name);
    if id.is_empty() || name.chars().any(char::is_control) {
        let fault = Diag::error("bad-name", format!("no id can be made of the name `{}`", name.escape_debug()));
        say.diag(fault.help(
            "an id has lower-case ASCII letters, digits and `-`: use such a name, and write the real one into the file",
        ));
        return End::Faults;
    }
    if id == "index" {
        say.diag(Diag::error("bad-name", "`index` is the name of list pages and cannot be an id"));
        return End::Faults;
    }
    let ids = match records::all(root) {
        Ok(ids) => ids,
        Err(error) => return say.world("cannot read `content`", &error),
    };
    if let Some(file) = ids.get(&id).and_then(|files| files.first()) {
        let fault = Diag::error("id-taken", format!("the id `{id}` is taken by `{}`", records::relative(root, file)));
        say.diag(fault.help("an id is unique over all kinds and pages: choose another name"));
        return End::Faults;
    }
    let path = root.join("content").join(flags.kind.folder()).join(format!("{id}.md"));
    match tree::write_new(&path, file(flags.kind, name).as_bytes()) {
        Ok(()) => {
            say.answer(short(&path));
            End::Done
        }
        Err(fault) => say.fault(&fault),
    }
}

fn toml_string(text: &str) -> String {
    toml::Value::String(text.to_string()).to_string()
}

/// Drops the fields of `common` that `own` has, each with the note above it.
fn without(common: &str, own: &str) -> String {
    let has = |line: &str| key(line).is_some_and(|k| own.lines().any(|l| key(l) == Some(k)));
    let mut kept = String::new();
    let mut note: Vec<&str> = Vec::new();
    for line in common.lines() {
        if line.starts_with("# ") {
            note.push(line);
            continue;
        }
        if !has(line) {
            for line in note.iter().chain([&line]) {
                kept.push_str(line);
                kept.push('\n');
            }
        }
        note.clear();
    }
    kept
}

/// The key that a line sets, or would set without its `#`.
fn key(line: &str) -> Option<&str> {
    if line.starts_with("# ") {
        return None;
    }
    line.trim_start_matches('#').split_once(" = ").map(|(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front(what: Kind, set_all: bool) -> toml::Table {
        let file = file(what, "A \"name\" \\ here");
        let front = file.split("+++\n").nth(1).unwrap();
        let set = |line: &str| {
            if set_all && key(line).is_some() { line.trim_start_matches('#').to_string() } else { line.to_string() }
        };
        let text: Vec<String> = front.lines().map(set).collect();
        text.join("\n").parse().unwrap_or_else(|error| panic!("{what:?}: {error}"))
    }

    #[test]
    fn every_file_is_toml_as_it_is_and_with_every_field_set() {
        for what in Kind::RECORDS.into_iter().chain([Kind::Page]) {
            let name = if what == Kind::Quote {
                "text"
            } else if matches!(what, Kind::Article | Kind::Page) {
                "title"
            } else {
                "name"
            };
            assert_eq!(front(what, false)[name].as_str(), Some("A \"name\" \\ here"));
            let all = front(what, true);
            assert_eq!(all.contains_key("unconfirmed"), what != Kind::Page);
            assert!(all.contains_key("extra"));
        }
    }
}
