//! The reload channel: tells a tab when its page differs from what it shows, which faults stand in the way, and what the
//! bar lists.
//!
//! It is an event stream whose answers are short: a tab says what it shows (`seen`, `faults`, `notes`), the answer waits until
//! that is no longer so, says what is new, and ends; the tab asks again. So no news is lost between two connections,
//! over a restart, or while a tab slept: there is nothing to replay, only a state to compare.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};
use xxhash_rust::xxh3::xxh3_64;

use super::http::{find, mark};
use super::query::pairs;
use super::{State, listen};

/// The content type of the channel.
pub(super) const KIND: &str = "text/event-stream";
/// An answer without news comes after this long, well before the connection's patience is over.
const HOLD: Duration = Duration::from_secs(listen::PATIENCE.as_secs() * 3 / 5);

/// What a tab says about itself.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tab {
    /// The address that it shows, from the first slash.
    page: String,
    /// The mark of the page that it shows; none if it does not know.
    seen: Option<String>,
    /// The mark of the faults that it shows; none if it shows none.
    faults: Option<String>,
    /// The mark of the notes that it lists, empty at first; none if it lists none and wants none.
    notes: Option<String>,
    /// Addresses of what its page shows under names that stay: pictures, a script of the site's own.
    files: Vec<String>,
    /// The mark of those files as it shows them; none if it does not know.
    had: Option<String>,
}

/// No page shows so many files that anybody edits.
const FILES: usize = 60;

/// The marks of what a tab shows, as they are now.
#[derive(Default)]
struct Now {
    page: String,
    files: String,
}

fn look(state: &State, tab: &Tab) -> Now {
    let files: String = tab.files.iter().map(|address| mark(&find(state, address))).collect();
    Now { page: mark(&find(state, &tab.page)), files: format!("{:016x}", xxh3_64(files.as_bytes())) }
}

/// Waits for news and gives them as the body of an event stream.
pub(super) async fn news(mut states: watch::Receiver<State>, query: &str) -> String {
    let tab = Arc::new(tab(query));
    let end = Instant::now() + HOLD;
    loop {
        let state = states.borrow_and_update().clone();
        let (shown, asked) = (state.clone(), tab.clone());
        // A page may be rendered only now. If that panics the page itself will tell.
        let now = tokio::task::spawn_blocking(move || look(&shown, &asked)).await.unwrap_or_default();
        let news = compare(&tab, &state, &now);
        if !news.is_empty() {
            return news;
        }
        match timeout_at(end, states.changed()).await {
            Ok(Ok(())) => {}
            // No news for long, or the server ends: the tab asks again.
            _ => return ": no news\n\n".into(),
        }
    }
}

fn compare(tab: &Tab, state: &State, now: &Now) -> String {
    let mut news = String::new();
    let differ = match &tab.faults {
        Some(mark) => *mark != state.faults.mark,
        None => !state.faults.is_empty(),
    };
    if differ {
        // JSON has no raw line ends, so it is one line of the stream; the mark comes as the event's id.
        news.push_str(&format!("event: faults\nid: {}\ndata: {}\n\n", state.faults.mark, state.faults.json));
    }
    if tab.notes.as_ref().is_some_and(|mark| *mark != state.bar.mark) {
        news.push_str(&format!("event: notes\nid: {}\ndata: {}\n\n", state.bar.mark, state.bar.json));
    }
    match &tab.seen {
        None => news.push_str(&format!("event: seen\ndata: {}\n\n", now.page)),
        Some(seen) if *seen != now.page => news.push_str(&format!("event: reload\ndata: {}\n\n", now.page)),
        Some(_) => {}
    }
    match &tab.had {
        _ if tab.files.is_empty() => {}
        None => news.push_str(&format!("event: had\ndata: {}\n\n", now.files)),
        Some(had) if *had != now.files => news.push_str(&format!("event: files\ndata: {}\n\n", now.files)),
        Some(_) => {}
    }
    news
}

fn tab(query: &str) -> Tab {
    let mut tab = Tab { page: "/".into(), ..Tab::default() };
    for (name, value) in pairs(query) {
        match name.as_str() {
            "notes" => tab.notes = Some(value),
            _ if value.is_empty() => {}
            // It is itself an encoded address: one layer of codes is the query's, the other the address's.
            "page" => tab.page = value,
            "seen" => tab.seen = Some(value),
            "faults" => tab.faults = Some(value),
            "had" => tab.had = Some(value),
            "file" if tab.files.len() < FILES => tab.files.push(value),
            _ => {}
        }
    }
    tab
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_says_what_it_shows() {
        let said = tab("page=%2Fa%2520b.html&seen=12&faults=&notes=7&file=%2Fa.png&file=%2Fb.png&had=");
        let expected = Tab {
            page: "/a%20b.html".into(),
            seen: Some("12".into()),
            faults: None,
            notes: Some("7".into()),
            files: vec!["/a.png".into(), "/b.png".into()],
            had: None,
        };
        assert_eq!(said, expected);
        assert_eq!(tab("").page, "/");
        assert_eq!(tab("page=%zz").page, "%zz");
    }
}
