"""The keys that things are named with: the same thing always gets the same key."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import NamedNode

from samgraf.graph.namespaces import THINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 60
"""Characters that a slug may have before it is cut and given a digest."""

_SEPARATOR = "\u001f"  # unit separator: cannot occur in a report's text, so ("ab", "c") differs from ("a", "bc")
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "o", "ð": "d", "þ": "th", "ł": "l", "ß": "ss"}
)  # those that NFKD does not split
_RUN = re.compile(r"[a-z0-9]+")
_SAFE = "-._~!$&'()*+,;=:@"  # what RFC 3987 allows in a path segment besides letters and digits
_YEARS = re.compile(r"[(\[]?\b(?:19|20)\d\d\s*[-\u2010-\u2015/]\s*(?:(?:19|20)?\d\d\b)[)\]]?")


def slug(text: str) -> str:
    """Return a key of lower-case a-z, 0-9 and single hyphens for a name: "Västerås stad" is "vasteras-stad".

    Å, ä become a, ö becomes o, é becomes e, whether written as one character or as two. A key
    longer than 60 characters is cut and ends in eight hexadecimal digits of the whole, so that two long
    names that begin alike stay two. A name without any Latin letter or digit is only such digits.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(character for character in plain if not unicodedata.combining(character))
    whole = "-".join(_RUN.findall(bare))
    if not whole:
        return _hex(unicodedata.normalize("NFC", text), 8)
    if len(whole) <= LONGEST:
        return whole
    return f"{whole[:LONGEST].rstrip('-')}-{_hex(whole, 8)}"


def digest(*parts: str) -> str:
    """Return 16 hexadecimal digits that identify a thing by the fields it is known by, in their order."""
    return _hex(_SEPARATOR.join(parts), 16)


def _hex(text: str, digits: int) -> str:
    """Return the first hexadecimal digits of a text's sha256."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]


def mint(kind: str, *keys: str) -> NamedNode:
    """Return the address of a thing of ours from its kind and its keys, `mint("answer", "19-2023", "3.3")`.

    Keys are put in NFC and percent-encoded, so that any text gives a valid address of one line.
    """
    path = "/".join(quote(unicodedata.normalize("NFC", key), safe=_SAFE, errors="replace") for key in keys)
    return NamedNode(f"{THINGS}{kind}/{path}")


def name_key(name: str) -> str:
    """Return the key of an insats by its name: without a leading #, spans of years, and punctuation at the ends.

    "#Rätt kompetens 2022–2024." has the key of "Rätt kompetens": the same insats goes on under the
    same name in another year's report.
    """
    bare = _YEARS.sub(" ", name)
    return slug(bare if _RUN.search(slug(bare)) and bare.strip(" #.,;:()") else name)


def entry_keys(names: Iterable[str]) -> list[str]:
    """Return a key for each entry of one report, in their order; the second with a key ends in -2, the third in -3."""
    taken: set[str] = set()
    keys = []
    for name in names:
        key = plain = slug(name)
        number = 1
        while key in taken:
            number += 1
            key = f"{plain}-{number}"
        taken.add(key)
        keys.append(key)
    return keys
