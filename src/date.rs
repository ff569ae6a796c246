//! Dates as known: a subset of EDTF level 1 that can say a day, a month, a season, a year, a decade or a century,
//! "about", "perhaps", and spans with an open end. What a date means for a record is decided elsewhere.

use std::cmp::Reverse;
use std::fmt;

use jiff::civil;

use crate::text::strings::Strings;

mod slips;

/// A date, or a span of time, as exactly as it is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Date(Form);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Form {
    Point(Point),
    Span(Point, Point),
    Since(Point),
    Until(Point),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Point {
    /// The first year where it may be several.
    year: i16,
    part: Part,
    mark: Mark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Part {
    Century,
    Decade,
    Year,
    /// 21 (spring) to 24 (winter)
    Season(i8),
    Month(i8),
    Day(i8, i8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Mark {
    Plain,
    /// `~`
    Around,
    /// `?`
    Perhaps,
    /// `%`
    Both,
}

/// Why something is no date, in plain words, and what to write instead where that can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateFault {
    pub reason: String,
    pub instead: Option<String>,
}

impl DateFault {
    fn new(reason: impl Into<String>) -> DateFault {
        DateFault { reason: reason.into(), instead: None }
    }
}

impl fmt::Display for DateFault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

/// Where a date stands in order: by its first day, then coarser first, undated last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    undated: bool,
    /// None, an open start, comes first.
    first: Option<civil::Date>,
    days: Reverse<i32>,
}

impl Key {
    /// The key of what has no date.
    pub const UNDATED: Key = Key { undated: true, first: None, days: Reverse(0) };

    /// The key of a date that may be missing.
    pub fn of(date: Option<&Date>) -> Key {
        date.map_or(Key::UNDATED, Date::key)
    }
}

impl Date {
    /// Reads an EDTF string: `2018-04`, `2015~`, `201X`, `2018-21`, `2016/..`.
    pub fn parse(text: &str) -> Result<Date, DateFault> {
        let fault = match read(text) {
            Ok(date) => return Ok(date),
            Err(fault) => fault,
        };
        // A guess is only offered where it is itself a date.
        let instead = fault.instead.or_else(|| slips::guess(text)).filter(|guess| read(guess).is_ok());
        Err(DateFault { instead, ..fault })
    }

    /// A year, as a TOML integer gives it.
    pub fn year(year: i64) -> Result<Date, DateFault> {
        Ok(Date(Form::Point(Point { year: checked_year(year)?, part: Part::Year, mark: Mark::Plain })))
    }

    /// A day, as a TOML date gives it.
    pub fn day(year: impl Into<i64>, month: impl Into<i64>, day: impl Into<i64>) -> Result<Date, DateFault> {
        let year = checked_year(year.into())?;
        let month = checked_month(month.into())?;
        let part = checked_day(year, month, day.into())?;
        Ok(Date(Form::Point(Point { year, part, mark: Mark::Plain })))
    }

    /// The first day it may mean; none where the start is open.
    pub fn earliest(&self) -> Option<civil::Date> {
        match &self.0 {
            Form::Point(p) | Form::Span(p, _) | Form::Since(p) => Some(p.first_day()),
            Form::Until(_) => None,
        }
    }

    /// The last day it may mean; none where the end is open.
    pub fn latest(&self) -> Option<civil::Date> {
        match &self.0 {
            Form::Point(p) | Form::Span(_, p) | Form::Until(p) => Some(p.last_day()),
            Form::Since(_) => None,
        }
    }

    /// As an EDTF string, which [`Date::parse`] reads back.
    pub fn edtf(&self) -> String {
        match &self.0 {
            Form::Point(p) => p.to_string(),
            Form::Span(from, to) => format!("{from}/{to}"),
            Form::Since(p) => format!("{p}/.."),
            Form::Until(p) => format!("../{p}"),
        }
    }

    /// The value of an HTML `datetime` attribute: only a plain year, month or day has one.
    pub fn datetime(&self) -> Option<String> {
        match &self.0 {
            Form::Point(p @ Point { part: Part::Year | Part::Month(_) | Part::Day(..), mark: Mark::Plain, .. }) => {
                Some(p.to_string())
            }
            _ => None,
        }
    }

    /// In words: "1 April 2018", "around 2015", "spring 2018", "since 2016", "the 2010s".
    pub fn spell(&self, strings: &Strings) -> String {
        match &self.0 {
            Form::Point(p) => p.spell(strings),
            Form::Span(from, to) => {
                strings.fill("date_span", &[("from", &from.spell(strings)), ("to", &to.spell(strings))])
            }
            Form::Since(p) => strings.fill("date_since", &[("date", &p.spell(strings))]),
            Form::Until(p) => strings.fill("date_until", &[("date", &p.spell(strings))]),
        }
    }

    /// For sorting: the first day, then coarser first. Equal keys need another field to part them.
    pub fn key(&self) -> Key {
        let first = self.earliest();
        let days = match (first, self.latest()) {
            (Some(first), Some(last)) => first.until(last).map_or(i32::MAX, |span| span.get_days()),
            _ => i32::MAX,
        };
        Key { undated: false, first, days: Reverse(days) }
    }

    /// Whether nothing in it is marked `~`, `?` or `%`. A decade may be certain, though it is coarse.
    pub fn is_certain(&self) -> bool {
        let plain = |p: &Point| p.mark == Mark::Plain;
        match &self.0 {
            Form::Point(p) | Form::Since(p) | Form::Until(p) => plain(p),
            Form::Span(from, to) => plain(from) && plain(to),
        }
    }

    /// Whether its start or its end is open.
    pub fn is_open(&self) -> bool {
        matches!(self.0, Form::Since(_) | Form::Until(_))
    }
}

impl Point {
    fn first_day(self) -> civil::Date {
        let (month, day) = match self.part {
            Part::Century | Part::Decade | Part::Year => (1, 1),
            Part::Season(season) => (season_month(season), 1),
            Part::Month(month) => (month, 1),
            Part::Day(month, day) => (month, day),
        };
        civil::Date::new(self.year, month, day).unwrap_or(civil::Date::MIN)
    }

    fn last_day(self) -> civil::Date {
        let first = self.first_day();
        let december = |year| civil::Date::new(year, 12, 31).unwrap_or(civil::Date::MAX);
        match self.part {
            Part::Century => december(self.year + 99),
            Part::Decade => december(self.year + 9),
            Part::Year => december(self.year),
            // Winter runs into the next year.
            Part::Season(_) => {
                first.checked_add(jiff::Span::new().months(2)).map_or(civil::Date::MAX, civil::Date::last_of_month)
            }
            Part::Month(_) => first.last_of_month(),
            Part::Day(..) => first,
        }
    }

    fn spell(self, strings: &Strings) -> String {
        let year = self.year.to_string();
        let month_name = |month: i8| strings.get(&format!("month_{month}")).to_string();
        let plain = match self.part {
            Part::Century => {
                let last = (self.year + 99).to_string();
                let n = (self.year / 100 + 1).to_string();
                strings.fill("date_century", &[("first", &year), ("last", &last), ("n", &n)])
            }
            Part::Decade => strings.fill("date_decade", &[("year", &year)]),
            Part::Year => year,
            Part::Season(season) => {
                let name = strings.get(&format!("season_{season}")).to_string();
                strings.fill("date_season", &[("season", &name), ("year", &year)])
            }
            Part::Month(month) => strings.fill("date_month", &[("month", &month_name(month)), ("year", &year)]),
            Part::Day(month, day) => {
                strings.fill("date_day", &[("day", &day.to_string()), ("month", &month_name(month)), ("year", &year)])
            }
        };
        match self.mark {
            Mark::Plain => plain,
            Mark::Around => strings.fill("date_around", &[("date", &plain)]),
            Mark::Perhaps => strings.fill("date_perhaps", &[("date", &plain)]),
            Mark::Both => {
                let around = strings.fill("date_around", &[("date", &plain)]);
                strings.fill("date_perhaps", &[("date", &around)])
            }
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.part {
            Part::Century => write!(f, "{:02}XX", self.year / 100)?,
            Part::Decade => write!(f, "{:03}X", self.year / 10)?,
            Part::Year => write!(f, "{:04}", self.year)?,
            Part::Season(part) | Part::Month(part) => write!(f, "{:04}-{part:02}", self.year)?,
            Part::Day(month, day) => write!(f, "{:04}-{month:02}-{day:02}", self.year)?,
        }
        f.write_str(match self.mark {
            Mark::Plain => "",
            Mark::Around => "~",
            Mark::Perhaps => "?",
            Mark::Both => "%",
        })
    }
}

/// The month a season begins in, in the northern half of the world.
fn season_month(season: i8) -> i8 {
    match season {
        21 => 3,
        22 => 6,
        23 => 9,
        _ => 12,
    }
}

fn read(text: &str) -> Result<Date, DateFault> {
    let text = text.trim();
    let Some((from, to)) = text.split_once('/') else {
        return Ok(Date(Form::Point(read_point(text)?)));
    };
    match (from, to) {
        ("..", "..") => Err(DateFault::new("a span that is open at both ends says nothing")),
        ("", _) => Err(fault_with("a span needs a start", format!("../{to}"))),
        (_, "") => Err(fault_with("a span needs an end", format!("{from}/.."))),
        ("..", to) => Ok(Date(Form::Until(read_point(to)?))),
        (from, "..") => Ok(Date(Form::Since(read_point(from)?))),
        (from, to) => {
            let (from, to) = (read_point(from)?, read_point(to)?);
            if from.first_day() > to.last_day() {
                return Err(fault_with("the span ends before it starts", format!("{to}/{from}")));
            }
            Ok(Date(Form::Span(from, to)))
        }
    }
}

fn fault_with(reason: &str, instead: String) -> DateFault {
    DateFault { reason: reason.to_string(), instead: Some(instead) }
}

fn read_point(text: &str) -> Result<Point, DateFault> {
    let (digits, mark) = match text.strip_suffix(['~', '?', '%']) {
        Some(digits) if text.ends_with('~') => (digits, Mark::Around),
        Some(digits) if text.ends_with('?') => (digits, Mark::Perhaps),
        Some(digits) => (digits, Mark::Both),
        None => (text, Mark::Plain),
    };
    let unreadable = || DateFault::new(format!("`{text}` is not a date"));
    let mut parts = digits.split('-');
    let (year, month, day) = (parts.next().unwrap_or(""), parts.next(), parts.next());
    if parts.next().is_some() {
        return Err(unreadable());
    }
    let (Some(month), day) = (month, day) else {
        let (year, part) = read_year(year).ok_or_else(unreadable)?;
        return Ok(Point { year: checked_year(year)?, part, mark });
    };
    let year = number(year, 4).ok_or_else(unreadable)?;
    let unknown_part = |instead: String| fault_with("leave out what is not known", instead);
    if month == "XX" && matches!(day, None | Some("XX")) {
        return Err(unknown_part(format!("{year:04}")));
    }
    let month = number(month, 2).ok_or_else(unreadable)?;
    let year = checked_year(year)?;
    let part = match day {
        None if (21..=24).contains(&month) => Part::Season(month as i8),
        None => Part::Month(checked_month(month)?),
        Some("XX") => return Err(unknown_part(format!("{year:04}-{month:02}"))),
        Some(day) => checked_day(year, checked_month(month)?, number(day, 2).ok_or_else(unreadable)?)?,
    };
    Ok(Point { year, part, mark })
}

/// `2018`, `201X`, `20XX`
fn read_year(text: &str) -> Option<(i64, Part)> {
    if text.len() != 4 {
        return None;
    }
    if let Some(century) = text.strip_suffix("XX") {
        return Some((number(century, 2)? * 100, Part::Century));
    }
    match text.strip_suffix('X') {
        Some(decade) => Some((number(decade, 3)? * 10, Part::Decade)),
        None => Some((number(text, 4)?, Part::Year)),
    }
}

/// Exactly so many ASCII digits.
fn number(text: &str, digits: usize) -> Option<i64> {
    let right = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    right.then(|| text.parse().ok()).flatten()
}

fn checked_year(year: i64) -> Result<i16, DateFault> {
    let good = i16::try_from(year).ok().filter(|year| (1..=9999).contains(year));
    good.ok_or_else(|| DateFault::new(format!("{year} is not a year from 1 to 9999")))
}

fn checked_month(month: i64) -> Result<i8, DateFault> {
    let good = i8::try_from(month).ok().filter(|month| (1..=12).contains(month));
    good.ok_or_else(|| {
        DateFault::new(format!("{month} is not a month from 01 to 12, nor a season from 21 (spring) to 24 (winter)"))
    })
}

fn checked_day(year: i16, month: i8, day: i64) -> Result<Part, DateFault> {
    let days = civil::Date::new(year, month, 1).map_or(31, civil::Date::days_in_month);
    let good = i8::try_from(day).ok().filter(|day| (1..=days).contains(day));
    good.map(|day| Part::Day(month, day))
        .ok_or_else(|| DateFault::new(format!("{year:04}-{month:02} has {days} days, so there is no day {day}")))
}

#[cfg(test)]
mod tests;
