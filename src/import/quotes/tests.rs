//! Sentences of nine languages, and who speaks in them.

use crate::import::lang::Lang;
use crate::import::lexicon::Lexicon;
use crate::import::rules::Rules;
use crate::import::words::Paragraph;
use crate::import::{names, people, quotes, table, unknown};

/// Each quotation of a text as "speaker: its words".
fn told(lexicon: &Lexicon, rules: &Rules, text: &str) -> Vec<String> {
    let parts = |left: &str, right: &str| lexicon.parts(left, right);
    let texts = text.split('\n').enumerate();
    let paragraphs: Vec<Paragraph> = texts.map(|(n, text)| Paragraph::new(n + 1, text, lexicon.lang, &parts)).collect();
    let mut found = names::find(lexicon, rules, &paragraphs);
    people::find(&mut found, &paragraphs, lexicon, rules, &[]);
    unknown::find(&mut found, &paragraphs, lexicon, rules, &[]);
    found.prune();
    let all = quotes::find(&found, &paragraphs, rules);
    let name = |actor: usize| found.actor(actor).map_or("", |a| a.name.as_str()).to_string();
    all.iter().map(|q| format!("{}: {}", name(q.speaker), q.text)).collect()
}

/// A language, a text, and the quotations expected: speaker and words.
type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

fn check(cases: &[Case]) {
    let mut wrong = Vec::new();
    for code in table::LANGUAGES {
        let lang = Lang::new(code);
        let (lexicon, rules) = (Lexicon::new(&lang), Rules::new(&lang));
        for (_, text, expected) in cases.iter().filter(|case| case.0 == code) {
            let expected: Vec<String> = expected.iter().map(|(speaker, words)| format!("{speaker}: {words}")).collect();
            let got = told(&lexicon, &rules, text);
            if got != expected {
                wrong.push(format!("{code}: {text}\n  expected {expected:?}\n  got      {got:?}"));
            }
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
        ("en", "President Anna Berg came. “The road will be built by us,” said a man from Barish.", &[]),
        ("es", "La ministra Ana Ruiz llegó tarde. «La carretera la hicimos nosotros», señaló un vecino.", &[]),
        ("ru", "Министр Анна Петрова приехала. «Дорогу построили мы сами», — добавил сторож.", &[]),
    ]);
}

#[test]
fn answers_behind_labels() {
    check(&[
        (
            "en",
            "Minister Anna Berg has run the ministry for years.\nCourier: Who builds the road?\nBerg: We build it ourselves. It is \
             long.\nCourier: And who pays?\nBerg: Nobody has asked us that.",
            &[("Anna Berg", "We build it ourselves."), ("Anna Berg", "Nobody has asked us that.")],
        ),
        (
            "en",
            "Minister Anna Berg has run the ministry for years.\nQ: Who builds the road?\nA: We build it ourselves. It is \
             long.\nQ: And who pays?\nA: No. Nobody has asked us that.",
            &[("Anna Berg", "We build it ourselves."), ("Anna Berg", "No. Nobody has asked us that.")],
        ),
        (
            "es",
            "La ministra Ana Ruiz habla despacio.\nP. ¿Quién hace la carretera?\nR. La hacemos nosotros mismos. Es larga.\nP. ¿Y \
             quién paga?\nR. Nadie nos lo ha preguntado.",
            &[("Ana Ruiz", "La hacemos nosotros mismos."), ("Ana Ruiz", "Nadie nos lo ha preguntado.")],
        ),
        (
            "fr",
            "La ministre Anne Dubois parle bas.\nQui fait la route ?\nA. D. : Nous la faisons nous-mêmes. Elle est \
             longue.\nEt qui paie ?\nA. D. : Personne ne nous l’a demandé.",
            &[("Anne Dubois", "Nous la faisons nous-mêmes."), ("Anne Dubois", "Personne ne nous l’a demandé.")],
        ),
        (
            "ar",
            "يتحدث وزير الخارجية أحمد سالم بهدوء.\nسؤال: من يبني الطريق؟\nجواب: سنبني هذا الطريق بأنفسنا. وهو طويل.\nسؤال: ومن \
             يدفع؟\nجواب: لم يسألنا أحد عن ذلك.",
            &[("أحمد سالم", "سنبني هذا الطريق بأنفسنا."), ("أحمد سالم", "لم يسألنا أحد عن ذلك.")],
        ),
        (
            "en",
            "Minister Anna Berg came with a list.\nNorway: A new road is to be built.\nGhana: Nothing at all is planned \
             yet.\nNorway: A second road may follow soon.",
            &[],
        ),
    ]);
}

