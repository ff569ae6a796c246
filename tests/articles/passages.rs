//! Passages of one to four sentences with the deals they tell, `passages/LANG.toml`: where a miss in an article may have
//! many causes, here it has one. `PASSAGES=DIR` reads others.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use serde::Deserialize;

use crate::key::{Actor, Deal, Key, NoDeal};
use crate::score::{self, Score};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    passage: Vec<Passage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Passage {
    id: String,
    text: String,
    actors: Vec<Actor>,
    #[serde(default)]
    deals: Vec<Deal>,
    #[serde(default)]
    no_deals: Vec<NoDeal>,
}

/// At least so much of the deals must be right, F1 in percent. Only ever raised.
const FLOORS: [(&str, u32); 9] =
    [("ar", 61), ("de", 70), ("en", 67), ("es", 65), ("fr", 56), ("hi", 68), ("ru", 67), ("tr", 51), ("ur", 54)];

fn one(lang: &str, passage: Passage) -> (String, String, Score) {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("passage.md");
    fs::write(&file, format!("---\ntitle: {}\nlang: {lang}\n---\n\n{}\n", passage.id, passage.text.trim()))
        .expect("a file");
    let Passage { id, text, actors, deals, no_deals } = passage;
    let key = Key::of_passage(lang, actors, deals, no_deals);
    let score = match crate::import(&file) {
        Ok(drafted) => score::passage(&key, &drafted, &text),
        Err(said) => score::nothing(&key, &said),
    };
    (id, text, score)
}

#[test]
fn passages() {
    let dir = std::env::var_os("PASSAGES").map(PathBuf::from);
    let (dir, is_ours) = match dir {
        Some(dir) => (dir, false),
        None => (crate::folder().join("passages"), true),
    };
    let mut files: Vec<PathBuf> = fs::read_dir(dir).expect("passages").map(|e| e.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let (mut table, mut below) = ("lang   n  actors   P    R  deals   P    R  fields false\n".to_string(), Vec::new());
    let mut all = Score::of("all");
    for path in &files {
        let lang = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let file: File = toml::from_str(&fs::read_to_string(path).expect("a file"))
            .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let count = file.passage.len();
        let (left, done) = (Mutex::new(file.passage), Mutex::new(Vec::new()));
        std::thread::scope(|scope| {
            for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
                scope.spawn(|| {
                    loop {
                        let next = left.lock().expect("the passages").pop();
                        let Some(passage) = next else { break };
                        let scored = one(&lang, passage);
                        done.lock().expect("the scores").push(scored);
                    }
                });
            }
        });
        let mut scores = done.into_inner().expect("the scores");
        scores.sort_by(|a, b| a.0.cmp(&b.0));
        let mut sum = Score::of(&lang);
        for (id, text, score) in &scores {
            sum.add(score);
            if !score.misses.is_empty() {
                println!("\n{id}: {}", text.trim());
                score.misses.iter().for_each(|miss| println!("  {miss}"));
            }
        }
        let _ = writeln!(table, "{}", row(count, &sum));
        all.add(&sum);
        let floor = FLOORS.iter().find(|(code, _)| *code == lang).filter(|_| is_ours);
        if let Some((_, deals)) = floor.filter(|(_, deals)| sum.deals.f1() < *deals) {
            below.push(format!("{lang}: deals {}%, at least {deals}%", sum.deals.f1()));
        }
    }
    let _ = writeln!(table, "{}", row(0, &all));
    println!("\n{table}");
    assert!(below.is_empty(), "{below:#?}");
    assert!(!is_ours || files.len() == FLOORS.len(), "{} languages", files.len());
}

fn row(count: usize, sum: &Score) -> String {
    format!(
        "{:<4} {count:>3}  {:>5}% {}  {:>4}% {}  {:>5}% {:>4}",
        sum.lang,
        sum.actors.f1(),
        sum.actors.shown(),
        sum.deals.f1(),
        sum.deals.shown(),
        sum.fields.percent(),
        sum.false_deals
    )
}
