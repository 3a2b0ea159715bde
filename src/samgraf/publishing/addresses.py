"""Where the page of each thing lies: the path of its IRI under our base, as folders, and links between them.

The IRI `https://w3id.org/samgraf/id/insats/19/create` has the folder `id/insats/19/create/`, whose `index.html` a plain web
server gives for it. Links are relative, so that the site works under any address.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote, unquote

from samgraf.graph.namespaces import BASE

_PLAIN = re.compile(r"[\w.~!$'()+,;=@ -]+")
_LONGEST = 200
"""Bytes that a file system takes in a name, with room for what we put behind it."""
PAGES = {"sv": "index.html", "en": "en.html"}
_FILES = frozenset({*PAGES.values(), "index.ttl", "index.jsonld"})
"""What lies in the folder of a page: no folder is called so."""
_TOPS = frozenset({"id", "def", "graph"})
"""The folders at the top that hold pages of things; all others are ours to fill."""


def is_ours(iri: str) -> bool:
    """Return whether an IRI lies under our base, so that the site must answer for it."""
    return iri.startswith(BASE) and iri != BASE


@lru_cache(maxsize=65536)
def folder_of(iri: str) -> str:
    """Return the folder of the page of an IRI of ours: "id/insats/19/create".

    A segment that no file system would take as it is ("..", a colon, more than 200 bytes), or that is a file of ours, is a
    digest of itself instead.
    """
    first, *rest = iri.removeprefix(BASE).split("#", maxsplit=1)[0].rstrip("/").split("/")
    return "/".join([first if first in _TOPS else _digest(first), *map(_segment, rest)])


def _segment(part: str) -> str:
    plain = unquote(part)
    taken = _PLAIN.fullmatch(plain) and plain.strip(" .") == plain and len(plain.encode()) <= _LONGEST
    return plain if taken and plain not in _FILES else _digest(part)


def _digest(part: str) -> str:
    return f"x-{sha256(part.encode()).hexdigest()[:16]}"


def link(path: str, at: str) -> str:
    """Return the relative link to a file from a page in a folder; both are paths from the top of the site."""
    there, here = path.split("/"), at.split("/") if at else []
    shared = 0
    while shared < min(len(there) - 1, len(here)) and there[shared] == here[shared]:
        shared += 1
    return "../" * (len(here) - shared) + _quoted("/".join(there[shared:]))


@lru_cache(maxsize=65536)
def _quoted(path: str) -> str:
    return quote(path, safe="/.~!$'()*,;=@-_")


def page_link(iri: str, at: str, lang: str) -> str:
    """Return the link to the page of an IRI of ours from a page in a folder."""
    return link(f"{folder_of(iri)}/{PAGES[lang]}", at)
