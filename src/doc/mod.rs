//! One file in, one record out. Nothing here knows another file: what records mean together is `kb`'s task.

mod actor;
mod article;
mod common;
mod deal;
mod event;
pub mod front;
pub mod place;
mod quote;
pub mod record;
mod source;
mod term;

#[cfg(test)]
mod tests;
