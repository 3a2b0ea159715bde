"""How like two names are, and which words a goal is about."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from rapidfuzz.fuzz import token_sort_ratio

from samgraf.graph.iris import name_key

SHORTEST = 4
COMPOUND = 5
"""Letters that a word must have to count as part of a longer one: "energi" in "energiproduktion"."""

_WORD = re.compile(r"[a-zåäöéü]+")
_COMMON = """
andel andelen antal antalet använda arbeta arbete bidra bland effekt fler flera främja förbättra förbättrad förbättrat
förmåga genom god goda gott hållbar hållbara hållbart höja inom inbegripet insats insatser jobba lika lätt län länet
mellan minska minskad mycket måste mål målet målområde nivå något nyskapande område olika region regional regionala
regionen regioner respektive samt samtliga skapa skapande stark starkt större stärka stärkt stödja tillgodose tillgång
uppleva upplever upplevd utveckla utveckling vara under unga upprätthålla verka vilka åtgärd åtgärder ändå öka ökad
ökat ökade deras dessa denna detta eller efter från hela hitta idag kunna organisation rätt också såsom sina som till
utan både människa
"""
_EMPTY = frozenset(_COMMON.split())
"""Words that most goals have, and that tell none from another."""


def alike(one: str, other: str) -> float:
    """Return how like two names are, 0 to 1: case, order of words, years and punctuation do not matter."""
    first, second = name_key(one).replace("-", " "), name_key(other).replace("-", " ")
    return 1.0 if first == second else round(token_sort_ratio(first, second) / 100, 4)


def folded(name: str) -> str:
    """Return a name as it is compared when it must be the same: NFC, case and blanks do not matter, letters do."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


@cache
def subject_words(title: str) -> tuple[str, ...]:
    """Return the words that tell what a title is about, in base form, the longest first, each once."""
    from simplemma import lemmatize  # noqa: PLC0415  (loads a dictionary)

    plain = _WORD.findall(unicodedata.normalize("NFC", title).casefold())
    found = {lemmatize(word, lang="sv").casefold() for word in plain if len(word) >= SHORTEST and word not in _EMPTY}
    telling = (word for word in found - _EMPTY - _places() if len(word) >= SHORTEST)
    return tuple(sorted(telling, key=lambda word: (-len(word), word)))


@cache
def _places() -> frozenset[str]:
    """Return the counties' names: where a goal holds says nothing of what it is about."""
    from samgraf.reference import load_reference  # noqa: PLC0415  (only where goals are compared)

    return frozenset(word for county in load_reference().counties for word in _WORD.findall(county.short.casefold()))


def has_word(text: str, word: str, *, ending: bool = True) -> bool:
    """Return whether a text has a word or a phrase, or a word that begins with it if it is not too short.

    `ending` lets a word end with it too: "energi" in "solenergi", but also "klimat" in "företagsklimat".
    """
    plain = unicodedata.normalize("NFC", text).casefold()
    if " " in word:
        return word in plain
    return any(
        each == word or (len(word) >= COMPOUND and (each.startswith(word) or (ending and each.endswith(word))))
        for each in _WORD.findall(plain)
    )


def has_word_form(text: str, word: str) -> bool:
    """Return whether a text has a word in any form: as it stands, or as the base form of a word of the text."""
    return has_word(text, word) or word in subject_words(text)
