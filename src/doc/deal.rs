//! The fields of a deal, and whether its numbers and dates agree with each other.

use super::common::{self, order};
use super::record::*;
use crate::date::Date;
use crate::diag::{self, Diag};
use crate::fields::Fields;
use crate::money;

pub fn read(f: &mut Fields) -> Deal {
    let kind = f.word("kind", DealKind::WORDS, DealKind::read);
    f.require("kind", kind.is_some(), &format!("kind = \"trade\"; one of: {}", DealKind::WORDS.join(", ")));
    let parties_span = f.get("parties").map(|item| item.span);
    let parties = common::parties(f, "parties", "party");
    f.require("parties", parties_span.is_some(), "parties = [\"russia\", \"pakistan\"]");
    let deal = Deal {
        kind: kind.map(|k| k.value),
        parties,
        parties_span,
        status: f.word("status", Status::WORDS, Status::read),
        history: f.tables("history").into_iter().filter_map(step).collect(),
        items: f.list("items").iter().filter_map(item).collect(),
        value: value(f),
        quantity: common::quantity(f),
        announced: f.date("announced"),
        signed: f.date("signed"),
        in_force: f.date("in_force"),
        delivered: f.date("delivered"),
        ends: f.date("ends"),
        date_text: f.string("date_text"),
        date_why: f.string("date_why"),
        umbrella: f.flag("umbrella").is_some_and(|u| u.value),
        part_of: f.id("part_of"),
        supersedes: f.id("supersedes"),
        counts_in_total: f.flag("counts_in_total").map(|c| c.value),
        places: f.ids("places"),
    };
    dates(f, &deal);
    deal
}

/// The end after the start, and history in agreement with the dated fields.
fn dates(f: &Fields, deal: &Deal) {
    let start = [("signed", &deal.signed), ("in_force", &deal.in_force), ("announced", &deal.announced)];
    if let Some((key, date)) = start.iter().find(|(_, date)| date.is_some()) {
        order(f, "ends", deal.ends.as_ref(), key, date.as_ref());
    }
    let dated = [
        ("signed", Status::Signed, &deal.signed),
        ("in_force", Status::InForce, &deal.in_force),
        ("delivered", Status::Delivered, &deal.delivered),
        ("ends", Status::Ended, &deal.ends),
    ];
    for step in &deal.history {
        for (key, _, date) in dated.iter().filter(|(_, status, _)| *status == step.status) {
            let (Some(date), Some(other)) = (date, &step.date) else { continue };
            if apart(&date.value, other) {
                let message = format!(
                    "`history` has {} on {}, but `{key}` is {}",
                    step.status.word(),
                    other.edtf(),
                    date.value.edtf()
                );
                f.file.tell(
                    Diag::error("history-against-date", message)
                        .at(f.file.place(&step.span))
                        .label(f.file.place(&date.span), format!("`{key}` here"))
                        .help(format!("`{key}` is history already: take this entry out, or correct one of the dates")),
                );
            }
        }
    }
}

/// Whether two dates have no day in common.
fn apart(a: &Date, b: &Date) -> bool {
    let before = |a: &Date, b: &Date| matches!((a.latest(), b.earliest()), (Some(last), Some(first)) if last < first);
    before(a, b) || before(b, a)
}

fn step(mut f: Fields) -> Option<Step> {
    let span = f.span.clone();
    let status = f.word("status", Status::WORDS, Status::read);
    f.require("status", status.is_some(), "status = \"agreed\"");
    let (date, source) = (common::date(&mut f, "date"), f.id("source"));
    f.done();
    Some(Step { span, status: status?.value, date, source })
}

/// `{ designation, description, count, precision }`, or a bare description.
fn item(item: &crate::fields::Item) -> Option<Item> {
    if !item.is_table() {
        return Some(Item { designation: None, description: Some(item.text()?.value), count: None, precision: None });
    }
    let mut f = item.table("a text, or { designation, description, count, precision }")?;
    let (designation, description) = (f.string("designation"), f.string("description"));
    let count = f.int("count");
    if let Some(count) = count.as_ref().filter(|c| c.value < 0) {
        f.file.error("bad-number", "`count` is less than nothing", &count.span, "");
    }
    let precision = common::precision(&mut f);
    f.done();
    Some(Item { designation, description, count: count.map(|c| c.value), precision })
}

fn value(f: &mut Fields) -> Option<Value> {
    let item = f.get("value")?;
    if !item.is_table() {
        // "$2 billion" and 2_000_000 alike: an amount without its table.
        if let Some(text) = item.as_str() {
            let diag = Diag::error("bad-amount", "`value` takes { amount, currency }").at(f.file.place(&item.span));
            f.file.tell(crate::fields::amount_help(diag, "value", text));
        } else {
            item.wrong("{ amount, currency }", "write: value = { amount = 2_000_000_000, currency = \"USD\" }");
        }
        return None;
    }
    let mut f = item.table("{ amount, currency }")?;
    let (amount, min, max) = (f.amount("amount"), f.amount("min"), f.amount("max"));
    let code = f.text("currency");
    let value = Value {
        span: item.span.clone(),
        amount: amount.as_ref().map(|a| a.value),
        min: min.as_ref().map(|a| a.value),
        max: max.as_ref().map(|a| a.value),
        currency: code.as_ref().and_then(|c| currency(&f, c)),
        precision: common::precision(&mut f),
        as_written: f.string("as_written"),
    };
    let number = ["amount", "min", "max"].into_iter().find(|key| f.has(key));
    match number {
        Some(key) if !f.has("currency") => {
            let help = "write: currency = \"USD\" beside it";
            f.file.error("amount-without-currency", format!("`{key}` needs a currency"), &f.key_span(key), help);
        }
        None if code.is_some() => {
            let help = "write: amount = 2_000_000_000 beside it, or keep only as_written = \"…\"";
            let span = f.key_span("currency");
            f.file.error("currency-without-amount", "`currency` needs an amount", &span, help);
        }
        _ => {}
    }
    if let (Some(min), Some(max)) = (&min, &max)
        && min.value > max.value
    {
        let message = format!("`min`, {}, is over `max`, {}", min.value, max.value);
        f.file.error("min-over-max", message, &min.span, "exchange the two");
    }
    if f.has("amount") && (f.has("min") || f.has("max")) {
        let key = if f.has("min") { "min" } else { "max" };
        let message = format!("`{key}` stands instead of `amount`, not beside it");
        f.file.error("amount-and-range", message, &f.key_span(key), "keep the amount, or the range");
    }
    f.done();
    Some(value)
}

fn currency(f: &Fields, code: &Text) -> Option<String> {
    if money::is_currency(&code.value) {
        return Some(code.value.clone());
    }
    let upper = code.value.to_uppercase();
    let message = format!("\"{}\" is no currency of ISO 4217", code.value);
    let mut diag = Diag::error("unknown-currency", message).at(f.file.place(&code.span));
    let guess = if money::is_currency(&upper) {
        Some(upper.as_str())
    } else {
        let named =
            money::written(&format!("1 {}", code.value)).or_else(|| money::written(&format!("{}1", code.value)));
        named.and_then(|w| w.currency).or_else(|| diag::nearest(&upper, money::currencies().iter().copied()))
    };
    if let Some(guess) = guess {
        diag = diag.help(format!("write: currency = \"{guess}\""));
    }
    f.file.tell(diag.help("a currency is three capital letters, such as USD, EUR, PKR, RUB"));
    None
}
