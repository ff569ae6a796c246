"""Checks the word tables of the sieve: columns, words of closed lists, doubled forms, NFC, blanks, scripts.

python3 check_words.py    says what is wrong, one line a fault, and counts the rows and forms of each language.
"""

import pathlib
import sys
import unicodedata

HERE = pathlib.Path(__file__).parent
ACTORS = "state government person party company military armed-group igo ngo media collective".split()
DEALS = (
    "arms-transfer licence co-development infrastructure energy trade loan aid training exercise treaty agreement mou "
    "partnership embargo sanction ceasefire merger sponsorship other"
).split()
STATUSES = (
    "sought proposed agreed signed ordered in-force ongoing part-delivered delivered ended suspended cancelled -"
).split()
FIELDS = "announced signed in_force delivered ends -".split()
ROLES = (
    "supplier recipient seller buyer lender borrower donor licensor licensee imposer target host guest signatory "
    "partner mediator guarantor party"
).split()
PARTS = (
    "with between and from to for by against of in on the that relative he they-both clause position it we acting based each "
    "staff epithet town saint is name-start name-joint name-end name-of time another private adjectives finite light doer percent asked auxiliary passive final subject-of subject-behind definite more aside verb "
    "suffix-to suffix-from suffix-with suffix-of suffix-in suffix-object article-dative article-genitive "
    "article-feminine article-plural noun-feminine noun-plural adjective-oblique"
).split()
HEAD = "byline published updated question answer opinion kicker about contact ends note".split()
HOW = "starts ends contains is".split()

# The closed list of each column behind the forms.
COLUMNS = {
    "heads.tsv": [ACTORS, ["first", "last", "any"]],
    "beside.tsv": [ACTORS + ["place", "thing"]],
    "titles.tsv": [["role", "form"], ["before", "after", "any"]],
    "deal_nouns.tsv": [DEALS, None],
    "deal_verbs.tsv": [STATUSES, FIELDS],
    "transfers.tsv": [["out", "in"], ROLES + ["-"], ROLES + ["-"], STATUSES, FIELDS, DEALS],
    "wishes.tsv": [STATUSES],
    "goods.tsv": [DEALS],
    "events.tsv": [None, ["of", "by", "in"]],
}
ENGLISH = dict(COLUMNS, **{"heads.tsv": [ACTORS, ["lower", "of", "seat", "office", "local", "-"]], "titles.tsv": [["role", "form"]]})
JOINED = "takes.txt mediates.txt denials.txt".split()
LISTS = "negations.txt idioms.txt says.txt hedges.txt stop.txt abbreviations.txt common.txt".split()
LANGUAGES = "de es fr ru tr ur ar hi".split()
CASED = "de es fr ru tr".split()
# Letters of the neighbour's alphabet that look the same and never match.
STRANGE = {"ur": "يكىةه", "ar": "یکہےگچپٹڈڑں"}

faults = []
counts = {}


def fault(path, number, text):
    faults.append(f"{path.relative_to(HERE)}:{number}: {text}")


def lines(path):
    text = path.read_text(encoding="utf-8")
    if text and not text.endswith("\n"):
        fault(path, text.count("\n") + 1, "no line end at the end of the file")
    for number, line in enumerate(text.split("\n"), 1):
        if line != line.strip():
            fault(path, number, "a blank at the start or the end")
        if line != unicodedata.normalize("NFC", line):
            fault(path, number, "not in NFC")
        if "  " in line or "\t" in line:
            fault(path, number, "two blanks, or a tab")
        if any(unicodedata.category(c) in ("Cf", "Cc", "Co", "Cn") for c in line):
            fault(path, number, "an invisible character")
        if line and not line.startswith("# "):
            yield number, line


def word(path, number, form, seen, lang, fold=True):
    key = form.casefold() if fold else form
    if form != form.strip() or not form:
        fault(path, number, f"an empty form, or blanks around it: {form!r}")
    if key in seen:
        fault(path, number, f"{form!r} stands in line {seen[key]} too")
    seen.setdefault(key, number)
    for strange in STRANGE.get(lang, ""):
        if strange in form:
            fault(path, number, f"{form!r} has the letter {strange!r} of another alphabet")
    for part in form.replace("-", " ").split():
        names = [unicodedata.name(c, "") for c in part]
        if any("LATIN" in n for n in names) and any("CYRILLIC" in n for n in names):
            fault(path, number, f"{form!r} mixes Latin and Cyrillic letters")
    counts[lang] = counts.get(lang, 0) + 1


