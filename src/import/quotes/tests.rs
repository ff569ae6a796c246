//! Sentences of nine languages, and who speaks in them.

use crate::import::lang::Lang;
use crate::import::lexicon::Lexicon;
use crate::import::rules::Rules;
use crate::import::words::Paragraph;
use crate::import::{names, people, quotes, unknown};

/// Each quotation of a text as "speaker: its first words".
fn told(code: &'static str, text: &str) -> Vec<String> {
    let lang = Lang::new(code);
    let lexicon = Lexicon::new(&lang);
    let parts = |left: &str, right: &str| lexicon.parts(left, right);
    let texts = text.split('\n').enumerate();
    let paragraphs: Vec<Paragraph> = texts.map(|(n, text)| Paragraph::new(n + 1, text, &lang, &parts)).collect();
    let rules = Rules::new(&lang);
    let mut found = names::find(&lexicon, &rules, &paragraphs);
    people::find(&mut found, &paragraphs, &lexicon, &[]);
    unknown::find(&mut found, &paragraphs, &lexicon, &rules, &[]);
    found.prune();
    let all = quotes::find(&found, &paragraphs, &rules);
    let name = |actor: usize| found.actor(actor).map_or("", |a| a.name.as_str()).to_string();
    all.iter().map(|q| format!("{}: {}", name(q.speaker), q.text)).collect()
}

/// A language, a text, and the quotations expected: speaker and words.
type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

