//! Where the prose of the site names a record: the page, the heading, the sentence with the name marked.

use super::ctx::Ctx;
use super::parts::*;
use crate::doc::record::Kind;
use crate::kb::Sym;

/// Every mention, one per sentence, articles first.
pub fn of(ctx: &Ctx, sym: Sym) -> Vec<MentionView> {
    let reader = ctx.reader;
    // They come by the id of their page, and in the order of its text.
    let mentions = reader.mentions(sym).iter().filter(|m| reader.head(m.from).rank().is_none());
    let is_article = |from: Sym| reader.head(from).kind() == Kind::Article;
    let (articles, others): (Vec<_>, Vec<_>) = mentions.partition(|m| is_article(m.from));
    let mut out: Vec<MentionView> = Vec::with_capacity(articles.len());
    let mut last = None;
    for mention in articles.into_iter().chain(others) {
        let Some(sentence) = reader.sentence(mention) else { continue };
        if last.replace((mention.from, sentence.key)) == Some((mention.from, sentence.key)) {
            continue;
        }
        let card = ctx.card(mention.from);
        let (url, heading) = match &sentence.heading {
            Some((anchor, text)) => (format!("{}#{anchor}", card.url), Some(text.clone())),
            None => (card.url.clone(), None),
        };
        out.push(MentionView { url, heading, sentence: Html::new(&sentence.html), card });
    }
    out
}
