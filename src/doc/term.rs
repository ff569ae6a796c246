//! The fields of a term and of a place.

use super::record::*;
use crate::fields::Fields;

pub fn term(f: &mut Fields, common: &Common) -> Term {
    f.require("summary", common.summary.is_some(), "summary = \"what it means, in a sentence\"");
    Term { expands: f.string("expands"), see: f.ids("see") }
}

pub fn place(f: &mut Fields) -> PlaceRecord {
    let place = PlaceRecord {
        lat: degrees(f, "lat", 90.0),
        lon: degrees(f, "lon", 180.0),
        precision: f.word("precision", PlacePrecision::WORDS, PlacePrecision::read).map(|p| p.value),
        country: f.id("country"),
        within: f.id("within"),
    };
    let pairs = [("lat", "lon", "lon = 67.01"), ("lon", "lat", "lat = 24.86")];
    for (there, other, example) in pairs {
        if f.has(there) && !f.has(other) {
            let message = format!("`{there}` needs `{other}`");
            f.file.error("lat-without-lon", message, &f.key_span(there), &format!("write: {example}"));
        }
    }
    place
}

fn degrees(f: &mut Fields, key: &'static str, most: f64) -> Option<f64> {
    let number = f.float(key)?;
    if number.value.abs() <= most {
        return Some(number.value);
    }
    let message = format!("`{key}` is from -{most} to {most}");
    let help = if key == "lat" { "north is positive; perhaps lat and lon were exchanged" } else { "east is positive" };
    f.file.error("bad-number", message, &number.span, help);
    None
}
