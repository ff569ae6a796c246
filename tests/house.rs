//! The house keeps its order: layers, file heads, sizes, and the lists that must stay in step with folders.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(dir: &Path, ending: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            out.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            out.push(path);
        }
    }
    out.sort();
    out
}

/// Rows from the ground up: a module imports from rows before its own, or from its own row.
const ROWS: [&[&str]; 9] = [
    &["diag", "text", "date", "money", "hash"],
    &["fields"],
    &["source", "config"],
    &["doc"],
    &["kb"],
    &["view"],
    &["render"],
    &["site"],
    &["tree", "serve", "import"],
];

fn row(module: &str) -> Option<usize> {
    match module {
        "cli" => Some(ROWS.len()),
        module => ROWS.iter().position(|row| row.contains(&module)),
    }
}

#[test]
fn imports_go_one_way() {
    let src = root().join("src");
    let mut wrong = Vec::new();
    for file in files(&src, ".rs") {
        let path = file.strip_prefix(&src).expect("inside src").to_string_lossy().replace(".rs", "");
        let module = path.split('/').next().unwrap_or("").to_string();
        if matches!(module.as_str(), "lib" | "main") || path.ends_with("tests") {
            continue;
        }
        let here = row(&module).unwrap_or_else(|| panic!("no row for `{module}`"));
        for line in fs::read_to_string(&file).expect("text").lines() {
            let Some(rest) =
                line.trim().strip_prefix("use crate::").or_else(|| line.trim().strip_prefix("pub use crate::"))
            else {
                continue;
            };
            let targets = match rest.strip_prefix('{') {
                Some(list) => list.split(',').map(|t| t.trim().split([':', '}']).next().unwrap_or("")).collect(),
                None => vec![rest.split([':', ';', ' ']).next().unwrap_or("")],
            };
            for target in targets {
                let there = row(target).unwrap_or_else(|| panic!("{path}: `use crate::{target}`"));
                let edge = here == 8 && there == 8 && target != module && module != "tree" && target != "tree";
                if there > here || edge {
                    wrong.push(format!("{path} imports {target}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_says_what_it_is_for() {
    for file in files(&root().join("src"), ".rs") {
        let text = fs::read_to_string(&file).expect("text");
        assert!(text.starts_with("//!"), "{} does not open with //!", file.display());
    }
}

#[test]
fn files_can_be_read_in_a_sitting() {
    for file in files(&root().join("src"), ".rs") {
        let lines = fs::read_to_string(&file).expect("text").lines().count();
        assert!(lines <= 600, "{} has {lines} lines", file.display());
    }
}

#[test]
fn the_theme_is_embedded_whole() {
    let list = fs::read_to_string(root().join("src/render/theme.rs")).expect("the list");
    for file in files(&root().join("templates"), "") {
        let name = file.strip_prefix(root()).expect("inside").to_string_lossy().to_string();
        assert!(list.contains(&format!("\"../../{name}\"")), "src/render/theme.rs does not embed {name}");
    }
}

#[test]
fn nothing_that_input_reaches_unwraps() {
    let mut found = Vec::new();
    for file in files(&root().join("src"), ".rs") {
        if file.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("text");
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or("");
        for (n, line) in code.lines().enumerate() {
            let is_code = !line.trim_start().starts_with("//");
            if is_code && (line.contains(".unwrap()") || line.contains(".expect(") || line.contains("panic!(")) {
                found.push(format!("{}:{}: {}", file.display(), n + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_theme_is_documented() {
    let papers = fs::read_to_string(root().join("docs/theme.md")).expect("docs/theme.md");
    let mut missing = Vec::new();
    for file in files(&root().join("templates"), ".html") {
        let name = file.file_stem().expect("a name").to_string_lossy().to_string();
        if !papers.contains(&format!("`{name}")) {
            missing.push(format!("template or component {name}"));
        }
    }
    // Every public field of every view, by its name in the template.
    for file in ["parts", "pages", "lists", "frame", "mod"] {
        let text = fs::read_to_string(root().join(format!("src/view/{file}.rs"))).expect("a view");
        let mut serialised = false;
        for line in text.lines() {
            if line.contains("derive(") || line.trim().starts_with("struct ") || line.contains("pub struct ") {
                serialised = line.contains("Serialize") || (serialised && line.contains("struct "));
            }
            let field = line.trim().trim_start_matches("pub ").split(':').next().unwrap_or("").to_string();
            // Flattened into what holds it, the name itself reaches no template.
            let is_field = field != "common"
                && serialised
                && line.starts_with("    ")
                && line.trim_end().ends_with(',')
                && line.contains(": ");
            let named = field.chars().all(|c| c.is_ascii_lowercase() || c == '_') && !field.is_empty();
            if is_field && named && !line.trim_start().starts_with("//") && !papers.contains(&field) {
                missing.push(format!("field {field} ({file}.rs)"));
            }
            if line == "}" || line.trim() == "}" {
                serialised = false;
            }
        }
    }
    assert!(missing.is_empty(), "docs/theme.md does not tell of: {missing:#?}");
}
