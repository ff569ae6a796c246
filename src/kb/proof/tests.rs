//! Quotes found, missed, found twice; the lock.

use super::*;

const TEXT: &str = "A HEADLINE\r\n\r\nBy Someone\r\n\r\n\
    A “hefty” deal of $2billion was signed\r\n  back in 2015. Its terms are secret. The deal was large.\r\n\
    \r\n \t\r\nThe cafe\u{301} deal wasn’t large… or so. The deal was large.\r\n\r\nA HEADLINE again: by Someone";

fn kept() -> Kept {
    Kept::new(TEXT, Some([3, 4]))
}

#[test]
fn quotes_are_found_after_folding() {
    for (quote, at, paragraph, sentence, words) in [
        ("a \"hefty\" deal", None, None, 0, ""),
        ("A \"hefty\"  deal", None, Some(1), 1, "A “hefty” deal"),
        ("«hefty» deal of $2billion was signed back", None, Some(1), 1, "“hefty” deal of $2billion was signed back"),
        ("Its terms", None, Some(1), 2, "Its terms"),
        ("café deal wasn't", None, Some(2), 1, "cafe\u{301} deal wasn’t"),
        // The text's own ellipsis, not a gap.
        ("large… or so", None, Some(2), 1, "large… or so"),
        ("A 'hefty", None, None, 0, ""),
        ("$2billion … secret", None, Some(1), 1, "$2billion … secret"),
        ("… Its … large. …", None, Some(1), 2, "Its … large."),
        ("secret … café", None, None, 0, ""),
        ("The deal was large.", Some("p2"), Some(2), 2, "The deal was large."),
        ("deal", Some("p1"), Some(1), 1, "deal"),
        // Outside the body, since it is nowhere inside; there is no paragraph to name.
        ("By Someone", None, None, 1, "By Someone"),
        // No accent is taken from its letter.
        ("The cafe", None, None, 0, ""),
        ("", None, None, 0, ""),
        ("…", None, None, 0, ""),
    ] {
        match kept().find(quote, at) {
            Ok(p) => {
                assert_eq!((p.paragraph, p.sentence, p.words.as_str()), (paragraph, sentence, words), "{quote}");
            }
            Err(miss) => assert_eq!("", words, "{quote}: {miss:?}"),
        }
    }
}

#[test]
fn ranges_lead_back_to_the_text() {
    let kept = kept();
    let p = kept.find("signed back in … secret", None).expect("found");
    assert_eq!(kept.text().get(p.range.clone()), Some("signed\n  back in 2015. Its terms are secret"));
    let pieces: Vec<_> = p.pieces.iter().filter_map(|r| kept.text().get(r.clone())).collect();
    assert_eq!(pieces, ["signed\n  back in", "secret"]);
    let quoted = kept.find("Its terms are secret", None).expect("found").paste();
    assert_eq!(quoted, "\"Its terms are secret\"");
    assert_eq!((p.block, kept.blocks(), kept.paragraphs()), (3, 5, 2));
    assert_eq!(kept.paragraph(2).and_then(|r| kept.text().get(r)).map(|t| t.starts_with("The cafe")), Some(true));
    assert_eq!((kept.paragraph(0), kept.paragraph(3)), (None, None));
}

#[test]
fn misses_say_where_to_look() {
    let kept = kept();
    match kept.find("The deal was large.", None) {
        Err(Miss::Twice { places }) => {
            assert_eq!(places.iter().map(|p| p.paragraph).collect::<Vec<_>>(), [Some(1), Some(2)]);
        }
        other => panic!("{other:?}"),
    }
    match kept.find("Its terms are secret", Some("p2")) {
        Err(Miss::NotThere { paragraph: 2, places, nearest: None }) => assert_eq!(places.len(), 1),
        other => panic!("{other:?}"),
    }
    for (quote, nearest) in [
        ("a hefty deal of $3billion was signed", Some("A “hefty” deal of $2billion was signed")),
        ("the terms are secret", Some("Its terms are secret")),
        ("its TERMS are", Some("Its terms are")),
        ("quite other words", None),
    ] {
        match kept.find(quote, None) {
            Err(Miss::Nowhere { nearest: found }) => assert_eq!(found.map(|p| p.words).as_deref(), nearest),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_body_that_does_not_fit_is_told() {
    for (body, fits, paragraphs) in [
        (None, true, 5),
        (Some([1, 5]), true, 5),
        (Some([0, 2]), false, 2),
        (Some([4, 9]), false, 2),
        (Some([4, 2]), false, 0),
        (Some([99, 100]), false, 0),
    ] {
        let kept = Kept::new(TEXT, body);
        assert_eq!((kept.body_fits(), kept.paragraphs()), (fits, paragraphs), "{body:?}");
        assert!(kept.find("Its terms", None).is_ok(), "{body:?}");
    }
    assert!(Kept::new("", Some([1, 1])).find("x", Some("p1")).is_err());
}

#[test]
fn the_hash_does_not_depend_on_line_ends() {
    assert_eq!(Kept::new(TEXT, None).sha256(), Kept::new(&TEXT.replace("\r\n", "\n"), None).sha256());
}

#[test]
fn the_lock_is_read_back_as_it_was_written() {
    let kept = kept();
    let mut lock = Lock::default();
    for (quote, at) in [("Its terms", None), ("The deal was large.", Some("p2")), ("“hefty” deal … large", None)]
    {
        let passage = kept.find(quote, at).expect(quote);
        lock.put("herald", &kept.sha256(), quote, at, Proof::from(&passage));
    }
    lock.set_sha("another", &"0".repeat(64));
    let text = lock.write();
    assert_eq!(Lock::parse(&text), Ok(lock.clone()));
    assert_eq!(Lock::parse(&text).map(|l| l.write()), Ok(text));
    assert_eq!(Lock::parse(""), Ok(Lock::default()));

    assert_eq!(lock.get("herald", "\"hefty\"  deal … large", None).map(|p| p.paragraph), Some(Some(1)));
    assert_eq!(lock.get("herald", "The deal was large.", None), None);
    assert_eq!(lock.sha("another"), Some("0".repeat(64).as_str()));
    // Another text: its proofs are new.
    lock.set_sha("herald", &"1".repeat(64));
    assert_eq!(lock.get("herald", "Its terms", None), None);
}

#[test]
fn a_lock_that_was_edited_is_refused() {
    let head = format!("[[source]]\nid = \"a\"\nsha256 = \"{}\"\n", "0".repeat(64));
    let quote = "[[source.quote]]\ntyped = \"x\"\nwords = \"x\"\nsentence = 1\n";
    for (text, message) in [
        ("<<<<<<< ours\n".to_string(), ""),
        ("x = 1".to_string(), "unknown key `x`"),
        ("[source]\nid = 1".to_string(), "[[…]]"),
        ("[[source]]\nid = \"a\"\n".to_string(), "`sha256` is missing"),
        ("[[source]]\nid = \"a\"\nsha256 = \"zz\"\n".to_string(), "64 hex"),
        (format!("{head}{head}"), "`a` stands here twice"),
        (format!("{head}{quote}{quote}"), "\"x\" stands here twice"),
        (format!("{head}{}", quote.replace("= 1", "= 0")), "from 1"),
    ] {
        let (found, span) = Lock::parse(&text).expect_err(&text);
        assert!(found.contains(message), "{found}");
        assert!(span.end <= text.len());
    }
}
