//! Stand-in for import.
#![allow(dead_code, unused_variables, missing_docs)]

pub mod import {
    use crate::diag::Diags;
    use std::io;
    use std::path::Path;
    /// `name`: the file's name, for its ending; `None` for standard input.
    pub struct Input<'a> {
        pub name: Option<&'a Path>,
        pub bytes: Vec<u8>,
    }
    #[derive(Debug, Default)]
    pub struct Outcome {
        pub written: Vec<String>,
        pub report: Option<String>,
        pub diags: Diags,
    }
    pub fn run(input: Input<'_>, out: &Path) -> io::Result<Outcome> {
        Err(io::Error::other("this version cannot import yet"))
    }
}
