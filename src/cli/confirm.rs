//! `nutgraf confirm ID…`: takes the key `unconfirmed` out of record files and leaves every other byte as it is.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use crate::cli::End;
use crate::cli::records;
use crate::cli::say::Say;
use crate::diag::Diag;
use crate::diag::nearest;
use crate::tree;

#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// The records that you have looked at
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

/// What is to be done with one record's file.
struct Edit {
    id: String,
    file: PathBuf,
    /// The new text; `None` where there is nothing to take away.
    text: Option<String>,
}

pub(super) fn run(say: &Say, root: &Path, flags: &Flags) -> End {
    let records = match records::all(root) {
        Ok(records) => records,
        Err(error) => return say.world("cannot read `content`", &error),
    };
    // All is looked at before anything is written: a mistyped id must not leave half of the work done.
    let mut edits: Vec<Edit> = Vec::new();
    let mut faults = Vec::new();
    for id in &flags.ids {
        if edits.iter().any(|e| e.id == *id) {
            continue;
        }
        let file = match records.get(id).map(Vec::as_slice) {
            Some([file]) => file,
            Some(files) => {
                let list: Vec<String> = files.iter().map(|f| format!("`{}`", records::relative(root, f))).collect();
                faults.push(Diag::error("doubled-id", format!("the id `{id}` means {}", list.join(" and "))));
                continue;
            }
            None => {
                let fault = Diag::error("unknown-id", format!("there is no record `{id}`"));
                faults.push(match nearest(id, records.keys().map(String::as_str)) {
                    Some(near) => fault.help(format!("did you mean `{near}`?")),
                    None => fault,
                });
                continue;
            }
        };
        let shown = records::relative(root, file);
        let text = match fs::read(file) {
            Ok(bytes) => String::from_utf8(bytes),
            Err(error) => return say.world(&format!("cannot read `{shown}`"), &error),
        };
        match text.map_err(|_| "it is not UTF-8".to_string()).and_then(|text| without_unconfirmed(&text)) {
            Ok(text) => edits.push(Edit { id: id.clone(), file: file.clone(), text }),
            Err(why) => {
                let fault = Diag::error("unreadable-record", format!("`{shown}` cannot be edited: {why}"));
                faults.push(fault.help("`nutgraf check` tells what is wrong with it"));
            }
        }
    }
    if !faults.is_empty() {
        faults.sort_by(|a, b| a.message.cmp(&b.message));
        say.diags(&faults, &|_| None);
        return End::Faults;
    }
    for edit in edits {
        let shown = records::relative(root, &edit.file);
        let Some(text) = edit.text else {
            say.note(format!("{shown}: nothing was unconfirmed"));
            continue;
        };
        if let Err(fault) = tree::replace(&edit.file, text.as_bytes()) {
            return say.fault(&fault);
        }
        say.note(format!("{shown}: confirmed"));
    }
    End::Done
}

/// The file's text without its `unconfirmed`, `None` where it has none; an error where that cannot be told safely.
fn without_unconfirmed(text: &str) -> Result<Option<String>, String> {
    let front = front_matter(text).ok_or("it has no front matter between `+++` lines")?;
    let toml = text.get(front.clone()).unwrap_or_default();
    let table = DeTable::parse(toml).map_err(|error| error.message().to_string())?;
    let entry = table.get_ref().iter().find(|(key, _)| key.get_ref().as_ref() == "unconfirmed");
    let Some((key, value)) = entry else { return Ok(None) };
    // From the start of the key's line to the end of the value's last line, a remark at its end included.
    let start = toml.get(..key.span().start).and_then(|t| t.rfind('\n')).map_or(0, |n| n + 1);
    let after = toml.get(value.span().end..).unwrap_or_default();
    let end = value.span().end + after.find('\n').map_or(after.len(), |n| n + 1);
    let cut = front.start + start..front.start + end;
    let (Some(head), Some(tail)) = (text.get(..cut.start), text.get(cut.end..)) else {
        return Err("its places do not fit".into());
    };
    let new = format!("{head}{tail}");
    // What is left must be the same record: a last look before the file changes.
    let parsed = front_matter(&new).and_then(|front| new.get(front)).and_then(|toml| toml.parse::<toml::Table>().ok());
    let mut expected = toml.parse::<toml::Table>().map_err(|error| error.message().to_string())?;
    expected.remove("unconfirmed");
    if parsed == Some(expected) {
        Ok(Some(new))
    } else {
        Err("`unconfirmed` does not stand on lines of its own".into())
    }
}

/// Where the TOML between the `+++` lines lies.
fn front_matter(text: &str) -> Option<Range<usize>> {
    let mut start = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_fence = line.trim_start_matches('\u{feff}').trim_end() == "+++";
        match start {
            None if is_fence => start = Some(at + line.len()),
            None => return None,
            Some(start) if is_fence => return Some(start..at),
            Some(_) => {}
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::without_unconfirmed;

    fn check(before: &str, after: &str) {
        assert_eq!(without_unconfirmed(before), Ok(Some(after.to_string())));
        assert_eq!(without_unconfirmed(after), Ok(None));
    }

    #[test]
    fn only_the_key_goes() {
        check(
            "+++\nname = \"x\"\nunconfirmed = true\nkind='a' # k\n+++\nBody\n",
            "+++\nname = \"x\"\nkind='a' # k\n+++\nBody\n",
        );
        check("+++\r\nunconfirmed = [\"a\"] # look\r\nn = 1\r\n+++\r\n", "+++\r\nn = 1\r\n+++\r\n");
        check("+++\nn = 1\nunconfirmed = [\n  \"a\", # ]\n\n  \"b\",\n]\n+++", "+++\nn = 1\n+++");
        check(
            "\u{feff}+++\n  \"unconfirmed\" = true\nt = '''\nunconfirmed = true\n'''\n+++\nunconfirmed = true\n",
            "\u{feff}+++\nt = '''\nunconfirmed = true\n'''\n+++\nunconfirmed = true\n",
        );
        check("+++\nunconfirmed = true\n[extra]\nunconfirmed = true\n+++\n", "+++\n[extra]\nunconfirmed = true\n+++\n");
    }

    #[test]
    fn what_cannot_be_told_safely_is_left() {
        assert!(without_unconfirmed("no front matter").is_err());
        assert!(without_unconfirmed("+++\nunconfirmed = [\n+++\n").is_err());
        assert_eq!(without_unconfirmed("+++\n# unconfirmed = true\n+++\n"), Ok(None));
    }
}
