//! Diagnostics for people at a terminal, and for editors that read what compilers print: a head line, the place, an
//! excerpt with carets, help. Whether the terminal has colour is decided by the caller.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level as Grade, Origin, Renderer, Snippet};

use super::lines::{Spot, spot};
use super::{Diag, Level, Place, ordered};

/// How many warnings of a kind are told before they are only counted.
const OF_A_KIND: usize = 10;
/// An excerpt of more bytes than this is not shown.
const LONG: usize = 4000;
/// How many lines of a long stretch are shown.
const SHOWN: usize = 4;

/// Whether there is colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Color {
    #[default]
    Plain,
    Colored,
}

/// Whether many warnings of a kind are told one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Warnings {
    /// Ten of a kind, then how many more there are.
    #[default]
    Grouped,
    All,
}

/// How diagnostics are printed. A [`Color`] alone stands for the rest as usual.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Look {
    pub color: Color,
    pub warnings: Warnings,
}

impl From<Color> for Look {
    fn from(color: Color) -> Look {
        Look { color, warnings: Warnings::default() }
    }
}

/// All diagnostics, sorted, with a blank line after each. `text_of` gives the text of a file by its path.
pub fn write(diags: &[Diag], text_of: &dyn Fn(&str) -> Option<Arc<str>>, look: impl Into<Look>) -> String {
    let look = look.into();
    let text_of = &super::remembering(text_of);
    let mut out = String::new();
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    for diag in ordered(diags) {
        if diag.level == Level::Warning && look.warnings == Warnings::Grouped {
            let count = told.entry(diag.code).or_default();
            *count += 1;
            if *count > OF_A_KIND {
                continue;
            }
        }
        one(&mut out, diag, text_of, look.color);
        out.push('\n');
    }
    for (code, count) in told.into_iter().filter(|(_, count)| *count > OF_A_KIND) {
        out.push_str(&paint(look.color, "33;1", &format!("warning[{code}]")));
        out.push_str(&format!(": {} more of this kind\n\n", count - OF_A_KIND));
    }
    out
}

fn paint(color: Color, code: &str, text: &str) -> String {
    match color {
        Color::Plain => text.to_string(),
        Color::Colored => format!("\x1b[{code}m{text}\x1b[0m"),
    }
}

fn one(out: &mut String, diag: &Diag, text_of: &dyn Fn(&str) -> Option<Arc<str>>, color: Color) {
    let grade = match diag.level {
        Level::Error => Grade::ERROR,
        Level::Warning => Grade::WARNING,
    };
    let mut parts: Vec<Part> = Vec::new();
    let marks =
        diag.place.iter().map(|p| (p, None)).chain(diag.labels.iter().map(|(p, words)| (p, Some(words.as_str()))));
    for (place, words) in marks {
        let whole = text_of(&place.path).filter(|t| !t.is_empty());
        // A line of a book's length says nothing to the eye, and costs as much for each fault in it.
        let text = whole.clone().filter(|t| lines_around(t, clip(t, place)).len() <= LONG);
        let spot = whole.filter(|_| text.is_none()).map(|t| spot(&t, place.start));
        match parts.iter_mut().find(|p| p.path == place.path && p.text.is_some() && text.is_some() && p.takes(place)) {
            Some(part) => part.marks.push((place, words)),
            None => parts.push(Part { path: place.path.clone(), text, spot, marks: vec![(place, words)] }),
        }
    }
    let mut group = grade.primary_title(visible(&diag.message)).id(diag.code).elements(Vec::<Origin>::new());
    let excerpts = parts.iter().any(|part| part.text.is_some());
    for part in parts.iter().filter(|_| excerpts) {
        group = part.draw(group, diag.place.as_ref());
    }
    let renderer = match color {
        Color::Plain => Renderer::plain(),
        Color::Colored => Renderer::styled(),
    };
    out.push_str(renderer.render(&[group]).trim_end());
    out.push('\n');
    // The renderer sets places without any excerpt to the very left, where editors do not look for them.
    for part in parts.iter().filter(|_| !excerpts) {
        let spot = part.spot.map(|s| format!(":{}:{}", s.line, s.column)).unwrap_or_default();
        out.push_str(&format!(" {} {}{spot}\n", paint(color, "94;1", "-->"), visible(&part.path)));
    }
    for line in &diag.help {
        out.push_str(&paint(color, "36;1", "help"));
        out.push_str(": ");
        out.push_str(&visible(line));
        out.push('\n');
    }
}