#[test]
fn many_ways_to_tell_it() {
    check(&[
        (
            "en",
            "Anna Berg, the minister, wrote: “The road is built by us.”",
            &[("Anna Berg", "The road is built by us.")],
        ),
        (
            "en",
            "Minister Anna Berg came. “Who will build the road for us?” asked Berg.",
            &[("Anna Berg", "Who will build the road for us?")],
        ),
        (
            "en",
            "Minister Anna Berg came. “We build it with joy!” Berg laughed.",
            &[("Anna Berg", "We build it with joy!")],
        ),
        ("en", "Minister Anna Berg shrugged. “We build it with joy.”", &[("Anna Berg", "We build it with joy.")]),
        (
            "en",
            "'We will build the road ourselves,' Minister Anna Berg added.",
            &[("Anna Berg", "We will build the road ourselves")],
        ),
        ("en", "Minister Anna Berg met Minister Paul Stone. “We will build the road,” she said.", &[]),
        (
            "en",
            "“We will build the road,” said Minister Anna Berg, whose brother President Paul Stone builds none.",
            &[("Anna Berg", "We will build the road")],
        ),
        (
            "en",
            "“We will build the road ourselves.” – Minister Anna Berg",
            &[("Anna Berg", "We will build the road ourselves.")],
        ),
        ("en", "Minister Anna Berg was there. Her neighbour’s view: “We will never see that road.”", &[]),
        ("en", "President Paul Stone’s spokesman said: “We will build the road ourselves.”", &[]),
        ("en", "Minister Anna Berg put it this way: “We build it.”", &[("Anna Berg", "We build it.")]),
        (
            "en",
            "According to Minister Anna Berg, “the road will be built by us”.",
            &[("Anna Berg", "the road will be built by us")],
        ),
        (
            "en",
            "“We build it,” Minister Anna Berg said, and President Paul Stone nodded.",
            &[("Anna Berg", "We build it")],
        ),
        (
            "de",
            "Ministerin Anna Berg: „Die Straße bauen wir selbst.“",
            &[("Anna Berg", "Die Straße bauen wir selbst.")],
        ),
        (
            "de",
            "„Die Straße bauen wir selbst“, hat Ministerin Anna Berg am Montag gesagt.",
            &[("Anna Berg", "Die Straße bauen wir selbst")],
        ),
        (
            "de",
            "Ministerin Anna Berg war da. „Die Straße bauen wir selbst“, so die Ministerin.",
            &[("Anna Berg", "Die Straße bauen wir selbst")],
        ),
        ("de", "Ministerin Anna Berg war da. „Die Straße bauen wir selbst“, so ein Bauer.", &[]),
        ("de", "Ministerin Anna Berg war da. „Die Straße bauen wir selbst“, sagte ein Bauer.", &[]),
        (
            "de",
            "Laut Ministerin Anna Berg wird die Straße „von uns ganz allein und schnell gebaut“.",
            &[("Anna Berg", "von uns ganz allein und schnell gebaut")],
        ),
        (
            "de",
            "„Die Straße“, sagte Ministerin Anna Berg, „bauen wir alle selbst und schnell.“",
            &[("Anna Berg", "bauen wir alle selbst und schnell.")],
        ),
        (
            "es",
            "La ministra Ana Ruiz: «La carretera la hacemos nosotros».",
            &[("Ana Ruiz", "La carretera la hacemos nosotros")],
        ),
        (
            "es",
            "Según la ministra Ana Ruiz, «la carretera la hacemos nosotros».",
            &[("Ana Ruiz", "la carretera la hacemos nosotros")],
        ),
        (
            "es",
            "En palabras de la ministra Ana Ruiz, «la carretera la hacemos nosotros».",
            &[("Ana Ruiz", "la carretera la hacemos nosotros")],
        ),
        (
            "es",
            "«La carretera la hacemos nosotros», bromeó el presidente de Chile, Juan Soto.",
            &[("Juan Soto", "La carretera la hacemos nosotros")],
        ),
        (
            "fr",
            "Selon la ministre Anne Dubois, « la route sera faite par nous ».",
            &[("Anne Dubois", "la route sera faite par nous")],
        ),
        (
            "fr",
            "Pour la ministre Anne Dubois, « la route sera faite par nous ».",
            &[("Anne Dubois", "la route sera faite par nous")],
        ),
        (
            "fr",
            "La ministre Anne Dubois est venue. « La route sera faite par nous », s’amuse-t-elle.",
            &[("Anne Dubois", "La route sera faite par nous")],
        ),
        ("fr", "La ministre Anne Dubois est venue. « La route sera faite par nous », dit un pêcheur.", &[]),
        (
            "ru",
            "По словам министра Анны Петровой, «дорогу построим мы сами и быстро».",
            &[("Анны Петровой", "дорогу построим мы сами и быстро")],
        ),
        ("ru", "Министр Анна Петрова: «Дорогу построим мы сами».", &[("Анна Петрова", "Дорогу построим мы сами")]),
        (
            "ru",
            "Как сказала министр Анна Петрова, «дорогу мы построим сами и быстро».",
            &[("Анна Петрова", "дорогу мы построим сами и быстро")],
        ),
        (
            "ru",
            "«Дорогу мы построим сами и быстро», — пошутил министр Иван Петров, не глядя на министра Олега Иванова.",
            &[("Иван Петров", "Дорогу мы построим сами и быстро")],
        ),
        (
            "tr",
            "Bakan Ayşe Yılmaz'a göre “bu yolu biz kendimiz yapacağız”.",
            &[("Ayşe Yılmaz", "bu yolu biz kendimiz yapacağız")],
        ),
        (
            "tr",
            "Bakan Ayşe Yılmaz şöyle konuştu: “Bu yolu biz kendimiz yapacağız.”",
            &[("Ayşe Yılmaz", "Bu yolu biz kendimiz yapacağız.")],
        ),
        (
            "tr",
            "“Bu yolu biz kendimiz yapacağız” diyen Bakan Ayşe Yılmaz, tarih vermedi.",
            &[("Ayşe Yılmaz", "Bu yolu biz kendimiz yapacağız")],
        ),
        (
            "tr",
            "Bakan Ayşe Yılmaz köye geldi. Bakan, “Bu yolu biz kendimiz yapacağız,” dedi.",
            &[("Ayşe Yılmaz", "Bu yolu biz kendimiz yapacağız")],
        ),
        ("ur", "وزیر خارجہ احمد خان کے بقول ’’یہ سڑک ہم خود بنائیں گے۔‘‘", &[("احمد خان", "یہ سڑک ہم خود بنائیں گے۔")]),
        (
            "ur",
            "’’یہ سڑک ہم خود بنائیں گے،‘‘ وزیر خارجہ احمد خان نے صحافیوں کو بتایا۔",
            &[("احمد خان", "یہ سڑک ہم خود بنائیں گے")],
        ),
        ("ur", "وزیر خارجہ احمد خان گاؤں آئے۔ ایک کسان نے کہا کہ ’’یہ سڑک ہم خود بنائیں گے۔‘‘", &[]),
        (
            "ur",
            "وزیر خارجہ احمد خان گاؤں آئے۔ انھوں نے کہا: \"یہ سڑک ہم خود بنائیں گے۔\"",
            &[("احمد خان", "یہ سڑک ہم خود بنائیں گے۔")],
        ),
        (
            "ar",
            "«سنبني هذا الطريق بأنفسنا»، يقول وزير الخارجية أحمد سالم.",
            &[("أحمد سالم", "سنبني هذا الطريق بأنفسنا")],
        ),
        (
            "ar",
            "وبحسب وزير الخارجية أحمد سالم، «سنبني هذا الطريق الطويل بأنفسنا».",
            &[("أحمد سالم", "سنبني هذا الطريق الطويل بأنفسنا")],
        ),
        (
            "ar",
            "زار وزير الخارجية أحمد سالم القرية. وقال الوزير: «سنبني هذا الطريق بأنفسنا».",
            &[("أحمد سالم", "سنبني هذا الطريق بأنفسنا")],
        ),
        ("ar", "زار وزير الخارجية أحمد سالم القرية. وقال فلاح: «لن نرى هذا الطريق».", &[]),
        ("hi", "विदेश मंत्री राम शर्मा के अनुसार, \"यह सड़क हम खुद बनाएंगे।\"", &[("राम शर्मा", "यह सड़क हम खुद बनाएंगे।")]),
        ("hi", "\"यह सड़क हम खुद बनाएंगे,\" विदेश मंत्री राम शर्मा ने बताया।", &[("राम शर्मा", "यह सड़क हम खुद बनाएंगे")]),
        ("hi", "विदेश मंत्री राम शर्मा का कहना है कि \"यह सड़क हम खुद बनाएंगे।\"", &[("राम शर्मा", "यह सड़क हम खुद बनाएंगे।")]),
        ("hi", "विदेश मंत्री राम शर्मा गांव आए। एक किसान ने कहा, \"यह सड़क हम खुद बनाएंगे।\"", &[]),
        ("hi", "विदेश मंत्री राम शर्मा गांव आए। मंत्री ने कहा, ‘यह सड़क हम खुद बनाएंगे।’", &[("राम शर्मा", "यह सड़क हम खुद बनाएंगे।")]),
    ]);
}

