//! Whole articles through the sieve.

use super::*;

#[test]
fn the_article_of_the_environment() {
    let Ok(path) = std::env::var("NUTGRAF_ARTICLE") else { return };
    let bytes = std::fs::read(&path).expect("the article can be read");
    let draft = draft(&Input { name: "article.txt".to_string(), bytes }, &Existing::default()).expect("a draft");
    for (path, bytes) in &draft.files {
        if !path.starts_with("kept/") {
            println!("=== {path}\n{}", String::from_utf8_lossy(bytes));
        }
    }
}
