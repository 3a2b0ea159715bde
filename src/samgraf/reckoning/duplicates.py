"""One insats described in several answers, and whether the descriptions agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.facts import SG, Facts
from samgraf.findings import question_order
from samgraf.reckoning.model import Reckoning

if TYPE_CHECKING:
    from collections.abc import Iterator


def duplicates(facts: Facts) -> Iterator[Reckoning]:
    """Yield the rows that describe an insats again under another question, at each row after the first."""
    rows: dict[str, list[str]] = {}
    for entry in facts.of_type(SG + "InsatsEntry"):
        told = facts.all(entry, SG + "hasOutput") and facts.all(entry, SG + "hasEffect")
        insats = facts.one(entry, SG + "describesInsats")
        if told and insats:
            rows.setdefault(insats, []).append(entry)
    for insats in sorted(rows):
        ordered = sorted(
            rows[insats], key=lambda entry: (question_order(facts.one(entry, SG + "questionNumber")), entry)
        )
        for entry in ordered[1:]:
            here, first = (facts.one(one, SG + "questionNumber") for one in (entry, ordered[0]))
            if here == first:
                continue
            yield Reckoning(entry, "againReckoned", "again", f"fråga {first}", f"question {first}")
            differs = [*_years(facts, ordered[0], entry), *_counts(facts, ordered[0], entry)]
            if differs:
                sv = f"Under fråga {first} och {here} står olika: {'; '.join(differs)}"
                en = f"Questions {first} and {here} say different things: {'; '.join(differs)}"
                yield Reckoning(entry, "differsReckoned", "differs", sv, en)


def _years(facts: Facts, one: str, other: str) -> Iterator[str]:
    """Yield how the first and last years of two rows differ."""
    for name in ("startYear", "endYear"):
        values = [facts.one(entry, SG + name) for entry in (one, other)]
        if all(values) and values[0] != values[1]:
            yield " / ".join(
                facts.one(entry, SG + "periodAsWritten") or str(value)
                for entry, value in zip((one, other), values, strict=True)
            )
            return


def _counts(facts: Facts, one: str, other: str) -> Iterator[str]:
    """Yield what both rows count exactly once, in the same words, and not alike."""
    counted = [_counted(facts, entry) for entry in (one, other)]
    for what in sorted(counted[0].keys() & counted[1].keys()):
        first, second = counted[0][what], counted[1][what]
        if len(first) == len(second) == 1 and first != second:
            yield " / ".join((*first, *second))


def _counted(facts: Facts, entry: str) -> dict[str, set[str]]:
    """Return what a row counts, as written, by what is counted; only what is said in two words or more tells things apart."""
    found: dict[str, set[str]] = {}
    for quantity in facts.of_type(SG + "Quantity"):
        if facts.one(quantity, SG + "ofEntry") == entry and facts.one(quantity, SG + "approximate") == "false":
            what = re.sub(r"\s+", " ", facts.one(quantity, SG + "what") or "").lower()
            if " " in what:
                found.setdefault(what, set()).add(facts.one(quantity, SG + "asWritten") or "")
    return found
