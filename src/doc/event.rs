//! The fields of an event.

use super::common::{self, order};
use super::record::*;
use crate::fields::Fields;

pub fn read(f: &mut Fields) -> Event {
    let event = Event {
        date: f.date("date"),
        end: f.date("end"),
        date_text: f.string("date_text"),
        date_why: f.string("date_why"),
        kind: f.string("kind"),
        actors: common::parties(f, "actors", ""),
        deal: f.id("deal"),
        place: f.id("place"),
        caused_by: f.ids("caused_by"),
        quantity: common::quantity(f),
    };
    order(f, "end", event.end.as_ref(), "date", event.date.as_ref());
    event
}
