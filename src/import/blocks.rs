//! The text of a file cut into units: what a reader takes for one paragraph or one line. Blocks are counted as the
//! proofs count them, from 1, between blank lines. What a unit means is decided by `head`.

use crate::diag::Diag;

/// A file to import, as it came.
#[derive(Clone, Debug)]
pub struct Input {
    /// The file's name, or `-`.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// One paragraph or line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The block it stands in, from 1.
    pub block: usize,
    /// Its text on one line.
    pub text: String,
    /// How many lines of the file it was joined from.
    pub lines: usize,
}

/// The text of the file, or why it cannot be read as text.
pub fn decode(input: &Input) -> Result<&str, Diag> {
    let bytes = &input.bytes[..];
    let fault = |message: String, help: &str| Err(Diag::error("import-text", message).help(help));
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return fault(format!("{} is UTF-16, not UTF-8", input.name), "save it as UTF-8 and import it again");
    }
    if bytes.contains(&0) {
        return fault(format!("{} is not text: it holds NUL bytes", input.name), "import a text file, saved as UTF-8");
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(e) => {
            let line = bytes.iter().take(e.valid_up_to()).filter(|b| **b == b'\n').count() + 1;
            return fault(
                format!("{} is not UTF-8: the first wrong byte is in line {line}", input.name),
                "save it as UTF-8 and import it again",
            );
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(at) = text.find(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}')) {
        let line = text.get(..at).unwrap_or("").matches('\n').count() + 1;
        return fault(
            format!("{} holds a control character in line {line}", input.name),
            "take it out and import the file again",
        );
    }
    if !text.chars().any(char::is_alphanumeric) {
        return fault(format!("{} holds no words", input.name), "import a file with the article's text");
    }
    Ok(text)
}

/// The units of a text, in their order. A line that `stands_alone` says so of is never joined to another.
pub fn units(text: &str, stands_alone: &dyn Fn(&str) -> bool) -> Vec<Unit> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    let mut open = false;
    for line in text.split('\n') {
        if line.trim().is_empty() {
            open = false;
        } else if let Some(block) = blocks.last_mut().filter(|_| open) {
            block.push(line.trim());
        } else {
            blocks.push(vec![line.trim()]);
            open = true;
        }
    }
    let wrapped = is_wrapped(&blocks);
    let mut out: Vec<Unit> = Vec::new();
    for (index, lines) in blocks.iter().enumerate() {
        let mut before: Option<&str> = None;
        for line in lines {
            let alone = stands_alone(line);
            let joins = !alone && before.is_some_and(|before| goes_on(before, line, wrapped));
            match out.last_mut().filter(|_| joins) {
                Some(unit) => {
                    unit.text.push(' ');
                    unit.text.push_str(&plain(line));
                    unit.lines += 1;
                }
                None => out.push(Unit { block: index + 1, text: plain(line), lines: 1 }),
            }
            before = (!alone).then_some(line);
        }
    }
    out
}

/// Whether the lines of a file are broken by width, not by meaning.
fn is_wrapped(blocks: &[Vec<&str>]) -> bool {
    let inner = || blocks.iter().flat_map(|b| b.iter().take(b.len().saturating_sub(1)));
    let all = inner().count();
    let even = inner().filter(|l| (48..=130).contains(&l.chars().count())).count();
    // Lines that end with a full stop each are paragraphs, however even they are.
    let ended = inner().filter(|l| l.ends_with(['.', '!', '?', '”', '"'])).count();
    let longest = blocks.iter().flatten().map(|l| l.len()).max().unwrap_or(0);
    all > 0 && longest <= 400 && even * 4 >= all * 3 && ended * 2 < all
}

/// Whether a line is the rest of the line before it.
fn goes_on(before: &str, line: &str, wrapped: bool) -> bool {
    let long = before.chars().count() >= 40;
    if wrapped {
        return long;
    }
    let ends = before.ends_with(['.', '!', '?', '”', '"', ')', ':', '…']);
    long && !ends && line.starts_with(char::is_lowercase)
}

/// The line as readers see it; what blanks it has inside are the author's.
fn plain(line: &str) -> String {
    line.replace('\t', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_joined_and_others_are_not() {
        let wrapped = "A title\n\nThe council of the town met again on Monday and spoke at\nlength of the bridge that \
                       the two towns want to build.\n";
        assert_eq!(units(wrapped, &|_| false).len(), 2);
        assert_eq!(units(wrapped, &|_| false)[1].lines, 2);
        let lines: Vec<String> =
            units("Photo: A\r\nPhoto: B\r\nuser\r\n", &|_| false).into_iter().map(|u| u.text).collect();
        assert_eq!(lines, ["Photo: A", "Photo: B", "user"]);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"\xff\xfea\0"[..], b"a\0b", b"caf\xe9", b" \n\n", b"", b"a\x07b"] {
            assert!(decode(&Input { name: "x.txt".to_string(), bytes: bytes.to_vec() }).is_err());
        }
        assert_eq!(decode(&Input { name: "x".to_string(), bytes: b"\xef\xbb\xbfa".to_vec() }), Ok("a"));
    }
}
