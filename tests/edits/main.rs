//! After any edit an updated site has the files of a clean build, byte for byte; so has one that was broken meanwhile.
//! And an edit makes the pages that show it, not others.

mod dice;
mod named;
mod world;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use nutgraf::diag;
use nutgraf::site::{Delta, Options, Reads, Site};
use world::{KINDS, World};

/// A site with its pages made.
fn open(root: &Path, reads: Reads) -> (Site, Delta) {
    let mut site = Site::open(root.to_path_buf(), Options { reads, ..Options::default() }).expect("a site");
    let delta = site.update().expect("read");
    settle(&mut site);
    (site, delta)
}

fn settle(site: &mut Site) -> usize {
    let settled = site.make(usize::MAX);
    assert!(settled.diags.is_empty(), "{:?}", settled.diags);
    settled.made
}

fn hashes(site: &Site) -> BTreeMap<&str, u128> {
    site.settled().collect()
}

/// One edit, as a writer, a designer or a version control system makes it.
fn edit(world: &mut World) -> String {
    let roll = world.dice.roll(24);
    match roll {
        0 => {
            let kind = KINDS[world.dice.roll(KINDS.len())];
            let id = world.add(kind);
            return format!("add {id}");
        }
        1..=8 => {
            if let Some((kind, id)) = world.any() {
                world.rewrite(kind, &id);
                return format!("rewrite {id}");
            }
        }
        9 | 10 => {
            // The body alone.
            if let Some((kind, id)) = world.any() {
                let path = format!("content/{kind}/{id}.md");
                let text = std::fs::read_to_string(world.root.join(&path)).unwrap_or_default();
                let front = text.split("+++\n").nth(1).unwrap_or_default().to_string();
                let body = format!("{}\n\n{}", world.sentence(), world.body());
                world.write(&path, &format!("+++\n{front}+++\n{body}"));
                return format!("body of {id}");
            }
        }
        11 => {
            if let Some((kind, id)) = world.any() {
                world.forget(kind, &id);
                world.remove(&format!("content/{kind}/{id}.md"));
                return format!("delete {id}");
            }
        }
        12 => {
            // A new id, with the old one kept as an address.
            if let Some((kind, id)) = world.any() {
                let path = format!("content/{kind}/{id}.md");
                let text = std::fs::read_to_string(world.root.join(&path)).unwrap_or_default();
                let lines = text.lines().filter(|l| !l.starts_with("was ="));
                let text =
                    lines.collect::<Vec<_>>().join("\n").replacen("+++\n", &format!("+++\nwas = [\"{id}\"]\n"), 1);
                world.forget(kind, &id);
                world.remove(&path);
                let new = format!("{id}-9");
                world.write(&format!("content/{kind}/{new}.md"), &format!("{text}\n"));
                world.ids.entry(kind).or_default().push(new.clone());
                return format!("rename {id} to {new}");
            }
        }
        13 => {
            let n = world.dice.roll(9);
            let text = format!(
                "{{% extends \"base.html\" %}}{{% block main %}}<h1>{{{{ actor.name }}}} {n}</h1>{{% for d in actor.deals %}}{{{{ d.url }}}}{{% endfor %}}{{{{ actor.body }}}}{{% endblock main %}}"
            );
            world.write("templates/actor.html", &text);
        }
        14 => world.remove("templates/actor.html"),
        15 => {
            let n = world.dice.roll(9);
            let text = format!(
                "{{% component badge(text: String, @site) %}}<b>{{{{ text }}}} {n} {{{{ site.counts.deals }}}}</b>{{% endcomponent badge %}}"
            );
            world.write("templates/components/badge.html", &text);
        }
        16 => {
            let n = world.dice.roll(9);
            let text =
                format!("{{% component card(view: Map) %}}<i>{{{{ view.short }}}} {n}</i>{{% endcomponent card %}}");
            if world.dice.once_in(2) {
                world.write("templates/components/card.html", &text);
            } else {
                world.remove("templates/components/card.html");
            }
        }
        17 => {
            let n = world.dice.roll(9);
            world.write("assets/site.css", &format!("h1 {{ margin: {n}px }}\n"));
        }
        18 => {
            let n = world.dice.roll(4);
            let autolink = world.dice.pick(&["section", "page", "off"]);
            let url =
                world.dice.pick(&["url = \"https://edits.example/\"\n", "url = \"https://edits.example/sub/\"\n", ""]);
            world.write("site.toml", &format!("title = \"Edits {n}\"\n{url}autolink = \"{autolink}\"\n"));
        }
        19 => {
            let (n, text) = (world.dice.roll(5), world.sentence());
            world.write(&format!("static/file-{n}.txt"), &text);
        }
        20 => {
            let n = world.dice.roll(5);
            world.remove(&format!("static/file-{n}.txt"));
        }
        21 => {
            let n = world.dice.roll(3);
            world.write("templates/strings/en.toml", &format!("list_actors = \"Cast {n}\"\n"));
        }
        22 => {
            let kind = KINDS[world.dice.roll(KINDS.len())];
            let text = format!("+++\ntitle = \"All {}\"\n+++\n{}\n", world.dice.roll(9), world.sentence());
            if world.dice.once_in(2) {
                world.write(&format!("content/{kind}/index.md"), &text);
            } else {
                world.remove(&format!("content/{kind}/index.md"));
            }
        }
        _ => {
            let text = format!("+++\ntitle = \"Page {}\"\n+++\n{}\n", world.dice.roll(9), world.body());
            world.write("content/about.md", &text);
        }
    }
    format!("edit {roll}")
}

