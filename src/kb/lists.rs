//! Closed lists that checks and views share: the roles of parties, and the fields that evidence may support.

use crate::doc::record::Kind;

/// Roles of parties that the model knows; others are built and warned about.
pub const PARTY_ROLES: [&str; 19] = [
    "supplier",
    "recipient",
    "seller",
    "buyer",
    "lender",
    "borrower",
    "donor",
    "licensor",
    "licensee",
    "imposer",
    "target",
    "host",
    "guest",
    "signatory",
    "partner",
    "mediator",
    "guarantor",
    "party",
    "participant",
];

/// Roles from which a deal goes out.
pub const FROM: [&str; 7] = ["supplier", "seller", "lender", "donor", "licensor", "imposer", "host"];
/// Roles at which it arrives.
pub const TO: [&str; 6] = ["recipient", "buyer", "borrower", "licensee", "target", "guest"];

/// The fields of a kind that evidence may support.
pub fn fields_of(kind: Kind) -> Vec<&'static str> {
    let shared = ["summary", "aliases", "standing", "attributed_to", "as_of", "responses"];
    own_fields(kind).iter().copied().chain(shared).collect()
}

/// Whether `unconfirmed` may name a field: any that evidence may support, and what no evidence does.
pub(super) fn is_field(kind: Kind, field: &str) -> bool {
    let more = [
        "ids",
        "short",
        "source",
        "standing",
        "pull_quotes",
        "outlet",
        "dateline",
        "origin",
        "bio",
        "kind",
        "title",
        "name",
    ];
    let source =
        ["authors", "container", "issued", "url", "publisher", "body", "text", "licence", "archive_url", "accessed"];
    let rest = [
        "form",
        "at",
        "speaker_role",
        "check",
        "translation",
        "date_why",
        "key_points",
        "image",
        "rank",
        "counts_in_total",
    ];
    let known = fields_of(kind).contains(&field) || more.contains(&field) || rest.contains(&field);
    known || kind == Kind::Source && source.contains(&field)
}

fn own_fields(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Actor => {
            &["name", "kind", "roles", "member_of", "parent", "born", "founded", "died", "dissolved", "place", "image"]
        }
        Kind::Deal => &[
            "name",
            "kind",
            "parties",
            "status",
            "history",
            "items",
            "value",
            "quantity",
            "announced",
            "signed",
            "in_force",
            "delivered",
            "ends",
            "date",
            "date_text",
            "umbrella",
            "part_of",
            "supersedes",
            "places",
        ],
        Kind::Event => {
            &["name", "kind", "date", "date_text", "end", "actors", "deal", "place", "caused_by", "quantity"]
        }
        Kind::Term => &["name", "expands", "see"],
        Kind::Place => &["name", "lat", "lon", "country", "within"],
        Kind::Article => &["title", "dek", "published", "authors", "outlet", "key_points"],
        Kind::Quote => &["text", "speaker", "date", "to", "about"],
        Kind::Source | Kind::Page => &[],
    }
}
