//! `import`: an article that someone pasted into a text file becomes an article, its source, and drafts of the actors,
//! deals, events and quotes it tells of. Every drafted fact carries the exact words it rests on and is marked as
//! unconfirmed; what the text does not fix stays open and is asked for in the report. [`draft`] touches no disk;
//! [`run`] does, and never overwrites.

mod actors;
mod around;
mod blocks;
mod claims;
mod dates;
mod deals;
mod events;
mod front;
mod goods;
mod head;
pub mod html;
mod names;
mod outlet;
pub mod page;
mod parties;
mod people;
mod prose;
mod quotes;
mod records;
mod report;
mod table;
#[cfg(test)]
mod tests;
mod triggers;
mod words;
mod write;

use std::collections::BTreeSet;

pub use blocks::Input;
pub use write::{Run, run};

use crate::diag::{Diag, Diags};
use crate::kb::proof::{Kept, Lock};
use crate::text;

/// What the content folder already holds.
#[derive(Clone, Debug, Default)]
pub struct Existing {
    /// The ids of all records and pages.
    pub ids: BTreeSet<String>,
    pub actors: Vec<ExistingActor>,
}

/// An actor that is there already.
#[derive(Clone, Debug)]
pub struct ExistingActor {
    pub id: String,
    /// Its name and aliases.
    pub names: Vec<String>,
}

/// What `import` would write.
#[derive(Clone, Debug)]
pub struct Draft {
    pub article_id: String,
    pub source_id: String,
    /// Paths from the site's root, and their bytes; without `site.toml` and `evidence.lock`.
    pub files: Vec<(String, Vec<u8>)>,
    /// The proofs of all quotes drafted; to be added to the site's own.
    pub lock: Lock,
    pub report_md: String,
    pub report_json: serde_json::Value,
    /// A title for a site that has none yet: the outlet's name, or the article's title.
    pub site_title: String,
    /// Warnings.
    pub diags: Diags,
}

/// Beyond this many bytes of prose the sieve stops reading: what follows is kept in the body.
const READ: usize = 250_000;
/// A paragraph longer than this is not sieved.
const LONGEST: usize = 20_000;

/// The text that quotes are looked up in.
struct Proofs {
    kept: Kept,
    /// Of the whole text, even where only its beginning is searched.
    sha256: String,
    /// In a long text every quote names its paragraph, which is found without reading the rest.
    is_long: bool,
}

impl Proofs {
    fn new(whole: &str, body: [usize; 2]) -> Proofs {
        if whole.len() <= 2 * READ {
            let kept = Kept::new(whole, Some(body));
            return Proofs { sha256: kept.sha256(), kept, is_long: false };
        }
        // Cut at a blank line, so that the blocks before it are whole.
        let mut end = 0;
        for line in whole.split_inclusive('\n') {
            end += line.len();
            if end > READ + READ / 2 && line.trim().is_empty() {
                break;
            }
        }
        let kept = Kept::new(whole.get(..end).unwrap_or(whole), None);
        let body = [body[0], body[1].min(kept.blocks()).max(body[0])];
        let kept = Kept::new(whole.get(..end).unwrap_or(whole), Some(body));
        let sha256 = crate::hash::sha256(whole.replace("\r\n", "\n").replace('\r', "\n").as_bytes());
        Proofs { kept, sha256, is_long: true }
    }
}

/// Drafts all files for one article. Faults are told, and then nothing is drafted.
pub fn draft(input: &Input, existing: &Existing) -> Result<Draft, Diags> {
    let text = blocks::decode(input).map_err(|d| vec![d])?;
    let lower = input.name.to_lowercase();
    if [".html", ".htm", ".xhtml"].iter().any(|end| lower.ends_with(end)) {
        let diag = Diag::error("import-html", format!("{} is HTML, which import does not read yet", input.name));
        return Err(vec![diag.help("save the article's text as a .txt file and import that")]);
    }
    let head = head::read(text, &input.name);
    if head.parts.is_empty() {
        let diag = Diag::error("import-empty", format!("{} has a title but no text below it", input.name));
        return Err(vec![diag.help("put the article's paragraphs below the title, with blank lines between them")]);
    }
    let article_id = short_id(&head.title);
    let source_id = format!("{article_id}-source");
    let taken: Diags = [("article", &article_id), ("source", &source_id)]
        .into_iter()
        .filter(|(_, id)| existing.ids.contains(*id))
        .map(|(kind, id)| {
            Diag::error("import-exists", format!("the {kind} `{id}` exists; import never overwrites"))
                .help("delete or rename that file first, or give the article another title")
        })
        .collect();
    if !taken.is_empty() {
        return Err(taken);
    }
    // The proofs are of the file as it is, a byte order mark included.
    let whole = std::str::from_utf8(&input.bytes).unwrap_or(text);
    let proofs = Proofs::new(whole, head.body());
    let lexicon = names::Lexicon::new();
    let first = head.body()[0];
    let mut read = 0;
    let mut paragraphs: Vec<words::Paragraph> = Vec::new();
    for part in head.parts.iter().filter(|p| !p.is_heading && p.text.len() <= LONGEST) {
        read += part.text.len();
        if read > READ {
            break;
        }
        let cut = |left: &str, right: &str| lexicon.parts(left, right);
        paragraphs.push(words::Paragraph::new(part.block + 1 - first, &part.text, &cut));
    }
    let authors: Vec<String> = head.authors.iter().map(|a| a.name.clone()).collect();
    let mut found = lexicon.find(&paragraphs);
    people::find(&mut found, &paragraphs, &lexicon, &authors);
    let (deals, unresolved) = deals::find(&found, &paragraphs);
    let events = events::find(&found, &paragraphs);
    let quotes = quotes::find(&found, &paragraphs);
    let sieved = records::Sieved { head: &head, found, deals, unresolved, events, quotes, paragraphs };
    let written = records::write(&sieved, input, &proofs, existing, &article_id, &source_id);
    let report = report::write(&sieved, &written, input, &article_id);
    let mut files = written.files;
    files.push((format!("reports/{article_id}.md"), report.markdown.clone().into_bytes()));
    let site_title = written.outlet.clone().unwrap_or_else(|| head.title.clone());
    Ok(Draft {
        article_id,
        source_id,
        files,
        lock: written.lock,
        report_md: report.markdown,
        report_json: report.json,
        site_title,
        diags: Vec::new(),
    })
}

/// An id from a title: at most eight words and sixty letters.
fn short_id(title: &str) -> String {
    let slug = text::slug(title);
    let mut out = String::new();
    for word in slug.split('-').filter(|w| !w.is_empty()).take(8) {
        if out.len() + word.len() + 1 > 60 {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(word);
    }
    if out.is_empty() {
        // One word of more than sixty letters, or a title in another script.
        out = slug.get(..slug.len().min(60)).unwrap_or("").trim_matches('-').to_string();
    }
    match out.as_str() {
        "" => "article".to_string(),
        "index" => "index-article".to_string(),
        _ => out,
    }
}
