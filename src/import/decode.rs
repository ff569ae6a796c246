//! The characters of a file: UTF-8, UTF-16, or one of the older encodings that pages and editors still write. A file
//! that is none of them is refused, with the line where it goes wrong.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Input;
use crate::diag::Diag;

/// A file as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Without a byte order mark.
    pub text: String,
    /// The name of the encoding it came in, where that was not UTF-8: the kept copy is then UTF-8.
    pub from: Option<&'static str>,
}

/// The text of a file, or why it has none.
pub fn decode(input: &Input) -> Result<Decoded, Diag> {
    let bytes = &input.bytes[..];
    let decoded = match std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)) {
        Ok(text) if !text.contains('\0') => Decoded { text: text.to_string(), from: None },
        // UTF-8 with a slip: in a page the bad bytes are shown as a browser shows them, a text is to be mended.
        Err(_) if slips(bytes) => {
            if !super::is_page(input) {
                return Err(refused(input));
            }
            Decoded { text: String::from_utf8_lossy(bytes).into_owned(), from: Some("UTF-8 with wrong bytes") }
        }
        utf8 => {
            let encoding = match utf8 {
                // NUL bytes: UTF-16 without a mark, or no text.
                Ok(_) => without_mark(bytes),
                Err(_) => Encoding::for_bom(bytes)
                    .map(|(encoding, _)| encoding)
                    .or_else(|| without_mark(bytes))
                    .or_else(|| declared(bytes))
                    .or_else(|| guessed(bytes)),
            };
            let Some(encoding) = encoding.filter(|e| *e != UTF_8) else { return Err(refused(input)) };
            let (text, _, broken) = encoding.decode(bytes);
            if broken && encoding.is_single_byte() || text.contains('\0') {
                return Err(refused(input));
            }
            Decoded { text: text.into_owned(), from: Some(encoding.name()) }
        }
    };
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}');
    if let Some(at) = decoded.text.find(control) {
        let line = decoded.text.get(..at).unwrap_or("").matches('\n').count() + 1;
        return Err(fault(
            format!("{} holds a control character in line {line}", input.name),
            "take it out and import the file again",
        ));
    }
    if !decoded.text.chars().any(char::is_alphanumeric) {
        return Err(fault(format!("{} holds no words", input.name), "import a file with the article's text"));
    }
    Ok(decoded)
}

fn fault(message: String, help: &str) -> Diag {
    Diag::error("import-text", message).help(help)
}

fn refused(input: &Input) -> Diag {
    let valid = std::str::from_utf8(&input.bytes).map_or_else(|e| e.valid_up_to(), str::len);
    let line = input.bytes.iter().take(valid).filter(|b| **b == b'\n').count() + 1;
    if input.bytes.contains(&0) {
        return fault(format!("{} is not text: it holds NUL bytes", input.name), "import a text file, saved as UTF-8");
    }
    fault(
        format!("{} is not UTF-8, and no other encoding fits: the first wrong byte is in line {line}", input.name),
        "save it as UTF-8 and import it again",
    )
}

/// Whether the bytes are UTF-8 but for some: of the bytes beyond ASCII most make whole characters.
fn slips(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let wrong = text.matches('\u{fffd}').count();
    let right = text.chars().filter(|c| !c.is_ascii()).count().saturating_sub(wrong);
    right > 4 * wrong
}

/// UTF-16 without a mark: every other byte is NUL, as in any text that is mostly Latin.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096) & !1)?;
    if sample.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let nul = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|b| **b == 0).count() * 10;
    let most = sample.len() / 2 * 7;
    match (nul(0) >= most, nul(1) >= most) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// What a page says of itself: `<meta charset=…>`, or the same in `http-equiv`, among its first kilobytes (the HTML
/// standard looks at 1024 bytes; saved pages have longer heads).
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(8192))?.to_ascii_lowercase();
    let at = head.windows(8).position(|w| w == b"charset=")? + 8;
    let label: Vec<u8> = head
        .iter()
        .skip(at)
        .copied()
        .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
        .collect();
    Encoding::for_label(&label)
}

fn guessed(bytes: &[u8]) -> Option<&'static Encoding> {
    // Binary files hold bytes that no text does.
    let odd = bytes.iter().take(65_536).filter(|b| **b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t' | 0x0C)).count();
    if odd > 0 {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Some(detector.guess(None, Utf8Detection::Deny))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Decoded, Diag> {
        decode(&Input { name: "x.txt".to_string(), bytes: bytes.to_vec() })
    }

    #[test]
    fn encodings_are_told_apart() {
        let wide: Vec<u8> = "Título".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "Título".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, from) in [
            ("Título".as_bytes().to_vec(), None),
            ("\u{feff}Título".as_bytes().to_vec(), None),
            ([b"\xFF\xFE".to_vec(), wide.clone()].concat(), Some("UTF-16LE")),
            ([b"\xFE\xFF".to_vec(), big.clone()].concat(), Some("UTF-16BE")),
            (wide, Some("UTF-16LE")),
            (big, Some("UTF-16BE")),
            (b"T\xEDtulo".to_vec(), Some("windows-1252")),
        ] {
            assert_eq!(read(&bytes), Ok(Decoded { text: "Título".to_string(), from }), "{bytes:?}");
        }
        let page = b"<meta charset=\"windows-1251\"><p>\xCC\xEE\xF1\xEA\xE2\xE0";
        assert!(read(page).expect("read").text.ends_with("Москва"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"a\0b"[..], b" \n\n", b"", b"a\x07b", b"\x89PNG\r\n\x1a\n\0\0\0\x0d", b"%PDF-1.7\n\xE2\xE3\x01"]
        {
            read(bytes).expect_err("refused");
        }
    }
}
