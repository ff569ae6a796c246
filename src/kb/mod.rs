//! The knowledge base: what the records say together.

pub mod proof;
