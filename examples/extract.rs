//! Reads HTML files named on the command line and prints one line of JSON for each: its name and the article's body.
//! For measuring: `benches/extraction.py` runs it over many pages.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use nutgraf::import::html;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for file in std::env::args().skip(1) {
        let bytes = std::fs::read(&file)?;
        let source = String::from_utf8_lossy(&bytes);
        let name = Path::new(&file).file_stem().map(|n| n.to_string_lossy().to_string()).unwrap_or_default();
        let start = Instant::now();
        let page = html::read(&source, &file);
        let ms = start.elapsed().as_secs_f64() * 1000.0;
        let body = page.as_ref().map(|p| p.text()).unwrap_or_default();
        let line = serde_json::json!({ "name": name, "articleBody": body, "ms": ms });
        writeln!(out, "{line}")?;
    }
    Ok(())
}
