//! The default theme, embedded: every file of `templates/`, by its name there. A test holds the lists in step.

/// Templates and components.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("404.html", include_str!("../../templates/404.html")),
    ("actor.html", include_str!("../../templates/actor.html")),
    ("actors.html", include_str!("../../templates/actors.html")),
    ("article.html", include_str!("../../templates/article.html")),
    ("articles.html", include_str!("../../templates/articles.html")),
    ("base.html", include_str!("../../templates/base.html")),
    ("components/actors.html", include_str!("../../templates/components/actors.html")),
    ("components/axis.html", include_str!("../../templates/components/axis.html")),
    ("components/banner.html", include_str!("../../templates/components/banner.html")),
    ("components/card.html", include_str!("../../templates/components/card.html")),
    ("components/changes.html", include_str!("../../templates/components/changes.html")),
    ("components/date.html", include_str!("../../templates/components/date.html")),
    ("components/deals.html", include_str!("../../templates/components/deals.html")),
    ("components/events.html", include_str!("../../templates/components/events.html")),
    ("components/evidence.html", include_str!("../../templates/components/evidence.html")),
    ("components/fields.html", include_str!("../../templates/components/fields.html")),
    ("components/marks.html", include_str!("../../templates/components/marks.html")),
    ("components/mentions.html", include_str!("../../templates/components/mentions.html")),
    ("components/names.html", include_str!("../../templates/components/names.html")),
    ("components/note.html", include_str!("../../templates/components/note.html")),
    ("components/parties.html", include_str!("../../templates/components/parties.html")),
    ("components/picture.html", include_str!("../../templates/components/picture.html")),
    ("components/quote.html", include_str!("../../templates/components/quote.html")),
    ("components/quotes.html", include_str!("../../templates/components/quotes.html")),
    ("components/responses.html", include_str!("../../templates/components/responses.html")),
    ("components/shape.html", include_str!("../../templates/components/shape.html")),
    ("components/sources.html", include_str!("../../templates/components/sources.html")),
    ("components/stage.html", include_str!("../../templates/components/stage.html")),
    ("components/teaser.html", include_str!("../../templates/components/teaser.html")),
    ("components/timeline.html", include_str!("../../templates/components/timeline.html")),
    ("components/where.html", include_str!("../../templates/components/where.html")),
    ("components/words.html", include_str!("../../templates/components/words.html")),
    ("deal.html", include_str!("../../templates/deal.html")),
    ("deals.html", include_str!("../../templates/deals.html")),
    ("event.html", include_str!("../../templates/event.html")),
    ("events.html", include_str!("../../templates/events.html")),
    ("feed.xml", include_str!("../../templates/feed.xml")),
    ("index.html", include_str!("../../templates/index.html")),
    ("page.html", include_str!("../../templates/page.html")),
    ("place.html", include_str!("../../templates/place.html")),
    ("places.html", include_str!("../../templates/places.html")),
    ("quote.html", include_str!("../../templates/quote.html")),
    ("quotes.html", include_str!("../../templates/quotes.html")),
    ("redirect.html", include_str!("../../templates/redirect.html")),
    ("source.html", include_str!("../../templates/source.html")),
    ("sources.html", include_str!("../../templates/sources.html")),
    ("term.html", include_str!("../../templates/term.html")),
    ("terms.html", include_str!("../../templates/terms.html")),
];

/// The theme's words.
pub const STRINGS: &str = include_str!("../../templates/strings/en.toml");

/// Files of `assets/`, by their name in it.
pub const ASSETS: &[(&str, &[u8])] = &[
    ("fonts/LICENSE-source-sans-3.txt", include_bytes!("../../templates/assets/fonts/LICENSE-source-sans-3.txt")),
    ("fonts/LICENSE-source-serif-4.txt", include_bytes!("../../templates/assets/fonts/LICENSE-source-serif-4.txt")),
    (
        "fonts/source-sans-3-latin-ext-wght-normal.woff2",
        include_bytes!("../../templates/assets/fonts/source-sans-3-latin-ext-wght-normal.woff2"),
    ),
    (
        "fonts/source-sans-3-latin-wght-normal.woff2",
        include_bytes!("../../templates/assets/fonts/source-sans-3-latin-wght-normal.woff2"),
    ),
    (
        "fonts/source-serif-4-latin-ext-wght-italic.woff2",
        include_bytes!("../../templates/assets/fonts/source-serif-4-latin-ext-wght-italic.woff2"),
    ),
    (
        "fonts/source-serif-4-latin-ext-wght-normal.woff2",
        include_bytes!("../../templates/assets/fonts/source-serif-4-latin-ext-wght-normal.woff2"),
    ),
    (
        "fonts/source-serif-4-latin-wght-italic.woff2",
        include_bytes!("../../templates/assets/fonts/source-serif-4-latin-wght-italic.woff2"),
    ),
    (
        "fonts/source-serif-4-latin-wght-normal.woff2",
        include_bytes!("../../templates/assets/fonts/source-serif-4-latin-wght-normal.woff2"),
    ),
    ("icon.svg", include_bytes!("../../templates/assets/icon.svg")),
    ("script.js", include_bytes!("../../templates/assets/script.js")),
    ("style.css", include_bytes!("../../templates/assets/style.css")),
];
