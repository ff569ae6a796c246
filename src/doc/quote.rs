//! The fields of a quote.

use super::common;
use super::record::*;
use crate::fields::Fields;

pub fn read(f: &mut Fields, common: &Common) -> Quote {
    let text = f.text("text");
    f.require("text", text.is_some(), "text = \"the exact words\"");
    let speaker = f.id("speaker");
    f.require("speaker", speaker.is_some(), "speaker = \"the-id-of-an-actor\"");
    f.require("source", common.source.is_some(), "source = \"the-id-of-a-source\"");
    Quote {
        text,
        speaker,
        at: f.text("at"),
        speaker_role: f.string("speaker_role"),
        to: f.id("to"),
        date: f.date("date"),
        form: f.word("form", QuoteForm::WORDS, QuoteForm::read).map(|x| x.value),
        about: f.ids("about"),
        translation: f.string("translation"),
        check: f.sub("check").and_then(check),
    }
}

fn check(mut f: Fields) -> Option<FactCheck> {
    let verdict = f.string("verdict");
    f.require("verdict", verdict.is_some(), "verdict = \"false\"");
    let (by, url, date) = (f.string("by"), f.url("url"), common::date(&mut f, "date"));
    f.done();
    Some(FactCheck { verdict: verdict?, by, url, date })
}
