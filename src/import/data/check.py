#!/usr/bin/env python3
"""Checks the tables of names: `python3 check.py`. Prints what is wrong and fails if anything is."""

import os
import re
import sys
import unicodedata
from collections import Counter

HERE = os.path.dirname(os.path.abspath(__file__))
LANGS = ["de", "es", "fr", "ru", "tr", "ur", "ar", "hi"]
LIMIT = 3_200_000
KINDS = {"state", "government", "person", "party", "company", "military", "armed-group", "igo", "ngo", "media", "collective"}
RELATIVE = (
    "day0 day-1 day-2 day+1 day+2 week-1 week0 week+1 month-1 month0 month+1 year-1 year-2 year0 year+1 recently"
).split()
SCRIPT = {
    "de": "LATIN", "es": "LATIN", "fr": "LATIN", "tr": "LATIN", "ru": "CYRILLIC", "ur": "ARABIC", "ar": "ARABIC",
    "hi": "DEVANAGARI",
}
# One form for two states, on purpose.
SHARED = set()
wrong = []


def say(path, what):
    wrong.append(f"{os.path.relpath(path, HERE)}: {what}")


def lines(path):
    with open(path, "rb") as file:
        raw = file.read()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        say(path, f"not UTF-8: {error}")
        return []
    if "\r" in text or "\t" in text or not text.endswith("\n"):
        say(path, "carriage return, tab or no newline at the end")
    if unicodedata.normalize("NFC", text) != text:
        say(path, "not NFC")
    out = []
    for n, line in enumerate(text.split("\n"), 1):
        if line != line.rstrip():
            say(path, f"{n}: blanks at the end")
        if re.search("[\u200b-\u200f\u202a-\u202e\u00a0\ufeff]", line):
            say(path, f"{n}: an invisible letter")
        if line and not (line.startswith("# ") or line == "#"):
            out.append((n, line))
    return out


def rows(path, columns):
    out = []
    for n, line in lines(path):
        row = [column.strip() for column in line.split("|")]
        if len(row) not in columns:
            say(path, f"{n}: {len(row)} columns")
        if any(not column for column in row):
            say(path, f"{n}: an empty column without -")
        out.append((n, row))
    return out


def parts(path, n, column):
    if column == "-":
        return []
    found = [part.strip() for part in column.split(";")]
    if "" in found or "-" in found:
        say(path, f"{n}: an empty part")
    for part, count in Counter(found).items():
        if count > 1:
            say(path, f"{n}: {part} twice")
    return found


def script(path, n, form, lang, latin):
    """No word of mixed scripts, and none of a foreign one where `latin` is not allowed."""
    for word in re.split(r"[^\w\u0300-\u036f\u093c-\u094d]+", form):
        names = {unicodedata.name(c, "").split(" ")[0] for c in word if c.isalpha()}
        if len(names) > 1:
            say(path, f"{n}: scripts mixed in {word}")
        if names and names != {SCRIPT[lang]} and not (latin and names == {"LATIN"}):
            say(path, f"{n}: {word} is not in the script")
    if lang == "ur" and re.search("[\u064a\u0643\u0629\u0649]", form):
        say(path, f"{n}: Arabic letter in Urdu {form}")
    if lang == "ar" and re.search("[\u06cc\u06a9\u06be\u06c1]", form):
        say(path, f"{n}: Persian or Urdu letter in Arabic {form}")


def once(path, seen, n, form, owner):
    if form in seen and seen[form] != owner and (os.path.dirname(path), form) not in SHARED:
        say(path, f"{n}: {form} is {owner} and {seen[form]}")
    seen.setdefault(form, owner)


def squash(form):
    return re.sub(r"[ \-.'’()]", "", form)


def english_states():
    path = f"{HERE}/en/states.tsv"
    isos, seen, wikidata = {}, {}, {}
    for n, row in rows(path, {7}):
        if row[4] in isos:
            say(path, f"{n}: {row[4]} twice")
        isos[row[4]] = row[0]
        if not re.fullmatch("[A-Z]{2}", row[4]):
            say(path, f"{n}: no code: {row[4]}")
        if row[5] != "-":
            if not re.fullmatch("Q[0-9]+", row[5]):
                say(path, f"{n}: no Wikidata id: {row[5]}")
            once(path, wikidata, n, row[5], row[4])
        for column in (row[0], row[1], row[2], row[3]):
            for form in parts(path, n, column):
                once(path, seen, n, squash(form), row[4])
    return isos


def english_organisations():
    path = f"{HERE}/en/organisations.tsv"
    names, seen = {}, {}
    for n, row in rows(path, {4, 6}):
        if row[0] in names:
            say(path, f"{n}: {row[0]} twice")
        names[row[0]] = row[1]
        if row[1] not in KINDS:
            say(path, f"{n}: kind {row[1]}")
        for form in [row[0]] + parts(path, n, row[2]) + parts(path, n, row[3]):
            once(path, seen, n, form, row[0])
    return names, seen