/// A text without the control characters that a terminal would obey.
fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// One excerpt: a file and the places shown in it.
struct Part<'a> {
    path: Arc<str>,
    text: Option<Arc<str>>,
    /// Where the place is, when there is no excerpt to show it.
    spot: Option<Spot>,
    marks: Vec<(&'a Place, Option<&'a str>)>,
}

impl Part<'_> {
    /// Only near places share an excerpt: the window between them is copied.
    fn takes(&self, place: &Place) -> bool {
        self.marks.iter().all(|(p, _)| p.start.abs_diff(place.start) < 4000)
    }

    fn draw<'g>(&'g self, group: Group<'g>, primary: Option<&Place>) -> Group<'g> {
        let Some(text) = &self.text else { return group.element(Origin::path(visible(&self.path))) };
        let start = self.marks.iter().map(|(p, _)| p.start).min().unwrap_or(0);
        let end = self.marks.iter().map(|(p, _)| clip(text, p).end).max().unwrap_or(0);
        let window = lines_around(text, text.floor_char_boundary(start)..text.floor_char_boundary(end));
        let line = text.get(..window.start).map_or(0, |t| t.matches('\n').count()) + 1;
        let source = text.get(window.clone()).unwrap_or("");
        let mut snippet = Snippet::source(source).line_start(line).path(self.path.as_ref());
        for (place, words) in &self.marks {
            let range = clip(text, place);
            let kind = match words {
                None => AnnotationKind::Primary,
                // A second file needs its own first place.
                Some(_) if primary.is_none_or(|p| p.path != place.path) => AnnotationKind::Primary,
                Some(_) => AnnotationKind::Context,
            };
            let span = range.start.saturating_sub(window.start)..range.end.saturating_sub(window.start);
            snippet = snippet.annotation(kind.span(span).label(*words));
        }
        group.element(snippet)
    }
}

/// A place on character boundaries inside its text, and not longer than some lines.
fn clip(text: &str, place: &Place) -> Range<usize> {
    let (start, end) = (text.floor_char_boundary(place.start), text.floor_char_boundary(place.end));
    let shown = text.get(start..end).unwrap_or("");
    let cut = shown.match_indices('\n').nth(SHOWN - 1).map_or(shown.len(), |(i, _)| i);
    start..start + cut
}

fn lines_around(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.get(..range.start).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
    let end = text.get(range.end..).and_then(|t| t.find('\n')).map_or(text.len(), |i| range.end + i);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(diags: &[Diag]) -> String {
        let text: Arc<str> = "+++\nname = \"x\"\nparties = [\"russai\", \"pakistan\"]\n+++\n".into();
        write(diags, &|path| (path == "content/deals/x.md").then(|| text.clone()), Color::Plain)
    }

    #[test]
    fn layout() {
        let path: Arc<str> = "content/deals/x.md".into();
        let diag = Diag::error("unknown-actor", "no actor has the id `russai`")
            .at(Place::new(&path, 26..34))
            .help("did you mean `russia`?")
            .help("or make it: nutgraf new actor russai");
        let expected = "\
error[unknown-actor]: no actor has the id `russai`
 --> content/deals/x.md:3:12
  |
3 | parties = [\"russai\", \"pakistan\"]
  |            ^^^^^^^^
help: did you mean `russia`?
help: or make it: nutgraf new actor russai

";
        assert_eq!(show(&[diag]), expected);
    }

    #[test]
    fn warnings_are_grouped_and_places_may_be_anywhere() {
        let path: Arc<str> = "content/deals/x.md".into();
        let other: Arc<str> = "site.toml".into();
        let mut diags: Vec<Diag> =
            (0..13).map(|i| Diag::warning("unconfirmed", format!("w{i}")).at(Place::new(&path, i..i * 40))).collect();
        diags.push(Diag::error("x", "no text").at(Place::new(&other, 5..9)).label(Place::new(&path, 9..12), "here"));
        diags.push(Diag::error("y", "whole").at(Place::new(&path, 0..0)).label(Place::new(&path, 0..0), "also"));
        diags.push(Diag::error("z", "nowhere"));
        diags.push(Diag::error("v", "gone").at(Place::new(&"kept/x.txt".into(), 3..4)).help("a"));
        let shown = show(&diags);
        assert!(shown.contains("warning[unconfirmed]: 3 more of this kind\n"), "{shown}");
        assert!(shown.starts_with("error[z]: nowhere\n"), "{shown}");
        assert!(shown.contains("error[x]: no text\n --> site.toml\n"), "{shown}");
        assert!(shown.contains("error[v]: gone\n --> kept/x.txt\nhelp: a\n"), "{shown}");
        assert!(shown.contains(" --> content/deals/x.md:1:1\n"), "{shown}");
    }
}
