//! The text of a file cut into units: what a reader takes for one paragraph or one line. Blocks are counted as the
//! proofs count them, from 1, between blank lines. What a unit means is decided by `head`.

use crate::text::html::{self, Kind};

/// One paragraph or line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The block it stands in, from 1.
    pub block: usize,
    /// Its text on one line.
    pub text: String,
    /// As the file's markup has it, where there is one: with links and emphasis.
    pub source: Option<html::Block>,
    /// How many lines of the file it was joined from.
    pub lines: usize,
    pub kind: Kind,
}

impl Unit {
    /// A line of plain text.
    pub fn plain(block: usize, text: String) -> Unit {
        Unit { block, text, source: None, lines: 1, kind: Kind::Paragraph }
    }
}

/// The units of a text, in their order. A line that `stands_alone` says so of is never joined to another.
pub fn units(text: &str, stands_alone: &dyn Fn(&str) -> bool) -> Vec<Unit> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    let mut open = false;
    for line in text.split('\n') {
        if line.trim().is_empty() {
            open = false;
        } else if let Some(block) = blocks.last_mut().filter(|_| open) {
            block.push(line.trim());
        } else {
            blocks.push(vec![line.trim()]);
            open = true;
        }
    }
    let wrapped = is_wrapped(&blocks);
    let mut out: Vec<Unit> = Vec::new();
    let mut number = 0;
    let mut numbered: Vec<(usize, String)> = Vec::new();
    for (index, lines) in blocks.iter().enumerate() {
        let mut before: Option<&str> = None;
        for line in lines {
            let alone = stands_alone(line);
            let joins = !alone && !is_item(line) && before.is_some_and(|before| goes_on(before, line, wrapped));
            match out.last_mut().filter(|_| joins) {
                Some(unit) => {
                    unit.text.push(' ');
                    unit.text.push_str(&plain(line));
                    unit.lines += 1;
                }
                // "18. November 2024" is no entry of a list: none has the number before it.
                None => match number_of(line) {
                    Some(n) if n > 1 && n != number + 1 => out.push(Unit::plain(index + 1, plain(line))),
                    n => {
                        number = n.unwrap_or(number);
                        let unit = item(Unit::plain(index + 1, plain(line)));
                        if n.is_some() {
                            let sign = line.get(..line.len() - unit.text.len()).unwrap_or("").to_string();
                            numbered.push((out.len(), sign));
                        }
                        out.push(unit);
                    }
                },
            }
            before = (!alone).then_some(line);
        }
    }
    headings(&mut out, &numbered);
    out
}

/// A numbered line with paragraphs above and below is the heading of a part, and its number belongs to it.
fn headings(units: &mut [Unit], numbered: &[(usize, String)]) {
    let is_item = |units: &[Unit], i: Option<usize>| {
        i.and_then(|i| units.get(i)).is_some_and(|u| matches!(u.kind, Kind::Item { .. }))
    };
    let alone: Vec<&(usize, String)> = numbered
        .iter()
        .filter(|(i, _)| !is_item(units, i.checked_sub(1)) && !is_item(units, Some(i + 1)) && i + 1 < units.len())
        .collect();
    for (i, sign) in alone {
        if let Some(unit) = units.get_mut(*i) {
            unit.text = format!("{sign}{}", unit.text);
            unit.kind = Kind::Paragraph;
        }
    }
}

/// Whether the lines of a file are broken by width, not by meaning.
fn is_wrapped(blocks: &[Vec<&str>]) -> bool {
    let inner = || blocks.iter().flat_map(|b| b.iter().take(b.len().saturating_sub(1)));
    let all = inner().count();
    let even = inner().filter(|l| (48..=130).contains(&l.chars().count())).count();
    // Lines that end with a full stop each are paragraphs, however even they are.
    let ended = inner().filter(|l| l.ends_with(['.', '!', '?', '”', '"', '۔', '।', '؟', '»'])).count();
    let longest = blocks.iter().flatten().map(|l| l.len()).max().unwrap_or(0);
    all > 0 && longest <= 400 && even * 4 >= all * 3 && ended * 2 < all
}

fn is_item(line: &str) -> bool {
    item(Unit::plain(0, line.trim().to_string())).kind != Kind::Paragraph
}

/// Whether a line is the rest of the line before it.
fn goes_on(before: &str, line: &str, wrapped: bool) -> bool {
    let long = before.chars().count() >= 40;
    if wrapped {
        return long;
    }
    let ends = before.ends_with(['.', '!', '?', '”', '"', ')', ':', '…', '۔', '।', '؟', '»']);
    long && !ends && line.starts_with(char::is_lowercase)
}

/// A line that a sign makes an item of a list; the sign is not part of its text.
fn item(mut unit: Unit) -> Unit {
    let bullets = ["• ", "- ", "* ", "– ", "▪ ", "● "];
    if let Some(rest) = bullets.iter().find_map(|b| unit.text.strip_prefix(b)) {
        unit.text = rest.trim().to_string();
        unit.kind = Kind::Item { ordered: false, depth: 1 };
        return unit;
    }
    if number_of(&unit.text).is_some()
        && let Some((_, rest)) = unit.text.split_once(['.', ')'])
    {
        unit.text = rest.trim().to_string();
        unit.kind = Kind::Item { ordered: true, depth: 1 };
    }
    unit
}

/// The number that a line begins with: "3. ", "12) ".
fn number_of(line: &str) -> Option<u8> {
    let (number, rest) = line.split_once(['.', ')'])?;
    let plain = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) && rest.starts_with(' ');
    number.parse().ok().filter(|_| plain)
}

/// The line as readers see it; what blanks it has inside are the author's.
fn plain(line: &str) -> String {
    line.replace('\t', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_joined_and_others_are_not() {
        let wrapped = "A title\n\nThe council of the town met again on Monday and spoke at\nlength of the bridge that \
                       the two towns want to build.\n";
        assert_eq!(units(wrapped, &|_| false).len(), 2);
        assert_eq!(units(wrapped, &|_| false)[1].lines, 2);
        let lines: Vec<String> =
            units("Photo: A\r\nPhoto: B\r\nuser\r\n", &|_| false).into_iter().map(|u| u.text).collect();
        assert_eq!(lines, ["Photo: A", "Photo: B", "user"]);
    }
}
