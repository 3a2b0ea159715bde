"""What networks are made of: who took part in which insats of which report, and which goals each insats names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.goal_list import UNTITLED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samgraf.answers import Term


@dataclass(frozen=True, slots=True, order=True)
class Actor:
    """An actor: its address, its name, its kind in Swedish ("kommun") and the key of its sector ("municipal")."""

    iri: str
    name: str
    kind: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Work:
    """An insats as one report tells of it: the report's region (its name) and year, the insats' address and name."""

    region: str
    year: int
    insats: str
    name: str


@dataclass(frozen=True, slots=True, order=True)
class Goal:
    """A goal that an insats names: `iri` is its address, or its words where it is not known.

    An area that is named without any goal under it has neither number nor title.
    """

    iri: str
    framework: str
    area: str
    number: str
    title: str

    @property
    def label(self) -> str:
        """Return the goal as a person reads it: "18 Ökad sysselsättning"; an area that stands alone by its name."""
        if self.number:
            return f"{self.number} {self.title or UNTITLED}"
        return self.title or self.area


@dataclass(frozen=True, slots=True)
class Facts:
    """Who took part in what, and what it was for; both in order, without repetition."""

    parts: tuple[tuple[Actor, Work], ...]
    aims: tuple[tuple[Work, Goal], ...] = ()


def to_parts(rows: Sequence[Mapping[str, Term | None]]) -> tuple[tuple[Actor, Work], ...]:
    """Return who took part in what, from the rows that `bridging-actors` selects."""
    names: dict[str, str] = {}
    for row in rows:
        iri, name = text(row["actor"]), text(row["actorName"])
        names[iri] = min(names.get(iri, name), name)
    return tuple(sorted({_part(row, names[text(row["actor"])]) for row in rows}))


def _part(row: Mapping[str, Term | None], name: str) -> tuple[Actor, Work]:
    """Return one taking part."""
    sector = text(row["sector"]).rpartition("/")[2]
    return Actor(text(row["actor"]), name, text(row["kind"]), sector), to_work(row)


def to_work(row: Mapping[str, Term | None]) -> Work:
    """Return the insats that a row is about; written in two answers of one report, it is one."""
    return Work(text(row["region"]), int(text(row["year"]) or 0), text(row["insats"]), text(row["name"]))


def text(term: Term | None) -> str:
    """Return a term's text, "" where there is none."""
    return term.value if term is not None else ""
