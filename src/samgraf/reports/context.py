"""What a recogniser may know besides the text: the reference data, whose report it is, what the text itself introduced."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samgraf.reference import Reference


@dataclass(frozen=True)
class Introduced:
    """A short form that the report introduces itself ("Mälardalens universitet (MDU)").

    `actor` is the IRI of the actor it stands for, or None: then `name` is what stands before it.
    """

    short: str
    name: str
    actor: str | None
    kind: str


@dataclass(frozen=True)
class Context:
    """Reference data, the report's region (county code, "19") and year, its own abbreviations.

    `targets` are titles, folded, that the report writes as targets beside an area of its strategy.
    """

    reference: Reference
    region: str
    year: int
    introduced: Mapping[str, Introduced] = field(default_factory=dict)
    targets: frozenset[str] = frozenset()
