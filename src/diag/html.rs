//! Diagnostics for the overlay of the live preview: the terminal's text as HTML, nothing in it left to run.

use std::sync::Arc;

use super::terminal::{self, Color};
use super::{Diag, has_errors};
use crate::text;

/// A list of all diagnostics, escaped, each in a `<pre>` of class `error` or `warning`.
pub fn write(diags: &[Diag], text_of: &dyn Fn(&str) -> Option<Arc<str>>) -> String {
    let mut out = String::new();
    for diag in super::ordered(diags) {
        let class = super::json::level(diag.level);
        let shown = terminal::write(std::slice::from_ref(diag), text_of, Color::Plain);
        out.push_str(&format!("<pre class=\"{class}\">{}</pre>\n", text::escape(shown.trim_end())));
    }
    let class = if has_errors(diags) { "errors" } else { "warnings" };
    format!("<div class=\"diags {class}\">\n{out}</div>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_runs() {
        let shown = write(&[Diag::error("x", "<script>alert(1)</script>")], &|_| None);
        assert!(!shown.contains("<script"), "{shown}");
        assert!(shown.contains("class=\"error\""), "{shown}");
    }
}
