//! Dates read, ordered and spelled.

use super::*;

const ENGLISH: &str = r#"
month_4 = "April"
season_21 = "spring"
season_24 = "winter"
date_day = "{day} {month} {year}"
date_month = "{month} {year}"
date_season = "{season} {year}"
date_around = "around {date}"
date_perhaps = "perhaps {date}"
date_since = "since {date}"
date_until = "until {date}"
date_span = "{from} to {to}"
date_decade = "the {year}s"
date_century = "some time from {first} to {last}"
"#;

#[test]
fn dates_are_read_spelled_and_written_back() {
    let (strings, faults) = Strings::parse(ENGLISH);
    assert_eq!(faults, []);
    for (edtf, words, first, last) in [
        ("2018", "2018", "2018-01-01", "2018-12-31"),
        ("2018-04", "April 2018", "2018-04-01", "2018-04-30"),
        ("2018-04-01", "1 April 2018", "2018-04-01", "2018-04-01"),
        ("2018-21", "spring 2018", "2018-03-01", "2018-05-31"),
        ("2018-24", "winter 2018", "2018-12-01", "2019-02-28"),
        ("9999-24", "winter 9999", "9999-12-01", "9999-12-31"),
        ("2015~", "around 2015", "2015-01-01", "2015-12-31"),
        ("2018-04?", "perhaps April 2018", "2018-04-01", "2018-04-30"),
        ("2015%", "perhaps around 2015", "2015-01-01", "2015-12-31"),
        ("201X", "the 2010s", "2010-01-01", "2019-12-31"),
        ("20XX", "some time from 2000 to 2099", "2000-01-01", "2099-12-31"),
        ("2016/..", "since 2016", "2016-01-01", ""),
        ("../2016~", "until around 2016", "", "2016-12-31"),
        ("2015/2018-04", "2015 to April 2018", "2015-01-01", "2018-04-30"),
    ] {
        let date = Date::parse(edtf).expect(edtf);
        assert_eq!(date.edtf(), edtf);
        assert_eq!(date.spell(&strings), words);
        assert_eq!(date.earliest().map(|d| d.to_string()).unwrap_or_default(), first, "{edtf}");
        assert_eq!(date.latest().map(|d| d.to_string()).unwrap_or_default(), last, "{edtf}");
    }
}

#[test]
fn faults_say_why_and_what_to_write() {
    for (text, reason, instead) in [
        ("April 2018", "not a date", "2018-04"),
        ("1 April 2018", "not a date", "2018-04-01"),
        ("Sept. 1st, 2018", "not a date", "2018-09-01"),
        ("2018-4", "not a date", "2018-04"),
        ("2018/04", "not a date", "2018-04"),
        ("2015-2018", "not a date", "2015/2018"),
        ("circa 2015", "not a date", "2015~"),
        ("the 2010s", "not a date", "201X"),
        ("201x", "not a date", "201X"),
        ("spring 2018", "not a date", "2018-21"),
        ("2018-XX", "not known", "2018"),
        ("2018-04-XX", "not known", "2018-04"),
        ("2016/", "needs an end", "2016/.."),
        ("2018/2015", "before it starts", "2015/2018"),
        ("2018-04-31", "has 30 days", ""),
        ("2018-13", "not a month", ""),
        ("0000", "not a year", ""),
        ("../..", "both ends", ""),
        ("", "not a date", ""),
        ("２０１８", "not a date", ""),
        ("é18-é", "not a date", ""),
        ("2018-04-01-02", "not a date", ""),
    ] {
        let fault = Date::parse(text).expect_err(text);
        assert!(fault.reason.contains(reason), "{text}: {fault}");
        assert_eq!(fault.instead.unwrap_or_default(), instead, "{text}");
    }
    assert!(Date::year(20_000).is_err() && Date::year(0).is_err() && Date::year(2014).is_ok());
    assert!(Date::day(2018u16, 2u8, 29u8).is_err() && Date::day(2020, 2, 29).is_ok());
}

#[test]
fn sorted_by_first_day_then_coarser_first_undated_last() {
    let order = ["../2016", "201X", "2014", "2016/..", "2016", "2016-01", "2016-01-01", "2016-21"];
    let mut keys: Vec<Key> = order.iter().map(|d| Date::parse(d).expect(d).key()).collect();
    keys.push(Key::of(None));
    assert!(keys.is_sorted());
    keys.dedup();
    assert_eq!(keys.len(), order.len() + 1);
}

#[test]
fn marks_and_openness() {
    for (text, certain, open, datetime) in [
        ("2015", true, false, Some("2015")),
        ("2015~", false, false, None),
        ("201X", true, false, None),
        ("2016/..", true, true, None),
        ("2015?/2016", false, false, None),
    ] {
        let date = Date::parse(text).expect(text);
        assert_eq!(
            (date.is_certain(), date.is_open(), date.datetime().as_deref()),
            (certain, open, datetime),
            "{text}"
        );
    }
}
