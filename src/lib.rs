//! nutgraf builds explainer sites: sources on disk are parsed into docs; docs make the knowledge base; views read the
//! knowledge base through a reader that writes down what they read; templates turn each view into a page; pages go to
//! a tree: on disk for `build`, in memory for `serve`.

pub mod cli;
pub mod config;
pub mod date;
pub mod diag;
pub mod doc;
pub mod fields;
pub mod hash;
pub mod import;
pub mod kb;
pub mod money;
pub mod render;
pub mod serve;
pub mod site;
pub mod source;
pub mod text;
pub mod tree;
pub mod view;
