#!/usr/bin/env python3
"""Makes the tables of names of the other languages, and `given.txt` of all.

    python3 make.py states          LANG/states.tsv from make/states.LANG, ru/organisations.tsv from make/organisations.ru
    python3 make.py given DIR       LANG/given.txt and given.txt; DIR holds Faker 40.54.0 (MIT), got and unpacked by
                                    pip download --no-deps Faker==40.54.0 && unzip Faker*.whl -d DIR
    python3 make.py missing DIR     prints spellings of states in CLDR (npm cldr-localenames-full 48.2.0, Unicode-3.0) and
                                    i18n-iso-countries 7.14.0 (MIT) that no table has: to be looked through by a person.
                                    DIR holds both unpacked, each in a folder of its name

By hand: everything in make/ (what the endings are put to, what is added to and taken from lists of given names), and
months.tsv, weekdays.tsv, relative.tsv, money.tsv, numbers.tsv, organisations.tsv, media.txt, ambiguous.tsv of each
language, and the English tables besides given.txt. Those are not touched here.
"""

import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
LANGS = ["de", "es", "fr", "ru", "tr", "ur", "ar", "hi"]


def unique(forms):
    """In order, NFC, without what is empty or there twice."""
    seen = {}
    for form in forms:
        form = unicodedata.normalize("NFC", form.strip())
        if form and form != "-":
            seen.setdefault(form)
    return list(seen)


