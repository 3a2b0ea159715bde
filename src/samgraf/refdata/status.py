"""How old the reference data is, file by file, and how many of its things have which public identifiers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samgraf.facts import SG, TYPE, Facts
from samgraf.file_head import read_head
from samgraf.linking.things import EXACT, IDENTIFIER, SAME
from samgraf.ontology import by_subject as subjects_of
from samgraf.ontology import kinds_under, read_turtle, stamps
from samgraf.reference import reference_quads
from samgraf.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FOLDERS = ("actors", "codelists", "goals", "templates")
SCHEMES = ("organisationsnummer", "kod", "Wikidata", "dataportal.se", "NUTS", "Agenda 2030", "EU", "lagen.nu")
_ADDRESSES = {
    "Wikidata": "wikidata.org/entity/",
    "dataportal.se": "dataportal.se/organisation/",
    "NUTS": "data.europa.eu/nuts/",
    "Agenda 2030": "metadata.un.org/sdg/",
    "EU": "publications.europa.eu/resource/authority/",
    "lagen.nu": "lagen.nu/",
}
"""How the addresses of a scheme are told."""


@dataclass(frozen=True, slots=True)
class FileStatus:
    """One file: its name, how many of our things it describes, its source, when that was read, its age in days."""

    name: str
    things: int
    source: str
    read: str | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """One kind of things: how many there are, how many have which identifier, how many have none at all."""

    kind: str
    name_sv: str
    name_en: str
    count: int
    having: dict[str, int]
    without: int


def statuses(today: date, own: Path | None = None) -> list[FileStatus]:
    """Return the state of each file of reference data, those of the ontology first, each in the order of its path."""
    root = folder("ontology")
    listed = [
        (path.relative_to(root).as_posix(), path) for name in FOLDERS for path in sorted((root / name).glob("*.ttl"))
    ]
    besides = [(f"reference/{path.name}", path) for path, _, _ in stamps(own)]
    return [_status(name, path, today) for name, path in (*listed, *besides)]


def _status(name: str, path: Path, today: date) -> FileStatus:
    """Return the state of one file."""
    head = read_head(path.read_text(encoding="utf-8", errors="replace"))
    described = {
        quad.subject.value  # type: ignore[union-attr]
        for quad in read_turtle(path)
        if quad.predicate.value == TYPE and quad.object.value.startswith(SG)  # type: ignore[union-attr]
    }
    return FileStatus(name, len(described), head.source or "", head.date, _days(head.date, today))


def _days(read: str | None, today: date) -> int | None:
    """Return how many days ago a source was read; of a month, counted from its first day."""
    if read is None or not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", read):
        return None
    try:
        return (today - date.fromisoformat(read if read.count("-") > 1 else f"{read}-01")).days
    except ValueError:
        return None


def coverage(own: Path | None = None) -> list[Coverage]:
    """Return how many things of each kind have which public identifiers: actors by kind, places, goals, funds, statutes."""
    quads = reference_quads(own)
    facts, subjects = Facts(quads), subjects_of(quads)
    kinds = {kind for top in ("Actor", "Goal", "County", "EUFund", "Statute") for kind in kinds_under(top, subjects)}
    found: dict[str, list[set[str]]] = {}
    for iri in subjects:
        for kind in facts.all(iri, TYPE):
            local = kind.removeprefix(SG)
            if local in kinds:
                found.setdefault(local, []).append(_schemes(facts, iri))
    return [_coverage(kind, held, facts) for kind, held in sorted(found.items())]


def _coverage(kind: str, held: Iterable[set[str]], facts: Facts) -> Coverage:
    """Return the coverage of one kind."""
    schemes = list(held)
    counted = Counter(scheme for one in schemes for scheme in one)
    label = facts.label(SG + kind)
    having = {scheme: counted[scheme] for scheme in SCHEMES if counted[scheme]}
    return Coverage(
        kind,
        label.sv if label else kind,
        label.en if label else kind,
        len(schemes),
        having,
        sum(not one for one in schemes),
    )


def _schemes(facts: Facts, iri: str) -> set[str]:
    """Return the schemes that a thing has an identifier of."""
    found = {"organisationsnummer"} if facts.all(iri, IDENTIFIER) else set()
    if any(facts.all(iri, SG + code) for code in ("municipalityCode", "countyCode")):
        found.add("kod")
    for address in (*facts.all(iri, SAME), *facts.all(iri, EXACT)):
        found |= {scheme for scheme, part in _ADDRESSES.items() if part in address}
    return found
