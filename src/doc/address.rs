//! What the address in a Markdown link means: a record, a file of the project, or a page elsewhere.

use crate::fields::SCHEMES;

/// A link's target, read from its text and the place of the file it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// `../actors/russia.md#roles`
    Record { id: String, fragment: String },
    /// A file from the site's root: `content/articles/pipe.jpg`, or `static/x.pdf` for `/x.pdf`.
    File(String),
    /// http, https, mailto, or an anchor of this page: written as it is.
    Elsewhere,
    /// Not allowed; why.
    Refused(String),
}

/// Reads `dest` as it stands in the file at `path`.
pub fn of(path: &str, dest: &str) -> Address {
    // Browsers drop white space and control characters before they look for a scheme.
    let bare: String = dest.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    if bare.starts_with('#') {
        return Address::Elsewhere;
    }
    if let Some((scheme, _)) = bare.split_once(':').filter(|(s, _)| !s.contains(['/', '?', '#'])) {
        return match SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) {
            true => Address::Elsewhere,
            false => Address::Refused(format!("`{scheme}:` addresses are not allowed")),
        };
    }
    if bare.starts_with("//") || bare.contains('\\') {
        return Address::Refused("write the whole address, with https://".into());
    }
    // A path keeps its blanks; only the look for a scheme had to do without.
    let dest = dest.trim();
    let (file, fragment) = dest.split_once('#').unwrap_or((dest, ""));
    let file = file.split('?').next().unwrap_or("");
    if file.is_empty() {
        return Address::Refused("it is empty".into());
    }
    if let Some(rest) = file.strip_prefix('/') {
        return match resolve("static", &decode(rest)) {
            Some(path) => Address::File(path),
            None => Address::Refused("it leaves the project".into()),
        };
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let Some(target) = resolve(folder, &decode(file)) else {
        return Address::Refused("it leaves the project".into());
    };
    match target.strip_suffix(".md") {
        Some(stem) if stem.starts_with("content/") => {
            let id = stem.rsplit('/').next().unwrap_or(stem);
            Address::Record { id: id.to_string(), fragment: fragment.to_string() }
        }
        _ => Address::File(target),
    }
}

/// `folder/rest` with `.` and `..` taken out; none where it climbs above the root or out of `content`.
fn resolve(folder: &str, rest: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    matches!(parts.first(), Some(&"content" | &"static")).then(|| parts.join("/"))
}

/// `%20` and the like, where they are UTF-8.
fn decode(s: &str) -> String {
    let bytes = s.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while let Some(&b) = bytes.get(i) {
        let hex = s.get(i + 1..i + 3).and_then(|h| u8::from_str_radix(h, 16).ok());
        match (b, hex) {
            (b'%', Some(value)) => {
                out.push(value);
                i += 3;
            }
            _ => {
                out.push(b);
                i += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| s.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let of = |dest| of("content/articles/a.md", dest);
        assert_eq!(of("../actors/russia.md#x"), Address::Record { id: "russia".into(), fragment: "x".into() });
        assert_eq!(of("pipe%20line.jpg"), Address::File("content/articles/pipe line.jpg".into()));
        assert_eq!(of("/a.pdf"), Address::File("static/a.pdf".into()));
        assert_eq!(of("https://example.org/a:b"), Address::Elsewhere);
        assert_eq!(of("#top"), Address::Elsewhere);
        assert_eq!(of("pipe line %231.png"), Address::File("content/articles/pipe line #1.png".into()));
        for bad in [
            "javascript:alert(1)",
            "JAVA\nscript:x",
            " data:text/html,x",
            "//host/x",
            "../../../etc/passwd",
            "vbscript:x",
            "",
        ] {
            assert!(matches!(of(bad), Address::Refused(_)), "{bad}");
        }
    }
}
