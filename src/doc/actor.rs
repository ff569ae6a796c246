//! The fields of an actor.

use super::common::{self, order};
use super::record::*;
use crate::date::Date;
use crate::fields::Fields;

pub fn read(f: &mut Fields) -> Actor {
    let kind = f.word("kind", ActorKind::WORDS, ActorKind::read);
    f.require("kind", kind.is_some(), &format!("kind = \"state\"; one of: {}", ActorKind::WORDS.join(", ")));
    let began = either(f, "born", "founded");
    let ended = either(f, "died", "dissolved");
    let ended_key = if f.has("died") { "died" } else { "dissolved" };
    let began_key = if f.has("born") { "born" } else { "founded" };
    order(f, ended_key, ended.as_ref(), began_key, began.as_ref());
    Actor {
        kind: kind.map(|k| k.value),
        roles: f.tables("roles").into_iter().filter_map(role).collect(),
        member_of: f.ids("member_of"),
        parent: f.id("parent"),
        image: common::image(f),
        began,
        ended,
        place: f.id("place"),
    }
}

/// One fact under two names: one for people, one for the rest.
fn either(f: &mut Fields, person: &'static str, other: &'static str) -> Option<At<Date>> {
    let (first, second) = (f.date(person), f.date(other));
    if let (Some(_), Some(second)) = (&first, &second) {
        let message = format!("`{person}` and `{other}` say the same thing");
        f.file.error("said-twice", message, &second.span, &format!("keep `{person}` for a person, else `{other}`"));
    }
    first.or(second)
}

fn role(mut f: Fields) -> Option<Role> {
    let role = f.string("role");
    f.require("role", role.is_some(), "role = \"prime minister\"");
    let (of, start, end) = (f.id("of"), f.date("start"), f.date("end"));
    order(&f, "end", end.as_ref(), "start", start.as_ref());
    let former = f.flag("former").is_some_and(|x| x.value);
    let as_written = f.string("as_written");
    f.done();
    Some(Role { role: role?, of, start: start.map(|d| d.value), end: end.map(|d| d.value), former, as_written })
}
