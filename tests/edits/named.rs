//! Named edits: exactly which pages are made.
