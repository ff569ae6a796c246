//! `cargo bench`: how long each stage takes, and the whole, on sites of several sizes. Each line has the median and the
//! range of some runs in one process; `cargo bench -- 1000` takes that size alone.

// The same numbers as in the tests of edits, which throw in another way, too.
#[allow(dead_code)]
#[path = "../tests/edits/dice.rs"]
mod dice;
mod site;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use nutgraf::doc;
use nutgraf::site::{Options, Reads, Site};
use nutgraf::source;
use nutgraf::tree::{self, Stage};

const RUNS: usize = 7;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![100, 1000, 10_000] } else { asked };
    for records in sizes {
        let folder = tempfile::tempdir().expect("a folder");
        site::write(folder.path(), records);
        println!("{records} records");
        stages(folder.path());
        edits(folder.path());
    }
}

/// Tells the median and the range.
fn told(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let ms = |d: Duration| d.as_secs_f64() * 1000.0;
    let (low, middle, high) = (times[0], times[times.len() / 2], times[times.len() - 1]);
    println!("  {name:<28} {:>9.2} ms  ({:.2} to {:.2})", ms(middle), ms(low), ms(high));
}

fn time<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let out = run();
    (start.elapsed(), out)
}

fn open(root: &Path, reads: Reads) -> Site {
    Site::open(root.to_path_buf(), Options { reads, ..Options::default() }).expect("a site")
}

fn stages(root: &Path) {
    let (mut scans, mut parses, mut updates, mut pages, mut wholes) = (vec![], vec![], vec![], vec![], vec![]);
    for _ in 0..RUNS {
        let (scan, sources) = time(|| source::scan(root, None).expect("read").0);
        scans.push(scan);
        parses.push(
            time(|| {
                for (path, source) in sources.files.iter().filter(|(p, _)| p.ends_with(".md")) {
                    let bytes = source::open(root, path).expect("a file");
                    black_box(doc::parse(path, &bytes, source.hash));
                }
            })
            .0,
        );
        let mut site = open(root, Reads::Forget);
        updates.push(time(|| site.update().expect("read")).0);
        pages.push(time(|| site.make(usize::MAX)).0);
        let out = root.join("public");
        let _ = std::fs::remove_dir_all(&out);
        wholes.push(
            time(|| {
                let mut site = open(root, Reads::Forget);
                site.update().expect("read");
                let stage = Stage::begin(&out, root, tree::Options::default()).expect("a stage");
                site.settle(usize::MAX, |path, bytes| stage.put(path, bytes));
                stage.commit().expect("written");
                // Taking memory back is no part of a build that ends.
                std::mem::forget(site);
            })
            .0,
        );
    }
    told("scan, all files hashed", scans);
    told("read and parse, one thread", parses);
    told("read, parse and link", updates);
    told("make all pages", pages);
    told("the whole, written", wholes);
}

/// From a save to the page that is looked at, and to all pages that show the edit.
fn edits(root: &Path) {
    let mut site = open(root, Reads::Remember);
    site.update().expect("read");
    site.make(usize::MAX);
    let article = root.join("content/articles/article-0.md");
    let text = std::fs::read_to_string(&article).expect("a file");
    let (name, id) = site::actor(0);
    let person = root.join(format!("content/actors/{id}.md"));
    let front = std::fs::read_to_string(&person).expect("a file");
    let (mut idle, mut body, mut rest, mut renamed, mut all) = (vec![], vec![], vec![], vec![], vec![]);
    let (mut few, mut many) = (0, 0);
    for n in 0..RUNS {
        idle.push(time(|| site.update().expect("read")).0);
        std::fs::write(&article, format!("{text}\n\nOne more sentence, number {n}.\n")).expect("a file");
        body.push(
            time(|| {
                site.update().expect("read");
                black_box(site.now().and_then(|now| now.page("articles/article-0.html")));
            })
            .0,
        );
        let (took, settled) = time(|| site.make(usize::MAX));
        rest.push(took);
        few = settled.made;
        std::fs::write(&person, front.replacen(&name, &format!("{name} {n}"), 1)).expect("a file");
        renamed.push(
            time(|| {
                site.update().expect("read");
                black_box(site.now().and_then(|now| now.page(&format!("actors/{id}.html"))));
            })
            .0,
        );
        let (took, settled) = time(|| site.make(usize::MAX));
        all.push(took);
        many = settled.made;
    }
    told("update, nothing changed", idle);
    told("one body, its page", body);
    told(&format!("  the {few} pages that show it"), rest);
    told("an actor renamed, its page", renamed);
    told(&format!("  the {many} pages that show it"), all);
}
