"""What changed in the ontology since each version that was let out: terms that are new, gone, or no longer to be used.

`ontology/versions/<version>.txt` lists the terms of a version, one a line, its date in the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.facts import SG
from samgraf.resources import folder

if TYPE_CHECKING:
    from samgraf.facts import Facts

_OWL = "http://www.w3.org/2002/07/owl#"
KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")


@dataclass(frozen=True, slots=True)
class Change:
    """A version (or "next", what is not let out yet) with its date, and the local names of terms that came, went, or were retired."""

    version: str
    date: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    retired: tuple[str, ...] = ()


def terms_of(facts: Facts) -> set[str]:
    """Return the local names of the classes and properties of the ontology."""
    return {iri.removeprefix(SG) for kind in KINDS for iri in facts.of_type(_OWL + kind) if iri.startswith(SG)}


def changes(facts: Facts) -> list[Change]:
    """Return the changes of each version, the newest first; the first is what is in the files and in no version."""
    found: list[Change] = []
    before: set[str] = set()
    for path in sorted(
        folder("ontology").glob("versions/*.txt"), key=lambda path: [int(n) for n in path.stem.split(".")]
    ):
        first, *listed = path.read_text("utf-8").splitlines()
        now = set(filter(None, listed))
        found.append(
            Change(path.stem, first.removeprefix("# "), tuple(sorted(now - before)), tuple(sorted(before - now)))
        )
        before = now
    now = terms_of(facts)
    retired = tuple(sorted(name for name in now if facts.one(SG + name, _OWL + "deprecated") == "true"))
    if now != before or retired:
        found.append(Change("next", "", tuple(sorted(now - before)), tuple(sorted(before - now)), retired))
    return found[::-1]
