//! Where an article appeared, as far as the page says.

use super::records::Sieved;

/// The name in a notice of copyright: "Copyright © 2021 The Lake Courier. All rights …".
fn copyright(sieved: &Sieved) -> Option<String> {
    let notice = sieved.head.removed.iter().find(|r| r.text.contains('©') || r.text.starts_with("Copyright"))?;
    let words = notice.text.split(' ').skip_while(|w| !w.starts_with(char::is_uppercase) || *w == "Copyright");
    let name: Vec<&str> = words.take_while(|w| w.starts_with(char::is_uppercase)).collect();
    let name = name.join(" ");
    let name = name.split(['.', ',', '|']).next()?.trim();
    (!name.is_empty()).then(|| name.to_string())
}

/// The outlet, where two things on the page agree: a name that someone "told", and a handle or a notice.
pub fn outlet(sieved: &Sieved) -> (Option<String>, Option<String>) {
    let mut told: Option<String> = None;
    for p in &sieved.paragraphs {
        for k in 0..p.tokens.len() {
            let end = (k + 1..k + 5).find(|&i| !p.is_capital(i)).unwrap_or(k + 1);
            if matches!(p.word(k), "told" | "tells") && end > k + 1 && matches!(p.word(end), "," | "“" | "that" | ":")
            {
                told.get_or_insert_with(|| p.slice(k + 1..end).to_string());
            }
        }
    }
    let Some(told) = told.filter(|name| sieved.found.media.contains(name)) else { return (None, copyright(sieved)) };
    let squash = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let agrees = sieved.head.removed.iter().any(|r| squash(&r.text).contains(&squash(&told)));
    if agrees { (Some(told), None) } else { (None, Some(told)) }
}
