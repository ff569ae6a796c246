//! `nutgraf why PAGE|ID`: what a page rests on; which pages rest on a record.

use std::path::Path;

use crate::cli::root;
use crate::cli::say::Say;
use crate::cli::{End, Format};
use crate::diag::Diag;
use crate::site::{Reads, Why};

#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// A page of the output (actors/russia.html) or the id of a record (russia)
    #[arg(value_name = "PAGE|ID")]
    page_or_id: String,
}

pub(super) fn run(say: &Say, root: &Path, flags: &Flags) -> End {
    let mut site = match root::read(say, root, Reads::Remember) {
        Ok(site) => site,
        Err(end) => return end,
    };
    let asked = flags.page_or_id.trim_start_matches('/');
    match site.why(asked) {
        Ok(lines) => {
            match say.format() {
                Format::Text => lines.iter().for_each(|line| say.answer(told(line, asked))),
                Format::Json => say.answer(serde_json::json!({ "of": asked, "why": lines }).to_string()),
            }
            End::Done
        }
        Err(near) => {
            let fault = Diag::error("unknown-id", format!("`{asked}` is neither a page nor a record of this site"));
            say.diag(match near {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault,
            });
            End::Faults
        }
    }
}

/// `deals/gas.html (fields, text)`: the other side of the question, and what of it.
fn told(why: &Why, asked: &str) -> String {
    let of_page = why.page == asked.trim_start_matches("./");
    let other = if of_page { why.file.as_deref().unwrap_or("the whole site") } else { &why.page };
    format!("{other} ({})", why.what.join(", "))
}
