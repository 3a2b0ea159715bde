"""Proper names that the register does not hold: what the form of the name says about them.

A chunk is a run of capitalised words. Its form alone may make it an actor ("X AB", "Y Science Park",
"Stiftelsen Z"); else it stays a chunk, and is an actor only where the grammar puts one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from samgraf.reports.actor_endings import (
    IN_PLACE,
    INSIDE,
    LONE,
    LOWER_TAIL,
    TAKES_PLACE,
    Forms,
    forms_of,
)
from samgraf.reports.actor_forms import Name
from samgraf.reports.actor_refused import NUMERALS, PEOPLE, refused
from samgraf.reports.actor_whole import whole_names
from samgraf.reports.actor_words import (
    COMPASS,
    DIRECTIONS,
    LAND,
    OPENERS,
    STOPS,
    TITLES,
    UNDERTAKING,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from samgraf.reports.actor_forms import Gazetteer

_TOKEN = re.compile(r"[^\W_]+(?:[-–.&:’'][^\W_]+)*(?:- och [^\W_]+)?|&|\d+[.,]\d+")
_SENTENCE = re.compile(r"(?:^|[.!?:•”\"\n]|[-–]\s?)\s*$")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of capitalised words that no register and no form knows; `initial`: it opens its sentence."""

    start: int
    end: int
    text: str
    initial: bool


def find_chunks(text: str, names: Sequence[Name], gazette: Gazetteer) -> tuple[list[Name], list[Chunk]]:
    """Return the names that their form makes actors, and the chunks that only their place could."""
    forms = forms_of(gazette)
    places = forms.places
    taken = bytearray(len(text) + 1)
    for name in names:
        if name.sort in {"actor", "other"}:
            taken[name.start : name.end] = b"\x01" * (name.end - name.start)
    known = {name.start: name.end for name in names if name.sort == "other"}
    found = _merged_whole(
        name for name in whole_names(text) if not any(taken[known.get(name.start, name.start) : name.end])
    )
    for name in found:
        taken[name.start : name.end] = b"\x01" * (name.end - name.start)
    chunks: list[Chunk] = []
    actors_end = {name.end: name for name in names if name.sort == "actor"}
    others = {name.end: name.start for name in names if name.sort == "other"}
    for begin, end in _runs(text, taken):
        start = begin
        before = actors_end.get(start - 1) if text[start - 1 : start] == " " else None
        before = before or (actors_end.get(start - 4) if text[start - 4 : start] == " of " else None)
        if before is not None:
            whole = (
                None if text[start:end] == "AB" else _named(text, before.start, end, forms.begin, "pattern:prefix")
            ) or _extended(before, text[before.start : before.end], text[start:end], end, places)
            found.append(whole or Name(start=start, end=end, sort="other", name=text[start:end]))
            continue
        start = _with_prefix(text, start, end, others, forms)
        if not places.isdisjoint(
            {text[start:end].removesuffix("s").lower(), text[start:end].lower()}
        ) and not LOWER_TAIL.match(text, end):
            continue
        initial = bool(_SENTENCE.search(text, max(0, start - 4), start)) if start else True
        one = _classified(text, start, end, forms, initial=initial)
        if isinstance(one, Name):
            found.append(one)
        elif one is not None:
            chunks.append(one)
    return [_with_county(text, name, places) for name in found], [
        _chunk_with_county(text, chunk, places) for chunk in chunks
    ]


def _merged_whole(names: Iterable[Name]) -> list[Name]:
    """Return names of which none overlaps another: of two the longer."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda name: (name.start - name.end, name.start)):
        if not any(name.start < other.end and other.start < name.end for other in kept):
            kept.append(name)
    return kept


_COUNTY = re.compile(r"(?<![\w-])(?P<place>[A-ZÅÄÖ][\w-]*)(?P<lan> län)(?![\w-])")


def _county_after(text: str, start: int, end: int, places: frozenset[str]) -> int:
    """Return where a name ends that ends in a county's ("Winnet Jönköpings län")."""
    last = text.rfind(" ", start, end) + 1
    match = _COUNTY.match(text, last) if last > start else None
    if match is None or match.end("place") != end:
        return end
    place = match["place"].lower()
    return match.end() if not places.isdisjoint({place, place.removesuffix("s")}) else end


