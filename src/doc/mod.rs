//! One file in, one record out. Nothing here knows another file: what records mean together is `kb`'s task.

mod actor;
pub mod address;
mod article;
pub mod body;
mod common;
pub mod component;
mod deal;
mod event;
pub mod file;
pub mod front;
pub mod html;
mod marks;
pub mod paths;
mod quote;
pub mod raw;
pub mod record;
pub mod refs;
mod source;
mod term;

pub use file::{Doc, Slot, parse};

#[cfg(test)]
mod tests;
