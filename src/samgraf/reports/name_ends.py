"""Whether a line of a name cell begins its description, where a narrow column forced every line break."""

from __future__ import annotations

import re
from functools import lru_cache

from samgraf.readers.lexicon import is_compound, is_word
from samgraf.reference import load_reference
from samgraf.reports.words import fold, words

_OPEN = re.compile(r"(?:\b(?:och|för|i|av|på|med|till|inom|mellan|om|från|vid|hos|of|and|the)|[&,–:(-])$")
_TAKES_A_NAME = frozenset(
    [
        "hela",
        "nya",
        "norra",
        "sodra",
        "ostra",
        "vastra",
        "mellersta",
        "lilla",
        "stora",
        "region",
        "projekt",
        "projektet",
        "lansstyrelsen",
    ]
)
"""Words after which a capital is a name's own: "i hela Dalarna"."""
_FINITE = re.compile(r"(?!part(?:n)?er)[a-zåäö]{2,}(?:ar|er|ör|år|as|es|rs|ade|ades|tes|dde|des)")
_NEAR = 7
"""A sentence has its verb among its first words."""
_FEWEST = 2
_PROVINCES = (
    "Bohuslän", "Dalsland", "Gästrikland", "Hälsingland", "Härjedalen", "Lappland", "Medelpad", "Närke", "Småland", "Sörmland", "Uppland",
    "Västergötland", "Ångermanland", "Öland", "Norrland", "Svealand", "Götaland", "Bergslagen",
)  # fmt: skip
"""The provinces, and parts of the country, that no county is named after."""


def begins_sentence(before: str, rest: str) -> bool:
    """Return whether what stands after a name is a sentence of its own and not more of the name.

    A name goes on with small words or with a place. A sentence begins with a common word in a
    capital, or with someone's name and then has a verb.
    """
    first = re.match(r"[A-ZÅÄÖ][\w-]*", rest)
    told = words(before)
    if not first or not told or _OPEN.search(before.rstrip()) or told[-1] in _TAKES_A_NAME:
        return False
    if is_place(first.group()):
        return False
    sentence = re.split(r"[.!?](?:\s|$)", rest, maxsplit=1)[0].split()
    if len(sentence) < _FEWEST:
        return False
    low = first.group().casefold()
    named = sentence[1][:1].isupper()
    return says_what_is_done(" ".join(sentence)) or (
        not named and sentence[1][:1].isalpha() and (is_word(low) or is_compound(low))
    )


def says_what_is_done(sentence: str) -> bool:
    """Return whether a verb stands among the first words of a sentence, but for the very first."""
    return any(_FINITE.fullmatch(word.rstrip(",;:")) for word in sentence.split()[1:_NEAR])


def is_place(word: str) -> bool:
    """Return whether a word is a place's name, or its genitive."""
    return fold(word) in _places() or fold(word).removesuffix("s") in _places()


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    """Return the folded names of counties, municipalities and provinces, of one word."""
    reference = load_reference()
    towns = (a.name.removesuffix(" kommun") for a in reference.actors if a.kind == "Municipality")
    counties = (name for c in reference.counties for name in (c.short, c.region_name.removeprefix("Region ")))
    return frozenset(fold(name) for name in (*towns, *counties, *_PROVINCES))