def table(path, columns, lang):
    seen = {}
    for number, line in lines(path):
        row = [part.strip() for part in line.split("|")]
        # The kind of a transfer may be left out.
        if path.name == "transfers.tsv" and len(row) == len(columns):
            row.append(DEALS[0])
        if len(row) != len(columns) + 1:
            fault(path, number, f"{len(row)} columns, not {len(columns) + 1}")
            continue
        for form in row[0].split(";"):
            word(path, number, form, seen, lang)
        for text, allowed in zip(row[1:], columns):
            if allowed is not None and text not in allowed:
                fault(path, number, f"{text!r} is not in the list")
        if path.name == "deal_nouns.tsv" and row[2] != "-":
            pair = row[2].split(",")
            if len(pair) != 2 or any(role not in ROLES for role in pair):
                fault(path, number, f"{row[2]!r} is no pair of roles")


def boilerplate(path, lang):
    seen = {}
    for number, line in lines(path):
        row = line.split(" | ")
        how, _, words = row[0].partition(" ")
        if len(row) != 2 or how not in HOW or not words:
            fault(path, number, "not: how words | reason")
            continue
        if words != words.lower():
            fault(path, number, f"{words!r} is not lower case")
        word(path, number, row[0], seen, lang)


def named(path, names, lang):
    seen = {}
    for number, line in lines(path):
        row = line.split(" | ")
        if len(row) != 2 or row[0] not in names:
            fault(path, number, "not: name | words")
            continue
        if row[0] in seen:
            fault(path, number, f"{row[0]!r} stands twice")
        seen[row[0]] = number
        inside = {}
        for form in row[1].split(";"):
            word(path, number, form, inside, lang)
        if row[0] == "position" and row[1] not in ("before", "after"):
            fault(path, number, "position is before or after")


def plain(path, lang):
    seen = {}
    for number, line in lines(path):
        if line.startswith("according: "):
            for form in line.removeprefix("according: ").split("; "):
                word(path, number, form, seen, lang)
        elif path.name == "common.txt" and lang in CASED:
            for form in line.split(" "):
                word(path, number, form, seen, lang, fold=False)
                if not form[:1].isupper():
                    fault(path, number, f"{form!r} has no capital")
        else:
            word(path, number, line, seen, lang)


def joined(path, lang):
    """Forms separated by semicolons, each once."""
    seen = {}
    for number, line in lines(path):
        for form in line.split(";"):
            word(path, number, form, seen, lang)


def pointers(path, lang):
    seen = {}
    for number, line in lines(path):
        row = line.split(" | ")
        if len(row) != 2 or any(kind not in ACTORS for kind in row[0].split(" ")):
            fault(path, number, "not: kinds of actors | words")
            continue
        for form in row[1].split(";"):
            word(path, number, form, seen, lang)


def check(folder, lang, columns, needed):
    for name, lists in columns.items():
        path = folder / name
        if path.exists():
            table(path, lists, lang)
        elif name in needed:
            faults.append(f"{path.relative_to(HERE)}: is missing")
    for name in LISTS + ["boilerplate.tsv", "markers.tsv", "head.tsv"]:
        path = folder / name
        if not path.exists():
            if name in needed:
                faults.append(f"{path.relative_to(HERE)}: is missing")
        elif name == "boilerplate.tsv":
            boilerplate(path, lang)
        elif name == "markers.tsv":
            named(path, PARTS, lang)
        elif name == "head.tsv":
            named(path, HEAD, lang)
        else:
            plain(path, lang)


def told(folder, lang):
    for name in JOINED:
        if (folder / name).exists():
            joined(folder / name, lang)
    if (folder / "pointers.tsv").exists():
        pointers(folder / "pointers.tsv", lang)


def stop_words():
    """Words that tell a language may not be shared by two that are written with the same letters."""
    owner = {}
    for lang in ["en"] + LANGUAGES:
        path = HERE / lang / "stop.txt"
        if path.exists():
            for number, line in lines(path):
                if line in owner:
                    fault(path, number, f"{line!r} is a word of {owner[line]} too")
                owner.setdefault(line, lang)


def main():
    check(HERE / "en", "en", ENGLISH, list(ENGLISH) + ["negations.txt", "idioms.txt", "says.txt", "boilerplate.tsv"])
    check(HERE / "en", "en", {}, ["head.tsv", "hedges.txt", "markers.tsv", "stop.txt", "abbreviations.txt"])
    everything = list(COLUMNS) + LISTS + ["boilerplate.tsv", "markers.tsv", "head.tsv"]
    for lang in LANGUAGES:
        needed = [name for name in everything if lang in CASED or name != "common.txt"]
        check(HERE / lang, lang, COLUMNS, needed)
    for lang in ["en"] + LANGUAGES:
        told(HERE / lang, lang)
    stop_words()
    for text in faults:
        print(text)
    print(", ".join(f"{lang} {n}" for lang, n in counts.items()), "forms;", len(faults), "faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
