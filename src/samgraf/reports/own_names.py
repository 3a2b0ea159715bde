"""Names of a report's own insatser where they stand in its text: they are what was done, not who did it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from samgraf.reports.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samgraf.reports.model import Answer, Entry, Mentions

_BY_GRAMMAR = frozenset({"pattern:subject-slot", "pattern:agent-slot"})
"""How an actor was found of whom nothing but the sentence says that it acts ("Stålbron deltar i …")."""


def without_own_names(
    entries: tuple[Entry, ...], answers: tuple[Answer, ...]
) -> tuple[tuple[Entry, ...], tuple[Answer, ...]]:
    """Return entries and answers in which no insats of the report is taken for an actor.

    An actor that the reference data knows, or whose name has the form of an organisation's, stays: an insats may be named after it.
    """
    names = frozenset(fold(entry.name).strip(" .\"”“'") for entry in entries)
    return (
        tuple(_entry(entry, names) for entry in entries),
        tuple(replace(answer, mentions=_apart(answer.mentions, names)) for answer in answers),
    )


def _entry(entry: Entry, names: frozenset[str]) -> Entry:
    """Return an entry without the insatser among the actors of its cells."""
    name, outputs, effects, goals = (replace(cell, mentions=_apart(cell.mentions, names)) for cell in entry.cells)
    return replace(entry, cells=(name, outputs, effects, goals))


def _apart(mentions: Mentions, names: Iterable[str]) -> Mentions:
    """Return what a passage names without the insatser among its actors."""
    kept = tuple(actor for actor in mentions.actors if actor.method not in _BY_GRAMMAR or fold(actor.name) not in names)
    return mentions if len(kept) == len(mentions.actors) else replace(mentions, actors=kept)
