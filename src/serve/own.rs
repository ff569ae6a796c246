//! The preview's own files, under `/__nutgraf/`: the script that a page gets, and what the script loads when it is
//! needed. None of them is ever part of a built site.

use xxhash_rust::xxh3::xxh3_64;

/// The page of the unconfirmed fields.
pub(super) const UNCONFIRMED: &str = "/__nutgraf/unconfirmed";

const FILES: [(&str, &str); 7] = [
    ("client.js", include_str!("client/client.js")),
    ("panel.js", include_str!("client/panel.js")),
    ("overlay.js", include_str!("client/overlay.js")),
    ("parts.js", include_str!("client/parts.js")),
    ("spot.js", include_str!("client/spot.js")),
    ("icon.svg", include_str!("client/icon.svg")),
    ("pages.css", include_str!("client/pages.css")),
];

/// A file by its name, with the name it is known by.
pub(super) fn file(name: &str) -> Option<(&'static str, &'static str)> {
    FILES.iter().find(|(known, _)| *known == name).map(|(known, text)| (*text, *known))
}

/// A hash of all of them: a tab kept open over a new version of nutgraf gets the new script.
pub(super) fn hash() -> u64 {
    FILES.iter().fold(0, |all: u64, (_, text)| xxh3_64(text.as_bytes()).wrapping_add(all.rotate_left(7)))
}
