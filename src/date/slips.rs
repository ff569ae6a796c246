//! What an author may have meant by something that is no date: "April 2018", "2018-4", "circa 2015", "2010s".
//! Only a guess, to be shown as "write this"; never used as a date.

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The EDTF string that was perhaps meant. The caller checks that it is a date.
pub fn guess(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty() && *w != "of").collect();
    match words.as_slice() {
        ["around" | "about" | "circa" | "c." | "ca." | "c" | "ca" | "approximately", year] => Some(format!("{year}~")),
        ["perhaps" | "possibly" | "maybe", year] => Some(format!("{year}?")),
        ["since" | "from", year] => Some(format!("{year}/..")),
        ["until" | "till" | "to" | "before", year] => Some(format!("../{year}")),
        [from, "to" | "-" | "–" | "until", to] => Some(format!("{from}/{to}")),
        ["the", decade] | [decade] if decade.ends_with("0s") => Some(format!("{}X", decade.strip_suffix("0s")?)),
        [season, year] if season_number(season).is_some() => Some(format!("{year}-{}", season_number(season)?)),
        [month, year] if month_number(month).is_some() => Some(format!("{year}-{:02}", month_number(month)?)),
        [day, month, year] if month_number(month).is_some() => {
            Some(format!("{year}-{:02}-{:02}", month_number(month)?, day_number(day)?))
        }
        [month, day, year] if month_number(month).is_some() => {
            Some(format!("{year}-{:02}-{:02}", month_number(month)?, day_number(day)?))
        }
        [one] => guess_digits(one),
        _ => None,
    }
}

/// `2018-4`, `2018.04.01`, `2018/04`, `2015-2018`, `201x`, `~2015`
fn guess_digits(text: &str) -> Option<String> {
    if let Some(year) = text.strip_prefix('~') {
        return Some(format!("{year}~"));
    }
    if text.contains('x') {
        return Some(text.to_uppercase());
    }
    let parts: Vec<&str> = text.split(['-', '/', '.', '–', '—']).collect();
    if parts.iter().any(|p| p.is_empty() || !p.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    match parts.as_slice() {
        [from, to] if from.len() == 4 && to.len() == 4 => Some(format!("{from}/{to}")),
        [year, month] if year.len() == 4 => Some(format!("{year}-{month:0>2}")),
        [month, year] if year.len() == 4 => Some(format!("{year}-{month:0>2}")),
        [year, month, day] if year.len() == 4 => Some(format!("{year}-{month:0>2}-{day:0>2}")),
        // Day and month in either order are told apart only where one is too large for a month.
        [day, month, year] if year.len() == 4 && day.parse::<u32>().is_ok_and(|d| d > 12) => {
            Some(format!("{year}-{month:0>2}-{day:0>2}"))
        }
        _ => None,
    }
}

fn month_number(word: &str) -> Option<usize> {
    let start = word.get(..3)?;
    let known = word.trim_end_matches('.').bytes().all(|b| b.is_ascii_lowercase());
    MONTHS.iter().position(|m| *m == start && known).map(|i| i + 1)
}

fn season_number(word: &str) -> Option<u8> {
    match word {
        "spring" => Some(21),
        "summer" => Some(22),
        "autumn" | "fall" => Some(23),
        "winter" => Some(24),
        _ => None,
    }
}

fn day_number(word: &str) -> Option<u32> {
    word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()
}