fn check(cases: &[Case]) {
    let mut wrong = Vec::new();
    for (code, text, expected) in cases {
        let expected: Vec<String> = expected.iter().map(|(speaker, words)| format!("{speaker}: {words}")).collect();
        let got = told(code, text);
        if got != expected {
            wrong.push(format!("{code}: {text}\n  expected {expected:?}\n  got      {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn a_verb_before_or_behind() {
    check(&[
        (
            "en",
            "President Anna Berg said: “The road will be built by us.”",
            &[("Anna Berg", "The road will be built by us.")],
        ),
        (
            "en",
            "“The road will be built by us,” said President Anna Berg.",
            &[("Anna Berg", "The road will be built by us")],
        ),
        (
            "en",
            "“The road will be built,” President Anna Berg told Minister Paul Stone.",
            &[("Anna Berg", "The road will be built")],
        ),
        (
            "en",
            "‘The road will be built by us,’ joked President Anna Berg.",
            &[("Anna Berg", "The road will be built by us")],
        ),
        (
            "de",
            "„Die Straße wird von uns gebaut“, sagte Ministerin Anna Berg.",
            &[("Anna Berg", "Die Straße wird von uns gebaut")],
        ),
        (
            "de",
            "»Die Straße wird von uns gebaut«, so Ministerin Anna Berg.",
            &[("Anna Berg", "Die Straße wird von uns gebaut")],
        ),
        (
            "es",
            "«La carretera la construimos nosotros», dijo la ministra Ana Ruiz.",
            &[("Ana Ruiz", "La carretera la construimos nosotros")],
        ),
        (
            "fr",
            "« La route sera construite par nous », a déclaré la ministre Anne Dubois.",
            &[("Anne Dubois", "La route sera construite par nous")],
        ),
        (
            "ru",
            "«Дорогу построим мы сами», — сказала министр Анна Петрова.",
            &[("Анна Петрова", "Дорогу построим мы сами")],
        ),
        (
            "tr",
            "Bakan Ayşe Yılmaz, “Bu yolu biz kendimiz yapacağız,” dedi.",
            &[("Ayşe Yılmaz", "Bu yolu biz kendimiz yapacağız")],
        ),
        (
            "tr",
            "“Bu yolu biz kendimiz yapacağız,” diyor Bakan Ayşe Yılmaz.",
            &[("Ayşe Yılmaz", "Bu yolu biz kendimiz yapacağız")],
        ),
        (
            "ur",
            "وزیر خارجہ احمد خان نے کہا کہ ’’یہ سڑک ہم خود بنائیں گے۔‘‘",
            &[("احمد خان", "یہ سڑک ہم خود بنائیں گے۔")],
        ),
        (
            "ar",
            "وقال وزير الخارجية أحمد سالم: «سنبني هذا الطريق بأنفسنا».",
            &[("أحمد سالم", "سنبني هذا الطريق بأنفسنا")],
        ),
        ("hi", "विदेश मंत्री राम शर्मा ने कहा, \"यह सड़क हम खुद बनाएंगे।\"", &[("राम शर्मा", "यह सड़क हम खुद बनाएंगे।")]),
    ]);
}

#[test]
fn a_pronoun_or_a_title() {
    check(&[
        (
            "en",
            "President Anna Berg opened the road. “It was built by us,” she said.",
            &[("Anna Berg", "It was built by us")],
        ),
        (
            "en",
            "Minister Anna Berg met farmers. A mayor, who was cold, left. “It was built by us,” the minister said.",
            &[("Anna Berg", "It was built by us")],
        ),
        (
            "de",
            "Ministerin Anna Berg war da. „Die Straße haben wir gebaut“, sagte sie.",
            &[("Anna Berg", "Die Straße haben wir gebaut")],
        ),
        (
            "es",
            "La ministra Ana Ruiz llegó tarde. «La carretera la hicimos nosotros», señaló.",
            &[("Ana Ruiz", "La carretera la hicimos nosotros")],
        ),
        (
            "fr",
            "La ministre Anne Dubois est venue. « La route a été faite par nous », a-t-elle ajouté.",
            &[("Anne Dubois", "La route a été faite par nous")],
        ),
        (
            "ru",
            "Министр Анна Петрова приехала. «Дорогу построили мы сами», — добавила она.",
            &[("Анна Петрова", "Дорогу построили мы сами")],
        ),
        (
            "ar",
            "زار وزير الخارجية أحمد سالم القرية. وأضاف: «بنينا هذا الطريق بأنفسنا».",
            &[("أحمد سالم", "بنينا هذا الطريق بأنفسنا")],
        ),
        (
            "ur",
            "وزیر خارجہ احمد خان آئے۔ ان کا کہنا تھا: ’’یہ سڑک ہم نے خود بنائی ہے۔‘‘",
            &[("احمد خان", "یہ سڑک ہم نے خود بنائی ہے۔")],
        ),
        (
            "hi",
            "विदेश मंत्री राम शर्मा आए। उनके शब्दों में, \"यह सड़क हमने खुद बनाई है।\"",
            &[("राम शर्मा", "यह सड़क हमने खुद बनाई है।")],
        ),
    ]);
}

#[test]
fn no_verb_or_a_verb_inside() {
    check(&[
        (
            "ru",
            "«Дорогу построим мы сами, — сказала министр Анна Петрова. — Деньги у нас уже есть».",
            &[("Анна Петрова", "Дорогу построим мы сами"), ("Анна Петрова", "Деньги у нас уже есть")],
        ),
        (
            "ru",
            "— Дорогу мы построим сами и скоро, — сказала министр Анна Петрова.",
            &[("Анна Петрова", "Дорогу мы построим сами и скоро")],
        ),
        (
            "fr",
            "« La route, explique la ministre Anne Dubois, sera construite par nous l’an prochain. »",
            &[("Anne Dubois", "sera construite par nous l’an prochain.")],
        ),
        (
            "es",
            "«La carretera la construimos nosotros —dijo la ministra Ana Ruiz—. El dinero ya está».",
            &[("Ana Ruiz", "La carretera la construimos nosotros"), ("Ana Ruiz", "El dinero ya está")],
        ),
        (
            "tr",
            "Bakan Ayşe Yılmaz sabırlı: “Bu yolu biz kendimiz yapacağız.”",
            &[("Ayşe Yılmaz", "Bu yolu biz kendimiz yapacağız.")],
        ),
        (
            "fr",
            "La ministre Anne Dubois a eu cette phrase : « La route sera faite par nous. »",
            &[("Anne Dubois", "La route sera faite par nous.")],
        ),
        (
            "en",
            "“The road will be built by us,” President Anna Berg said. “We have the money.”",
            &[("Anna Berg", "The road will be built by us"), ("Anna Berg", "We have the money.")],
        ),
        (
            "en",
            "“The road will be built by us.\n“We have the money,” said President Anna Berg.",
            &[("Anna Berg", "The road will be built by us."), ("Anna Berg", "We have the money")],
        ),
        (
            "en",
            "In the words of President Anna Berg, “the road is built by us”.",
            &[("Anna Berg", "the road is built by us")],
        ),
    ]);
}

#[test]
fn rather_nobody_than_someone_else() {
    check(&[
        ("en", "President Anna Berg met Minister Paul Stone. “The road will be built by us,” said a farmer.", &[]),
        ("en", "President Anna Berg came. “The road will be built by us,” said a Foo Barish.", &[]),
        ("es", "La ministra Ana Ruiz llegó tarde. «La carretera la hicimos nosotros», señaló un vecino.", &[]),
        ("ru", "Министр Анна Петрова приехала. «Дорогу построили мы сами», — добавил сторож.", &[]),
    ]);
}

#[test]
fn answers_behind_labels() {
    let text = "Minister Anna Berg has run the ministry for years.\nCourier: Who builds the road?\nBerg: We build it ourselves. It is long.\nCourier: And who pays?\nBerg: Nobody has asked us that.";
    check(&[("en", text, &[("Anna Berg", "We build it ourselves."), ("Anna Berg", "Nobody has asked us that.")])]);
    let text = "Minister Anna Berg has run the ministry for years.\nQ: Who builds the road?\nA: We build it ourselves. It is long.\nQ: And who pays?\nA: No. Nobody has asked us that.";
    check(&[("en", text, &[("Anna Berg", "We build it ourselves."), ("Anna Berg", "No. Nobody has asked us that.")])]);
}
