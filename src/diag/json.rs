//! Diagnostics for programs: one JSON object a line.

use std::sync::Arc;

use serde::Serialize;

use super::lines::{Spot, spot};
use super::{Diag, Level, ordered};

#[derive(Serialize)]
struct Line<'a> {
    level: &'static str,
    code: &'a str,
    message: &'a str,
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    help: &'a [String],
}

/// All diagnostics, sorted. `text_of` gives the text of a file by its path; without it there are no lines to count.
pub fn write(diags: &[Diag], text_of: &dyn Fn(&str) -> Option<Arc<str>>) -> String {
    let text_of = super::remembering(text_of);
    let mut out = String::new();
    for diag in ordered(diags) {
        let spots: Option<(Spot, Spot)> = diag.place.as_ref().and_then(|place| {
            let text = text_of(&place.path)?;
            Some((spot(&text, place.start), spot(&text, place.end)))
        });
        let line = Line {
            level: level(diag.level),
            code: diag.code,
            message: &diag.message,
            path: diag.place.as_ref().map(|p| p.path.as_ref()),
            line: spots.map(|(start, _)| start.line),
            column: spots.map(|(start, _)| start.column),
            end_line: spots.map(|(_, end)| end.line),
            end_column: spots.map(|(_, end)| end.column),
            help: &diag.help,
        };
        // Strings and numbers always serialise.
        out.push_str(&serde_json::to_string(&line).unwrap_or_default());
        out.push('\n');
    }
    out
}

/// `error`, `warning`
pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;

    #[test]
    fn one_object_a_line() {
        let path: Arc<str> = "site.toml".into();
        let diags = [Diag::error("unknown-key", "unknown key `titel`")
            .at(Place::new(&path, 6..11))
            .help("did you mean `title`?")];
        let text: Arc<str> = "é = 1\ntitel = \"x\"\n".into();
        let expected = "{\"level\":\"error\",\"code\":\"unknown-key\",\"message\":\"unknown key `titel`\",\"path\":\"site.toml\",\
            \"line\":1,\"column\":6,\"end_line\":2,\"end_column\":5,\"help\":[\"did you mean `title`?\"]}\n";
        assert_eq!(write(&diags, &|_| Some(text.clone())), expected);
    }
}