def rows(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.strip()
            if line and not line.startswith("#"):
                yield [column.strip() for column in line.split("|")]


def parts(column):
    return [part.strip() for part in column.split(";") if part.strip() not in ("", "-")]


def each(column, rule):
    """The forms of a column by a rule; what ends with "!" stays as it is."""
    forms = []
    for part in parts(column):
        forms += [part[:-1]] if part.endswith("!") else rule(part)
    return forms


# German


def de_name(name):
    return [name] if name[-1] in "sßxz" or " " in name else [name, name + "s"]


def de_adjective(stem):
    return [stem + ending for ending in ("", "e", "en", "er", "es", "em")]


def de_people(man):
    if man.endswith("e"):
        return [man, man + "n", man[:-1] + "in", man[:-1] + "innen"]
    if man.endswith("er"):
        return [man, man + "n", man + "in", man + "innen"]
    return [man, man + "s"]


def de(row):
    iso, names, adjectives, people, capitals = row
    return names, each(names, de_name), each(adjectives, de_adjective) + each(people, de_people), each(capitals, de_name)


# Spanish


def es_adjective(man):
    stems = {"és": "es", "án": "an", "ón": "on", "ín": "in"}
    if man.endswith("o"):
        return [man, man[:-1] + "a", man + "s", man[:-1] + "as"]
    if man[-2:] in stems:
        stem = man[:-2] + stems[man[-2:]]
        return [man, stem + "a", stem + "es", stem + "as"]
    if man.endswith("ol"):
        return [man, man + "a", man + "es", man + "as"]
    if man[-1] in "íú":
        return [man, man + "es", man + "s"]
    if man == "mongol":
        return [man, man + "a", man + "es", man + "as"]
    return [man, man + ("s" if man[-1] in "ae" else "es")]


def es(row):
    iso, names, adjectives, capitals = row
    keep = lambda part: [part]
    return names, each(names, keep), each(adjectives, es_adjective), each(capitals, keep)


# French


def fr_adjective(man):
    woman = None
    if "/" in man:
        man, woman = man.split("/")
    elif man.endswith(("ien", "éen", "yen")):
        woman = man + "ne"
    elif man.endswith(("e", "è", "é", "i")):
        woman = man
    else:
        woman = man + "e"
    plural = man if man.endswith("s") else man + "s"
    small = [man, woman, plural, woman + "s"]
    return small + [form[0].upper() + form[1:] for form in small]


def fr(row):
    iso, names, adjectives, capitals = row
    keep = lambda part: [part]
    return names, each(names, keep), each(adjectives, fr_adjective), each(capitals, keep)


# Turkish


def tr_people(word):
    vowels = [c for c in word.lower() if c in "aıoueiöü"]
    plural = "lar" if vowels[-1] in "aıou" else "ler"
    return [word, word + plural]


def tr(row):
    iso, names, adjectives, capitals = row
    keep = lambda part: [part]
    return names, each(names, keep), each(adjectives, tr_people), each(capitals, keep)


# Russian. A word in its cases: nominative, genitive, dative, accusative, instrumental, prepositional.

HUSH = "гкхжшчщ"


def ru_cases(word, code=""):
    low = word.lower()
    stem = word[:-1]
    if word.startswith("="):
        return [word[1:]] * 6
    if not re.fullmatch("[а-яё’'-]+", low) or (word.isupper() and len(word) > 1):
        return [word] * 6
    if code == "n":
        return [word, stem + "а", stem + "у", word, stem + "ом", stem + "е"]
    if code == "p":  # Эмираты
        genitive = stem + "ов"
        return [word, genitive, stem + "ам", word, stem + "ами", stem + "ах"]
    if code == "0":  # Филиппины
        if low.endswith(("ие", "ые")):
            return ru_adjective_plural(word)
        if low == "острова":
            return [stem + e for e in ("а", "ов", "ам", "а", "ами", "ах")]
        return [word, stem, stem + "ам", word, stem + "ами", stem + "ах"]
    if code == "f":  # Беларусь
        return [word, stem + "и", stem + "и", word, word + "ю", stem + "и"]
    if low.endswith(("ая", "яя")):
        stem = word[:-2]
        soft = low.endswith("яя")
        return [word] + [stem + e for e in (("ей", "ей", "юю", "ей", "ей") if soft else ("ой", "ой", "ую", "ой", "ой"))]
    if code == "y":  # Дмитрий
        return [word] + [stem + e for e in ("я", "ю", "й", "ем", "и")]
    if low.endswith(("ый", "ий", "ой")) and len(word) > 4 and word not in ("Ханой",):
        stem = word[:-2]
        hard = "им" if low.endswith("ий") or stem[-1] in HUSH else "ым"
        return [word, stem + "ого", stem + "ому", word, stem + hard, stem + "ом"]
    if low.endswith("ия"):
        return [word, stem + "и", stem + "и", stem + "ю", stem + "ей", stem + "и"]
    if low.endswith("я"):
        return [word, stem + "и", stem + "е", stem + "ю", stem + "ей", stem + "е"]
    if low.endswith("а"):
        genitive = "и" if stem[-1] in HUSH else "ы"
        instrumental = "ей" if stem[-1] in "жшчщц" else "ой"
        return [word, stem + genitive, stem + "е", stem + "у", stem + instrumental, stem + "е"]
    if low.endswith("й"):
        return [word, stem + "я", stem + "ю", word, stem + "ем", stem + "е"]
    if low.endswith("ль") or low.endswith("нь"):
        return [word, stem + "я", stem + "ю", word, stem + "ем", stem + "е"]
    if low[-1] in "оеёиуюыэьё":
        return [word] * 6
    instrumental = "ем" if low[-1] in "жшчщц" else "ом"
    return [word, word + "а", word + "у", word, word + instrumental, word + "е"]


def ru_adjective_plural(word):
    stem = word[:-1]
    return [word, stem + "х", stem + "м", word, stem + "ми", stem + "х"]


def ru_organisation(name):
    """The prepositional of long names is left out, to save space."""
    forms = ru_name(name)
    return forms[:-1] if len(forms) == 5 and name.count(" ") > 1 else forms


def ru_name(name):
    words = []
    for word in name.split(" "):
        code = ""
        if "/" in word:
            word, code = word.split("/")
        words.append((word, code))
    code = words[-1][1] or next((c for _, c in words if c), "")
    columns = []
    for word, own in words:
        if word.startswith("=") or word == "и":
            columns.append([word.lstrip("=")] * 6)
        elif code in ("p", "0") and word.lower().endswith(("ые", "ие")):
            columns.append(ru_adjective_plural(word))
        else:
            columns.append(ru_cases(word, own))
    return unique(" ".join(column[case] for column in columns) for case in range(6))


def ru_adjective(word):
    stem = word[:-2]
    return [word] + [stem + e for e in ("ая", "ое", "ие", "ого", "ому", "им", "ом", "ой", "ую", "их", "ими")]


def ru_people(man):
    man, _, code = man.partition("/")
    if man.endswith(("анин", "янин")):
        stem = man[:-2]
        woman = stem + "к"
        forms = [man] + [man + e for e in ("а", "у", "ом")]
        return forms + [stem + "е", stem] + [stem + e for e in ("ам", "ами")] + [woman + "а", woman + "и"]
    if man.endswith("ец"):
        before = man[-3]
        stem = man[:-2] + ("йц" if before in "аеиоуя" else "ьц" if before == "л" else "ц")
        forms = [man] + [stem + e for e in ("а", "у", "ем", "ы", "ев", "ам", "ами")]
        woman = man[:-2] + ("йк" if before in "аеиоуя" else "ьк" if before == "л" else "к")
        if man in ("китаец", "индиец", "кореец"):
            return forms
        return forms + [woman + "а", woman + "и"]
    if man == "болгарин":
        return [man] + [man + e for e in ("а", "у", "ом", "е")] + ["болгары", "болгар", "болгарам", "болгарами", "болгарах"]
    plural = "и" if man[-1] in HUSH else "ы"
    genitive = "" if code == "0" else "ов"
    return [man] + [man + e for e in ("а", "у", "ом", plural, genitive, "ам", "ами")]


def ru(row):
    iso, names, adjectives, people, capitals = row
    return names, each(names, ru_name), each(adjectives, ru_adjective) + each(people, ru_people), each(capitals, ru_name)


# Arabic: the matcher takes off the article and the particles written on to a word.


def ar_adjective(man):
    if not man.endswith("ي"):
        return [man]
    if " " in man:
        first, second = man.rsplit(" ", 1)
        return [man, man + "ة", f"{first} {second}ون", f"{first} {second}ين"]
    return [man, man + "ة", man + "ون", man + "ين", man + "ات"]


def ar(row):
    iso, names, adjectives, further, capitals = row
    keep = lambda part: [part]
    return names, each(names, keep), each(adjectives, ar_adjective) + each(further, keep), each(capitals, keep)


# Urdu


def ur_adjective(word):
    return [word, word + "وں"] if word.endswith("ی") else [word]


def ur(row):
    iso, names, adjectives, further, capitals = row
    keep = lambda part: [part]
    return names, each(names, keep), each(adjectives, ur_adjective) + each(further, keep), each(capitals, keep)


# Hindi

NUKTA = "\u093c"


def hi_adjective(word):
    if word.endswith("ी"):
        return [word, word[:-1] + "ियों"]
    if word.endswith("ई"):
        return [word, word[:-1] + "इयों"]
    return [word, word + "ों"] if "क" <= word[-1] <= "ह" and not word.endswith(("िश", "च")) else [word]


def hi_spellings(forms):
    """Newspapers leave out the nukta (but not of ड़ ढ़) and write anusvara for chandrabindu."""
    out = []
    for form in forms:
        form = unicodedata.normalize("NFC", form)
        plain = re.sub("(?<![डढ])" + NUKTA, "", form)
        out += [form, plain, plain.replace("ँ", "ं")]
    return out


def hi(row):
    iso, names, adjectives, further, capitals = row
    keep = lambda part: [part]
    forms = each(names, keep), each(adjectives, hi_adjective) + each(further, keep), each(capitals, keep)
    return (names, *(hi_spellings(f) for f in forms))


REMARK = """# States: ISO 3166 | name | further names and their forms | adjectives and people | capital or seat of government
# Made by make.py from make/states.{0}: change it there. Lists are separated by ";", a lone "-" is an empty column.
"""


def states():
    for lang in LANGS:
        out = []
        for row in rows(f"{HERE}/make/states.{lang}"):
            names, forms, people, capitals = globals()[lang](row)
            forms = unique(forms)
            people = [f for f in unique(people) if f not in forms]
            capitals = [f for f in unique(capitals) if f not in forms and f not in people]
            columns = [row[0], forms[0]] + [";".join(c) or "-" for c in (forms[1:], people, capitals)]
            out.append(" | ".join(columns))
        os.makedirs(f"{HERE}/{lang}", exist_ok=True)
        with open(f"{HERE}/{lang}/states.tsv", "w", encoding="utf-8") as file:
            file.write(REMARK.format(lang) + "\n".join(out) + "\n")


ORGANISATIONS = """# Organisations known by name: name | kind | acronyms | further and inflected names | name in the English table
# Made by make.py from make/organisations.ru: change it there.
"""


def organisations():
    """Only Russian needs its names declined; those of the other languages are by hand as they stand."""
    kinds = {row[0]: row[1] for row in rows(f"{HERE}/en/organisations.tsv")}
    out = []
    for english, name, acronyms, further in rows(f"{HERE}/make/organisations.ru"):
        forms = [form.replace("«", "").replace("»", "") for form in each(name, ru_organisation) + each(further, ru_organisation)]
        short = unique(parts(acronyms))
        forms = [form for form in unique(forms) if form not in short]
        columns = [forms[0], kinds[english], ";".join(short) or "-", ";".join(forms[1:]) or "-", english]
        out.append(" | ".join(columns))
    with open(f"{HERE}/ru/organisations.tsv", "w", encoding="utf-8") as file:
        file.write(ORGANISATIONS + "\n".join(out) + "\n")


def missing(where):
    import json

    for lang in LANGS:
        known = set()
        isos = []
        for row in rows(f"{HERE}/{lang}/states.tsv"):
            isos.append(row[0])
            known |= set(parts(row[2])) | {row[1]} | set(parts(row[3]))
        path = f"{where}/cldr-localenames-full/main/{lang}/territories.json"
        with open(path, encoding="utf-8") as file:
            cldr = json.load(file)["main"][lang]["localeDisplayNames"]["territories"]
        with open(f"{where}/i18n-iso-countries/langs/{lang}.json", encoding="utf-8") as file:
            iso = json.load(file)["countries"]
        for code in isos:
            names = [v for k, v in cldr.items() if k == code or k.startswith(code + "-")]
            more = iso.get(code, [])
            names += [more] if isinstance(more, str) else more
            lost = [n for n in unique(names) if n not in known and n.replace("’", "'") not in known]
            if lost:
                print(lang, code, ";".join(lost))


# Locales of Faker taken whole, and those of which only the names are taken that two of them have.
GIVEN = {
    "de": (["de_AT"], ["de_DE", "de_CH"]),
    "es": (["es_ES", "es_MX", "es_AR"], []),
    "fr": (["fr_FR", "fr_CH", "fr_DZ"], ["fr_BE", "fr_QC", "fr_CA"]),
    "ar": (["ar_SA", "ar_PS", "ar_AA", "ar_DZ"], []),
    "hi": (["hi_IN"], []),
    "tr": ([], []),
    "ur": ([], []),
    "ru": ([], []),
    "en": (
        "en_US en_GB en_IE en_IN en_PK en_KE en_NG fr_FR".split(),
        "es_ES es_MX it_IT pt_PT pt_BR pl_PL nl_NL sv_SE no_NO da_DK fi_FI cs_CZ ro_RO hr_HR de_AT".split(),
    ),
}


def faker(where, locales):
    import importlib

    if where not in sys.path:
        sys.path.insert(0, where)
    whole, shared = locales
    seen = {}
    for locale in whole + shared:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        names = set()
        for key in dir(provider):
            value = getattr(provider, key)
            if "first_name" in key and isinstance(value, (tuple, list, dict, set)):
                names |= set(value)
        for name in names:
            seen[name] = seen.get(name, 0) + (2 if locale in whole else 1)
    return {name for name, times in seen.items() if times > 1}


def by_hand(lang):
    added, taken = set(), set()
    with open(f"{HERE}/make/given.{lang}", encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                for word in unicodedata.normalize("NFC", line).split():
                    if word.startswith("-"):
                        taken.add(word[1:])
                    else:
                        added.add(word)
    return added, taken


def plain(name):
    """Without vowel signs and joiners: newspapers do not write them."""
    return re.sub("[\u064b-\u0652\u200c\u200d]", "", name)


def given(where):
    for lang, locales in GIVEN.items():
        added, taken = by_hand(lang)
        names = {unicodedata.normalize("NFC", name.strip(" .\u200c\u200d")) for name in faker(where, locales)}
        names = {name for name in names if " " not in name and "." not in name and len(name) > 2}
        if lang == "ar":
            names, taken = {plain(n) for n in names - taken}, {plain(n) for n in taken}
        if lang == "ru":
            forms = set()
            for name in added:
                forms |= {name[:-1]} if name.endswith("!") else set(ru_cases(name, "y" if name.endswith("ий") else "")[:5])
            added = forms
        if lang == "hi":
            names = {re.sub("[\u200c\u200d]", "", name) for name in names}
            added, names, taken = set(hi_spellings(added)), set(hi_spellings(names)), set(hi_spellings(taken))
        if lang == "en":
            # Everyday words among Faker's names stand in make/given.en with "-".
            names = {n.lower() for n in names if "'" not in n and "-" not in n}
        else:
            taken |= {row[1] for row in rows(f"{HERE}/{lang}/states.tsv")}
        names = sorted((names - taken) | added)
        path = f"{HERE}/{lang}/given.txt"
        remark = (
            "# Given names, lower case: a capitalised run of two to four words that begins with one is taken for a person."
            if lang == "en"
            else "# Given names, as they are written in running text. Made by make.py."
        )
        with open(path, "w", encoding="utf-8") as file:
            file.write(remark + "\n" + "\n".join(names) + "\n")


def main():
    command = sys.argv[1:] or [""]
    if command[0] == "states":
        states()
        organisations()
    elif command[0] == "missing":
        missing(command[1])
    elif command[0] == "given":
        given(command[1])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
