//! The rules of the sieve that are data: tables in `data/LANG/`, made to be read and added to by a person.
//! Here they are only parsed; what they are used for stands where they are used.

/// The rows of a table: columns between `|`, `#` begins a remark.
pub fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    lines(text).map(|line| line.split('|').map(str::trim).collect())
}

/// The lines of a list.
pub fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# ") && *line != "#")
}

/// One column of a row; `-` is empty.
pub fn column(row: &[&'static str], n: usize) -> &'static str {
    match row.get(n) {
        Some(&"-") | None => "",
        Some(text) => text,
    }
}

/// The parts of a column that is a list.
pub fn list(row: &[&'static str], n: usize) -> Vec<&'static str> {
    column(row, n).split(';').map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// The languages that have tables; English first.
pub const LANGUAGES: [&str; 9] = ["en", "de", "es", "fr", "ru", "tr", "ur", "ar", "hi"];

macro_rules! tables {
    ($($name:ident: $file:literal),* $(,)?) => {
        /// The tables of a language, one a file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Table {
            $($name),*
        }

        macro_rules! of {
            ($code:literal, $which:expr) => {
                match $which {
                    $(Table::$name => include_str!(concat!("data/", $code, "/", $file))),*
                }
            };
        }

        /// A table of a language; of English where the language has none.
        pub fn text(code: &str, which: Table) -> &'static str {
            match code {
                "de" => of!("de", which),
                "es" => of!("es", which),
                "fr" => of!("fr", which),
                "ru" => of!("ru", which),
                "tr" => of!("tr", which),
                "ur" => of!("ur", which),
                "ar" => of!("ar", which),
                "hi" => of!("hi", which),
                _ => of!("en", which),
            }
        }
    };
}

tables! {
    Abbreviations: "abbreviations.txt",
    Apposed: "apposed.txt",
    Beside: "beside.tsv",
    Boilerplate: "boilerplate.tsv",
    Common: "common.txt",
    DealNouns: "deal_nouns.tsv",
    DealVerbs: "deal_verbs.tsv",
    Denials: "denials.txt",
    Events: "events.tsv",
    Given: "given.txt",
    Goods: "goods.tsv",
    Head: "head.tsv",
    Heads: "heads.tsv",
    Hedges: "hedges.txt",
    Idioms: "idioms.txt",
    Markers: "markers.tsv",
    Media: "media.txt",
    Mediates: "mediates.txt",
    Money: "money.tsv",
    Months: "months.tsv",
    Negations: "negations.txt",
    Numbers: "numbers.tsv",
    Organisations: "organisations.tsv",
    Relative: "relative.tsv",
    Pointers: "pointers.tsv",
    Says: "says.txt",
    States: "states.tsv",
    Stop: "stop.txt",
    Takes: "takes.txt",
    Titles: "titles.tsv",
    Towns: "towns.txt",
    Transfers: "transfers.tsv",
    Weekdays: "weekdays.tsv",
    Wishes: "wishes.tsv",
}
