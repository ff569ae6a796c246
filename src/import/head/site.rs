//! The name of the site: a line above the title that other lines of the page say again, or that its menu follows.

use super::line::{Line, entries, is_menu, words};
use crate::text::fold;

/// The words of a name, without an article before them: how two writings of it are compared.
fn plain(text: &str) -> String {
    const ARTICLES: [&str; 10] = ["the", "der", "die", "das", "le", "la", "les", "el", "los", "las"];
    let folded = fold(text);
    let is_part = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    let mut words: Vec<&str> = folded.split(|c| !is_part(c)).filter(|w| !w.is_empty()).collect();
    if words.len() > 1 && words.first().is_some_and(|w| ARTICLES.contains(w)) {
        words.remove(0);
    }
    format!(" {} ", words.join(" "))
}

/// Whether a line far below, which is no paragraph, says a name again: the notice of copyright, an imprint. The entry of
/// a menu is none: the page may have it at its top and at its foot.
fn is_said_again(name: &str, lines: &[Line], from: usize) -> bool {
    let wanted = plain(name);
    let below = lines.iter().skip(from.max(lines.len() / 2)).filter(|l| words(l.text()) <= 40);
    let mut loose = below.filter(|l| l.reason.is_some() || !l.is_prose).map(Line::text);
    let says = |text: &str| {
        // One word may be said of something else ("Wirtschaft"): a name begins what is said of it.
        let mut parts = text.split(['«', '“', '„', '"', '·', '|']).flat_map(|part| part.split(". "));
        let begins = |part: &str| plain(part.trim_start_matches(|c: char| !c.is_alphabetic())).starts_with(&wanted);
        let is_notice = text.contains('©');
        let is_telling = words(name) >= 2 || name.contains('.') || text.contains(char::is_numeric) && parts.any(begins);
        plain(text).contains(&wanted) && (is_notice || is_telling && !entries(text).iter().any(|e| plain(e) == wanted))
    };
    wanted.chars().count() >= 7 && loose.any(says)
}

/// Whether a line of the top is the name of the site, by what other lines say.
pub(super) fn is_named(lines: &[Line], i: usize) -> bool {
    let Some(line) = lines.get(i).filter(|l| words(l.text()) <= 5) else { return false };
    let follows = lines.get(i + 1..).unwrap_or_default().iter().take(2).any(|l| is_wide_menu(l.text()));
    i <= 1 && follows || i < 12 && is_said_again(line.text(), lines, i + 4)
}

fn is_wide_menu(text: &str) -> bool {
    is_menu(text) && entries(text).len() >= 3
}

/// The outlet, where a line above the title is its name; `until` is where the body begins.
pub(super) fn outlet(lines: &[Line], title: usize, until: usize) -> Option<String> {
    let above = || lines.iter().enumerate().take(title.min(until));
    // The name alone, or the first entry of the menu.
    let said = above().find_map(|(i, line)| {
        let first = entries(line.text()).into_iter().next().filter(|e| (1..=6).contains(&words(e)))?;
        is_said_again(first, lines, until.max(i + 4)).then(|| first.to_string())
    });
    said.or_else(|| {
        let (_, line) = above().find(|(_, l)| l.reason.is_none() && !is_menu(l.text()))?;
        let at = lines.iter().position(|l| std::ptr::eq(l, line))?;
        let is_name = at <= 1 && (2..=6).contains(&words(line.text())) && is_named(lines, at);
        is_name.then(|| line.text().to_string())
    })
}