#[test]
fn speeches_that_stop_and_go_on() {
    check(&[
        (
            "en",
            "“The road is long.” Minister Anna Berg said: “We build it ourselves.”",
            &[("Anna Berg", "We build it ourselves.")],
        ),
        (
            "en",
            "Minister Anna Berg opened it. “We build it ourselves,” she said. “Ask the farmers, they will tell you.” They did not.",
            &[("Anna Berg", "We build it ourselves"), ("Anna Berg", "Ask the farmers, they will tell you.")],
        ),
        (
            "en",
            "“We build it ourselves,” Minister Anna Berg said. President Paul Stone was not so sure. “It is a very long road,” he said.",
            &[("Anna Berg", "We build it ourselves"), ("Paul Stone", "It is a very long road")],
        ),
        ("en", "Minister Anna Berg likes the film “The Long Road to the Sea”.", &[]),
        ("en", "Minister Anna Berg said that the deal was “a good one”.", &[]),
        ("en", "“We build it ourselves” is what nobody said in the valley. Minister Anna Berg was there.", &[]),
        (
            "en",
            "Minister Anna Berg came.\n“We build it ourselves,” she said.",
            &[("Anna Berg", "We build it ourselves")],
        ),
        ("en", "Minister Anna Berg came.\n“We build it ourselves”", &[]),
        (
            "en",
            "Minister Anna Berg said: “He told me ‘the road is ours’ and left.”",
            &[("Anna Berg", "He told me ‘the road is ours’ and left.")],
        ),
        (
            "de",
            "„Wir bauen“, sagte Ministerin Anna Berg. „Und wir bauen schnell, solange das Wetter hält.“",
            &[("Anna Berg", "Und wir bauen schnell, solange das Wetter hält.")],
        ),
        (
            "fr",
            "« La route sera faite par nous, a dit la ministre Anne Dubois. Elle sera longue. »",
            &[("Anne Dubois", "La route sera faite par nous"), ("Anne Dubois", "Elle sera longue.")],
        ),
        (
            "fr",
            "– La route sera faite par nous, répond la ministre Anne Dubois.",
            &[("Anne Dubois", "La route sera faite par nous")],
        ),
        (
            "es",
            "—La carretera la hacemos nosotros —dijo la ministra Ana Ruiz.",
            &[("Ana Ruiz", "La carretera la hacemos nosotros")],
        ),
        (
            "es",
            "La ministra Ana Ruiz se rio. «La carretera la hacemos nosotros», me dijo. «Y será larga, muy larga».",
            &[("Ana Ruiz", "La carretera la hacemos nosotros"), ("Ana Ruiz", "Y será larga, muy larga")],
        ),
        (
            "es",
            "«La carretera la hacemos nosotros.\n»Y será larga, muy larga», dijo la ministra Ana Ruiz.",
            &[("Ana Ruiz", "La carretera la hacemos nosotros."), ("Ana Ruiz", "Y será larga, muy larga")],
        ),
        (
            "ru",
            "Министр Анна Петрова была краткой. «Дорога — это наше общее дело», — сказала она.",
            &[("Анна Петрова", "Дорога — это наше общее дело")],
        ),
        ("ru", "«Дорогу построим мы сами, — говорит сторож. — Деньги у нас есть».", &[]),
        (
            "tr",
            "Bakan Ayşe Yılmaz gülümsedi. “Bu yolu biz kendimiz yapacağız.”",
            &[("Ayşe Yılmaz", "Bu yolu biz kendimiz yapacağız.")],
        ),
        ("tr", "Bakan Ayşe Yılmaz geldi. “Bu yolu biz kendimiz yapacağız,” dedi bir çiftçi.", &[]),
        (
            "ur",
            "وزیر خارجہ احمد خان گاؤں آئے۔ میں نے پوچھا تو بولے: ’’یہ سڑک ہم خود بنائیں گے۔‘‘",
            &[("احمد خان", "یہ سڑک ہم خود بنائیں گے۔")],
        ),
        ("ar", "«سنبني هذا الطريق بأنفسنا»، قال فلاح من القرية التي زارها وزير الخارجية أحمد سالم.", &[]),
    ]);
}