/// Writes records anew until no error is left: a deleted one is mourned by whoever pointed to it.
fn mend(world: &mut World, site: &mut Site) {
    for _ in 0..40 {
        let diags = site.update().expect("read").diags;
        if !diag::has_errors(&diags) {
            return;
        }
        // Nothing can be without a single one of these.
        for kind in ["sources", "actors"].into_iter() {
            if world.some(kind).is_none() {
                world.add(kind);
            }
        }
        for draft in diags.iter().filter(|d| d.code == "draft").filter_map(|d| d.message.split('`').nth(1)) {
            world.publish(draft);
        }
        for path in diags
            .iter()
            .filter(|d| d.level == diag::Level::Error && d.code != "draft")
            .filter_map(|d| d.place.as_ref())
            .map(|p| p.path.clone())
        {
            let Some(rest) = path.strip_prefix("content/") else {
                world.remove(&path);
                continue;
            };
            match rest.split_once('/').and_then(|(kind, file)| {
                Some((KINDS.into_iter().find(|k| *k == kind)?, file.strip_suffix(".md")?.to_string()))
            }) {
                Some((kind, id)) if id != "index" => world.rewrite(kind, &id),
                _ => world.remove(&path),
            }
        }
    }
    panic!("not mended: {:?}", site.diags().iter().find(|d| d.level == diag::Level::Error));
}

/// Edits a site at random, once or several times a round, and holds it against a clean build after each round. Says how
/// many edits it made.
fn run(seed: u64, records: usize, rounds: usize) -> usize {
    let dir = tempfile::tempdir().expect("a folder");
    let mut world = World::new(dir.path(), seed, records);
    let (mut live, _) = open(dir.path(), Reads::Remember);
    mend(&mut world, &mut live);
    settle(&mut live);
    let (mut good, mut fewer, mut edits) = (0, 0, 0);
    for round in 0..rounds {
        let mut what = Vec::new();
        let many = if world.dice.once_in(4) { 1 + world.dice.roll(5) } else { 1 };
        for _ in 0..many {
            what.push(edit(&mut world));
        }
        edits += what.len();
        let delta = live.update().expect("read");
        let made = settle(&mut live);
        let (fresh, clean) = open(dir.path(), Reads::Forget);
        assert_eq!(delta.diags, clean.diags, "seed {seed}, round {round}: {what:?}");
        if diag::has_errors(&clean.diags) {
            // The pages are those of the last good build; sometimes more edits fall into the broken state.
            if !world.dice.once_in(4) {
                mend(&mut world, &mut live);
                settle(&mut live);
                let (fresh, _) = open(dir.path(), Reads::Forget);
                let differing = live.differing(&fresh);
                assert!(differing.is_empty(), "seed {seed}, round {round}, mended after {what:?}: {differing:?}");
            }
            continue;
        }
        good += 1;
        fewer += usize::from(made * 2 < hashes(&fresh).len());
        let differing = live.differing(&fresh);
        assert!(differing.is_empty(), "seed {seed}, round {round}: {what:?}: {differing:?}");
    }
    assert!(good * 3 > rounds, "seed {seed}: only {good} of {rounds} rounds were whole: the edits test too little");
    assert!(fewer * 4 > good, "seed {seed}: only {fewer} of {good} rounds made less than half of the pages");
    edits
}

/// More than five thousand edits, over sites of 10 to 300 records.
#[test]
fn an_updated_site_is_a_clean_build() {
    let sizes = [8, 16, 24, 40, 64, 100, 300];
    let runs: Vec<(u64, usize)> = (0..28).map(|n| (2014 + n, sizes[n as usize % sizes.len()])).collect();
    let rounds = |records: usize| if records == 300 { 40 } else { 140 };
    let edits = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for half in 0..2 {
            let (runs, edits) = (&runs, &edits);
            scope.spawn(move || {
                for (seed, records) in runs.iter().skip(half).step_by(2) {
                    edits.fetch_add(run(*seed, *records, rounds(*records)), Ordering::Relaxed);
                }
            });
        }
    });
    let edits = edits.into_inner();
    assert!(edits >= 5000, "only {edits} edits");
}