def states(lang, isos):
    path = f"{HERE}/{lang}/states.tsv"
    found, seen = set(), {}
    for n, row in rows(path, {5}):
        if row[0] not in isos:
            say(path, f"{n}: no code: {row[0]}")
        if row[0] in found:
            say(path, f"{n}: {row[0]} twice")
        found.add(row[0])
        for i, column in enumerate(row[1:], 1):
            for form in parts(path, n, column):
                once(path, seen, n, form, row[0])
                script(path, n, form, lang, latin=False)
                if not re.fullmatch(r"[\w\u0300-\u036f\u0900-\u0963\u0970\u064b-\u0655 .'’–—-]+", form):
                    say(path, f"{n}: odd sign in {form}")
    for iso in sorted(set(isos) - found):
        say(path, f"{iso} is missing")
    return seen


def organisations(lang, english, state_forms):
    path = f"{HERE}/{lang}/organisations.tsv"
    seen, ids = {}, set()
    for n, row in rows(path, {5, 6}):
        if row[4] in ids:
            say(path, f"{n}: {row[4]} twice")
        ids.add(row[4])
        if row[4] not in english:
            say(path, f"{n}: not in the English table: {row[4]}")
        elif english[row[4]] != row[1]:
            say(path, f"{n}: kind {row[1]}, in English {english[row[4]]}")
        for form in [row[0]] + parts(path, n, row[2]) + parts(path, n, row[3]):
            once(path, seen, n, form, row[4])
            script(path, n, form, lang, latin=True)
            if form in state_forms:
                say(path, f"{n}: {form} is a state too")
    return seen


def coded(lang, name, codes):
    """`code | forms`; a code may come once, a form too."""
    path = f"{HERE}/{lang}/{name}"
    seen, found = {}, []
    for n, row in rows(path, {2}):
        if row[0] not in codes:
            say(path, f"{n}: code {row[0]}")
        if row[0] in found:
            say(path, f"{n}: {row[0]} twice")
        found.append(row[0])
        for form in parts(path, n, row[1]):
            once(path, seen, n, form, row[0])
            script(path, n, form, lang, latin=False)
    return found


def money(lang):
    path = f"{HERE}/{lang}/money.tsv"
    seen = {}
    for n, row in rows(path, {2}):
        if not re.fullmatch(r"scale 10+|currency [A-Z]{3}", row[0]):
            say(path, f"{n}: {row[0]}")
        for form in parts(path, n, row[1]):
            once(path, seen, n, form, row[0])
    keys = [row[0] for _, row in rows(path, {2})]
    for key, count in Counter(keys).items():
        if count > 1:
            say(path, f"{key} twice")


def names(path, lang, lower):
    found = [(n, line) for n, line in lines(path)]
    for form, count in Counter(line for _, line in found).items():
        if count > 1:
            say(path, f"{form} twice")
    order = [line for _, line in found]
    if order != sorted(order):
        bad = next(a for a, b in zip(order, sorted(order)) if a != b)
        say(path, f"not sorted at {bad}")
    for n, form in found:
        if lower and form != form.lower():
            say(path, f"{n}: {form} is not lower case")
        if " " in form or len(form) < 2:
            say(path, f"{n}: not one word: {form}")
        if lang:
            script(path, n, form, lang, latin=False)


def media(path, others):
    for form, count in Counter(line for _, line in lines(path)).items():
        if count > 1:
            say(path, f"{form} twice")
        if form in others:
            say(path, f"{form} is {others[form]} too")


def main():
    isos = english_states()
    english, forms = english_organisations()
    names(f"{HERE}/en/given.txt", None, True)
    media(f"{HERE}/en/media.txt", forms)
    for lang in LANGS:
        state_forms = states(lang, isos)
        forms = organisations(lang, english, state_forms)
        found = coded(lang, "months.tsv", [str(n) for n in range(1, 13)])
        if len(found) != 12:
            say(f"{HERE}/{lang}/months.tsv", "not twelve months")
        found = coded(lang, "weekdays.tsv", [str(n) for n in range(1, 8)])
        if len(found) != 7:
            say(f"{HERE}/{lang}/weekdays.tsv", "not seven days")
        coded(lang, "relative.tsv", RELATIVE)
        coded(lang, "numbers.tsv", [str(n) for n in range(1, 1001)])
        money(lang)
        names(f"{HERE}/{lang}/given.txt", lang, False)
        media(f"{HERE}/{lang}/media.txt", {**forms, **state_forms})
        if os.path.exists(f"{HERE}/{lang}/ambiguous.tsv"):
            for n, row in rows(f"{HERE}/{lang}/ambiguous.tsv", {3}):
                if row[1] not in isos:
                    say(f"{HERE}/{lang}/ambiguous.tsv", f"{n}: no code: {row[1]}")
                if row[0] in state_forms:
                    say(f"{HERE}/{lang}/ambiguous.tsv", f"{n}: {row[0]} is in states.tsv")
    size = sum(os.path.getsize(os.path.join(d, f)) for d, _, fs in os.walk(HERE) for f in fs if f.endswith((".tsv", ".txt")))
    if size > LIMIT:
        say(HERE, f"{size} bytes of tables, more than {LIMIT}")
    print("\n".join(wrong) or f"all well, {size} bytes of tables")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
