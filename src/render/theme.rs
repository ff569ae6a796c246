//! The default theme, embedded: every file of `templates/`, by its name there.

/// Templates and components.
pub const TEMPLATES: &[(&str, &str)] = &[];
/// `strings/en.toml`
pub const STRINGS: &str = "";
/// Files of `assets/`, by their name in it.
pub const ASSETS: &[(&str, &[u8])] = &[];
