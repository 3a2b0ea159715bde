"""What a file of reference data says of itself in its first lines: where its facts are from, when they were read, its licence.

The comment is the one place where that stands; here it becomes statements about the file's graph, so that whatever cites a
fact can cite its source and date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from samgraf.graph.namespaces import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

SOURCE, DATE, LICENCE = (NamedNode(PREFIXES["dcterms"] + name) for name in ("source", "date", "license"))
LICENCES = {"CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/"}

_LINE = re.compile(r"^# Source:\s*(?P<said>.*?)\s*(?:Licence:\s*(?P<licence>\S+))?\s*$")
_READ = re.compile(r"[.,;]?\s*(?:\b[Rr]ead)?\s*\b(?P<date>20\d\d-\d\d(?:-\d\d)?)\W*$")


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says of itself; None where it says nothing. `date` is a day or a month, as written."""

    source: str | None = None
    date: str | None = None
    licence: str | None = None


def read_head(text: str) -> Head:
    """Return what the comments at the top of a Turtle file say, of lines that begin with "# Source:"."""
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            break
        if found := _LINE.match(line):
            said, dated = found["said"], _READ.search(found["said"])
            bare = said[: dated.start()] if dated else said
            return Head(bare.rstrip(" .;,") or None, dated["date"] if dated else None, found["licence"])
    return Head()


def head_triples(path: Path, graph: str) -> list[Triple]:
    """Return the statements about a file's graph: its source, when that was read, its licence."""
    head = read_head(path.read_text(encoding="utf-8", errors="replace"))
    about = NamedNode(graph)
    said = [Triple(about, SOURCE, Literal(head.source))] if head.source else []
    said += [Triple(about, DATE, Literal(head.date))] if head.date else []
    if head.licence in LICENCES:
        said.append(Triple(about, LICENCE, NamedNode(LICENCES[head.licence])))
    return said