def _with_county(text: str, name: Name, places: frozenset[str]) -> Name:
    """Return a name with the word "län" where it ends in a county's name."""
    end = _county_after(text, name.start, name.end, places) if name.sort == "actor" else name.end
    return name if end == name.end else replace(name, end=end, name=text[name.start : end])


def _chunk_with_county(text: str, chunk: Chunk, places: frozenset[str]) -> Chunk:
    """Return a chunk with the word "län" where it ends in a county's name."""
    end = _county_after(text, chunk.start, chunk.end, places)
    return chunk if end == chunk.end else replace(chunk, end=end, text=text[chunk.start : end])


def _runs(text: str, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Yield the spans of runs of capitalised words."""
    start = end = -1
    for match in _TOKEN.finditer(text):
        word = match[0]
        capital = word[0].isupper()
        gap = text[end : match.start()] if start >= 0 else ""
        joined = gap == " " or _joins(text[start:end], gap, word)
        if word in {"i", "of", "på", "för"} and gap == " ":
            continue  # "Film i Väst": the next word decides
        if taken[match.start()]:
            if start >= 0:
                yield start, end
            start = -1
        elif joined and (
            capital or word == "&" or (_NUMBER_IN_NAME.fullmatch(word) and not _COUNTED.match(text, match.end()))
        ):
            end = match.end()
        else:
            if start >= 0:
                yield start, end
            start, end = (match.start(), match.end()) if capital else (-1, -1)
    if start >= 0:
        yield start, end


_ARTS = re.compile(r"(?:Musik|Film|Kultur|Teater|Dans|Scenkonst|Konst|Slöjd|Litteratur|Form|Design)")
"""What a region's own institution of culture is called, before "i" and the region ("Musik i Dalarna")."""


def _joins(before: str, gap: str, word: str) -> bool:
    """Return whether a small word between two capitals is part of one name ("Film i Väst", "IKEA of Sweden")."""
    if gap == " of " or (gap in {" i ", " på ", " för "} and PEOPLE.fullmatch(before) and word.lower() not in LAND):
        return word[0].isupper()
    return gap in {" i ", " på "} and (
        (gap == " i " and word in COMPASS) or (word.lower() in LAND and bool(_ARTS.fullmatch(before)))
    )


_NUMBER_IN_NAME = re.compile(r"\d+[.,]\d+|\d{1,2}|20[2-5][05]")
"""A number that belongs to a name: a version, or the year a plan looks forward to ("Fossilfritt X 2030")."""


_PLACES_MORE = re.compile(r"[\w-]+(?:,\s[A-ZÅÄÖ][\w-]+)*\s(?:och|samt)\s[A-ZÅÄÖ]")
"""Several places after "Lärcentrum i": then it is no name, but the plural of the noun."""
_COUNTED = re.compile(
    r"(?:[,.]\d+|\s\d{3}\b)*\s?(?:%|procent|mn?kr|mkr|msek|tkr|kkr|kr\b|sek\b|kronor|miljon|tusen|st\b|personer)",
    re.IGNORECASE,
)
"""What makes a number after a name somebody's share, not a part of the name."""


def _with_prefix(text: str, start: int, end: int, others: dict[int, int], forms: Forms) -> int:
    """Return where a run begins, with the programme's name before it where both name an actor ("Leader Halland")."""
    before = others.get(start - 1)
    if before is None or not any(form.match(text[before:end]) for form, _, _ in forms.begin):
        return start
    return before


_LEARNED = frozenset({"University", "UniversityCollege", "ResearchInstitute"})
_WHOLE = frozenset({"Agency", "Government", "University", "UniversityCollege", "Municipality", "Region", "CountyBoard"})


_SIDE = re.compile(r"Business|Innovation|Holding|Ventures|Inkubator|Incubator|Venture|Executive|Mark|Academic|AB")
"""What follows an organisation's abbreviation in the name of a company of its own ("LTU Business")."""


def _extended(before: Name, surface: str, words: str, end: int, places: frozenset[str]) -> Name | None:
    """Return a national actor's name with the place or legal form after it ("LRF Sydost", "Saab AB"), or None."""
    tokens = words.split()
    if tokens[-1] == "AB" and len(tokens) > 1 and not before.genitive and not refused(words, patterned=True):
        return Name(
            start=before.start,
            end=end,
            sort="actor",
            name="",
            kind="Company",
            method="pattern:suffix:AB",
            confidence=0.8,
        )
    side = before.kind in _LEARNED and not re.search(r" |universitetet|högskolan", surface)
    place = any(part.removesuffix("s").lower() in places for token in tokens for part in token.split("-"))
    if (
        not before.genitive
        and not place
        and tokens[0] != "Campus"
        and ((before.kind in _WHOLE and "acronym" in before.method and _SIDE.fullmatch(tokens[-1])) or side)
        and not refused(words, patterned=True)
    ):
        return Name(
            start=before.start, end=end, sort="actor", name="", kind="Actor", method="pattern:local", confidence=0.7
        )
    if before.kind in _WHOLE or before.genitive:
        return None
    local = all(
        token in DIRECTIONS or all(part.removesuffix("s").lower() in places for part in token.split("-"))
        for token in tokens
    )
    alone = " " not in surface and before.kind in {"BusinessPromoter", "Cluster"} and len(tokens) == 1
    if not local and tokens[-1] != "AB" and before.kind != "Company" and not (alone and not refused(words)):
        return None
    if words == "AB":
        return replace(before, end=end)
    return Name(
        start=before.start, end=end, sort="actor", name="", kind=before.kind, method="pattern:local", confidence=0.75
    )


_LISTED = re.compile(
    r"([A-ZÅÄÖ]?[a-zåäö]+(?:en|et|erna))\s+[\"”'«]?(?:[A-ZÅÄÖ][\w-]*(?: [A-ZÅÄÖ&\d][\w-]*)*(?:,| och| samt)\s+)+$"
)
"""The head of a list of undertakings ("Projektet A, B och "), which is that of each."""


def _classified(text: str, start: int, end: int, forms: Forms, *, initial: bool) -> Name | Chunk | None:  # noqa: C901, PLR0911  (one case for each form of name)
    """Return a run of capitalised words as a name, as a chunk, or None if it is none of ours."""
    if initial:
        start = _skip_openers(text, start, end)
    if start >= end or not text[start].isupper():
        return None  # a sentence's first word that a year or a number followed ("Startade 2020")
    words = text[start:end]
    listed = _LISTED.search(text, max(0, start - 120), start)
    head = listed or re.search(r"(\w[\w-]*)\s+[\"”'«]?$", text[max(0, start - 40) : start])
    if head and (UNDERTAKING.search(head[1].lower()) or TITLES.search(head[1].lower())):
        return None
    body = _BODY.match(text, end)
    if body and not initial and words.endswith("a") and " " not in words:
        return Name(
            start=start,
            end=body.end(),
            sort="actor",
            name=text[start : body.end()],
            kind="Actor",
            method="pattern:suffix:nämnden",
            confidence=0.65,
        )
    tail = LOWER_TAIL.match(text, end)
    if tail:
        return _named(text, start, tail.end(), forms.end, "pattern:suffix")
    if TAKES_PLACE.match(words) and (place := IN_PLACE.match(text, end)):
        if words == "Lärcentrum" and _PLACES_MORE.match(text, place.end()):
            return None
        after = re.compile(r"[^\W_]+(?: läns?\b)?(?: [A-ZÅÄÖ][^\W_]+)*(?: län)?").match(text, place.end())
        return _named(text, start, after.end() if after else end, forms.begin, "pattern:prefix")
    if " i " in words or " på " in words:
        return Name(
            start=start, end=end, sort="actor", name=words, kind="Actor", method="pattern:compass", confidence=0.75
        )
    if (
        words.startswith("Destination ")
        and words.split()[1].removesuffix("s").lower() not in forms.places
        and not _LIKE_A_PLACE.search(words)
    ):
        return None
    named = _named(text, start, end, forms.end, "pattern:suffix") if " " in words else None
    named = named or (_named(text, start, end, forms.begin, "pattern:prefix") if " " in words else None)
    if named is None and " " not in words:
        inside = INSIDE if not initial or _MORE_NAMES.match(text, end) else []
        named = _named(
            text, start, end, [*(LONE if not initial or len(words) >= _LONG else []), *inside], "pattern:suffix"
        )
    if named is not None:
        return named
    if refused(words) or (" " not in words and _ADJECTIVE.search(words) and _LOWER_WORD.match(text, end)):
        return None
    return Chunk(start, end, words, initial)


_MORE_NAMES = re.compile(r"(?:,| och| samt) [A-ZÅÄÖ]")
_LIKE_A_PLACE = re.compile(
    r"\w(?:dalen|dal|fjällen|fjäll|kusten|sjön|sjö|öarna|berget|berg|borg|stad|köping|näs|vik|holm|hamn|bygden|skärgården|älven|slätten|land)s?$"
)
_LONG = 10
_BODY = re.compile(r" \w+(?:nämnden|styrelsen|beredningen)(?![\w-])")
_ADJECTIVE = re.compile(r"(?:isk|iska|iskt|ska|nskt?|ala|ella|liga|ligt|het|ning|ingen|ande)$")
_LOWER_WORD = re.compile(r" [a-zåäö]{4,}")


class _Definite:
    """An undertaking in the definite form ("projektet") stands before a name; "Partnerskap X" is one itself."""

    @staticmethod
    def search(word: str) -> bool:
        """Return whether a word is one."""
        return bool(UNDERTAKING.search(word)) and bool(re.search(r"(?:en|et|an|na|n)s?$", word))


_DEFINITE_THING = _Definite()


_LEGAL_FORM = re.compile(r"\s+(?:AB|HB|KB|[Ee]k(?:\.|onomisk)\s?[Ff]ör(?:\.|ening))")


def _skip_openers(text: str, start: int, end: int) -> int:
    """Return where a run that opens a sentence begins without words that any sentence may begin with."""
    for match in _TOKEN.finditer(text, start, end):
        word = match[0].lower()
        more = match.end() < end and not _LEGAL_FORM.fullmatch(text, match.end(), end)
        if more and word in NUMERALS:
            return match.start()
        if (
            word in OPENERS
            or word in STOPS
            or (
                more
                and (
                    _DEFINITE_THING.search(word)
                    or re.search(
                        r"(?:företage[tn]|bolage[tn]|koncernen|föreningen|föreningarna|organisationen|organisationerna|kommunen)$",
                        word,
                    )
                )
                and not match[0].startswith("Företaga")
            )
        ):
            continue
        return match.start()
    return end


_DEFINITE_GENITIVE = re.compile(r"[a-zåäö](?:en|et|an|erna|orna|arna)s$")
"""A definite noun with an -s is a genitive: Länstrafikens is Länstrafiken's."""


def _named(
    text: str, start: int, end: int, forms: Sequence[tuple[re.Pattern[str], str, float]], method: str
) -> Name | None:
    """Return the name if one of the forms fits it."""
    words = text[start:end]
    bare = words.removesuffix("s") if text[end : end + 2].strip()[:1].islower() else words
    order = (bare, words) if _DEFINITE_GENITIVE.search(words) else (words, bare)
    for candidate in dict.fromkeys(order):
        for form, kind, sure in forms:
            if form.match(candidate) and not refused(candidate, patterned=True):
                return Name(
                    start=start,
                    end=end,
                    sort="actor",
                    name=candidate,
                    kind=kind,
                    method=f"{method}:{_label(candidate, method)}",
                    confidence=sure,
                )
    return None


def _label(words: str, method: str) -> str:
    """Return the word of a name that made it an actor."""
    tokens = words.split()
    return tokens[0] if method.endswith("prefix") else tokens[-1]
