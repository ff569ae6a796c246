//! The rules of the sieve that are data: tables in `data/`, one a file, made to be read and added to by a person.
//! Here they are only parsed; what they are used for stands where they are used.

/// The rows of a table: columns between `|`, `#` begins a remark.
pub fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    lines(text).map(|line| line.split('|').map(str::trim).collect())
}

/// The lines of a list.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# ") && *line != "#")
}

/// One column of a row; `-` is empty.
pub fn column<'a>(row: &[&'a str], n: usize) -> &'a str {
    match row.get(n) {
        Some(&"-") | None => "",
        Some(text) => text,
    }
}

/// The parts of a column that is a list.
pub fn list<'a>(row: &[&'a str], n: usize) -> Vec<&'a str> {
    column(row, n).split(';').map(str::trim).filter(|part| !part.is_empty()).collect()
}

pub const STATES: &str = include_str!("data/states.tsv");
pub const ORGANISATIONS: &str = include_str!("data/organisations.tsv");
pub const MEDIA: &str = include_str!("data/media.txt");
pub const HEADS: &str = include_str!("data/heads.tsv");
pub const TITLES: &str = include_str!("data/titles.tsv");
pub const GIVEN: &str = include_str!("data/given.txt");
pub const COMMON: &str = include_str!("data/common.txt");
pub const DEAL_NOUNS: &str = include_str!("data/deal_nouns.tsv");
pub const DEAL_VERBS: &str = include_str!("data/deal_verbs.tsv");
pub const WISHES: &str = include_str!("data/wishes.tsv");
pub const TRANSFERS: &str = include_str!("data/transfers.tsv");
pub const GOODS: &str = include_str!("data/goods.tsv");
pub const IDIOMS: &str = include_str!("data/idioms.txt");
pub const NEGATIONS: &str = include_str!("data/negations.txt");
pub const EVENTS: &str = include_str!("data/events.tsv");
pub const SAYS: &str = include_str!("data/says.txt");
pub const BOILERPLATE: &str = include_str!("data/boilerplate.tsv");
