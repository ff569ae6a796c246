//! Places in the author's files, and the address under which the author's editor opens one. Nothing here looks at a
//! file: whether there is one is known to whoever names it.

use std::path::Path;

use serde::Serialize;

/// A place in a file of the author's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// From the site's root, always with `/`.
    pub path: String,
    /// From 1, as all lines and columns that people see.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What opens it in the author's editor; none where no editor is named.
    pub href: Option<String>,
}

/// How an editor is called: a pattern such as `vscode://file/{path}:{line}:{column}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// Has a scheme that runs nothing in a page, and holds `{path}`.
    pattern: String,
    /// The site's root, absolute, with `/`.
    root: String,
}

/// Schemes whose addresses are programs or pages themselves.
const NEVER: [&str; 5] = ["javascript", "data", "vbscript", "blob", "about"];

impl Editor {
    /// An editor by its pattern; the error says what is wrong with it. `root` is the site's, absolute.
    pub fn new(pattern: &str, root: &Path) -> Result<Editor, &'static str> {
        let pattern = pattern.trim();
        let scheme = pattern.split_once(':').map_or("", |(scheme, _)| scheme);
        let shaped = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
        if !shaped || pattern.contains(char::is_control) {
            return Err("it is not an address");
        }
        if NEVER.contains(&scheme.to_ascii_lowercase().as_str()) {
            return Err("an address of that kind opens no editor");
        }
        if !pattern.contains("{path}") {
            return Err("it does not say where {path} goes");
        }
        let root = root.to_string_lossy().replace('\\', "/");
        // What Windows puts before a path that has been made real says nothing to an editor.
        let root = root.strip_prefix("//?/").unwrap_or(&root).trim_end_matches('/').to_string();
        Ok(Editor { pattern: pattern.to_string(), root })
    }

    /// The address that opens a place.
    pub fn href(&self, path: &str, line: usize, column: usize) -> String {
        let path = encode(&format!("{}/{path}", self.root));
        // `vscode://file/{path}` with `/home/…`: one slash. After `file://` the first one belongs to the path.
        let doubled = self.pattern.find("/{path}").filter(|at| {
            path.starts_with('/') && !self.pattern.get(..*at).is_some_and(|before| before.ends_with(['/', ':']))
        });
        let pattern = match doubled {
            Some(_) => self.pattern.replacen("/{path}", "{path}", 1),
            None => self.pattern.clone(),
        };
        // The path last: it may hold anything.
        let filled = pattern.replace("{line}", &line.to_string()).replace("{column}", &column.to_string());
        filled.replace("{path}", &path)
    }

    /// A place with its address.
    pub fn spot(&self, path: &str, line: usize, column: usize) -> Spot {
        Spot { path: path.to_string(), line, column, href: Some(self.href(path, line, column)) }
    }
}

/// A path as part of an address: letters, digits and what never needs a code stay, `/` between the parts and the `:`
/// of a drive too.
fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for (at, byte) in path.bytes().enumerate() {
        let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/');
        if plain || byte == b':' && at == 1 {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn href(pattern: &str, root: &str, path: &str) -> String {
        Editor::new(pattern, Path::new(root)).expect("a pattern").href(path, 3, 14)
    }

    #[test]
    fn patterns_of_common_editors() {
        let file = "content/actors/russia.md";
        for (pattern, address) in [
            ("vscode://file/{path}:{line}:{column}", "vscode://file/home/a/content/actors/russia.md:3:14"),
            ("vscode://file{path}:{line}", "vscode://file/home/a/content/actors/russia.md:3"),
            ("idea://open?file={path}&line={line}", "idea://open?file=/home/a/content/actors/russia.md&line=3"),
            (
                "txmt://open?url=file://{path}&line={line}",
                "txmt://open?url=file:///home/a/content/actors/russia.md&line=3",
            ),
            ("http://127.0.0.1:9/{path}?l={line}", "http://127.0.0.1:9/home/a/content/actors/russia.md?l=3"),
        ] {
            assert_eq!(href(pattern, "/home/a", file), address);
        }
        assert_eq!(href("vscode://file/{path}", r"\\?\C:\site", "a.md"), "vscode://file/C:/site/a.md");
    }

    #[test]
    fn a_path_cannot_leave_its_place_in_the_address() {
        assert_eq!(
            href("ed://{path}?{line}", "/s", "a b\"<é>&?#%{line}.md"),
            "ed:///s/a%20b%22%3C%C3%A9%3E%26%3F%23%25%7Bline%7D.md?3"
        );
    }

    #[test]
    fn what_is_no_editor() {
        for pattern in [
            "",
            "vim",
            "{path}",
            "javascript:alert('{path}')",
            "DATA:text/html,{path}",
            "ed://open",
            "e d://{path}",
            "ed://\n{path}",
        ] {
            assert!(Editor::new(pattern, Path::new("/s")).is_err(), "{pattern}");
        }
    }
}
