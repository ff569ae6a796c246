//! `import`: an article that someone pasted into a text file becomes an article, its source, and drafts of the actors,
//! deals, events and quotes it tells of. Every drafted fact carries the exact words it rests on and is marked as
//! unconfirmed; what the text does not fix stays open and is asked for in the report. [`draft`] touches no disk;
//! [`run`] does, and never overwrites.

mod actors;
mod blocks;
mod bodies;
mod cases;
mod claims;
mod dates;
mod deals;
mod declined;
mod decode;
mod endings;
mod events;
mod front;
mod goods;
mod governors;
mod head;
pub mod html;
mod lang;
mod lexicon;
mod markdown;
mod names;
mod outlet;
pub mod page;
mod people;
mod phrases;
mod quoted;
mod quotes;
mod reading;
mod records;
mod report;
mod rules;
mod slips;
mod table;
#[cfg(test)]
mod tests;
mod titled;
mod unknown;
mod words;
mod write;

use std::collections::BTreeSet;

pub use write::{Run, run};

use crate::diag::{Diag, Diags};
use crate::kb::proof::{Kept, Lock};
use crate::text;
use crate::text::html::Kind;
use crate::text::kept::{self, Form};
use lang::Lang;
use lexicon::Lexicon;

/// A file to import, as it came.
#[derive(Clone, Debug)]
pub struct Input {
    /// The file's name, or `-`.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What the content folder already holds.
#[derive(Clone, Debug, Default)]
pub struct Existing {
    /// The ids of all records and pages.
    pub ids: BTreeSet<String>,
    pub actors: Vec<ExistingActor>,
    pub places: Vec<ExistingActor>,
}

/// An actor or a place that is there already.
#[derive(Clone, Debug)]
pub struct ExistingActor {
    pub id: String,
    /// Its name and aliases.
    pub names: Vec<String>,
    /// The code of a state, which is the same in every language.
    pub iso: Option<String>,
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

/// Whether a file in a folder is taken for an article, by its name.
pub fn is_article(name: &str) -> bool {
    kept::form(name) != Form::Plain || name.to_lowercase().ends_with(".txt")
}

/// Whether a file is an HTML page: by its name, or, on standard input, by how it begins.
pub fn is_page(input: &Input) -> bool {
    form(input) == Form::Html
}

/// What kind of file it is. One without a telling name is what it begins like.
fn form(input: &Input) -> Form {
    let by_name = kept::form(&input.name);
    if by_name != Form::Plain || input.name.to_lowercase().ends_with(".txt") {
        return by_name;
    }
    let start: String = String::from_utf8_lossy(input.bytes.get(..input.bytes.len().min(1024)).unwrap_or_default())
        .trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t'])
        .to_lowercase();
    if ["<!doctype html", "<html", "<head", "<body", "<?xml", "<article"].iter().any(|s| start.starts_with(s)) {
        Form::Html
    } else if start.starts_with("---\n") || start.starts_with("+++\n") || start.starts_with("# ") {
        Form::Markdown
    } else {
        Form::Plain
    }
}

/// What a file holds, whatever its form.
struct Read {
    /// The text that quotes are looked up in.
    whole: String,
    units: Vec<blocks::Unit>,
    given: head::Given,
    lang: Option<String>,
    is_rtl: bool,
    captions: Vec<String>,
    diags: Diags,
}

fn read(input: &Input, text: &str, form: Form) -> Result<Read, Diag> {
    match form {
        Form::Plain => {
            let lang = Lang::of(text, None);
            let service = head::Service::new(&lang);
            let units = blocks::units(text, &|line| service.reason(line).is_some());
            let whole = text.to_string();
            let given = head::Given::default();
            Ok(Read { whole, units, given, lang: None, is_rtl: false, captions: Vec::new(), diags: Vec::new() })
        }
        Form::Markdown => {
            let (units, given, lang, whole) = markdown::read(text, &input.name)?;
            Ok(Read { whole, units, given, lang, is_rtl: false, captions: Vec::new(), diags: Vec::new() })
        }
        Form::Html => {
            let page = html::read(text, &input.name)?;
            let removed = |(text, reason): (String, &'static str)| head::Removed { block: 0, text, reason };
            let given = head::Given {
                title: page.title,
                dek: page.dek,
                authors: page.authors,
                outlet: page.outlet,
                published: page.published,
                updated: page.updated,
                url: page.url,
                tags: page.tags,
                is_body: true,
                is_opinion: page.kind_hint.is_some_and(|k| k.contains("Opinion")),
                removed: page.removed.into_iter().map(removed).collect(),
            };
            let mut last = 0;
            let units = page.body.into_iter().map(|part| {
                last = part.at.unwrap_or(last);
                let (block, text) = (last.max(1), part.block.text.clone());
                blocks::Unit { block, text, lines: 1, kind: part.block.kind, source: Some(part.block) }
            });
            let units = units.collect();
            Ok(Read {
                whole: page.whole,
                units,
                given,
                lang: page.lang,
                is_rtl: page.is_rtl,
                captions: page.captions,
                diags: page.notes,
            })
        }
    }
}

/// Drafts all files for one article. Faults are told, and then nothing is drafted.
pub fn draft(input: &Input, existing: &Existing) -> Result<Draft, Diags> {
    let decoded = decode::decode(input).map_err(|d| vec![d])?;
    let form = form(input);
    let Read { whole, units, given, lang: stated, is_rtl, captions, diags } =
        read(input, &decoded.text, form).map_err(|d| vec![d])?;
    let body_text: String = units.iter().take(400).map(|u| u.text.as_str()).collect::<Vec<_>>().join("\n");
    let lang = Lang::of(&body_text, stated.as_deref());
    let tongue = Tongue::new(&lang, stated.as_deref(), &body_text, is_rtl);
    let mut head = head::read(units, given, &lang, &input.name);
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
    // The proofs are of the file as it is kept: a text's own byte order mark included.
    let marked = form == Form::Plain && input.bytes.starts_with(b"\xEF\xBB\xBF");
    let whole = if marked { format!("\u{feff}{whole}") } else { whole };
    let proofs = Proofs::new(&whole, head.body());
    let lexicon = Lexicon::new(&lang);
    let first = head.body()[0];
    head.locate(&whole);
    let mut read = 0;
    let mut paragraphs: Vec<words::Paragraph> = Vec::new();
    for part in head.parts.iter().filter(|p| !p.is_heading() && p.kind != Kind::Code && p.text.len() <= LONGEST) {
        read += part.text.len();
        if read > READ {
            break;
        }
        let cut = |left: &str, right: &str| lexicon.parts(left, right);
        paragraphs.push(words::Paragraph::new((part.block + 1).saturating_sub(first), &part.text, &lang, &cut));
    }
    let authors: Vec<String> = head.authors.iter().map(|a| a.name.clone()).collect();
    let rules = rules::Rules::new(&lang);
    let mut found = names::find(&lexicon, &rules, &paragraphs);
    people::find(&mut found, &paragraphs, &lexicon, &rules, &authors);
    unknown::find(&mut found, &paragraphs, &lexicon, &rules, &authors);
    found.prune();
    let (deals, unresolved) = deals::find(&found, &paragraphs, &rules);
    let events = events::find(&found, &paragraphs, &lang);
    let quotes = quotes::find(&found, &paragraphs, &rules);
    let slips = slips::find(&paragraphs, &lexicon);
    let sieved =
        records::Sieved { head: &head, tongue, captions, slips, found, deals, unresolved, events, quotes, paragraphs };
    let file = records::Original {
        name: match form {
            Form::Plain => format!("kept/{source_id}.txt"),
            Form::Html => format!("kept/{source_id}.html"),
            Form::Markdown => format!("kept/{source_id}.md"),
        },
        bytes: match decoded.from {
            Some(_) => decoded.text.into_bytes(),
            None => input.bytes.clone(),
        },
    };
    let written = records::write(&sieved, file, &proofs, existing, &article_id, &source_id);
    let report = report::write(&sieved, &written, input, &article_id, decoded.from);
    let mut files = written.files;
    files.push((format!("reports/{article_id}.md"), report.markdown.clone().into_bytes()));
    files.push((format!("reports/{article_id}.json"), format!("{:#}\n", report.json).into_bytes()));
    let site_title = head.outlet.clone().or(written.outlet.clone()).unwrap_or_else(|| head.title.clone());
    Ok(Draft {
        article_id,
        source_id,
        files,
        lock: written.lock,
        report_md: report.markdown,
        report_json: report.json,
        site_title,
        diags,
    })
}

/// The language that the article is marked with.
#[derive(Clone, Debug, Default)]
pub struct Tongue {
    /// BCP 47, where it is not English.
    pub lang: Option<String>,
    pub is_rtl: bool,
}

impl Tongue {
    fn new(lang: &Lang, stated: Option<&str>, text: &str, is_rtl: bool) -> Tongue {
        let stated = stated.and_then(|s| s.split(['-', '_']).next()).map(str::to_lowercase);
        let stated = stated.filter(|s| (2..=3).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_lowercase()));
        // A language without tables is known only where the page states it.
        let known = table::LANGUAGES.contains(&lang.code) && lang.is_likely(text);
        let code = if known { Some(lang.code.to_string()) } else { stated };
        Tongue { lang: code.filter(|code| code != "en"), is_rtl: lang.is_rtl || is_rtl }
    }
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
    if out.is_empty() && slug.is_empty() && title.chars().any(char::is_alphanumeric) {
        // Another script: the letters that sound like it.
        let sounds = any_ascii::any_ascii(title);
        return if text::slug(&sounds).is_empty() { "article".to_string() } else { short_id(&sounds) };
    }
    if out.is_empty() {
        // One word of more than sixty letters.
        out = slug.get(..slug.len().min(60)).unwrap_or("").trim_matches('-').to_string();
    }
    match out.as_str() {
        "" => "article".to_string(),
        "index" => "index-article".to_string(),
        _ => out,
    }
}
