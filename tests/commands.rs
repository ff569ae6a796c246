//! The binary as it is called: `init`, `new`, `confirm`, exit codes and where words go.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn nutgraf(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nutgraf")).args(args).current_dir(folder).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = nutgraf(folder.path(), &["init", "."]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    folder
}

#[test]
fn wrong_usage_is_two_and_help_is_zero() {
    let folder = tempfile::tempdir().unwrap();
    for args in [&[][..], &["biuld"], &["build", "--no-such-flag"], &["new", "dael", "x"], &["confirm"], &["build"]] {
        let output = nutgraf(folder.path(), args);
        assert_eq!(code(&output), 2, "{args:?}");
        assert_ne!(err(&output), "", "{args:?}");
    }
    for args in [&["--help"][..], &["--version"], &["help", "build"], &["completions", "bash"]] {
        let output = nutgraf(folder.path(), args);
        assert_eq!((code(&output), err(&output).as_str()), (0, ""), "{args:?}");
    }
    let told = err(&nutgraf(folder.path(), &["check", "--root", "nowhere"]));
    assert!(told.starts_with("error[no-site]: there is no folder `nowhere`"), "{told}");
}

#[test]
fn init_makes_a_site_in_an_empty_folder_only() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(code(&nutgraf(folder.path(), &["init", "a/b"])), 0);
    let root = folder.path().join("a/b");
    for path in ["site.toml", ".gitignore", "kept/example.txt", "content/articles/reading-garden.md"] {
        assert!(root.join(path).is_file(), "{path}");
    }
    fs::write(root.join("site.toml"), "mine").unwrap();
    let again = nutgraf(folder.path(), &["init", "a/b"]);
    assert_eq!(code(&again), 1);
    assert!(err(&again).starts_with("error[folder-not-empty]: the folder `a/b` is not empty\n"), "{}", err(&again));
    assert_eq!(fs::read_to_string(root.join("site.toml")).unwrap(), "mine");
}

#[test]
fn new_makes_one_file_and_overwrites_none() {
    let site = site();
    let below = site.path().join("content/actors");
    let made = nutgraf(&below, &["new", "deal", "Karachi–Lahore \"gas\" pipeline"]);
    assert_eq!((code(&made), err(&made).as_str()), (0, ""));
    let path = site.path().join("content/deals/karachi-lahore-gas-pipeline.md");
    assert!(out(&made).trim().ends_with("content/deals/karachi-lahore-gas-pipeline.md"), "{}", out(&made));
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("\nname = 'Karachi–Lahore \"gas\" pipeline'\n"), "{text}");
    // Another kind, in another folder, is the same id all the same.
    for args in [["new", "actor", "Karachi Lahore gas pipeline"], ["new", "term", "Fernhill Council"]] {
        let taken = nutgraf(site.path(), &args);
        assert_eq!(code(&taken), 1);
        assert!(err(&taken).starts_with("error[id-taken]: the id `"), "{}", err(&taken));
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    for (name, expected) in [("index", 1), ("…", 1), ("", 1), ("../x/…/..", 0)] {
        assert_eq!(code(&nutgraf(site.path(), &["new", "page", name])), expected, "{name}");
    }
    assert!(site.path().join("content/x.md").is_file());
}

#[test]
fn confirm_takes_the_key_away_or_does_nothing() {
    let site = site();
    let write = |id: &str| {
        let path = site.path().join(format!("content/terms/{id}.md"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(
            &path,
            "+++\r\nname = \"x\"\r\nunconfirmed = [\r\n  \"name\",\r\n] # look\r\nsummary='s'\r\n+++\r\nB",
        )
        .unwrap();
        path
    };
    let (one, two) = (write("one"), write("two"));
    let before = fs::read(&one).unwrap();
    let wrong = nutgraf(site.path(), &["confirm", "one", "tow"]);
    assert_eq!(code(&wrong), 1);
    assert!(err(&wrong).starts_with("error[unknown-id]: there is no record `tow`\nhelp: did you mean `two`?\n"));
    assert_eq!(fs::read(&one).unwrap(), before);
    let done = nutgraf(site.path(), &["confirm", "one", "two", "one", "fernhill-gazette"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    for path in [&one, &two] {
        assert_eq!(fs::read_to_string(path).unwrap(), "+++\r\nname = \"x\"\r\nsummary='s'\r\n+++\r\nB");
    }
    assert!(out(&done).contains("content/sources/fernhill-gazette.md: nothing was unconfirmed\n"), "{}", out(&done));
}

#[test]
fn json_faults_go_to_standard_output() {
    let site = site();
    let output = nutgraf(site.path(), &["confirm", "nobody-at-all", "--format", "json"]);
    assert_eq!((code(&output), err(&output).as_str()), (1, ""));
    let fault: serde_json::Value = serde_json::from_str(out(&output).trim()).unwrap();
    assert_eq!((fault["level"].as_str(), fault["code"].as_str()), (Some("error"), Some("unknown-id")));
}
